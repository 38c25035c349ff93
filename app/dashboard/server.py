"""The server around the dashboard: where it listens, what it bounds, and what it logs.

Waitress answers, in one process or in each of several (`workers.py`). What it is taught here: to give up on requests
that do not come to an end, to close idle connections before new ones have to wait, and to send our headers with what
it answers by itself.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import time
from functools import partial
from typing import Any, Final

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import create_server
from waitress.task import ErrorTask

from app.dashboard.security import EARLY_HEADERS, MAX_BODY
from app.dashboard.waiting_page import WaitingApplication

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104  what a reader may ask for
PATIENCE: Final = 1  # seconds that requests get to finish when the server is stopped
REQUEST_TIME: Final = 10  # seconds from the first byte of a request to its last
IDLE_TIME: Final = 30  # seconds that a connection may stay without a request, or without reading its answer
MOST_CONNECTIONS: Final = 200
CROWD: Final = 150  # with more connections than this the idlest are closed
LIMITS: Final = {
    "threads": 8,
    "ident": None,  # the name of the server, which answers need not tell
    "connection_limit": MOST_CONNECTIONS,
    "cleanup_interval": 1,  # seconds between two calls of `close_idle`
    "channel_request_lookahead": 1,  # a client that goes away is noticed while it is being answered
    "max_request_header_size": 32_768,
    "max_request_body_size": MAX_BODY,  # waitress would gather a gigabyte before the application could refuse it
}


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; one that states its length in two ways, which smuggles another past a proxy, is refused."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the header; a ParsingError becomes a 400 that ends the connection."""
        super().parse_header(header_plus)
        if (self.chunked or "TRANSFER_ENCODING" in self.headers) and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding exclude each other.")


class EarlyAnswer(ErrorTask):  # type: ignore[misc]
    """An answer that waitress gives by itself: to a request too large, or to none at all."""

    def execute(self) -> None:
        """Send it with the headers of every other answer."""
        self.response_headers.extend(EARLY_HEADERS.items())
        super().execute()


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that knows when the request that it is reading began."""

    parser_class = Parser
    error_task_class = EarlyAnswer
    began = 0.0

    def received(self, data: bytes) -> bool:
        """Take some bytes of a request."""
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    def is_late(self, now: float) -> bool:
        """Whether its request, its next request or the reading of its answer takes too long."""
        since, limit = (self.began, REQUEST_TIME) if self.request else (float(self.last_activity), IDLE_TIME)
        return now - since > limit


def close_idle(server: Any, now: float) -> None:
    """Close the connections that are late, and of a crowd the idlest, so that new readers find room."""
    idle = [connection for connection in server.active_channels.values() if not connection.requests]
    idle.sort(key=lambda connection: connection.last_activity)
    surplus = len(server.active_channels) - CROWD
    for place, connection in enumerate(idle):
        if place < surplus or connection.is_late(now):
            connection.will_close = True


def server_of(application: Flask | WaitingApplication, listening: socket.socket) -> Any:
    """A waitress server of an application behind a socket; its `run` answers until the program is stopped."""
    server = create_server(application, map={}, sockets=[listening], **LIMITS)
    server.channel_class = Connection
    server.maintenance = partial(close_idle, server)
    server.task_dispatcher.shutdown = partial(server.task_dispatcher.shutdown, timeout=PATIENCE)
    return server


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; an OSError or UnicodeError says why there is none."""
    address = socket.gethostbyname(host)  # one address, for a name may have several
    return socket.create_server((address, port), backlog=1024)


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
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
