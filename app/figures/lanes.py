"""Events -> marks and lanes: what there is to place, in days and pixels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from app.figures.placing import LABEL_ROW, ROW, Lane, Mark, place
from app.schema import Dataset, Track

WIDTH: Final = 1000  # pixels of plot area, until the browser knows better
LANES_HEIGHT: Final = 620
LABEL_ROWS: Final = (2, 6)  # fewest and most
LANE_PADDING: Final = 12
EPOCH: Final = dt.date(1970, 1, 1)
Days = tuple[pd.Timestamp, pd.Timestamp]  # the first and the last day shown


def day_number(moment: pd.Timestamp) -> float:
    """Days since 1970, the unit of time of marks."""
    return float((moment.date() - EPOCH).days)


def moment_text(day: float) -> str:
    """The moment of a day number, as Plotly writes it."""
    return (dt.datetime(1970, 1, 1) + dt.timedelta(days=day)).isoformat(sep=" ", timespec="minutes")


def moments(days: Days) -> tuple[float, float]:
    """The day numbers of the first morning and the last midnight of some days."""
    return day_number(days[0]), day_number(days[1]) + 1


def chart_marks(events: pd.DataFrame) -> list[Mark]:
    """A mark for each event; the more significant and the more official are labelled first."""
    ranked = events.sort_values(["significance", "status", "earliest"], ascending=[False, False, True], kind="stable")
    ranks = {event: rank for rank, event in enumerate(ranked["id"])}
    return [
        Mark(row["id"], row["track"], *_span(row), row["significance"], ranks[row["id"]], row["label"])
        for row in events.to_dict("records")
    ]


def _span(row: dict[Any, Any]) -> tuple[float, float]:
    """The days of an event: noon of a known day, or from the first morning to the last midnight."""
    if row["precision"] == "day":
        noon = day_number(row["earliest"]) + 0.5
        return noon, noon
    return moments((row["earliest"], row["latest"]))


def used_tracks(events: pd.DataFrame, dataset: Dataset) -> list[Track]:
    """The tracks that hold an event, in the data's order."""
    used = set(events["track"])
    return [track for track in dataset.tracks if track.id in used]


def chart_lanes(events: pd.DataFrame, tracks: Sequence[Track], days: Days) -> list[Lane]:
    """A lane for each track, together no higher than LANES_HEIGHT.

    Each is as high as its marks need on these days, with as many rows for labels as there is height to spare.
    """
    needs = _needs(events, tracks, days)
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


def _needs(events: pd.DataFrame, tracks: Sequence[Track], days: Days) -> dict[str, float]:
    """The height that the marks of each lane take at full size."""
    roomy = [Lane(track.id, 0, 0, 10_000) for track in tracks]
    placing = place(chart_marks(events), roomy, *moments(days), WIDTH)
    lane_of = dict(zip(events["id"], events["track"], strict=True))
    needs = {lane.id: float(ROW) for lane in roomy}
    for event, height in placing.heights.items():
        needs[lane_of[event]] = max(needs[lane_of[event]], height + ROW / 2)
    return needs
