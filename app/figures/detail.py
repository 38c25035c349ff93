"""The level of detail: which events are drawn one by one, and how the others are counted.

A lane holds some hundred marks at the most. Where more events are in sight than that, the most significant stand for
themselves, and a count for each day stands for the rest; zooming in resolves them into marks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

MOST_MARKS: Final = 1000  # up to so many events in sight are all drawn
TOP_MARKS: Final = 280  # of more than that, so many are drawn
_DAY: Final = pd.Timedelta(days=1)
_EPOCH: Final = pd.Timestamp("1970-01-01")


@dataclass(frozen=True, slots=True)
class Counts:
    """Events counted by first day: for each lane the day number of its first count, and a count for each day on."""

    by_lane: dict[str, tuple[int, list[int]]]
    total: int
    in_sight: int

    @property
    def words(self) -> str:
        """What the status line says of them, or nothing."""
        if not self.in_sight:
            return ""
        drawn = "is drawn in a count" if self.in_sight == 1 else "are drawn as counts"
        return f" {self.in_sight:,} of them {drawn}; zoom in to see each."


def drawn_singly(events: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp], kept: Collection[str]) -> pd.DataFrame:
    """The events to draw as marks while `days` are in sight; those whose ids are in `kept` are always among them."""
    if len(events) <= MOST_MARKS:
        return events
    seen = _in_sight(events, days)
    single = seen.copy()
    if seen.sum() > MOST_MARKS:
        single &= events["rank"] <= events.loc[seen, "rank"].nsmallest(TOP_MARKS).iloc[-1]
    return events[single | events["id"].isin(kept)]


def counted(events: pd.DataFrame, lane_of: pd.Series[str], days: tuple[pd.Timestamp, pd.Timestamp]) -> Counts:
    """The counts of events that are not drawn one by one; `lane_of` has each lane of each by the frame's index."""
    if events.empty:
        return Counts({}, 0, 0)
    numbers = ((events["earliest"].loc[lane_of.index] - _EPOCH) // _DAY).to_numpy()
    lanes, names = pd.factorize(lane_of)
    by_lane = {}
    for number, name in enumerate(names):
        mine = numbers[lanes == number]
        first = int(mine.min())
        by_lane[str(name)] = first, np.bincount(mine - first).tolist()
    return Counts(by_lane, len(events), int(_in_sight(events, days).sum()))


def _in_sight(events: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp]) -> pd.Series[bool]:
    return (events["earliest"] <= days[1]) & (events["latest"] >= days[0])
