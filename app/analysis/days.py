"""Days of the calendar, from the year 1 to the year 9999."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pandas as pd

EPOCH: Final = dt.date(1970, 1, 1)
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


def day_number(moment: pd.Timestamp) -> float:
    """Days since 1970, the unit of time of marks."""
    return float((moment.date() - EPOCH).days)


def day_at(number: float) -> pd.Timestamp:
    """The day that a day number falls on."""
    return pd.Timestamp(EPOCH + dt.timedelta(days=number))


def moments(days: Days) -> tuple[float, float]:
    """The day numbers of the first morning and the last midnight of some days."""
    return day_number(days[0]), day_number(days[1]) + 1


def spans(events: pd.DataFrame) -> list[tuple[float, float]]:
    """The days of each event: noon of a known day, or from the first morning to the last midnight."""
    rows = events[["earliest", "latest", "precision"]].itertuples(index=False, name=None)
    return [_span(earliest, latest, precision == "day") for earliest, latest, precision in rows]


def _span(earliest: pd.Timestamp, latest: pd.Timestamp, is_known: bool) -> tuple[float, float]:
    if is_known:
        noon = day_number(earliest) + 0.5
        return noon, noon
    return moments((earliest, latest))
