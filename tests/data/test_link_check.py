from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from app.data.link_check import AGENT, fetch_state, link_findings
from tests.factories import event, loaded


class Pages(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_that_answers_is_fine(host: str) -> None:
    assert fetch_state(f"{host}/200") == ""
    assert Pages.agents[-1] == AGENT


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_page_that_only_refuses_programs_is_fine(host: str, status: int) -> None:
    assert fetch_state(f"{host}/{status}") == ""


def test_a_page_that_is_gone_is_told(host: str) -> None:
    assert fetch_state(f"{host}/404") == "answers 404 Not Found"


def test_a_host_that_is_gone_is_told() -> None:
    assert fetch_state("http://127.0.0.1:9/").startswith("cannot be reached: ")


def test_each_page_is_asked_for_once_and_told_wherever_it_is_cited() -> None:
    def source(name: str) -> dict[str, str]:
        return {"url": f"https://example.org/{name}", "publisher": "Example", "kind": "primary"}

    dataset = loaded(
        event(id="a", sources=[source("good"), source("gone")]),
        event(id="b", title="A court heard another matter.", sources=[source("gone")]),
    )
    asked = []

    def fetch(url: str) -> str:
        asked.append(url)
        return "answers 404 Not Found" if url.endswith("gone") else ""

    found = list(link_findings(dataset, fetch, pause=0))
    assert sorted(asked) == ["https://example.org/gone", "https://example.org/good"]
    assert [(finding.index, finding.field, finding.message) for finding in found] == [
        (0, ("sources", 1, "url"), "https://example.org/gone answers 404 Not Found."),
        (1, ("sources", 0, "url"), "https://example.org/gone answers 404 Not Found."),
    ]
