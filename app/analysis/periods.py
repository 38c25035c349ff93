"""Months, quarters, years, decades and centuries: equal parts of the calendar to count events in.

A period is a number, counted in its own length from the year 0, so that a year far from ours is as good as any.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from app.analysis.days import moved

LENGTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}  # months
MOST_PERIODS: Final = 240  # in one chart or table; more can be neither seen nor read
EPOCH: Final = 1970 * 12  # the month that numpy counts from
QUARTERS: Final = ("first", "second", "third", "fourth")


def period_numbers(days: pd.Series[Any], by: str) -> npt.NDArray[np.int64]:
    """The period that each day lies in."""
    months = days.to_numpy().astype("datetime64[M]").astype(np.int64) + EPOCH
    numbers: npt.NDArray[np.int64] = months // LENGTHS[by]
    return numbers


def readable(days: pd.Series[Any], by: str) -> str:
    """The length of periods asked for, or the next longer one of which no more than MOST_PERIODS cover the days."""
    wanted = list(LENGTHS).index(by)
    for length in list(LENGTHS)[wanted:-1]:
        numbers = period_numbers(days, length)
        if not len(numbers) or numbers.max() - numbers.min() < MOST_PERIODS:
            return length
    return "century"


def period_first(number: int, by: str) -> pd.Timestamp:
    """The first day of a period; of the first decade or century that of the year 1."""
    month = max(number * LENGTHS[by], 12)
    return pd.Timestamp(f"{month // 12:04d}-{month % 12 + 1:02d}-01").as_unit("s")


def period_end(first: pd.Timestamp, by: str) -> pd.Timestamp:
    """The last day of the period that begins with `first`."""
    month = ((first.year * 12 + first.month - 1) // LENGTHS[by] + 1) * LENGTHS[by] - 1  # its last
    start = pd.Timestamp(f"{month // 12:04d}-{month % 12 + 1:02d}-01")
    return moved(start, start.days_in_month - 1)


def period_label(first: pd.Timestamp, by: str) -> str:
    """A period in words: "July 2025", "2025, third quarter", "2025", "1990 to 1999"."""
    if by == "month":
        return f"{first:%B} {first.year}"
    if by == "quarter":
        return f"{first.year}, {QUARTERS[first.quarter - 1]} quarter"
    last = period_end(first, by)
    return str(first.year) if by == "year" else f"{first.year} to {last.year}"
