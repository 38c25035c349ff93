"""Where marks and labels stand: no two marks cover each other, no two labels meet, nothing leaves its lane.

The browser does the same after each zoom; `assets/placing.js` is this file in its language, and one table of
cases (`tests/figures/placing_cases.json`) tests both. Lengths are pixels, times are days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

DIAMETERS: Final = {3: 13, 2: 10, 1: 8}
ROW: Final = 14  # from one row of marks to the next, at full size
SCALES: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.32, 0.25, 0.2)
LABEL_ROW: Final = 14
LABEL_SIZE: Final = 11
BOLD: Final = 1.15  # how much wider a bold text is
LABEL_GAP: Final = 8
INSIDE_SCALE: Final = 0.9  # the least scale at which a row is high enough to hold a text
LEADER: Final = 3  # free space on either side of a leader line

_NARROW: Final = frozenset("ijltfrI.,:;'|!()[]- ")
_WIDE: Final = frozenset("mwMWQO@%&")


@dataclass(frozen=True, slots=True)
class Mark:
    """An event to place: its lane, its days (equal for a moment), its importance and its label."""

    id: str
    lane: str
    start: float
    end: float
    significance: int
    rank: int  # 0 is labelled first
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of the chart: its top, the rows kept for labels, and the height left for marks."""

    id: str
    top: float
    label_rows: int
    height: float  # of the marks alone

    @property
    def first_row(self) -> float:
        """Where the marks begin."""
        return self.top + self.label_rows * LABEL_ROW


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: the day and height of its anchor, whether it ends (instead of starts) there, and whether it
    stands inside its span.
    """

    id: str
    day: float
    y: float
    ends_here: bool
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """The height of each mark, the size of all marks against the full one, and the labels that found room."""

    scale: float
    heights: dict[str, float]
    labels: list[Label]


def place(marks: Sequence[Mark], lanes: Sequence[Lane], first: float, last: float, width: float) -> Placing:
    """The placing of all marks of which a part lies between the days `first` and `last`."""
    per_day = width / max(last - first, 1e-9)
    inside = [mark for mark in marks if mark.end > first and mark.start < last]
    left = {mark.id: (mark.start - first) * per_day for mark in inside}
    right = {mark.id: (mark.end - first) * per_day for mark in inside}
    for scale in SCALES:
        rows = {lane.id: _rows(inside, lane, left, right, scale) for lane in lanes}
        if all(_used(rows[lane.id]) * ROW * scale <= lane.height for lane in lanes):
            break
    heights = {
        mark: lane.first_row + min((row + 0.5) * ROW * scale, lane.height)
        for lane in lanes
        for mark, row in rows[lane.id].items()
    }
    held = _inside_labels(inside, heights, left, right, width) if scale >= INSIDE_SCALE else {}
    free = [mark for mark in inside if mark.id not in held]
    found = [spot for lane in lanes for spot in _labels(free, lane, left, right, width)]
    labels = [Label(mark, first + x / per_day, y, ends_here) for mark, x, y, ends_here in found]
    labels += [Label(mark, first + x / per_day, heights[mark], False, True) for mark, x in held.items()]
    return Placing(scale, heights, labels)


def _inside_labels(
    marks: Sequence[Mark], heights: dict[str, float], left: dict[str, float], right: dict[str, float], width: float
) -> dict[str, float]:
    """Where the label of each span begins that is long enough to hold it."""
    held = {}
    for mark in marks:
        start, end = max(left[mark.id], 0), min(right[mark.id], width)
        if mark.end > mark.start and mark.id in heights and end - start >= label_width(mark) + LABEL_GAP:
            held[mark.id] = start + LABEL_GAP / 4
    return held


def label_width(mark: Mark) -> float:
    """An upper estimate of how wide a label is, the same in Python and in the browser; turning points are bold."""
    width = LABEL_SIZE * sum(_character_width(character) for character in mark.label)
    return width * (BOLD if mark.significance == 3 else 1)


def _character_width(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.92
    if ord(character) > 0x2E7F:
        return 1.0
    return 0.7 if character.isupper() else 0.6


def _rows(
    marks: Sequence[Mark], lane: Lane, left: dict[str, float], right: dict[str, float], scale: float
) -> dict[str, int]:
    """The row of each mark of a lane: the first in which it touches nothing."""
    rows: dict[str, int] = {}
    ends: list[float] = []
    mine = [mark for mark in marks if mark.lane == lane.id]
    for mark in sorted(mine, key=lambda mark: (left[mark.id], mark.rank)):
        radius = DIAMETERS[mark.significance] * scale / 2
        middle = (left[mark.id] + right[mark.id]) / 2
        start, end = min(left[mark.id], middle - radius), max(right[mark.id], middle + radius)
        row = next((row for row, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end + 1]
        rows[mark.id] = row
    return rows


def _used(rows: dict[str, int]) -> int:
    return max(rows.values(), default=-1) + 1


def _labels(
    marks: Sequence[Mark], lane: Lane, left: dict[str, float], right: dict[str, float], width: float
) -> list[tuple[str, float, float, bool]]:
    """The labels of a lane that find room, the most important first, each as near to its mark as can be.

    A leader line runs from the label down to the mark, so it takes its place in every row below.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lane.label_rows)]
    labels = []
    for mark in sorted((mark for mark in marks if mark.lane == lane.id), key=lambda mark: mark.rank):
        x = (max(left[mark.id], 0) + min(right[mark.id], width)) / 2
        length = label_width(mark) + LABEL_GAP
        leader = (x - LEADER, x + LEADER)
        for ends_here, span in ((False, (x - LEADER, x + length)), (True, (x - length, x + LEADER))):
            row = _free_row(taken, span, leader) if span[0] >= -LEADER and span[1] <= width + LABEL_GAP else None
            if row is not None:
                taken[row].append(span)
                for below in taken[:row]:
                    below.append(leader)
                labels.append((mark.id, x, lane.first_row - (row + 0.5) * LABEL_ROW, ends_here))
                break
    return labels


def _free_row(
    taken: Sequence[Sequence[tuple[float, float]]], span: tuple[float, float], leader: tuple[float, float]
) -> int | None:
    """The lowest row with room for `span` whose leader meets nothing on its way down."""
    for row, spans in enumerate(taken):
        if all(not _meet(span, other) for other in spans):
            return row
        if any(_meet(leader, other) for other in spans):
            return None
    return None


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
