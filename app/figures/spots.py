"""A mark in a small chart: the look that its event has on the timeline, at a share of the width."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.data.schema import Dataset, Event
from app.theme import DARK_COLOURS, KIND_SHAPES, SHAPES, SYMBOLS, direction_colours, fill, kind_shapes


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
    named: str = ""  # where its label stands: "start", to its right, "end", to its left, or nowhere


def direction_look(direction: str, dataset: Dataset, status: str = "official", kind: str = "") -> Look:
    """The look of the events of a direction that have a status; their kind counts where it gives the shape."""
    effect = next(record.effect for record in dataset.directions if record.id == direction)
    plain = KIND_SHAPES[0] if dataset.goes_by_track else SYMBOLS[effect]
    shape = kind_shapes(dataset).get(kind, plain)
    return Look(SHAPES[shape], both(direction_colours(dataset)[direction]), fill(status))


def kind_looks(dataset: Dataset, kinds: Collection[str]) -> list[tuple[str, Look]]:
    """What the shapes of marks of some kinds mean, where the shape tells the kind."""
    terms, shapes = dataset.vocabulary("kinds"), kind_shapes(dataset)
    return [(terms[kind].label, Look(SHAPES[shapes[kind]], "var(--quiet)")) for kind in shapes if kind in kinds]


def both(colour: str) -> str:
    """A colour for style sheets: its brighter twin on dark paper."""
    return f"light-dark({colour}, {DARK_COLOURS.get(colour, colour)})"


def event_spot(event: Event, x: float, dataset: Dataset) -> Spot:
    """The mark of an event at a share of the width."""
    look = direction_look(event.direction, dataset, event.status, event.kind)
    return Spot(x, look, event.id, event.label, f"{event.date.words}: {event.label}")
