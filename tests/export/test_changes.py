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
from tests.factories import loaded

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


def test_an_event_that_was_corrected_says_so_in_the_feeds_and_in_the_calendar(files: Mapping[str, bytes]) -> None:
    (modified,) = (entry for entry in json.loads(files["feed.json"])["items"] if "date_modified" in entry)
    assert (modified["date_modified"], modified["url"]) == (
        "2026-11-20T12:00:00+00:00",
        "https://example.org/t/events/eu-suspends-its-duties.html",
    )
    atom = {entry.id: entry for entry in feedparser.parse(files["feed.xml"]).entries}
    assert atom[modified["id"]].updated == modified["date_modified"]
    assert atom[modified["id"]].published == modified["date_published"]
    assert files["data/calendar.ics"].count(b"LAST-MODIFIED:20261120T120000Z") == 1


def test_the_site_map_says_when_a_page_changed(files: Mapping[str, bytes]) -> None:
    listed = files["sitemap.xml"].decode()
    page = "<loc>https://example.org/t/events/eu-suspends-its-duties.html</loc><lastmod>2026-11-20</lastmod>"
    assert page in listed
    assert listed.count("<lastmod>") == 3
    assert files[".nojekyll"] == b""


def test_a_site_without_changes_has_no_page_of_them(tariffs: Dataset) -> None:
    names = [name for name, _ in site(Extract.of(tariffs, View(), TODAY))]
    assert not [name for name in names if "changes" in name]


def test_each_event_says_in_the_terms_of_search_engines_what_it_is(files: Mapping[str, bytes]) -> None:
    page = files["events/eu-suspends-its-duties.html"].decode()
    terms = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert terms["url"] == "https://example.org/t/events/eu-suspends-its-duties.html"
    assert terms["about"]["startDate"] == "2021-11-26"
    assert len(terms["citation"]) == 3
    data = files["data.html"].decode()
    terms = json.loads(data.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert terms["temporalCoverage"] == "2018-03-08/2021-12-31"


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        (None, ""),
        ("javascript:alert(1)", ""),
        ("c@example.org", "mailto:c@example.org?subject=Correction%3A%20first-act"),
        ("https://example.org/write", "https://example.org/write"),
        (
            "https://github.com/o/r/issues/new",
            "https://github.com/o/r/issues/new?template=correct-event.yml&amp;title=Correction%3A%20first-act",
        ),
    ],
)
def test_corrections_go_where_the_data_file_says(contact: str | None, link: str) -> None:
    dataset = loaded()
    about = dataset.dataset.model_copy(update={"contact": contact})
    extract = Extract.of(dataset.model_copy(update={"dataset": about}), View(), TODAY)
    page = dict(site(extract))["events/first-act.html"].decode()
    assert (f'<a href="{link}">Propose a correction</a>' in page) is bool(link)
    assert ("Propose a correction" in page) is bool(link)
