"""`serve --workers 2`: several processes behind one port, which readers cannot tell from one."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.dashboard.server import MOST_CONNECTIONS
from tests.factories import event, text

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are counted by /proc")


@contextmanager
def serving(path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The program with two workers, and its port."""
    command = [sys.executable, "-m", "app", "serve", str(path), "--no-open", "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            program.stdout.readline()
            port = int(program.stdout.readline().split()[1].rstrip("/").rpartition(":")[2])
            until(lambda: len(children(program.pid)) == 2)
            yield program, port
        finally:
            program.kill()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


def until(fact: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)


def snapshot(port: int) -> dict[str, object]:
    """What a worker says of its snapshot, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/edition")
    answer: dict[str, object] = json.load(connection.getresponse())
    connection.close()
    return answer


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "events.yaml"
    path.write_text(text(), encoding="utf-8")
    return path


def test_a_save_reaches_every_worker_and_no_older_edition_follows_a_newer_one(file: Path) -> None:
    with serving(file) as (_, port):
        before = snapshot(port)["version"]
        file.write_text(text(event(label="Another label")), encoding="utf-8")
        seen = [before]
        while seen[-1] == before:
            seen.append(snapshot(port)["version"])
        after = seen[-1]
        seen += [snapshot(port)["version"] for _ in range(40)]
        assert seen == [before] * seen.index(after) + [after] * (len(seen) - seen.index(after))
        file.write_text("events: [", encoding="utf-8")
        until(lambda: snapshot(port)["count"] == 1)
        assert [snapshot(port)["version"] for _ in range(4)] == [after] * 4


def test_a_worker_that_dies_is_replaced(file: Path) -> None:
    with serving(file) as (program, port):
        first, other = children(program.pid)
        os.kill(first, signal.SIGKILL)
        until(lambda: len(children(program.pid)) == 2 and first not in children(program.pid))
        assert other in children(program.pid)
        assert snapshot(port)["count"] == 0


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_all_end_when_the_program_is_told_to(file: Path, ending: signal.Signals) -> None:
    with serving(file) as (program, _):
        started = children(program.pid)
        program.send_signal(ending)
        rest, errors = program.communicate(timeout=30)
        assert (program.returncode, rest.strip(), errors) == (0, "Stopped.", "")
        assert all(map(is_gone, started))


def test_no_worker_outlives_the_program(file: Path) -> None:
    with serving(file) as (program, _):
        started = children(program.pid)
        program.kill()
        program.wait()
        until(lambda: all(map(is_gone, started)))


def test_a_system_that_cannot_share_a_port_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    result = CliRunner().invoke(main, ["serve", str(file), "--workers", "2"])
    assert result.exit_code == 2
    assert "this system cannot share a port among processes; leave it out." in result.output


def test_where_gunicorn_is_missing_a_line_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.serve_command.find_spec", lambda _name: None)
    result = CliRunner().invoke(main, ["serve", str(file), "--workers", "2"])
    assert result.exit_code == 2
    assert "several processes need gunicorn: pip install 'policy-timeline[workers]'." in " ".join(result.output.split())


@pytest.fixture
def hosted(file: Path) -> Iterator[tuple[str, int]]:
    """Host and port of gunicorn with a worker of ours, started as the documentation says."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--no-control-socket", "--log-level", "error"]
        command += ["--worker-class", "app.dashboard.workers.WaitressWorker", "app.dashboard.wsgi:server"]
        environment = {**os.environ, "TIMELINE_EVENTS": str(file)}
        command += ["--bind", f"fd://{listening.fileno()}"]
        with subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[listening.fileno()]) as program:
            until(lambda: bool(children(program.pid)))
            yield listening.getsockname()
            program.terminate()


def test_gunicorn_with_our_workers_keeps_no_reader_out_for_half_sent_requests(hosted: tuple[str, int]) -> None:
    with ExitStack() as stack:
        for _ in range(MOST_CONNECTIONS + 50):
            connection = stack.enter_context(socket.create_connection(hosted, timeout=30))
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert snapshot(hosted[1])["problems"] == []
