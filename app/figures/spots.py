"""A mark in a small chart: the look that its event has on the timeline, at a share of the width."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.schema import Dataset, Event
from app.theme import DARK_COLOURS, SHAPES, SYMBOLS, direction_colours, fill


@dataclass(frozen=True, slots=True)
class Look:
    """The outline of a mark as an SVG path of diameter 1, its colour, and its fill, as in FILLS."""

    path: str
    colour: str
    fill: str = "full"


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark of an event: where it stands in percent of the width, its look, and what it says of itself."""

    x: float
    look: Look
    event: str
    label: str
    words: str


def direction_look(direction: str, dataset: Dataset, status: str = "official") -> Look:
    """The look of the events of a direction that have a status."""
    effect = next(record.effect for record in dataset.directions if record.id == direction)
    return Look(SHAPES[SYMBOLS[effect]], both(direction_colours(dataset)[direction]), fill(status))


def both(colour: str) -> str:
    """A colour for style sheets: its brighter twin on dark paper."""
    return f"light-dark({colour}, {DARK_COLOURS.get(colour, colour)})"


def event_spot(event: Event, x: float, dataset: Dataset) -> Spot:
    """The mark of an event at a share of the width."""
    look = direction_look(event.direction, dataset, event.status)
    return Spot(x, look, event.id, event.label, f"{event.date.words}: {event.label}")
