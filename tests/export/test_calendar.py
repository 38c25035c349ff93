from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from app.analysis.view import View
from app.data.history import Change
from app.data.schema import Dataset
from app.export.calendar import ics_calendar
from app.export.extract import Extract
from tests.factories import event, loaded

TODAY = dt.date(2026, 7, 31)
NAME = "ai-chips-between-washington-and-beijing"  # of the published dataset, after its title


def calendar(content: bytes) -> Calendar:
    """The calendar as another library than the writer reads it."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


def entries(content: bytes) -> dict[str, Event]:
    """Its entries by their UIDs."""
    found = calendar(content).events
    by_uid = {str(entry.uid): entry for entry in found}
    assert len(by_uid) == len(found)
    return by_uid


def test_every_event_is_an_entry_on_the_days_that_it_can_mean(published: Dataset) -> None:
    found = entries(ics_calendar(Extract.of(published, View(), TODAY)))
    for record in published.events:
        entry = found[f"{record.id}@{NAME}.policy-timeline"]
        assert (entry.dtstart, entry.dtend) == (record.date.earliest, record.date.latest + dt.timedelta(days=1))  # type: ignore[operator]
        assert entry.dtstamp == dt.datetime(2026, 7, 31, tzinfo=dt.UTC)
        assert entry.description is not None
        assert record.title in entry.description
        assert all(source.url in entry.description for source in record.sources)
    assert calendar(ics_calendar(Extract.of(published, View(), TODAY))).prodid.startswith("-//policy-timeline//")


@pytest.mark.parametrize(
    ("date", "first", "after", "name"),
    [
        ("2025-07-31", "2025-07-31", "2025-08-01", "The first act"),
        ("2025-07-31~", "2025-07-31", "2025-08-01", "The first act (about 31 July 2025)"),
        ("2025-07", "2025-07-01", "2025-08-01", "The first act (July 2025)"),
        ("2025", "2025-01-01", "2026-01-01", "The first act (2025)"),
        ("2025-05/2025-06-14", "2025-05-01", "2025-06-15", "The first act (May to 14 June 2025)"),
        ("2025-05-02/..", "2025-05-02", "2026-01-01", "The first act (since 2 May 2025)"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(date: str, first: str, after: str, name: str) -> None:
    (entry,) = entries(ics_calendar(Extract.of(loaded(event(date=date)), View(), TODAY))).values()
    assert (str(entry.dtstart), str(entry.dtend), entry.summary) == (first, after, name)


def test_dates_ahead_come_from_the_measures_of_the_view(published: Dataset) -> None:
    view = View(track=("trade-talks",))
    ids = {f"{record.id}@{NAME}.policy-timeline" for record in published.events}
    moved = {record.measure for record in published.events if record.track == "trade-talks"}
    assert entries(ics_calendar(Extract.of(published, view, TODAY))).keys() - ids == {
        f"{measure.id}.{planned.date.text}@{NAME}.policy-timeline"
        for measure in published.measures
        for planned in measure.planned
        if measure.id in moved and (planned.date.latest or planned.date.earliest) >= TODAY
    }
    truce = f"trade-truce-2025.2026-11-10@{NAME}.policy-timeline"
    assert truce in entries(ics_calendar(Extract.of(published, view, TODAY)))
    assert truce not in entries(ics_calendar(Extract.of(published, view, dt.date(2026, 11, 11))))
    assert truce in entries(ics_calendar(Extract.of(published, view.changed(to="2026-09"), TODAY)))
    assert entries(ics_calendar(Extract.of(published, view.changed(to="2025"), TODAY))).keys() <= ids


def test_a_date_ahead_says_what_is_due_and_is_tentative(published: Dataset) -> None:
    view = View(track=("us-export-controls",))
    entry = entries(ics_calendar(Extract.of(published, view, TODAY)))[
        f"veu-status-china-fabs.2026-12@{NAME}.policy-timeline"
    ]
    assert (str(entry.dtstart), str(entry.dtend)) == ("2026-12-01", "2027-01-01")
    assert entry.summary is not None
    assert entry.summary.startswith("Ahead: ")
    assert entry.summary.endswith(" (December 2026)")
    assert entry.status == "TENTATIVE"
    assert entry.description is not None
    assert "the licences for 2026 of the TSMC, Samsung and SK hynix plants in China end" in entry.description


def test_no_text_breaks_out_of_its_line() -> None:
    hostile = "Done; now,\nEND:VEVENT\\n ok."
    content = ics_calendar(Extract.of(loaded(event(title=hostile, label="a;b,c\\d\nX:1")), View(), TODAY))
    (entry,) = entries(content).values()
    assert entry.summary == "a;b,c\\d\nX:1"
    assert entry.description is not None
    assert hostile in entry.description
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_writers_own_parser_finds_no_fault(published: Dataset) -> None:
    parsed = icalendar.Calendar.from_ical(ics_calendar(Extract.of(published, View(), TODAY)))
    assert [error for entry in parsed.walk() for error in entry.errors] == []


def named(**about: str) -> Dataset:
    """A dataset of one event, under another title or id."""
    whole = loaded(event())
    return whole.replaced(dataset=whole.dataset.model_copy(update=about))


def uids(dataset: Dataset) -> set[str]:
    return set(entries(ics_calendar(Extract.of(dataset, View(), TODAY))))


def test_the_same_event_of_two_datasets_is_two_entries_of_one_calendar() -> None:
    assert uids(named()) == {"first-act@a-dispute.policy-timeline"}
    assert uids(named(title="Another dispute")) == {"first-act@another-dispute.policy-timeline"}
    chinese = uids(named(title="芯片")), uids(named(title="关税"))
    assert chinese[0] != chinese[1]


def test_an_entry_of_a_named_dataset_stays_itself_when_the_title_is_reworded() -> None:
    assert uids(named(id="dispute")) == uids(named(id="dispute", title="Another dispute"))


def test_a_corrected_entry_says_when_and_that_it_replaces_the_old_one() -> None:
    changes = [
        Change("2026-07-30", "first-act", "The regulator acted.", "corrected"),
        Change("2026-07-02", "first-act", "The regulator acted.", "corrected"),
        Change("2026-07-01", "second-act", "The regulator acted again.", "added"),
    ]
    whole = Extract.of(loaded(event(), event(id="second-act", date="2025-08-01")), View(), TODAY)
    first, second = entries(ics_calendar(whole, changes=changes)).values()
    assert (first.last_modified, second.last_modified) == (dt.datetime(2026, 7, 30, 12, tzinfo=dt.UTC), None)
    (earlier, _) = entries(ics_calendar(whole, changes=changes[1:])).values()
    assert (first.sequence or 0) > (earlier.sequence or 0) > (second.sequence or 0)
