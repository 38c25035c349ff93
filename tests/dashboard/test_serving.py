"""The server around the dashboard."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

from app.dashboard.edition import Edition, Shelf
from app.dashboard.serving import listen, server_maker
from app.view import View
from tests.conftest import TARIFFS, TODAY


def test_what_all_readers_share_is_made_before_the_first_one_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    chart = Edition.chart

    def counted(edition: Edition, view: View, *rest: object) -> object:
        drawn.append(view)
        return chart(edition, view, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Edition, "chart", counted)
    with listen("127.0.0.1", 0) as listening:
        server = server_maker(Shelf.of(TARIFFS), lambda: TODAY, "127.0.0.1", listening)()
        assert drawn
        drawn.clear()
        assert Client(server.application).get("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}).status_code == 200
        assert not drawn
        server.close()
