from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.conftest import TARIFFS
from tests.factories import event, text

ROOT = Path(__file__).parent.parent


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.yaml"
    path.write_text(text(), encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.yaml"
    path.write_text(text(event(actors=["regulator", "regulatr"])), encoding="utf-8")
    return path


def test_check_counts_what_is_right(good: Path) -> None:
    result = run("check", good)
    assert (result.exit_code, result.output) == (0, f"{good}: 1 events, 1 sources, 0 measures, no problems\n")


def test_check_names_every_problem_and_ends_with_one(good: Path, bad: Path) -> None:
    result = run("check", good, bad)
    assert result.exit_code == 1
    assert result.output.splitlines()[1:] == [
        f"{bad}:42: first-act: 'actors' refers to 'regulatr', which is not in actors. Did you mean 'regulator'?",
        "1 problem",
    ]


def test_check_without_a_file_checks_the_published_dataset() -> None:
    assert run("check").exit_code == 0


def test_check_tells_programs_in_their_own_forms(bad: Path) -> None:
    as_json = run("check", "--format", "json", bad)
    assert as_json.exit_code == 1
    assert json.loads(as_json.output) == [
        {
            "file": str(bad),
            "line": 42,
            "column": 5,
            "record": "first-act",
            "message": "'actors' refers to 'regulatr', which is not in actors. Did you mean 'regulator'?",
        }
    ]
    as_github = run("check", "--format", "github", bad)
    assert as_github.output == (
        f"::error file={bad},line=42,col=5::first-act: 'actors' refers to 'regulatr', which is not in actors. "
        "Did you mean 'regulator'?\n"
    )


def test_a_good_file_is_an_empty_list_for_programs(good: Path) -> None:
    result = run("check", "--format", "json", good)
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_the_schema_for_editors_is_the_committed_one() -> None:
    assert run("schema").output == (ROOT / ".dev" / "events.schema.json").read_text("utf-8")
    assert (
        (ROOT / "events.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=.dev/events.schema.json\n")
    )


def test_new_prints_a_record_in_the_words_of_the_file(good: Path) -> None:
    result = run("new", good)
    assert result.exit_code == 0
    assert "  - id: a-new-event\n" in result.output
    assert "track: scrutiny" in result.output


def test_diff_compares_files(good: Path, bad: Path) -> None:
    assert run("diff", good, good).output == "No difference.\n"
    result = run("diff", good, bad)
    assert result.output == "~ events first-act: actors: [regulator] -> [regulator, regulatr]\n"


def test_diff_compares_git_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    for title in ("The regulator acted.", "The regulator acted again."):
        Path("events.yaml").write_text(text(event(title=title)), encoding="utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", title], check=True)
    assert run("diff", "HEAD~1", "HEAD").output == (
        "~ events first-act: title: The regulator acted. -> The regulator acted again.\n"
    )
    assert run("diff", "HEAD~1", "events.yaml").exit_code == 0
    unknown = run("diff", "nowhere", "HEAD")
    assert unknown.exit_code == 1
    assert unknown.output == "'nowhere' is neither a file nor a git revision that holds ./events.yaml.\n"


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    missing = tmp_path / "missing.yaml"
    for command in (
        ["check", missing],
        ["serve", missing, "--no-open"],
        ["export", "html", missing, "--out", tmp_path / "x"],
    ):
        result = run(*command)
        assert result.exit_code == 1
        assert result.output == f"{missing}: there is no such file.\n1 problem\n"


def test_wrong_usage_ends_with_two(good: Path, tmp_path: Path) -> None:
    for arguments in (
        ["nonsense"],
        ["serve", "--port", "x"],
        ["export", "html", good],
        ["export", "html", good, "--out", tmp_path],
    ):
        assert run(*arguments).exit_code == 2
    result = run("serve", good, "--no-open", "--host", "::1")
    assert result.exit_code == 2
    assert "'::1' is an IPv6 address, which is not served; take 127.0.0.1." in result.output
    result = run("export", "html", good, "--out", tmp_path / "x.html", "--today", "tomorrow")
    assert result.exit_code == 2
    assert "'tomorrow' is not a day such as 2026-07-31." in result.output


def test_export_writes_one_file_and_replaces_it_only_when_told(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.html"
    arguments = ["export", "html", good, "--out", out, "--view", "trak=x", "--today", "2026-07-31"]
    first = run(*arguments)
    assert first.exit_code == 0
    assert first.output.splitlines() == [
        "Unknown key 'trak' was ignored. Did you mean 'track'?",
        f"Wrote {out} ({out.stat().st_size / 1_000_000:.2f} MB).",
    ]
    content = out.read_bytes()
    again = run(*arguments)
    assert (again.exit_code, out.read_bytes()) == (1, content)
    assert f"{out} exists already. Name another file, or add --force to replace it." in again.output
    assert run(*arguments, "--force").exit_code == 0
    assert out.read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.html", "good.yaml"]


def test_a_place_that_cannot_be_written_is_a_message(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "chart.html"
    result = run("export", "html", good, "--out", out)
    assert result.exit_code == 1
    assert result.output == f"{out} cannot be written: No such file or directory.\n"


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The real program, serving; ended with the test, whatever happens."""
    command = [sys.executable, "-m", "app", "serve", "--no-open", *arguments]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=pipe) as server:
        try:
            yield server
        finally:
            server.kill()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_prints_its_address_answers_and_stops_cleanly(ending: signal.Signals) -> None:
    with started("--port", "0") as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("Policy timeline of ")
        line = server.stdout.readline()
        address = line.split()[1]
        assert line == f"Open {address}  (Ctrl-C stops)\n"
        with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:  # noqa: S310  our own address
            assert answer.status == 200
        server.send_signal(ending)
        rest, errors = server.communicate(timeout=20)
    assert (server.returncode, rest.strip(), errors) == (0, "Stopped.", "")


def test_a_taken_port_is_said_plainly() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with started("--port", str(port)) as server:
            out, errors = server.communicate(timeout=60)
    assert server.returncode == 1
    assert errors == f"Port {port} is taken by another program. Try --port {port + 1}.\n"
    assert out == ""


def test_an_address_that_is_not_this_machines_is_said_plainly() -> None:
    with started("--host", "192.0.2.1", "--port", "0") as server:
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 1
    assert errors == (
        "Cannot listen on 192.0.2.1, port 0: Cannot assign requested address. Leave out --host, or try another port.\n"
    )


def test_listening_beyond_this_machine_is_warned_of() -> None:
    with started(str(TARIFFS), "--host", "0.0.0.0", "--port", "0") as server:  # noqa: S104
        assert server.stdout is not None
        server.stdout.readline()
        address = server.stdout.readline().split()[1]
        with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:  # noqa: S310  our own address
            assert answer.status == 200
        server.send_signal(signal.SIGTERM)
        _, errors = server.communicate(timeout=20)
    assert address.startswith("http://localhost:")
    port = address.rstrip("/").rpartition(":")[2]
    assert re.fullmatch(
        rf"Warning: this is open beyond this machine: everyone who reaches port {port} can read the dashboard, "
        r"without a password\. It answers to \S+(, \S+)?\. Leave out --host to keep it to yourself\.\n",
        errors,
    )


def test_requests_are_logged_only_when_asked_for() -> None:
    with started(str(TARIFFS), "--verbose", "--port", "0") as server:
        assert server.stdout is not None
        server.stdout.readline()
        address = server.stdout.readline().split()[1]
        for path in ("healthz?a=%0Ab", "edition"):
            with urllib.request.urlopen(f"{address}{path}", timeout=10) as answer:  # noqa: S310
                answer.read()
        server.send_signal(signal.SIGTERM)
        _, errors = server.communicate(timeout=20)
    assert [line.split(" ", 2)[2] for line in errors.splitlines()] == ["GET /healthz?a=%0Ab 200", "GET /edition 200"]


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("a..b", "it is no name of a machine. Leave out --host, or name an address."),
        ("nosuch.invalid", "Name or service not known. Leave out --host, or try another port."),
    ],
)
def test_a_host_that_does_not_exist_is_said_plainly(good: Path, host: str, message: str) -> None:
    result = run("serve", good, "--no-open", "--host", host)
    assert (result.exit_code, result.output) == (1, f"Cannot listen on {host}, port 8050: {message}\n")


def test_a_stopped_server_waits_for_no_client() -> None:
    """Neither a connection that is kept open, nor half a request, nor an unread answer holds up the end."""
    with started(str(TARIFFS), "--port", "0") as server, ExitStack() as clients:
        assert server.stdout is not None
        server.stdout.readline()
        port = int(server.stdout.readline().split()[1].rstrip("/").rpartition(":")[2])
        opened = [clients.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20)) for _ in range(3)]
        opened[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert opened[0].recv(100).startswith(b"HTTP/1.1 200 OK")
        opened[1].sendall(b"POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
        opened[2].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        server.send_signal(signal.SIGTERM)
        rest, errors = server.communicate(timeout=20)
    assert (server.returncode, rest, errors) == (0, "Stopped.\n", "")
