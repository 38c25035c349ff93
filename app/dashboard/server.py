"""The server around the dashboard: where it listens, what it bounds, and what it logs."""

from __future__ import annotations

import datetime as dt
import ipaddress
import logging
import socket
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from waitress.server import create_server

from app.dashboard.application import LOCAL_HOSTS, create_app
from app.dashboard.security import MAX_BODY
from app.dashboard.snapshot import Repository

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104  what a reader may ask for
PATIENCE: Final = 1  # seconds that requests get to finish when the server is stopped
LIMITS: Final = {
    "threads": 8,
    "ident": None,  # the name of the server, which answers need not tell
    "connection_limit": 200,
    "max_request_header_size": 32_768,
    "max_request_body_size": MAX_BODY,  # waitress would gather a gigabyte before the application could refuse it
}


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; an OSError or UnicodeError says why there is none."""
    address = socket.gethostbyname(host)  # one address, for a name may have several
    return socket.create_server((address, port), backlog=1024)


def server_maker(
    repository: Repository, today: Callable[[], dt.date], host: str, listening: socket.socket
) -> Callable[[], Any]:
    """Makes a waitress server of a repository's dashboard behind a socket, in the process where it is called."""
    app = create_app(repository, today, hosts=[*LOCAL_HOSTS, *names_of(host)])
    app.server.test_client().get("/")  # makes what all readers share, so that the first need not wait for it

    def make() -> Any:
        server = create_server(app.server, sockets=[listening], **LIMITS)
        server.task_dispatcher.shutdown = partial(server.task_dispatcher.shutdown, timeout=PATIENCE)
        return server

    return make


def names_of(host: str) -> list[str]:
    """The host names that may ask a server which listens on `host`, besides this machine's own for itself."""
    if host != EVERYWHERE:
        return [host]
    names = [socket.gethostname().lower()]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only finds the address that would be used
        except OSError:
            return names
        return [*names, probe.getsockname()[0]]


def is_loopback(host: str) -> bool:
    """Whether a host that can be listened on is reached from this machine alone."""
    return ipaddress.ip_address(socket.gethostbyname(host)).is_loopback


class OneLine(logging.Formatter):
    """Writes a record as one line: a traceback gives a reader nothing to act on."""

    def format(self, record: logging.LogRecord) -> str:
        """Time and message."""
        return " ".join([self.formatTime(record), *record.getMessage().splitlines()])


def log(*, verbose: bool) -> None:
    """Log on stderr: errors, a line each; or each request too, and errors with their tracebacks."""
    handler = logging.StreamHandler()
    handler.setFormatter((logging.Formatter if verbose else OneLine)("%(asctime)s %(message)s"))
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, handlers=[handler])
