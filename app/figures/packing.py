"""Rows for marks along a line, so that no two of a row overlap."""

from __future__ import annotations

from collections.abc import Sequence


def packed(spans: Sequence[tuple[float, float]], gap: float = 0) -> list[int]:
    """The row of each span, from 0: the first row in which it is free, the spans taken from left to right.

    >>> packed([(0, 2), (1, 3), (2.5, 4)])
    [0, 1, 0]
    """
    rows: list[float] = []
    found = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda place: spans[place]):
        start, end = spans[place]
        row = next((row for row, taken in enumerate(rows) if taken + gap <= start), len(rows))
        rows[row : row + 1] = [end]
        found[place] = row
    return found
