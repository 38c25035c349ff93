"""The cases that placing must give alike in Python and in the browser, made from real data and from edges."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.analysis.frames import event_frame
from app.data.schema import Dataset
from app.figures.lanes import chart_marks, lane_layout, moments
from app.figures.placing import Lane, Mark


class Case(NamedTuple):
    """One call of `place`."""

    name: str
    marks: list[Mark]
    lanes: list[Lane]
    first: float
    last: float
    width: float


def mark(name: str, start: float, end: float | None = None, **changes: Any) -> Mark:
    values: dict[str, Any] = {"id": name, "lane": "a", "start": start, "end": start if end is None else end}
    return Mark(**({**values, "significance": 2, "rank": 0, "label": f"Label of {name}"} | changes))


def edge_cases() -> list[Case]:
    lane = Lane("a", 6, 3, 60)
    crowd = [mark(f"m{number:02}", 50, rank=number) for number in range(40)]
    return [
        Case("nothing", [], [lane], 0, 100, 800),
        Case("one", [mark("one", 50)], [lane], 0, 100, 800),
        Case("a label that only fits to the left", [mark("late", 99)], [lane], 0, 100, 800),
        Case("a span that begins before the range", [mark("span", -50, 30)], [lane], 0, 100, 800),
        Case("out of range", [mark("before", -10), mark("after", 110)], [lane], 0, 100, 800),
        Case("a crowd on one day", crowd, [lane], 0, 100, 800),
        Case("no room for labels", crowd, [Lane("a", 0, 0, 20)], 0, 100, 300),
        Case("neighbours", [mark("x", 50, rank=1), mark("y", 51, rank=0)], [lane], 0, 100, 800),
        Case("Chinese and wide letters", [mark("zh", 10, label="网信办 MMM iii Ä")], [lane], 0, 100, 800),
    ]


def data_cases(dataset: Dataset) -> list[Case]:
    """The whole dataset at five zoom levels and three widths."""
    events = event_frame(dataset)
    made = lane_layout("track", events, dataset)
    marks = chart_marks(events, made.lane_of)
    first, last = moments(made.opening)
    middle = first + (last - first) * 0.6
    spans = [(min(mark.start for mark in marks) - 1, last), (first, last)]
    spans += [(middle - half, middle + half) for half in (180, 60, 15)]
    return [
        Case(f"{start:.0f} to {end:.0f} at {width}", marks, made.lanes, start, end, width)
        for start, end in spans
        for width in (1180, 700, 350)
    ]
