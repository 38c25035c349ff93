"""Strips of marks over days, as shares of a width: answers by their lag, and events around an anchor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from app.analysis.shift import FEWEST_PAIRS
from app.data.schema import Dataset
from app.figures.packing import packed
from app.figures.spots import Look, Spot, both, direction_look
from app.theme import SHAPES, side_colours

GAP: Final = 1.7  # percent of the width that a mark takes
ROW: Final = 13  # pixels
LAG_TICKS: Final = (0, 1, 7, 30, 90, 180, 365, 730, 1095)  # days
EDGE: Final = 2.0  # percent, free at either end


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of marks with a name: each mark with its height in pixels, and the height of all."""

    label: str
    spots: list[tuple[Spot, float]]
    height: float
    middle: float | None = None  # where the median stands, in percent, if it is to be stated
    words: str = ""
    first: str = ""  # what stands at its left end, and at its right
    last: str = ""


@dataclass(frozen=True, slots=True)
class Strips:
    """Strips on one scale, with its ticks and where its zero stands, in percent."""

    strips: list[Strip]
    ticks: list[tuple[float, str]]
    zero: float = 0.0


def _scaled(value: float, first: float, last: float) -> float:
    share = (value - first) / (last - first) if last > first else 0.5
    return round(EDGE + share * (100 - 2 * EDGE), 2)


def _strip(label: str, spots: Sequence[Spot], **more: Any) -> Strip:
    rows = packed([(spot.x, spot.x) for spot in spots], GAP)
    height = (max(rows, default=0) + 1) * ROW + 8
    return Strip(label, [(spot, 10.0 + row * ROW) for spot, row in zip(spots, rows, strict=True)], height, **more)


def around_strips(near: pd.DataFrame, dataset: Dataset, first: pd.Timestamp, last: pd.Timestamp, window: int) -> Strips:
    """The events near an anchor by track, on an axis of days before its first day and after its last.

    `near` is what `app.analysis.shift.around` gives.
    """
    strips = []
    for track in dataset.tracks:
        spots = [
            Spot(
                _scaled(_distance(row, first, last), -window, window),
                direction_look(row["direction"], dataset, row["status"]),
                row["id"],
                row["label"],
                f"{row['date_words']}: {row['label']}",
            )
            for row in near[near["track"] == track.id].to_dict("records")
        ]
        if spots:
            strips.append(_strip(track.label, spots))
    ticks = [(_scaled(day, -window, window), f"{day:+d}" if day else "0") for day in _steps(window)]
    return Strips(strips, ticks, _scaled(0, -window, window))


def _distance(row: dict[Any, Any], first: pd.Timestamp, last: pd.Timestamp) -> int:
    """Days from the anchor to an event: to the last day that it can mean before, to the first one after."""
    return int((row["latest"] - first).days if row["when"] == "before" else (row["earliest"] - last).days)


def distances(near: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> list[int]:
    """Days from the anchor to each event near it, negative before."""
    return [_distance(row, first, last) for row in near.to_dict("records")]


def _steps(window: int) -> list[int]:
    step = next(days for days in (1, 7, 10, 30, 60) if window / days <= 6 or days == 60)
    whole = list(range(0, window + 1, step))
    return [*(-day for day in reversed(whole[1:])), *whole]


def lag_strips(lags: pd.DataFrame, dataset: Dataset, labels: dict[str, str]) -> Strips:
    """Every answer of a known day, by the side that answers, on a square-root scale of days.

    `lags` is what `app.analysis.shift.response_lags` gives. A median is stated from FEWEST_PAIRS answers on.
    """
    known = lags.dropna(subset=["lag_days"]).astype({"lag_days": "int64"}).sort_values("lag_days", kind="stable")
    longest = math.sqrt(max([30, *known["lag_days"].abs()]))
    strips = []
    for side in dataset.sides:
        rows = known[known["side"] == side.id].to_dict("records")
        if not rows:
            continue
        look = Look(SHAPES["circle"], both(side_colours(dataset)[side.id]))
        spots = [
            Spot(
                _scaled(math.sqrt(max(row["lag_days"], 0)), 0, longest),
                look,
                row["event"],
                row["label"],
                f"{_days(row['lag_days'])}: {row['label']}, answering {labels[row['target']]}",
            )
            for row in rows
        ]
        median = float(pd.Series([row["lag_days"] for row in rows]).median())
        enough = len(rows) >= FEWEST_PAIRS
        strips.append(
            _strip(
                side.label,
                spots,
                middle=_scaled(math.sqrt(max(median, 0)), 0, longest) if enough else None,
                words=f"{len(rows)} answers, median {_days(round(median))}" if enough else f"{len(rows)} of known days",
                first=f"{_days(rows[0]['lag_days'])}: {rows[0]['label']}",
                last=f"{_days(rows[-1]['lag_days'])}: {rows[-1]['label']}" if len(rows) > 1 else "",
            )
        )
    ticks = [(_scaled(math.sqrt(day), 0, longest), str(day)) for day in LAG_TICKS if math.sqrt(day) <= longest]
    return Strips(strips, ticks)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
