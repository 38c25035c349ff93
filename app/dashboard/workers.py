"""Several processes that answer behind one port, kept by gunicorn; in each of them the same server as in one.

The state of a page is its address, so any process answers any request. The first process alone looks at the file: a
thread of it notices a save and sends the signal that asks gunicorn for new processes in the place of the old ones.
Before they are split off, the file is read once; the old ones accept nothing more, answer what they have accepted, and
end. So a page hardly ever meets an older state of the file after a newer one.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from functools import partial
from threading import Thread
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers.base import Worker
from waitress import wasyncore

from app.dashboard.server import server_of
from app.dashboard.snapshot import Repository, signature

LOOK: Final = 0.5  # seconds between two looks at the file
ENDINGS: Final = (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)
PATIENCE: Final = 5  # seconds that a process has to answer what it has accepted


def run_workers(count: int, repository: Repository, application: Flask, listening: socket.socket) -> None:
    """Keep `count` processes at work behind a socket, until a signal ends the program by a SystemExit."""
    repository.watching = False
    # A signal that comes while a process is split off waits until that process can hear it.
    hold, release = (partial(signal.pthread_sigmask, how, ENDINGS) for how in (signal.SIG_BLOCK, signal.SIG_UNBLOCK))
    os.register_at_fork(before=hold, after_in_parent=release)
    Thread(target=_watch, args=(repository,), daemon=True).start()
    first = os.getpid()
    try:
        _Processes(count, repository, application, listening).run()
    finally:
        if os.getpid() != first:
            os._exit(0)  # a process that was split off must not go on in the place of the first


def _watch(repository: Repository) -> None:
    """Ask for a graceful reload each time that the file was saved."""
    asked_for = repository.seen
    while True:
        time.sleep(LOOK)
        found = signature(repository.path)
        if found != asked_for:
            asked_for = found
            os.kill(os.getpid(), signal.SIGHUP)


class _Processes(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings; what it serves is there before it splits."""

    def __init__(self, count: int, repository: Repository, application: Flask, listening: socket.socket) -> None:
        self.application = application
        self.settings = {
            "bind": f"fd://{listening.detach()}",
            "workers": count,
            "worker_class": WaitressWorker,
            "graceful_timeout": PATIENCE,
            "on_reload": lambda _arbiter: repository.refresh(),
            "loglevel": "info" if logging.getLogger().isEnabledFor(logging.INFO) else "error",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.application


class WaitressWorker(Worker):  # type: ignore[misc]
    """A process that answers by waitress."""

    def run(self) -> None:
        """Answer until told to end, or until the first process is gone; then finish what was accepted."""
        self.server = server_of(self.wsgi, self.sockets[0].sock)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
        while self.alive and self.ppid == os.getppid():
            self._answer()
        wasyncore.dispatcher.close(self.server)  # accepts no more; the socket stays open in the first process
        end_of_patience = time.monotonic() + PATIENCE
        while _is_busy(self.server) and time.monotonic() < end_of_patience:
            self._answer()

    def handle_exit(self, sig: Any, frame: Any) -> None:
        """End: the handler of SIGTERM."""
        super().handle_exit(sig, frame)
        self.server.pull_trigger()  # ends the wait for the next request

    def _answer(self) -> None:
        self.notify()
        wasyncore.loop(timeout=LOOK, map=self.server._map, count=1)


def _is_busy(server: Any) -> bool:
    """Whether a request is awaited on a new connection, or is being read, answered or sent."""
    return any(
        channel.last_activity == channel.creation_time
        or channel.request
        or channel.requests
        or channel.total_outbufs_len
        for channel in list(server.active_channels.values())
    )
