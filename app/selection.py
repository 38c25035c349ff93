"""View and events -> the rows shown, and why the others are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from app.view import DATES, LISTS, View, most_active_actors


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows shown, and for each of the others the one reason that is named."""

    shown: pd.DataFrame
    total: int
    hidden: Mapping[str, int]  # reason -> number of events, in the order of the filters

    @property
    def words(self) -> str:
        """The status line: "34 of 361 events shown. Not shown: 12 before 2025, 315 in other tracks."."""
        counted = f"{len(self.shown)} of {self.total} events shown"
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.hidden.items())
        return f"{counted}. Not shown: {reasons}." if reasons else f"{counted}."


def select(events: pd.DataFrame, view: View) -> Selection:
    """The events that a view shows; each hidden one is counted under the first filter that hides it."""
    left = events
    hidden: dict[str, int] = {}
    for reason, keep in _filters(view, most_active_actors(events)):
        kept = left[keep(left)]
        if len(kept) < len(left):
            hidden[reason] = len(left) - len(kept)
        left = kept
    return Selection(left, len(events), hidden)


Filter = tuple[str, Callable[[pd.DataFrame], "pd.Series[bool]"]]


def _filters(view: View, active: Sequence[str]) -> Iterable[Filter]:
    """Each filter in force, with the reason that it gives for what it hides."""
    first, last = view.first_day, view.last_day
    start, end = DATES[view.dates]
    if first is not None:
        yield f"before {view.from_}", lambda frame: frame[end] >= first
    if last is not None:
        yield f"after {view.to}", lambda frame: frame[start] <= last
    for key, noun in (
        ("track", "in other tracks"),
        ("direction", "of other directions"),
        ("kind", "of other kinds"),
        ("status", "of other status"),
        ("evidence", "of other evidence"),
        ("jurisdiction", "of other jurisdictions"),
    ):
        yield from _membership(key, noun, getattr(view, key))
    yield from _overlap("actors", "without these actors", view.actor)
    yield from _overlap("tags", "without these tags", view.tag)
    if view.lanes == "actor":
        yield from _overlap("actors", "without one of the ten most active actors", tuple(active))
    if view.min > 1:
        yield "of lower significance", lambda frame: frame["significance"] >= view.min
    for word in view.q.casefold().split():
        yield f"without “{word}”", lambda frame, word=word: frame["search_text"].str.contains(word, regex=False)  # type: ignore[misc]


def _membership(column: str, reason: str, wanted: tuple[str, ...]) -> Iterable[Filter]:
    if wanted:
        yield reason, lambda frame: frame[column].isin(wanted)


def _overlap(column: str, reason: str, wanted: tuple[str, ...]) -> Iterable[Filter]:
    if wanted:
        yield reason, lambda frame: frame[column].map(lambda ids: not set(wanted).isdisjoint(ids)).astype(bool)


def facet_counts(events: pd.DataFrame, view: View) -> dict[str, dict[str, int]]:
    """For each list key, how many events each of its values would show, were it the only one chosen there."""
    columns = {"actor": "actors", "tag": "tags"}
    counts = {}
    for key in LISTS:
        others: dict[str, Any] = {key: ()}
        left = select(events, replace(view, **others)).shown[columns.get(key, key)].explode()
        counts[key] = {str(name): int(count) for name, count in left.value_counts().items()}
    return counts
