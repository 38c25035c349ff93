"""The chain of a chosen event: all that led to it and all that followed, with the arrows between.

The browser has the same in `assets/walk.js` and `assets/drawing.js`; one table of cases tests both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from app.figures.lanes import moment_text
from app.figures.payload import Link
from app.figures.placing import Mark, Placing
from app.figures.traces import silent
from app.theme import INK

LINES: Final = {
    "stated": ("solid", "solid"),
    "reported": ("7px,4px", "dashed"),
    "inferred": ("1.5px,4px", "dotted"),
}  # by the basis of a link: the pattern of its line, and a word for it
STEPS: Final = 24  # straight pieces of which a curve is made
RING: Final = 22  # pixels across
Point = tuple[float, float]  # pixels from the left of the plot, and down from its top


@dataclass(frozen=True, slots=True)
class Chain:
    """The events of a chain, the chosen one among them, and the links between them."""

    event: str
    ids: frozenset[str]
    edges: tuple[Link, ...]


def chain_of(event: str, links: Sequence[Link]) -> Chain:
    """The chain of an event by all links that there are.

    >>> chain_of("b", [("a", "b", "stated"), ("b", "c", "inferred"), ("a", "d", "stated")]).edges
    (('a', 'b', 'stated'), ('b', 'c', 'inferred'))
    """
    causes = _reached(event, [(later, earlier) for earlier, later, _ in links])
    answers = _reached(event, [(earlier, later) for earlier, later, _ in links])
    edges = [link for link in links if any({link[0], link[1]} <= side for side in (causes, answers))]
    return Chain(event, frozenset(causes | answers), tuple(edges))


def _reached(start: str, ways: Iterable[tuple[str, str]]) -> set[str]:
    """All that can be reached from a start, and the start."""
    leads = defaultdict(set)
    for origin, end in ways:
        leads[origin].add(end)
    seen, front = {start}, {start}
    while front := set().union(*(leads[here] for here in front)) - seen:
        seen |= front
    return seen


def chain_traces(
    chain: Chain, marks: Iterable[Mark], placing: Placing, sight: tuple[float, float], width: float
) -> Iterator[go.Scatter]:
    """The arrows of a chain, from what was answered to its answer, and a ring around the chosen event.

    `sight` are the first and the last day number in sight, `width` the pixels between them.
    """
    first, last = sight
    scale = width / (last - first)
    spots = {
        mark.id: ((_middle(mark, first, last) - first) * scale, placing.heights[mark.id])
        for mark in marks
        if mark.id in chain.ids and mark.id in placing.heights
    }
    for basis, (dash, _) in LINES.items():
        arrows = [
            _arrow(spots[earlier], spots[later])
            for earlier, later, drawn in chain.edges
            if drawn == basis and earlier in spots and later in spots
        ]
        if arrows:
            curves, heads = zip(*arrows, strict=True)
            yield _trace(curves, first, scale, "arrows", line={"color": INK, "width": 1.6, "dash": dash})
            yield _trace(heads, first, scale, "heads", fill="toself", fillcolor=INK, line={"width": 0})
    if chain.event in spots:
        ring = {"symbol": "circle-open", "size": RING, "color": INK, "line": {"width": 2.5}}
        yield _trace([[spots[chain.event]]], first, scale, "ring", mode="markers", marker=ring)


def _middle(mark: Mark, first: float, last: float) -> float:
    """The day number of the middle of what is in sight of a mark."""
    return (min(max(mark.start, first), last) + min(max(mark.end, first), last)) / 2


def _arrow(start: Point, end: Point) -> tuple[list[Point], list[Point]]:
    """The curve of an arrow, which arrives from the left, and its head."""
    size = min(max(math.dist(start, end) / 40, 0.5), 1)
    bend = max((end[0] - start[0]) / 2, 14 * size)
    tip, y = end[0] - 6 * size, end[1]  # of the head
    back = tip - 3
    hull = (start, (start[0] + bend, start[1]), (back - bend, y), (back, y))
    curve = [_on_curve(hull, step / STEPS) for step in range(STEPS + 1)]
    return curve, [(tip, y), (tip - 8 * size, y - 4.5 * size), (tip - 8 * size, y + 4.5 * size), (tip, y)]


def _on_curve(hull: tuple[Point, Point, Point, Point], share: float) -> Point:
    """A point of the cubic Bézier curve of four points."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, hull, strict=True)) for axis in (0, 1))
    return x, y


def _trace(parts: Iterable[list[Point]], first: float, scale: float, role: str, **looks: Any) -> go.Scatter:
    """The parts as one trace, with a gap between them."""
    points = [point for part in parts for point in (*part, None)][:-1]
    return go.Scatter(
        x=[None if point is None else moment_text(first + point[0] / scale) for point in points],
        y=[None if point is None else point[1] for point in points],
        **{"mode": "lines", **silent(role), **looks},
    )
