"""Days as shares of a width."""

from __future__ import annotations

import datetime as dt

from app.figures.time_axis import TimeAxis

YEAR = TimeAxis(dt.date(2025, 1, 1), dt.date(2025, 1, 11))


def test_the_ends_have_some_air_and_all_between_is_in_proportion() -> None:
    assert [YEAR.at(dt.date(2025, 1, day)) for day in (1, 6, 11)] == [2, 50, 98]


def test_a_day_beyond_an_end_stands_at_it() -> None:
    assert (YEAR.at(dt.date(2024, 1, 1)), YEAR.at(dt.date(2026, 1, 1))) == (2, 98)


def test_a_single_day_has_its_place() -> None:
    assert TimeAxis(dt.date(2025, 1, 1), dt.date(2025, 1, 1)).at(dt.date(2025, 1, 1)) == 2


def test_each_year_that_begins_within_is_named() -> None:
    axis = TimeAxis(dt.date(2023, 6, 1), dt.date(2025, 6, 1))
    assert [(x, year) for x, year in axis.years()] == [
        *((axis.at(dt.date(2024, 1, 1)), "2024"), (axis.at(dt.date(2025, 1, 1)), "2025")),
    ]
