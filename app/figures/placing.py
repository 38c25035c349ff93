"""Rows for the marks of the smaller charts: no two marks of a strip cover each other.

The timeline itself is placed in the browser, which knows the room. Lengths are pixels, times are days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.figures.packing import packed
from app.theme import DIAMETERS

ROW: Final = 14  # from one row of marks to the next, at full size
SCALES: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.32, 0.25, 0.2)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event to place: its lane, its days (equal for a moment), its significance."""

    id: str
    lane: str
    start: float
    end: float
    significance: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A strip of a chart: its top, and its height."""

    id: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Placing:
    """The height of each mark, and the size of all marks against the full one."""

    scale: float
    heights: dict[str, float]


def place(marks: Sequence[Mark], lanes: Sequence[Lane], first: float, last: float, width: float) -> Placing:
    """The placing of all marks of which a part lies between `first` and `last`, at the largest scale that fits.

    >>> place([Mark("a", "x", 1, 1, 3), Mark("b", "x", 1, 1, 3)], [Lane("x", 0, 60)], 0, 10, 500)
    Placing(scale=1.0, heights={'a': 7.0, 'b': 21.0})
    """
    per_day = width / max(last - first, 1e-9)
    inside = {
        lane.id: [mark for mark in marks if mark.lane == lane.id and mark.end > first and mark.start < last]
        for lane in lanes
    }
    for scale in SCALES:
        rows = {lane: packed([_extent(mark, per_day, scale) for mark in mine], 1) for lane, mine in inside.items()}
        if all((max(rows[lane.id], default=-1) + 1) * ROW * scale <= lane.height for lane in lanes):
            break
    heights = {
        mark.id: lane.top + min((row + 0.5) * ROW * scale, lane.height)
        for lane in lanes
        for mark, row in zip(inside[lane.id], rows[lane.id], strict=True)
    }
    return Placing(scale, heights)


def _extent(mark: Mark, per_day: float, scale: float) -> tuple[float, float]:
    """What a mark covers of the axis, in pixels."""
    radius = DIAMETERS[mark.significance] * scale / 2
    middle = (mark.start + mark.end) / 2 * per_day
    return min(mark.start * per_day, middle - radius), max(mark.end * per_day, middle + radius)
