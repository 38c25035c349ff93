from __future__ import annotations

import datetime as dt
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from app import resources
from app.analysis.view import View
from app.cli import main
from app.data.loading import load_dataset
from app.export.extract import Extract
from app.export.formats import FORMATS, Format, MissingPart
from tests.conftest import TARIFFS
from tests.factories import event, text

ROOT = Path(__file__).parent.parent

SOURCE = {"url": "https://example.org/first-act", "publisher": "Example", "kind": "primary"}
KEPT = [SOURCE | {"archived": "https://web.archive.org/first-act"}]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.yaml"
    path.write_text(text(event(sources=KEPT)), encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.yaml"
    path.write_text(text(event(actors=["regulator", "regulatr"], sources=KEPT)), encoding="utf-8")
    return path


def test_check_counts_what_is_right(good: Path) -> None:
    result = run("check", good, "--today", "2026-01-01")
    assert (result.exit_code, result.output) == (0, f"{good}: 1 event, 1 source, 0 measures, no problems\n")


def test_check_names_every_problem_and_ends_with_one(good: Path, bad: Path) -> None:
    result = run("check", good, bad, "--today", "2026-01-01")
    assert result.exit_code == 1
    assert result.output.splitlines()[1:] == [
        f"{bad}:42: first-act: 'actors' refers to 'regulatr', which is not in actors. Did you mean 'regulator'?",
        "1 problem",
    ]


def test_check_without_a_file_checks_the_published_dataset() -> None:
    assert run("check").exit_code == 0


def test_check_tells_programs_in_their_own_forms(bad: Path) -> None:
    as_json = run("check", "--format", "json", bad, "--today", "2026-01-01")
    assert as_json.exit_code == 1
    assert json.loads(as_json.output) == [
        {
            "file": str(bad),
            "line": 42,
            "column": 5,
            "record": "first-act",
            "message": "'actors' refers to 'regulatr', which is not in actors. Did you mean 'regulator'?",
            "level": "error",
        }
    ]
    as_github = run("check", "--format", "github", bad, "--today", "2026-01-01")
    assert as_github.output == (
        f"::error file={bad},line=42,col=5::first-act: 'actors' refers to 'regulatr', which is not in actors. "
        "Did you mean 'regulator'?\n"
    )


def test_a_good_file_is_an_empty_list_for_programs(good: Path) -> None:
    result = run("check", "--format", "json", "--today", "2026-01-01", good)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []


def test_warnings_end_with_1_only_where_they_are_asked_to(good: Path) -> None:
    old = run("check", good, "--today", "2026-04-01")
    assert old.exit_code == 0
    assert old.output.splitlines()[1:] == [
        f"{good}:7: warning: dataset: the coverage ended 91 days ago (2025-12-31): look for what happened since.",
        "1 warning",
    ]
    assert run("check", good, "--today", "2026-04-01", "--strict").exit_code == 1
    assert run("check", good, "--today", "2026-01-01", "--strict").exit_code == 0


def test_the_schema_for_editors_is_the_committed_one() -> None:
    assert run("schema").output == (ROOT / ".dev" / "events.schema.json").read_text("utf-8")
    assert (
        (ROOT / "events.yaml")
        .read_text("utf-8")
        .startswith("# yaml-language-server: $schema=.dev/events.schema.json\n")
    )


def test_new_prints_a_record_in_the_words_of_the_file(good: Path) -> None:
    result = run("new", "event", "--like", good)
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
    assert unknown.output == (
        "'nowhere' is neither a file nor a git revision of ./events.yaml. Name a file, REV, or REV:path.\n"
    )
    absent = run("diff", "HEAD:other.yaml", "HEAD")
    assert absent.output == "The git revision 'HEAD' holds no file 'other.yaml'. Name another as HEAD:path.\n"
    assert run("diff", "HEAD~1:events.yaml", "HEAD:events.yaml").output == run("diff", "HEAD~1", "HEAD").output


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
        ["export"],
        ["export", "docx", good, "--out", tmp_path / "x"],
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
    arguments = ["export", "html", good, "--out", out, "--view", "q=act", "--today", "2026-07-31"]
    first = run(*arguments)
    assert first.exit_code == 0
    assert first.output == f"Wrote {out} ({out.stat().st_size / 1_000_000:.2f} MB).\n"
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
    assert result.output == f"{out} cannot be written: there is no folder {out.parent}. Make it first.\n"


# Starting a browser takes its time, and the other pictures are drawn as png is.
FILES = [form for form in FORMATS.values() if not form.folder and form.id not in ("svg", "pdf")]


@pytest.mark.parametrize("form", FILES, ids=lambda form: form.id)
def test_export_writes_every_format(form: Format, good: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{form.suffix}"
    result = run("export", form.id, good, "--out", out, "--today", "2026-07-31")
    try:
        content = form.content(Extract.of(load_dataset(good), View(), dt.date(2026, 7, 31)))
    except MissingPart as error:
        pytest.skip(str(error))
    assert (result.exit_code, out.read_bytes()) == (0, content)


def test_a_format_without_its_part_is_a_message(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as if it were not installed
    result = run("export", "parquet", good, "--out", tmp_path / "tables.zip")
    assert result.exit_code == 1
    assert result.output == "Parquet needs pyarrow, which is not installed: pip install pyarrow\n"
    assert [path.name for path in tmp_path.iterdir()] == ["good.yaml"]


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ("h20-scrutiny", "'h20-scrutiny' is no query such as track=...&from=2025 and was ignored."),
        ("trak=x", "Unknown key 'trak' was ignored. Did you mean 'track'?"),
        ("track=scrutny", "Unknown value 'scrutny' for 'track' was ignored. Did you mean 'scrutiny'?"),
        ("from=2025-13", "'from' must be YYYY, YYYY-MM or YYYY-MM-DD; '2025-13' was ignored."),
        ("from=2025-05&to=2025-04", "'from' 2025-05 is after 'to' 2025-04; both were ignored."),
        ("q=" + "x" * 8000, "The address has more than 8000 characters and was ignored."),
    ],
)
def test_what_can_be_no_view_is_not_exported(view: str, message: str, good: Path, tmp_path: Path) -> None:
    result = run("export", "md", good, "--out", tmp_path / "x.md", "--view", view)
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        message,
        "Nothing was written, for it would not be the view that was asked for. Correct --view.",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["good.yaml"]


@pytest.mark.parametrize(
    "given",
    ["'q=nothing'", "?q=nothing", "http://127.0.0.1:8050/?q=nothing", '"http://127.0.0.1:8050/?q=nothing#x"',
     "file:///tmp/chart.html#q=nothing", "’q=nothing’"],
)  # fmt: skip
def test_a_pasted_address_and_quotes_of_a_shell_are_understood(given: str, good: Path, tmp_path: Path) -> None:
    result = run("export", "csv", good, "--out", tmp_path / "x.csv", "--view", given)
    assert result.exit_code == 0
    assert (tmp_path / "x.csv").read_text("utf-8").count("\n") == 1  # the head alone


def test_a_name_tells_what_is_inside(good: Path, tmp_path: Path) -> None:
    assert run("export", "csv", good, "--out", tmp_path / "x.csv").exit_code == 0
    assert list(pd.read_csv(tmp_path / "x.csv")["id"]) == ["first-act"]
    assert run("export", "parquet", good, "--out", tmp_path / "x.parquet").exit_code == 0
    assert list(pd.read_parquet(tmp_path / "x.parquet")["id"]) == ["first-act"]
    wrong = run("export", "html", good, "--out", tmp_path / "x.pdf")
    assert wrong.exit_code == 2
    assert "x.pdf would not hold what its name tells: html writes .html files. Name it x.html." in wrong.output


def test_without_a_name_the_file_that_stands_here_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check").output.startswith(f"{resources.EVENTS}: ")
    exported = run("export", "csv", "--out", "x.csv")
    assert exported.output.startswith(f"No file was named: taking {resources.EVENTS}.\nWrote x.csv ")
    Path("events.yaml").write_text(text(event(actors=["nobody"])), encoding="utf-8")
    here = run("check")
    assert here.exit_code == 1
    assert "events.yaml:41: first-act: 'actors' refers to 'nobody', which is not in actors." in here.output


# Formats of other kinds than there may be now: a folder with progress, and one with options.
PROBE = """
import sys, time
from app.export.formats import FORMATS, Format, Option

def folder(extract, *, progress):
    for number in range(3):
        yield f"page-{number}.html", b"<p>"
        progress(number + 1, 3)
        if "--pause" in sys.argv:
            print("begun", flush=True)
            time.sleep(60)

def sized(extract, *, times=1, plain=False):
    return f"{times} {plain}".encode()

times, plain = Option("times", "Size.", most=4), Option("plain", "Without colours.")
FORMATS["probe"] = Format("probe", "Probe", "", "text/html", "Pages.", "__main__:folder", folder=True, progress=True)
FORMATS["sized"] = Format("sized", "Sized", ".txt", "text/plain", "Text.", "__main__:sized", (times, plain))
from app.cli import main
from app.export.formats import FORMATS, Format, MissingPart
from app.data.loading import load_dataset
from app import resources
from app.analysis.view import View

if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "--pause"], prog_name="policy-timeline")
"""


@pytest.fixture
def probe(tmp_path: Path) -> list[str]:
    """The program with formats of its own; a command to add arguments to."""
    script = tmp_path / "probe.py"
    script.write_text(PROBE, encoding="utf-8")
    return [sys.executable, str(script), "export"]


def probed(command: list[str], *arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program's end, with what it said."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *map(str, arguments)], env=environment, text=True, capture_output=not options, **options
    )


def test_export_writes_a_folder_and_replaces_only_its_own(probe: list[str], good: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    done = probed(probe, "probe", good, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Wrote {out} (3 files, 0.00 MB).\n", "")
    done = probed(probe, "probe", good, "--out", out)
    refusal = f"{out} exists already. Name another folder, or add --force to replace it.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", refusal)
    (out / "mine.txt").touch()
    done = probed(probe, "probe", good, "--out", out, "--force")
    assert done.returncode == 1
    assert f"{out} holds mine.txt, which this program did not write" in done.stderr


def test_progress_is_shown_on_a_terminal(probe: list[str], good: Path, tmp_path: Path) -> None:
    terminal, end = pty.openpty()
    done = probed(probe, "probe", good, "--out", tmp_path / "site", stdout=subprocess.PIPE, stderr=end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    os.close(end)
    assert done.stdout == f"Wrote {tmp_path / 'site'} (3 files, 0.00 MB).\n"
    assert "Making probe" in shown
    assert "100%" in shown


def test_options_are_for_the_formats_that_take_them(probe: list[str], good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert probed(probe, "sized", good, "--out", out, "--times", 4, "--plain").returncode == 0
    assert out.read_text() == "4 True"
    assert "--times INTEGER RANGE" in probed(probe, "--help").stdout
    for arguments, message in (
        (["md", "--times", "2"], "Error: --times is not for md; it is for sized.\n"),
        (["sized", "--times", "5"], "Error: Invalid value for '--times': 5 is not in the range 1<=x<=4.\n"),
    ):
        done = probed(probe, *arguments, "--out", tmp_path / "x")
        assert done.returncode == 2
        assert done.stderr.endswith(message)


@pytest.mark.parametrize(("ending", "left"), [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, 1)])
def test_an_ended_export_leaves_no_folder(
    probe: list[str], good: Path, tmp_path: Path, ending: signal.Signals, left: int
) -> None:
    command = [*probe, "probe", str(good), "--out", str(tmp_path / "site"), "--pause"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "begun\n"
        program.send_signal(ending)
        _, errors = program.communicate(timeout=20)
    assert (program.returncode, errors.strip()) == ((-9, "") if left else (1, "Aborted!"))
    names = {path.name for path in tmp_path.iterdir()} - {"good.yaml", "probe.py"}
    assert len(names) == left
    assert all(name.startswith(".policy-timeline-") for name in names)


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


def test_help_loads_nothing_that_it_does_not_need() -> None:
    script = (
        "import sys\nfrom app.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('dash', 'numpy', 'pandas', 'plotly', 'pydantic', 'yaml', 'jinja2', 'flask', 'waitress')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: ")
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_loads_no_dashboard(good: Path) -> None:
    script = (
        "import sys\nfrom app.cli import main\ntry:\n    main(['check', sys.argv[1]])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('dash', 'pandas', 'plotly') if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(good)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_export_writes_a_site_and_replaces_it_when_told(good: Path, tmp_path: Path) -> None:
    arguments = ("export", "site", good, "--out", tmp_path / "site", "--today", "2026-07-31")
    assert run(*arguments).exit_code == 0
    assert (tmp_path / "site" / "events" / "first-act.html").exists()
    assert run(*arguments).exit_code == 1
    assert run(*arguments, "--force").exit_code == 0


def test_options_of_pictures_and_sites_are_checked_before_anything_is_made(good: Path, tmp_path: Path) -> None:
    large = run("export", "png", good, "--out", tmp_path / "x.png", "--scale", "5")
    assert large.exit_code == 2
    assert "5 is not in the range 1<=x<=4" in large.output
    nowhere = run("export", "site", good, "--out", tmp_path / "site", "--base-url", "example.org")
    assert nowhere.exit_code == 2
    assert "--base-url must be an address such as https://example.org/timeline, got 'example.org'." in nowhere.output
    assert list(tmp_path.iterdir()) == [good]


def test_a_picture_without_a_browser_leaves_nothing_behind(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    result = run("export", "svg", good, "--out", tmp_path / "x.svg")
    assert result.exit_code == 1
    assert result.output.startswith("Pictures are drawn by Chrome or Chromium, and none was found at ")
    assert list(tmp_path.iterdir()) == [good]


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


@pytest.mark.parametrize("name", ["data.yaml", "link.md"])
def test_an_export_never_replaces_the_file_that_it_reads(good: Path, tmp_path: Path, name: str) -> None:
    data = good.rename(tmp_path / "data.yaml")
    before = data.read_bytes()
    if name != data.name:
        (tmp_path / name).symlink_to(data)
    done = run("export", "md", data, "--out", tmp_path / name, "--force")
    assert done.exit_code != 0
    assert data.read_bytes() == before


def test_an_export_can_go_to_standard_output(good: Path) -> None:
    command = [sys.executable, "-m", "app", "export", "md", str(good), "--out", "-", "--today", "2026-07-31"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.startswith(b"# ")
    assert b"Wrote - (" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_standard_output_is_told_without_a_traceback(good: Path) -> None:
    command = [sys.executable, "-m", "app", "export", "json", str(good), "--out", "-"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True)
    assert done.returncode == 1
    assert done.stderr == "Standard output did not take the file: No space left on device.\n"
