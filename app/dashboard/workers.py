"""Several processes that answer behind one port, and the one that looks after them and reads the file.

The state of a page is its address, so any process answers any request. None of them looks at the file: when it was
saved, the first process reads it once and puts new processes in the place of the old ones, which accept nothing more
and end when they have answered. So a page never meets an older snapshot after a newer one.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn

from waitress import wasyncore

from app.dashboard.snapshot import Repository

LOOK: Final = 0.5  # seconds between two looks at the file and at the processes
PATIENCE: Final = 5.0  # seconds that a process has to answer what it has accepted


def can_fork() -> bool:
    """Whether this system can split a process, which sharing a port takes."""
    return hasattr(os, "fork")


def run_workers(count: int, repository: Repository, listen: Callable[[], Any]) -> None:
    """Keep `count` processes at work, each with the waitress server that `listen` makes in it.

    Ends by an exception, such as a KeyboardInterrupt out of a signal's handler; the processes are ended first.
    """
    repository.watching = False
    workers: set[int] = set()
    try:
        while True:
            if repository.refresh():
                _tell(workers, signal.SIGTERM)
                workers.clear()  # they end by themselves
            while len(workers) < count:
                workers.add(_start(listen))
            time.sleep(LOOK)
            workers -= _ended()
    finally:
        _tell(workers, signal.SIGTERM)
        _wait_for(workers)


def _start(listen: Callable[[], Any]) -> int:
    """A new process that answers; only its parent returns from here."""
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        _answer(listen, parent)
    finally:
        os._exit(1)


def _answer(listen: Callable[[], Any], parent: int) -> NoReturn:
    """Answer until told to end, or until the parent is gone; then finish what was accepted."""
    told = []

    def end(*_: object) -> None:
        told.append(True)
        server.pull_trigger()

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent tells when to end
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    server = listen()
    signal.signal(signal.SIGTERM, end)
    while not told and os.getppid() == parent:
        wasyncore.loop(timeout=LOOK, map=server._map, count=1)
    wasyncore.dispatcher.close(server)  # accepts no more; the socket stays open in the parent
    end_of_patience = time.monotonic() + PATIENCE
    while _is_busy(server) and time.monotonic() < end_of_patience:
        wasyncore.loop(timeout=LOOK / 10, map=server._map, count=1)
    os._exit(0)


def _is_busy(server: Any) -> bool:
    """Whether a request is awaited on a new connection, or is being read, answered or sent."""
    return any(
        channel.last_activity == channel.creation_time
        or channel.request
        or channel.requests
        or channel.total_outbufs_len
        for channel in list(server.active_channels.values())
    )


def _tell(workers: set[int], ending: signal.Signals) -> None:
    for pid in workers:
        with suppress(ProcessLookupError):
            os.kill(pid, ending)


def _ended() -> set[int]:
    """The processes that have ended since the last look."""
    ended = set()
    with suppress(ChildProcessError):
        while pid := os.waitpid(-1, os.WNOHANG)[0]:
            ended.add(pid)
    return ended


def _wait_for(workers: set[int]) -> None:
    """Return when all have ended, by force where their patience is over."""
    end_of_patience = time.monotonic() + PATIENCE + 1
    while workers and time.monotonic() < end_of_patience:
        workers -= _ended()
        time.sleep(LOOK / 10)
    _tell(workers, signal.SIGKILL)
