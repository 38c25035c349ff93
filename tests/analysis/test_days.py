"""Days and periods, as far as the calendar goes; a range means the same to the line, the chart and the list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.activity import opening_days
from app.analysis.days import cut, day_text, moved
from app.analysis.frames import event_frame
from app.analysis.periods import LENGTHS, MOST_PERIODS, period_end, period_first, period_label, period_numbers, readable
from app.analysis.selection import select
from app.analysis.view import View, coverage_days, parse_view
from app.dashboard.snapshot import Snapshot
from app.data.schema import Dataset
from tests.factories import event, loaded

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


def stamp(*date: int) -> pd.Timestamp:
    return pd.Timestamp(dt.date(*date))


def test_days_of_the_first_centuries_have_four_digits() -> None:
    assert day_text(stamp(33, 4, 3)) == "0033-04-03"


@pytest.mark.parametrize(
    ("day", "days", "text"),
    [
        (stamp(2024, 2, 28), 1, "2024-02-29"),
        (stamp(1, 1, 10), -45, "0001-01-01"),
        (stamp(9999, 12, 1), 45, "9999-12-31"),
    ],
)
def test_no_day_moves_out_of_the_calendar(day: pd.Timestamp, days: int, text: str) -> None:
    assert day_text(moved(day, days)) == text


def test_what_sticks_out_of_the_coverage_is_cut() -> None:
    covered = stamp(2025, 1, 1), stamp(2025, 7, 4)
    assert cut((stamp(2025, 7, 1), stamp(2025, 7, 31)), covered) == (stamp(2025, 7, 1), stamp(2025, 7, 4))
    assert cut((stamp(2024, 12, 1), stamp(2025, 2, 28)), covered) == (stamp(2025, 1, 1), stamp(2025, 2, 28))


@given(day=DAYS, by=st.sampled_from(list(LENGTHS)))
def test_each_day_lies_in_the_period_that_is_counted_for_it(day: dt.date, by: str) -> None:
    (number,) = period_numbers(pd.Series([pd.Timestamp(day)]), by)
    first = period_first(int(number), by)
    assert first <= pd.Timestamp(day) <= period_end(first, by)


@given(days=st.lists(DAYS, min_size=1, max_size=3), by=st.sampled_from(["month", "quarter"]))
def test_no_chart_counts_in_more_periods_than_can_be_read(days: list[dt.date], by: str) -> None:
    column = pd.Series([pd.Timestamp(day) for day in days])
    length = readable(column, by)
    numbers = period_numbers(column, length)
    assert numbers.max() - numbers.min() < MOST_PERIODS
    assert list(LENGTHS).index(length) >= list(LENGTHS).index(by)


@pytest.mark.parametrize(
    ("by", "label"),
    [
        ("month", "July 2025"),
        ("quarter", "2025, third quarter"),
        ("year", "2025"),
        ("decade", "2020 to 2029"),
        ("century", "2000 to 2099"),
    ],
)
def test_a_period_reads_as_words(by: str, label: str) -> None:
    (number,) = period_numbers(pd.Series([stamp(2025, 7, 31)]), by)
    assert period_label(period_first(int(number), by), by) == label


COVERED = (dt.date(2025, 1, 10), dt.date(2025, 7, 4))
EVENTS = ["2025-01-10", "2025-02", "2025-03-31", "2025-04-01/2025-05-15", "2025-06-30", "2025-07-01", "2025-07"]


def covered(first: dt.date = COVERED[0], through: dt.date = COVERED[1], dates: list[str] = EVENTS) -> Dataset:
    about = {"title": "T", "description": "D.", "finding": "F."}
    coverage = {"from": first.isoformat(), "through": through.isoformat()}
    events = [event(id=f"e{n}", title=f"Body {n} acted.", date=date) for n, date in enumerate(dates)]
    return loaded(*events, dataset=about | {"coverage": coverage})


def as_texts(day: dt.date) -> list[str]:
    """A day as an address may write it."""
    return [f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"]


BOUNDS = st.one_of(
    st.just(""), st.dates(dt.date(2024, 6, 1), dt.date(2026, 6, 1)).flatmap(lambda day: st.sampled_from(as_texts(day)))
)


@settings(max_examples=150, deadline=None)
@given(from_=BOUNDS, to=BOUNDS)
def test_line_chart_and_list_show_the_same_events_for_any_range(from_: str, to: str) -> None:
    dataset = SNAPSHOT.dataset
    query = "&".join(f"{key}={value}" for key, value in (("from", from_), ("to", to)) if value)
    view, _ = parse_view(query, dataset)
    shown = SNAPSHOT.shown(view)
    first, last = map(pd.Timestamp, SNAPSHOT.days(view, COVERED[1]).values())
    rows: list[dict[Any, Any]] = SNAPSHOT.tables.events.to_dict("records")
    assert shown.shown["id"].tolist() == [
        row["id"] for row in rows if row["earliest"] <= last and row["latest"] >= first
    ]
    assert coverage_days(dataset)[0] <= first <= last <= coverage_days(dataset)[1]
    assert shown.words.startswith(f"{len(shown.shown)} of {len(rows)} events shown")
    if view.from_ or view.to:
        listed = view.changed(tab="list")
        assert select(SNAPSHOT.tables.events, listed).shown["id"].tolist() == shown.shown["id"].tolist()
        assert parse_view(view.query(), dataset) == (view, [])


SNAPSHOT = Snapshot.of(covered())


def test_the_opening_does_not_stick_out_of_the_coverage() -> None:
    assert list(map(day_text, opening_days(SNAPSHOT.tables.events, SNAPSHOT.dataset)))[1] == "2025-07-04"
    days = SNAPSHOT.days(View(from_="2025-07", to="2025-07"), COVERED[1])
    assert days == {"first": "2025-07-01", "last": "2025-07-04"}


def test_a_view_may_reach_beyond_the_coverage_up_to_today() -> None:
    today = dt.date(2025, 7, 20)
    view, notices = parse_view("from=2025-07&to=2025-07-20", SNAPSHOT.dataset, today)
    assert not notices
    assert SNAPSHOT.days(view, today) == {"first": "2025-07-01", "last": "2025-07-20"}
    _, (notice,) = parse_view("to=2025-07-21", SNAPSHOT.dataset, today)
    assert notice.text == (
        "'to' 2025-07-21 is outside of what is covered (10 January 2025 to 4 July 2025); it was set to 2025-07-04."
    )


@pytest.mark.parametrize("asked", ["q=acted", "actor=regulator", "min=1&status=official"])
def test_what_is_asked_for_is_shown_whenever_it_happened(asked: str) -> None:
    view, _ = parse_view(asked, SNAPSHOT.dataset)
    assert SNAPSHOT.days(view, COVERED[1]) == {"first": "", "last": ""}
    assert SNAPSHOT.shown(view).words == f"{len(EVENTS)} of {len(EVENTS)} events shown."


def test_one_day_asked_for_is_one_day() -> None:
    assert SNAPSHOT.days(View(from_="2025-07-01", to="2025-07-01"), COVERED[1]) == {
        "first": "2025-07-01",
        "last": "2025-07-01",
    }


def test_the_dataset_may_state_its_opening() -> None:
    about = {"title": "T", "description": "D.", "finding": "F.", "opening": {"from": "2025-02-01", "to": "2025-12-31"}}
    made = loaded(
        event(date="2025-07-01"), dataset=about | {"coverage": {"from": "2025-01-01", "through": "2025-08-31"}}
    )
    assert list(map(day_text, opening_days(event_frame(made), made))) == ["2025-02-01", "2025-08-31"]
