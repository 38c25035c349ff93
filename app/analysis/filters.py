"""The filters that keep events by the ids in a column. A new filter is one record here.

Query strings, selection, counts, the form, the status line and the page's own filtering all read these records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from babel import Locale

from app.data.schema import Dataset
from app.data.vocabulary import EVIDENCE_GRADES, PUBLISHER_CLASSES, STATUSES, Vocabulary

_TERRITORIES: Final = Locale("en").territories
Choices = Mapping[str, str]  # ids with their labels, in display order


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps the events that have one of the chosen ids in a column of the event frame."""

    key: str  # in query strings, and the name of its boxes in the form
    column: str  # holds ids, or tuples of ids
    label: str  # above its choices
    reason: str  # ends "12 of the hidden events are ..." in the status line
    choices: Callable[[Dataset], Choices]
    in_page: bool = False  # whether the page applies it by itself; its choices then explain the marks, too

    @property
    def plain(self) -> dict[str, Any]:
        """What the page's script needs to know of the filter."""
        return {"key": self.key, "label": self.label, "reason": self.reason, "inPage": self.in_page}


def _labels(vocabulary: Vocabulary) -> Callable[[Dataset], Choices]:
    return lambda _dataset: {term.id: term.label for term in vocabulary.values()}


def _kinds(dataset: Dataset) -> Choices:
    return {term.id: term.label for term in dataset.vocabulary("kinds").values()}


def _tracks(dataset: Dataset) -> Choices:
    return {track.id: track.label for track in dataset.tracks}


def _directions(dataset: Dataset) -> Choices:
    return {} if dataset.goes_by_track else {direction.id: direction.label for direction in dataset.directions}


def _actors(dataset: Dataset) -> Choices:
    return {actor.id: actor.name for actor in dataset.actors}


def _tags(dataset: Dataset) -> Choices:
    return {tag.id: tag.label for tag in dataset.tags}


def _jurisdictions(dataset: Dataset) -> Choices:
    return {code: country(code) for code in dataset.jurisdictions}


def country(code: str) -> str:
    """The English name of a country by its ISO code; the code itself where it has none."""
    name: str = _TERRITORIES.get(code.upper(), code.upper())
    return name.partition(" SAR ")[0]


def _measures(dataset: Dataset) -> Choices:
    return {measure.id: measure.title for measure in dataset.measures}


def _classes(dataset: Dataset) -> Choices:
    declared = {publisher.class_ for publisher in dataset.publishers}
    return {term.id: term.label for term in PUBLISHER_CLASSES.values() if term.id in declared}


FILTERS: Final = {
    filter_.key: filter_
    for filter_ in (
        Filter("track", "track", "Track", "in other tracks", _tracks, in_page=True),
        Filter("direction", "direction", "Direction", "of other directions", _directions, in_page=True),
        Filter("status", "status", "Who says so", "of other status", _labels(STATUSES), in_page=True),
        Filter("kind", "kind", "Kind of act", "of other kinds", _kinds),
        Filter("evidence", "evidence", "Evidence", "of other evidence", _labels(EVIDENCE_GRADES)),
        Filter("class", "classes", "Class of publisher", "without such publishers", _classes),
        Filter("tag", "tags", "Theme", "without these tags", _tags),
        Filter("jurisdiction", "jurisdiction", "Whose act", "of other jurisdictions", _jurisdictions),
        Filter("actor", "actors", "Actor", "without these actors", _actors),
        Filter("measure", "measure", "Measure", "of other measures or none", _measures),
    )
}
