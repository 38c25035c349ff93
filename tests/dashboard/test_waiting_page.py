from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from werkzeug.test import Client

from app.dashboard.application import LOCAL_HOSTS, create_app
from app.dashboard.snapshot import Repository
from app.dashboard.waiting_page import WaitingApplication
from app.data.problems import DatasetError
from tests.factories import event, text


@pytest.mark.parametrize("content", ["", "events: [", text(event(kind="<b>rule</b>"))])
def test_a_file_with_problems_is_served_with_them_until_it_is_right(content: str, tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(DatasetError) as caught:
        Repository.of(path)
    waiting = WaitingApplication(
        path, caught.value, LOCAL_HOSTS, lambda repository: create_app(repository, lambda: dt.date(2026, 11, 24)).server
    )
    client = Client(waiting)
    answer = client.get("/", headers={"Host": "localhost"})
    assert answer.status_code == 503
    assert "<h1>events.yaml has 1 problem</h1>" in answer.text
    assert "<b>" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert client.get("/", headers={"Host": "evil.example.org"}).status_code == 400
    path.write_text(text(), "utf-8")
    ready = client.get("/", headers={"Host": "localhost"})
    assert ready.status_code == 200
    assert "A dispute" in ready.text
    assert client.get("/", headers={"Host": "evil.example.org"}).status_code == 400
