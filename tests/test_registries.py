"""A filter or a tab is one record: what the rest of the program makes of it follows by itself."""

from __future__ import annotations

import datetime as dt

import pytest

from app import resources
from app.analysis.filters import FILTERS, Filter
from app.analysis.frames import EVENT_COLUMNS, tables
from app.analysis.selection import facet_counts, select
from app.analysis.tabs import TABS, Tab
from app.analysis.view import View, parse_view, view_in_words
from app.dashboard.answers import Question, answer
from app.dashboard.snapshot import Snapshot
from app.data.schema import Dataset
from app.pages.panels import PANELS, Panel
from app.pages.templates import registry
from tests.dashboard.test_application import client_of

MEASURE = Filter(
    "measure",
    "measure",
    "Measure",
    "of other measures",
    lambda dataset: {measure.id: measure.title for measure in dataset.measures},
)
TODAY = dt.date(2026, 7, 31)


@pytest.fixture
def measure_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILTERS, "measure", MEASURE)


@pytest.mark.usefixtures("measure_filter")
def test_a_filter_is_one_record_from_the_address_to_the_status_line(published: Dataset) -> None:
    chosen = published.measures[0]
    view, notices = parse_view(f"measure={chosen.id},zzzz&q=the", published)
    assert [notice.text for notice in notices] == ["Unknown value 'zzzz' for 'measure' was ignored."]
    assert view.measure == (chosen.id,)
    assert view.query() == f"measure={chosen.id}&q=the"
    assert view_in_words(view, published) == f"Measure: {chosen.title}. Text: “the”."
    events = tables(published).events
    selection = select(events, view)
    assert set(selection.shown["measure"]) == {chosen.id}
    assert "of other measures" in selection.words
    assert facet_counts(events, View())["measure"][chosen.id] == (events["measure"] == chosen.id).sum()


@pytest.mark.usefixtures("measure_filter")
def test_a_filter_is_one_record_from_the_form_to_the_answer(published: Dataset) -> None:
    chosen = published.measures[0]
    page = client_of(resources.EVENTS).get(f"/?measure={chosen.id}").text
    assert f'<fieldset class="choice" data-key="measure">\n<legend>{MEASURE.label}</legend>' in page
    assert f'name="measure" value="{chosen.id}"' in page
    assert registry()["filters"][-1] == {
        "key": "measure",
        "label": "Measure",
        "reason": "of other measures",
        "inPage": False,
    }
    assert (
        "of other measures" in answer(Snapshot.of(published), Question(query=f"measure={chosen.id}"), TODAY)["status"]
    )


def test_a_tab_is_one_record_and_one_panel(published: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABS, "sources", Tab("sources", "Sources", dates_as="first"))
    monkeypatch.setitem(PANELS, "sources", lambda *_asked: Panel("<p>All sources.</p>"))
    answered = answer(Snapshot.of(published), Question(query="tab=sources"), TODAY)
    assert (answered["tab"], answered["panel"], answered["notices"]) == ("sources", "<p>All sources.</p>", [])
    assert 'name="tab" value="sources"' in client_of(resources.EVENTS).get("/").text


def test_each_filter_reads_a_column_and_each_panel_has_a_tab() -> None:
    assert {filter_.column for filter_ in FILTERS.values()} <= EVENT_COLUMNS.keys()
    assert PANELS.keys() <= TABS.keys()


def test_a_view_has_no_field_that_is_neither_its_own_nor_a_filter() -> None:
    with pytest.raises(ValueError, match="a view has no colour"):
        View(colour=("red",))
