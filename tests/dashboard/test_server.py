"""The server around the dashboard."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

from app.analysis.view import View
from app.dashboard.server import listen, server_maker
from app.dashboard.snapshot import Repository, Snapshot
from tests.conftest import TARIFFS, TODAY


def test_what_all_readers_share_is_made_before_the_first_one_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    chart = Snapshot.chart

    def counted(snapshot: Snapshot, view: View, *rest: object) -> object:
        drawn.append(view)
        return chart(snapshot, view, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Snapshot, "chart", counted)
    with listen("127.0.0.1", 0) as listening:
        server = server_maker(Repository.of(TARIFFS), lambda: TODAY, "127.0.0.1", listening)()
        assert drawn
        drawn.clear()
        assert Client(server.application).get("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}).status_code == 200
        assert not drawn
        server.close()
