"""A line of days as shares of a width, for the small charts that a browser stretches to the room there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_YEARS: Final = 12  # of more years only some are named
EDGE: Final = 0.02  # free time at either end, as a share of the whole


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days from `first` to `last`."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        """Where a day stands, in percent of the width; days beyond an end stand at it."""
        whole = max((self.last - self.first).days, 1)
        share = (min(max(day, self.first), self.last) - self.first).days / whole
        return round(100 * (EDGE + share * (1 - 2 * EDGE)), 2)

    def years(self) -> Iterator[tuple[float, str]]:
        """The first day of each year, or of some of very many, with its name."""
        years = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(years) // MOST_YEARS) or 1
        for year in years[::step]:
            yield self.at(dt.date(year, 1, 1)), str(year)


@dataclass(frozen=True, slots=True)
class Caption:
    """A short text on a line: where it starts or ends, in percent, and which of both `x` is."""

    x: float
    anchor: str
    text: str


def captions(spots: list[tuple[float, str]], room: float = 720, character: float = 6.2) -> list[Caption]:
    """The texts that fit beside each other over their spots, the first of them first.

    `room` is the width in pixels that is reckoned with, `character` that of a letter; on a narrower screen the
    style sheet hides them all.
    """
    placed: list[Caption] = []
    end = 0.0
    for x, text in spots:
        width = len(text) * character / room * 100
        start = min(max(x - 0.6, 0), 100 - width)
        if text and start >= end:
            at_end = start < x - 0.6
            placed.append(Caption(x + 0.6 if at_end else start, "end" if at_end else "start", text))
            end = start + width + 1
    return placed
