"""Strips of marks over days, as shares of a width: answers by their lag, and events around an anchor."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from app.analysis.shift import FEWEST_PAIRS
from app.data.completing import ALL
from app.data.schema import Dataset
from app.figures.packing import packed
from app.figures.spots import Look, Spot, both, direction_look
from app.theme import SHAPES, side_colours

GAP: Final = 1.7  # percent of the width that a mark takes
ROW: Final = 15  # pixels
MOST_NAMED: Final = 30  # marks with their labels beside them: the foremost
ROOM: Final = 560  # pixels of width that labels are placed for; a narrower screen leaves them to the lists
CHARACTER: Final = 6.2  # pixels of a letter of a label
BESIDE: Final = 12  # pixels between the middle of a mark and its label, and after it
LAG_TICKS: Final = (0, 1, 7, 30, 90, 180, 365, 730, 1095)  # days
EDGE: Final = 2.0  # percent, free at either end


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of marks with a name: each mark with its height in pixels, and the height of all."""

    label: str
    spots: list[tuple[Spot, float]]
    height: float
    look: Look | None = None  # of all its marks, where they have one
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


def _strip(label: str, spots: Sequence[Spot], named: Collection[str] = (), **more: Any) -> Strip:
    """A strip whose marks, and the labels of those that are `named`, do not overlap."""
    placed, spans = [], []
    for spot in spots:
        width = (len(spot.label) * CHARACTER + BESIDE) / ROOM * 100
        side = "" if spot.event not in named else "start" if spot.x + width <= 100 else "end"
        left, right = (width if side == "end" else GAP / 2), (width if side == "start" else GAP / 2)
        placed.append(replace(spot, named=side))
        spans.append((spot.x - left, spot.x + right))
    rows = packed(spans)
    height = (max(rows, default=0) + 1) * ROW + 6
    return Strip(label, [(spot, 10.0 + row * ROW) for spot, row in zip(placed, rows, strict=True)], height, **more)


def around_strips(near: pd.DataFrame, dataset: Dataset, first: pd.Timestamp, last: pd.Timestamp, window: int) -> Strips:
    """The events near an anchor by track, on an axis of days before its first day and after its last.

    `near` is what `app.analysis.shift.around` gives. The foremost MOST_NAMED have their labels beside them.
    """
    strips = []
    named = set(near.nsmallest(MOST_NAMED, "rank")["id"])
    for track in dataset.tracks:
        spots = [
            Spot(
                _scaled(_distance(row, first, last), -window, window),
                direction_look(row["direction"], dataset, row["status"], row["kind"]),
                row["id"],
                row["label"],
                f"{row['date_words']}: {row['label']}",
            )
            for row in near[near["track"] == track.id].to_dict("records")
        ]
        if spots:
            strips.append(_strip(track.label, spots, named))
    ticks = [(_scaled(day, -window, window), f"{day:+d}" if day else "0") for day in _steps(window)]
    return Strips(strips, ticks, _scaled(0, -window, window))


def _distance(row: dict[Any, Any], first: pd.Timestamp, last: pd.Timestamp) -> int:
    """Days from the anchor to an event: to the last day that it can mean before, to the first one after."""
    return int((row["latest"] - first).days if row["when"] == "before" else (row["earliest"] - last).days)


def distances(near: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> list[int]:
    """Days from the anchor to each event near it, negative before."""
    return [_distance(row, first, last) for row in near.to_dict("records")]


def _steps(window: int) -> list[int]:
    step = next(days for days in (1, 2, 5, 10, 30, 60) if window / days <= 7 or days == 60)
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
                "All answers" if side == ALL else side.label,
                spots,
                look=look,
                middle=_scaled(math.sqrt(max(median, 0)), 0, longest) if enough else None,
                words=f"{len(rows)} answers, median {_days(round(median))}"
                if enough
                else f"{len(rows)} of known days: too few for a median",
                first=_extreme("Fastest", rows[0]) if enough else "",
                last=_extreme("Slowest", rows[-1]) if enough else "",
            )
        )
    ticks = [(_scaled(math.sqrt(day), 0, longest), str(day)) for day in LAG_TICKS if math.sqrt(day) <= longest]
    return Strips(strips, ticks)


def _extreme(name: str, row: dict[Any, Any]) -> str:
    return f"{name}, {_days(row['lag_days'])}: {row['label']}"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
