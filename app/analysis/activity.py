"""Where the action is: the most active actors, and the days that a chart opens on."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Final

import pandas as pd

from app.analysis.days import Days, cut, day_text
from app.analysis.view import View, coverage_days
from app.data.schema import Dataset

ACTIVE_SHARE: Final = 0.8  # the opening days hold this share of the events, the newest


def most_active_actors(events: pd.DataFrame, count: int = 10) -> list[str]:
    """The actors with the most events, the most active first."""
    counts = Counter(chain.from_iterable(events["actors"]))
    return [actor for actor, _ in counts.most_common(count)]


def opening_days(events: pd.DataFrame, dataset: Dataset) -> Days:
    """The days that the dataset states for its opening, else the months that hold the newest four in five events.

    They do not stick out of what is covered. No events open on all that is covered.
    """
    if events.empty:
        return coverage_days(dataset)
    return cut(_stated_opening(dataset) or _active_months(events), coverage_days(dataset))


def _stated_opening(dataset: Dataset) -> Days | None:
    opening = dataset.dataset.opening
    return (pd.Timestamp(opening.start.earliest), pd.Timestamp(opening.to.earliest)) if opening else None


def _active_months(events: pd.DataFrame) -> Days:
    days = events["earliest"].sort_values()
    first, last = days.iloc[int(len(days) * (1 - ACTIVE_SHARE))], days.iloc[-1]
    return first.replace(day=1), last.replace(day=last.days_in_month)


def with_opening_days(view: View, events: pd.DataFrame, dataset: Dataset) -> View:
    """The view with the days that the chart opens on, where it asks neither for days nor for events of some kind.

    What is asked for by a filter or by words is shown whenever it happened.
    """
    if view.from_ or view.to or view.asks:
        return view
    first, last = opening_days(events, dataset)
    return view.changed(from_=day_text(first), to=day_text(last))
