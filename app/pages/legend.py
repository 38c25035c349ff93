"""The choices of the filters, with the looks of the marks that they stand for: the form is the chart's legend, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.analysis.filters import Filter
from app.data.schema import Dataset
from app.data.vocabulary import STATUSES
from app.theme import KIND_SHAPES, SYMBOLS, css_colours, fill, kind_shapes

Look = dict[str, str]  # the shape of a key and its colour


def choices(filter_: Filter, dataset: Dataset) -> list[dict[str, str]]:
    """Each choice of a filter: id and label, shape and colour of its key (no shape where it has none)."""
    looks = _LOOKS[filter_.key](dataset) if filter_.key in _LOOKS else {}
    return [
        {"id": id_, "label": label, **looks.get(id_, {"shape": ""})} for id_, label in filter_.choices(dataset).items()
    ]


def direction_looks(dataset: Dataset) -> dict[str, Look]:
    """The shape and colour of the marks of each direction."""
    colours, by_track = css_colours(dataset), dataset.goes_by_track
    return {
        record.id: {"shape": KIND_SHAPES[0] if by_track else SYMBOLS[record.effect], "colour": colours[record.id]}
        for record in dataset.directions
    }


def legend_filter(dataset: Dataset) -> str:
    """The filter whose choices stand in the tool bar: directions, or kinds of acts where there are no directions."""
    return "kind" if dataset.goes_by_track else "direction"


def kind_key_looks(dataset: Dataset) -> dict[str, Look]:
    """The shape of the marks of each kind of act, where it tells the kind."""
    return {kind: {"shape": shape, "colour": "var(--quiet)"} for kind, shape in kind_shapes(dataset).items()}


def track_looks(dataset: Dataset) -> dict[str, Look]:
    """The colour of the marks of each track, where it tells the track."""
    return direction_looks(dataset) if dataset.goes_by_track else {}


def status_looks(_dataset: Dataset) -> dict[str, Look]:
    """The fill of the marks of each status."""
    return {id_: {"shape": f"circle key-{fill(id_)}", "colour": "var(--quiet)"} for id_ in STATUSES}


_LOOKS: Final[dict[str, Callable[[Dataset], dict[str, Look]]]] = {
    "direction": direction_looks,
    "status": status_looks,
    "kind": kind_key_looks,
    "track": track_looks,
}
