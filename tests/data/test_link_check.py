from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from app.data.link_check import AGENT, NO_NAME, fetch_state, link_findings
from tests.factories import event, loaded


class Pages(BaseHTTPRequestHandler):
    """Answers with the status that the path names."""

    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        self.send_response(int(self.path[1:].partition("?")[0]))
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


def raw(answer: bytes) -> Iterator[str]:
    """The address of a server that sends just these bytes to everyone."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    listener.close()


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b"nonsense\r\n\r\n", "answers with what is no correct HTTP (BadStatusLine)"),
        (b"HTTP/1.1 abc\r\n\r\n", "answers with what is no correct HTTP (BadStatusLine)"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", "answers with what is no correct HTTP (HTTPException)"),
        (
            b"HTTP/1.1 200 OK\r\n" + b"a: " + b"b" * 70_000 + b"\r\n\r\n",
            "answers with what is no correct HTTP (LineTooLong)",
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "answers with what is no correct HTTP (IncompleteRead)",
        ),
    ],
)
def test_an_answer_that_is_no_http_is_a_finding(answer: bytes, state: str) -> None:
    for address in raw(answer):
        assert fetch_state(address) == state


def test_an_odd_port_is_a_finding() -> None:
    assert fetch_state("http://127.0.0.1:99999/").startswith("cannot be reached: ")


def test_a_correct_address_of_any_script_is_asked_for(host: str) -> None:
    assert fetch_state(f"{host}/200?q=芯片") == ""


def _sources(count: int) -> list[dict[str, str]]:
    return [{"url": f"https://h{n}.example/a", "publisher": "Example", "kind": "primary"} for n in range(count)]


def test_without_a_network_one_sentence_says_so() -> None:
    found = list(link_findings(loaded(event(sources=_sources(30))), lambda _url: NO_NAME, pause=0))
    assert [finding.message for finding in found] == [
        "no page could be reached: there is no network, so that nothing is known of the pages."
    ]


def test_what_was_found_before_ctrl_c_stays() -> None:
    def fetch(url: str) -> str:
        if url != "https://h0.example/a":
            raise KeyboardInterrupt
        return "answers 404 Not Found"

    dataset = loaded(event(sources=_sources(1)), event(id="b", title="A court heard it.", sources=_sources(2)[1:]))
    messages = [finding.message for finding in link_findings(dataset, fetch, pause=0)]
    assert messages[-1] == "the check of the pages was stopped: 1 of 2 pages were tried."
    assert messages[:-1] == ["https://h0.example/a answers 404 Not Found."]


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int]] = []

    def tell(tried: int, total: int) -> None:
        told.append((tried, total))

    assert list(link_findings(loaded(event(sources=_sources(3))), lambda _url: "", pause=0, tell=tell)) == []
    assert sorted(told) == [(1, 3), (2, 3), (3, 3)]
