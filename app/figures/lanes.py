"""Events -> lanes and spans of days: what a chart shows, without a pixel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from app.analysis.activity import most_active_actors, opening_days
from app.analysis.days import Days
from app.data.schema import Dataset


@dataclass(frozen=True, slots=True)
class LaneName:
    """A lane before it has a height: its id, its name, and the side that it belongs to."""

    id: str
    label: str
    side: str


@dataclass(frozen=True, slots=True)
class LaneLayout:
    """The lanes of a chart, which no filter and no range moves, and the lane of each event by the frame's index.

    `others` are the further lanes of an event that stands in several.
    """

    names: list[LaneName]
    lane_of: pd.Series[str]
    opening: Days
    whole: Days
    others: Mapping[Any, list[str]] = field(default_factory=dict)

    def every_lane(self, events: pd.DataFrame) -> pd.Series[str]:
        """Each lane of each of some rows of the frame, by their index: once for every lane in which an event stands."""
        first: pd.Series[str] = self.lane_of[events.index]
        further = [(index, lane) for index in events.index if index in self.others for lane in self.others[index]]
        if not further:
            return first
        places, lanes = zip(*further, strict=True)
        all_lanes: pd.Series[str] = pd.concat([first, pd.Series(lanes, index=places)])
        return all_lanes


def lane_layout(lanes: str, events: pd.DataFrame, dataset: Dataset) -> LaneLayout:
    """The lanes of a kind ("track", "side" or "actor") that hold an event of a whole event frame.

    By actor, an event stands in the lane of each of its actors that is among the ten most active; events of other
    actors have no lane.
    """
    declared, lane_of = {"track": _by_track, "side": _by_side, "actor": _by_actor}[lanes](events, dataset)
    others = _other_actors(events, [name.id for name in declared]) if lanes == "actor" else {}
    lane_of = lane_of.dropna()
    used = set(lane_of) | {lane for more in others.values() for lane in more}
    names = [name for name in declared if name.id in used]
    opening = opening_days(events, dataset)
    return LaneLayout(names, lane_of, opening, _whole_days(dataset, events), others)


def _whole_days(dataset: Dataset, events: pd.DataFrame) -> Days:
    coverage = dataset.dataset.coverage
    first = min(pd.Timestamp(coverage.start.earliest), events["earliest"].min())
    return first, max(pd.Timestamp(coverage.through.earliest), events["earliest"].max())


def _by_track(events: pd.DataFrame, dataset: Dataset) -> tuple[list[LaneName], pd.Series[str]]:
    return [LaneName(track.id, track.label, track.side) for track in dataset.tracks], events["track"]


def _by_side(events: pd.DataFrame, dataset: Dataset) -> tuple[list[LaneName], pd.Series[str]]:
    places = ("above", "between", "below")
    sides = sorted(dataset.sides, key=lambda side: places.index(side.place))
    side_of = {track.id: track.side for track in dataset.tracks}
    return [LaneName(side.id, side.label, side.id) for side in sides], events["track"].map(side_of)


def _by_actor(events: pd.DataFrame, dataset: Dataset) -> tuple[list[LaneName], pd.Series[str]]:
    active = most_active_actors(events)
    names = {actor.id: actor.name for actor in dataset.actors}
    lane_of = events["actors"].map(lambda actors: next((actor for actor in actors if actor in active), None))
    return [LaneName(actor, names[actor], "") for actor in active], lane_of


def _other_actors(events: pd.DataFrame, active: list[str]) -> dict[Any, list[str]]:
    """The lanes of a joint act beyond that of the first of its actors."""
    lanes = {index: [actor for actor in actors if actor in active] for index, actors in events["actors"].items()}
    return {index: mine[1:] for index, mine in lanes.items() if len(mine) > 1}
