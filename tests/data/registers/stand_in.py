"""A server on this machine that answers as the registers do: their documented forms, pages, limits and faults."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.data.registers.network import Network

HOSTS = ("www.federalregister.gov", "api.congress.gov", "api.govinfo.gov", "news.example.org")


# What answers a query: a code, headers, and the content, whole or bit by bit.
Answering = Callable[[str], tuple[int, dict[str, str], bytes | Iterator[bytes]]]


@dataclass
class StandIn:
    """Answers by path; keeps what it was asked."""

    address: str = ""
    answers: dict[str, Callable[[str], tuple[int, dict[str, str], bytes | Iterator[bytes]]]] = field(
        default_factory=dict
    )
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def network(self) -> Network:
        """A network that asks this server in the place of all registers, without waiting."""
        return Network(pause=0, timeout=5, sleep=lambda _seconds: None, stand_ins=dict.fromkeys(HOSTS, self.address))

    def json(self, path: str, value: Any) -> None:
        """Answer a path with a JSON value."""
        self.answers[path] = lambda _query: (200, {"Content-Type": "application/json"}, json.dumps(value).encode())

    def fault(self, path: str, code: int, content: bytes = b"", **headers: str) -> None:
        """Answer a path with a fault."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda _query: (code, named, content)


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """The server, while it runs."""
    registers = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            registers.asked.append((self.path, dict(self.headers), body))
            answer = registers.answers.get(path)
            code, headers, content = answer(query) if answer else (404, {}, b'{"error": "Not found"}')
            self.send_response(code)
            length = {"Content-Length": str(len(content))} if isinstance(content, bytes) else {}
            for name, value in {**length, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the client has enough
                for part in [content] if isinstance(content, bytes) else content:
                    self.wfile.write(part)

        do_POST = do_GET  # noqa: N815  the name that http.server looks for

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its name there
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    registers.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield registers
    server.shutdown()
    server.server_close()
