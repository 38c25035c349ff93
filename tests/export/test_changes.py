from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import feedparser
import pytest

from app.analysis.view import View
from app.data.history import Change
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.site import site

TODAY = dt.date(2026, 11, 24)
CHANGES = [
    Change(
        "2026-11-20",
        "eu-suspends-its-duties",
        "The Commission <b>suspended</b>.",
        "corrected",
        ("title: a became <b>",),
    ),
    Change("2026-11-20", "gone", "A removed event.", "removed"),
    Change("2026-11-01", "elsewhere", "An event that the view leaves out.", "added"),
]


@pytest.fixture
def files(tariffs: Dataset) -> Mapping[str, bytes]:
    """The site with changes."""
    extract = Extract.of(tariffs, View(), TODAY)
    return dict(site(extract, base_url="https://example.org/t", changes=CHANGES))


def test_the_changes_page_tells_them_by_day_and_leads_to_the_events(files: Mapping[str, bytes]) -> None:
    page = files["changes.html"].decode()
    assert page.index("2026-11-20") < page.index("events/eu-suspends-its-duties.html")
    assert "&lt;b&gt;" in page
    assert "A removed event." in page
    assert "An event that the view leaves out." not in page
    assert 'href="changes.html"' in files["index.html"].decode()


def test_both_feeds_hold_the_same_changes_under_the_same_ids(files: Mapping[str, bytes]) -> None:
    told = json.loads(files["changes.json"])["items"]
    atom = feedparser.parse(files["changes.xml"])
    assert [entry["id"] for entry in told] == [entry.id for entry in atom.entries]
    assert told[0]["title"] == "Corrected: The Commission <b>suspended</b>."
    assert told[0]["url"] == "https://example.org/t/events/eu-suspends-its-duties.html"
    assert "url" not in told[1]


def test_the_site_map_says_when_a_page_changed(files: Mapping[str, bytes]) -> None:
    listed = files["sitemap.xml"].decode()
    page = "<loc>https://example.org/t/events/eu-suspends-its-duties.html</loc><lastmod>2026-11-20</lastmod>"
    assert page in listed
    assert listed.count("<lastmod>") == 3
    assert files[".nojekyll"] == b""


def test_a_site_without_changes_has_no_page_of_them(tariffs: Dataset) -> None:
    names = [name for name, _ in site(Extract.of(tariffs, View(), TODAY))]
    assert not [name for name in names if "changes" in name]
