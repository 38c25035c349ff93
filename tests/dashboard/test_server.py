"""The server around the dashboard: what it bounds, in a process of its own as readers meet it."""

from __future__ import annotations

import http.client
import socket
import time
from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from app.analysis.view import View
from app.cli import main
from app.cli.serve_command import _check_first_page
from app.dashboard import server as serving
from app.dashboard.application import create_app
from app.dashboard.server import Connection
from app.dashboard.snapshot import Repository, Snapshot
from tests.conftest import TARIFFS, TODAY


def test_what_all_readers_share_is_there_before_the_first_one_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    chart = Snapshot.chart

    def counted(snapshot: Snapshot, view: View, *rest: object) -> object:
        drawn.append(view)
        return chart(snapshot, view, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Snapshot, "chart", counted)
    application = create_app(Repository.of(TARIFFS), lambda: TODAY).server
    _check_first_page(application)
    assert drawn
    drawn.clear()
    assert application.test_client().get("/").status_code == 200
    assert not drawn


def test_a_dashboard_that_cannot_answer_its_first_page_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Snapshot, "chart", lambda *_: 1 / 0)
    result = CliRunner().invoke(main, ["serve", str(TARIFFS), "--no-open", "--port", "0"])
    assert result.exit_code == 1
    assert "The dashboard cannot answer for its own first page (500 INTERNAL SERVER ERROR)" in result.output
    assert "Open http" not in result.output
    assert "Traceback" not in result.output


@pytest.fixture
def place(address: str) -> tuple[str, int]:
    """Host and port of the dashboard."""
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def read(connection: socket.socket) -> bytes:
    """All that comes before the connection is closed."""
    return b"".join(iter(lambda: connection.recv(4_096), b""))


def opened(stack: ExitStack, place: tuple[str, int], text: bytes) -> socket.socket:
    connection = stack.enter_context(socket.create_connection(place, timeout=30))
    connection.sendall(text)
    return connection


def status(place: tuple[str, int], path: str = "/healthz", **headers: str) -> int:
    connection = http.client.HTTPConnection(*place, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


HALF = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize("text", [b"", HALF, HALF + b"\r\n"], ids=["silent", "half-sent", "finished"])
def test_a_crowd_of_idle_connections_keeps_no_reader_out(place: tuple[str, int], text: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(serving.MOST_CONNECTIONS + 50):
            opened(stack, place, text)
        assert status(place) == 200


def test_a_request_that_does_not_come_to_an_end_is_given_up(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "REQUEST_TIME", 0.1)
    with ExitStack() as stack:
        connection = opened(stack, place, HALF)
        assert connection.recv(1) == b""  # closed


@pytest.mark.parametrize(("limit", "late"), [(1, True), (30, False)])
def test_a_connection_is_late_by_its_own_clock(monkeypatch: pytest.MonkeyPatch, limit: float, late: bool) -> None:
    monkeypatch.setattr(serving, "IDLE_TIME", limit)
    connection = Connection.__new__(Connection)
    connection.last_activity = 100.0
    assert connection.is_late(110.0) is late


def test_idle_connections_of_a_crowd_go_first_and_busy_ones_stay() -> None:
    class One:
        def __init__(self, last_activity: float, requests: list[str]) -> None:
            self.last_activity, self.requests, self.will_close = last_activity, requests, False

        def is_late(self, _now: float) -> bool:
            return False

    crowd = {n: One(n, ["busy"] if n % 2 else []) for n in range(serving.CROWD + 3)}
    serving.close_idle(SimpleNamespace(active_channels=crowd), 1_000.0)
    assert [n for n, one in crowd.items() if one.will_close] == [0, 2, 4]


EARLY = {
    "431": HALF + b"X: " + b"x" * 40_000 + b"\r\n\r\n",
    "400": b"nonsense\r\n\r\n",
    "413": HALF + b"Content-Length: 99999999\r\n\r\n",
}


@pytest.mark.parametrize("code", EARLY)
def test_answers_before_any_application_carry_the_headers(place: tuple[str, int], code: str) -> None:
    with ExitStack() as stack:
        connection = opened(stack, place, EARLY[code])
        answer = read(connection).decode()
    assert answer.startswith((f"HTTP/1.1 {code} ", f"HTTP/1.0 {code} "))
    for header in ("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'"):
        assert header in answer


def test_a_request_with_two_lengths_ends_the_connection(place: tuple[str, int]) -> None:
    text = HALF + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HALF + b"\r\n"
    with ExitStack() as stack:
        connection = opened(stack, place, text)
        answer = read(connection).decode()
    assert answer.startswith("HTTP/1.1 400 Bad Request")
    assert answer.count("HTTP/1.1") == 1


def test_many_slow_exports_leave_the_page_to_its_readers(
    place: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []

    def slow(*_asked: object, **_options: object) -> bytes:
        begun.append(1)
        time.sleep(0.5)
        return b"picture"

    monkeypatch.setattr("app.export.formats.Format.content", slow)
    with ExitStack() as stack:
        asked = [
            opened(stack, place, b"GET /export/png HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            for _ in range(20)
        ]
        assert status(place) == 200
        answers = [read(one) for one in asked]
    codes = [answer.split(b" ", 2)[1] for answer in answers]
    assert codes.count(b"200") == len(begun) == 3
    assert codes.count(b"503") == 17
    assert all(b"Retry-After: 5" in answer for answer in answers if b" 503 " in answer[:20])


def test_nothing_is_written_for_clients_that_have_gone(place: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    over = time.monotonic() + 1

    def slow(*_asked: object, **_options: object) -> bytes:
        begun.append(1)
        time.sleep(max(0, over - time.monotonic()))
        return b"picture"

    monkeypatch.setattr("app.export.formats.Format.content", slow)
    for _ in range(3):
        with socket.create_connection(place) as connection:
            connection.sendall(b"GET /export/pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            time.sleep(0.1)  # until it has come in
    time.sleep(max(0, over - time.monotonic()))
    while status(place, "/export/csv") == 503:
        pass
    assert len(begun) <= 2  # that at work when its client went, and the csv


CROSS = [
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
]
OWN = [
    {},
    {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
]


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/edition", "/export", "/export/csv", "/export/csv/size", "/assets/page/base.css"]
)
def test_pages_elsewhere_get_nothing_but_a_link_may_be_followed(place: tuple[str, int], path: str) -> None:
    assert [status(place, path, **headers) for headers in CROSS] == [403] * len(CROSS)
    assert [status(place, path, **headers) for headers in OWN] == [200] * len(OWN)


@pytest.fixture
def own_origin(place: tuple[str, int]) -> dict[str, str]:
    return {"Origin": f"http://{place[0]}:{place[1]}"}


def test_the_page_itself_may_say_where_it_comes_from(place: tuple[str, int], own_origin: dict[str, str]) -> None:
    assert status(place, "/healthz", **own_origin) == 200
