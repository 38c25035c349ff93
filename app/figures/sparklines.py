"""Small bars of events over time, on a scale of their own, as shares of a width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from app.analysis.periods import LENGTHS, period_first, period_numbers, readable
from app.data.schema import Dataset
from app.figures.spots import Look, direction_look

HEIGHT: Final = 24  # units of the drawing; 100 are its width


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Bars from the first period with an event to the last of all: a path for each look, the years of both ends."""

    paths: list[tuple[Look, str]]
    first: str
    last: str
    most: int
    by: str


def sparkline(days: pd.Series[Any], directions: Sequence[str], dataset: Dataset, end: pd.Timestamp) -> Sparkline:
    """The events of some first days and directions by quarter, stacked in the order of the directions.

    It begins where the first event is and ends at `end`; the highest stack fills the height.
    """
    by = readable(pd.Series([*days, end]), "quarter")
    numbers = period_numbers(days, by)
    first, final = int(numbers.min()), int(max(period_numbers(pd.Series([end]), by)[0], numbers.max()))
    counts = pd.crosstab(numbers, pd.Series(list(directions)).to_numpy())
    most = int(counts.sum(axis=1).max())
    wide = 100 / (final - first + 1)
    base = dict.fromkeys(counts.index.tolist(), 0)
    paths = []
    for direction in dataset.directions:
        mine = counts[direction.id] if direction.id in counts else pd.Series(dtype="int64")
        boxes = []
        for number, count in zip(mine.index.tolist(), mine.tolist(), strict=True):
            top = HEIGHT * (1 - (base[number] + count) / most)
            if count:
                boxes.append(_box((number - first) * wide, top, wide * 0.82, HEIGHT * count / most))
            base[number] += count
        if boxes:
            paths.append((direction_look(direction.id, dataset), "".join(boxes)))
    years = period_first(first, by).year, end.year
    return Sparkline(paths, str(years[0]), str(years[1]), most, by if by in LENGTHS else "period")


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h{-width:.2f}z"
