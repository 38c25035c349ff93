from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import __version__, resources
from app.dashboard.application import create_app
from app.dashboard.snapshot import Repository
from app.data.schema import Dataset
from tests.conftest import TODAY
from tests.dashboard.calls import CALLBACKS, call
from tests.factories import event, text


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of(resources.EVENTS)


def client_of(path: Path) -> FlaskClient:
    client: FlaskClient = create_app(Repository.of(path), lambda: TODAY).server.test_client()
    return client


def test_health_is_told(client: FlaskClient, published: Dataset) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"events": len(published.events), "version": __version__})


@pytest.mark.parametrize("path", ["/", "/healthz", "/edition", "/_dash-layout", "/_dash-dependencies"])
def test_a_foreign_host_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
    for host in ("localhost:8050", "127.0.0.1:8050"):
        assert client.get(path, headers={"Host": host}).status_code == 200


def test_the_page_has_its_headline_and_form_before_any_script_runs(client: FlaskClient, published: Dataset) -> None:
    page = client.get("/").get_data(as_text=True)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert published.dataset.finding in page
    assert page.count('<input type="checkbox" name="track"') == len(published.tracks)


def test_text_of_the_data_never_becomes_markup(tmp_path: Path) -> None:
    about = {
        "title": "<script>alert(1)</script>{%scripts%}",
        "description": "D.",
        "finding": "{{ 7 * 7 }} <b>bold</b>",
        "coverage": {"from": "2025-01-01", "through": "2025-12-31"},
    }
    path = tmp_path / "hostile.yaml"
    path.write_text(text(event(), dataset=about), encoding="utf-8")
    page = client_of(path).get("/").get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "{{ 7 * 7 }} &lt;b&gt;bold&lt;/b&gt;" in page


@pytest.mark.parametrize(
    "query", [None, "", "track=nothing", "x" * 9_000, "q=%00%ff", "q=%ED%A0%80", "min=&from=", "event=gone", "#", "&=&"]
)
def test_no_query_breaks_the_answer(client: FlaskClient, query: str | None) -> None:
    answer = client.post(CALLBACKS, json=call(query))
    assert answer.status_code == 200
    assert answer.json is not None
    assert "events shown" in answer.json["response"]["answer"]["data"]["status"]


def test_plotlys_own_bundle_serves_where_the_small_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "has_basic_bundle", lambda: False)
    client = client_of(resources.EVENTS)
    page = client.get("/").get_data(as_text=True)
    assert "plotly-basic" not in page
    assert 'data-plotly="/_dash-component-suites/plotly/package_data/plotly.min.js"' in page
    assert client.get("/_dash-component-suites/plotly/package_data/plotly.min.js").status_code == 200


def test_the_small_bundle_is_the_one_in_use(client: FlaskClient) -> None:
    assert resources.has_basic_bundle(), "the build could not fetch it; see .dev/plotly_bundle.py"
    page = client.get("/").get_data(as_text=True)
    address = re.search(r'data-plotly="(/files/[^"]+/plotly.js)"', page)
    assert address is not None
    assert "v4." in client.get(address[1]).get_data(as_text=True)[:200]
