"""Days of the calendar, from the year 1 to the year 9999."""

from __future__ import annotations

import datetime as dt

import pandas as pd

Days = tuple[pd.Timestamp, pd.Timestamp]  # the first and the last day of a range


def day_text(day: pd.Timestamp) -> str:
    """A day as YYYY-MM-DD; strftime would write the year 999 with three digits."""
    return day.date().isoformat()


def moved(day: pd.Timestamp, days: int) -> pd.Timestamp:
    """The day that lies so many days on, or the end of the calendar."""
    number = day.date().toordinal() + days
    return pd.Timestamp(dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal())))


def cut(days: Days, bounds: Days) -> Days:
    """What of a range lies within others; their nearest day where nothing does."""
    first, last = bounds
    return min(max(days[0], first), last), max(min(days[1], last), first)
