from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
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


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "app", "serve", "--no-open", *arguments]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


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
    assert errors == "Cannot listen on 192.0.2.1, port 0: Cannot assign requested address.\n"
