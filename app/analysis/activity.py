"""Where the action is: the most active actors, and the days that a chart opens on."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Final

import pandas as pd

from app.analysis.view import View

ACTIVE_SHARE: Final = 0.8  # the opening days hold this share of the events, the newest


def most_active_actors(events: pd.DataFrame, count: int = 10) -> list[str]:
    """The actors with the most events, the most active first."""
    counts = Counter(chain.from_iterable(events["actors"]))
    return [actor for actor, _ in counts.most_common(count)]


def opening_days(events: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of the months that hold the action: the newest four in five of the events."""
    days = events["earliest"].sort_values()
    first, last = days.iloc[int(len(days) * (1 - ACTIVE_SHARE))], days.iloc[-1]
    return first.replace(day=1), last.replace(day=last.days_in_month)


def opening_view(events: pd.DataFrame) -> View:
    """The view of the opening days."""
    first, last = opening_days(events)
    return View(from_=f"{first:%Y-%m}", to=f"{last:%Y-%m}")


def with_opening_days(view: View, events: pd.DataFrame) -> View:
    """The view with the days that the chart opens on, where it has none of its own."""
    if view.from_ or view.to:
        return view
    opening = opening_view(events)
    return view.changed(from_=opening.from_, to=opening.to)
