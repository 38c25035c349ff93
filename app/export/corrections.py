"""When events were corrected, as far as the changes that are known tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from app.data.history import Change

NOON: Final = dt.time(12, tzinfo=dt.UTC)  # of a day, which is that day in nearly every time zone


def last_corrections(changes: Iterable[Change]) -> Mapping[str, dt.date]:
    """The day of the last correction of each event that was corrected."""
    days: dict[str, dt.date] = {}
    for change in changes:
        if change.what == "corrected":
            day = dt.date.fromisoformat(change.day)
            days[change.event] = max(day, days.get(change.event, day))
    return days
