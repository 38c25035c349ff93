"""Events -> marks and lanes: what there is to place, in days and pixels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from app.analysis.activity import most_active_actors, opening_days
from app.data.schema import Dataset
from app.figures.detail import drawn_singly
from app.figures.placing import LABEL_ROW, ROW, Lane, Mark, place

WIDTH: Final = 1000  # pixels of plot area, until the browser knows better
LANES_HEIGHT: Final = 640
LABEL_ROWS: Final = (2, 6)  # fewest and most
LANE_PADDING: Final = 12
EPOCH: Final = dt.date(1970, 1, 1)
MARKED: Final = ("id", "earliest", "latest", "precision", "significance", "rank", "label")  # columns that a mark needs
Days = tuple[pd.Timestamp, pd.Timestamp]  # the first and the last day shown


@dataclass(frozen=True, slots=True)
class LaneName:
    """A lane before it has a height: its id, its name, and the side that it belongs to."""

    id: str
    label: str
    side: str


@dataclass(frozen=True, slots=True)
class LaneLayout:
    """The lanes of a chart, which no filter and no range moves, and the lane of each event by the frame's index."""

    names: list[LaneName]
    lanes: list[Lane]
    lane_of: pd.Series[str]
    opening: Days
    whole: Days

    @property
    def bottom(self) -> float:
        """The height of all lanes together, in pixels."""
        return self.lanes[-1].first_row + self.lanes[-1].height + LANE_PADDING / 2


def day_number(moment: pd.Timestamp) -> float:
    """Days since 1970, the unit of time of marks."""
    return float((moment.date() - EPOCH).days)


def moment_text(day: float) -> str:
    """The moment of a day number, as Plotly writes it."""
    return (dt.datetime(1970, 1, 1) + dt.timedelta(days=day)).isoformat(sep=" ", timespec="minutes")


def moments(days: Days) -> tuple[float, float]:
    """The day numbers of the first morning and the last midnight of some days."""
    return day_number(days[0]), day_number(days[1]) + 1


def lane_layout(lanes: str, events: pd.DataFrame, dataset: Dataset) -> LaneLayout:
    """The lanes of a kind ("track", "side" or "actor") that hold an event of a whole event frame.

    By actor, an event stands in the lane of the first of its actors that is among the ten most active; events of
    other actors have no lane.
    """
    declared, lane_of = {"track": _by_track, "side": _by_side, "actor": _by_actor}[lanes](events, dataset)
    lane_of = lane_of.dropna()
    used = set(lane_of)
    names = [name for name in declared if name.id in used]
    opening = opening_days(events, dataset)
    marks = chart_marks(drawn_singly(events, opening, ()), lane_of)
    return LaneLayout(names, chart_lanes(marks, names, opening), lane_of, opening, _whole_days(dataset, events))


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


def chart_marks(events: pd.DataFrame, lane_of: pd.Series[str]) -> list[Mark]:
    """A mark for each event, in the order of the frame, that has a lane."""
    placed = events.loc[events.index.isin(lane_of.index), list(MARKED)]
    return [
        Mark(row["id"], str(lane), *_span(row), row["significance"], row["rank"], row["label"])
        for row, lane in zip(placed.to_dict("records"), lane_of[placed.index], strict=True)
    ]


def _span(row: dict[Any, Any]) -> tuple[float, float]:
    """The days of an event: noon of a known day, or from the first morning to the last midnight."""
    if row["precision"] == "day":
        noon = day_number(row["earliest"]) + 0.5
        return noon, noon
    return moments((row["earliest"], row["latest"]))


def chart_lanes(marks: Sequence[Mark], names: Sequence[LaneName], days: Days) -> list[Lane]:
    """The lanes with their heights, together no higher than LANES_HEIGHT.

    Each is as high as its marks need on these days, with as many rows for labels as there is height to spare.
    """
    needs = _needs(marks, names, days)
    spare = (LANES_HEIGHT - sum(needs.values())) / len(needs) - LANE_PADDING
    label_rows = int(min(max(spare // LABEL_ROW, LABEL_ROWS[0]), LABEL_ROWS[1]))
    fixed = label_rows * LABEL_ROW + LANE_PADDING
    squeeze = min(1.0, (LANES_HEIGHT - fixed * len(needs)) / sum(needs.values()))
    lanes, top = [], LANE_PADDING / 2
    for lane, need in needs.items():
        height = round(max(need * squeeze, ROW))
        lanes.append(Lane(lane, top, label_rows, height))
        top += fixed + height
    return lanes


def _needs(marks: Sequence[Mark], names: Sequence[LaneName], days: Days) -> dict[str, float]:
    """The height that the marks of each lane take at full size."""
    roomy = [Lane(name.id, 0, 0, 10_000) for name in names]
    placing = place(marks, roomy, *moments(days), WIDTH)
    needs = {name.id: float(ROW) for name in names}
    for mark in marks:
        if mark.id in placing.heights:
            needs[mark.lane] = max(needs[mark.lane], placing.heights[mark.id] + ROW / 2)
    return needs
