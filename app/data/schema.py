"""The whole data file as one record, and every record of it, to import from here."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from pydantic import Field

from app.data import vocabulary
from app.data.acts import NEEDED, Claim, Event, Exemption, Figure, Measure, Planned, Relation, Source, Step, Story
from app.data.topic import (
    About,
    Actor,
    Coverage,
    DeclaredStage,
    DeclaredWord,
    Direction,
    Period,
    Publisher,
    Range,
    Record,
    Side,
    Tag,
    Term,
    Track,
    Vocabularies,
    Watch,
)
from app.data.vocabulary import Vocabulary

__all__ = [
    "FORMAT_VERSION",
    "NEEDED",
    "About",
    "Actor",
    "Claim",
    "Coverage",
    "Dataset",
    "DeclaredStage",
    "DeclaredWord",
    "Direction",
    "Event",
    "Exemption",
    "Figure",
    "Measure",
    "Period",
    "Planned",
    "Publisher",
    "Range",
    "Record",
    "Relation",
    "Side",
    "Source",
    "Step",
    "Story",
    "Tag",
    "Term",
    "Track",
    "Vocabularies",
    "Watch",
]

_GENERAL: Final = {
    "kinds": vocabulary.KINDS,
    "stages": vocabulary.STAGES,
    "relation_types": vocabulary.RELATION_TYPES,
    "measure_kinds": vocabulary.MEASURE_KINDS,
    "actor_kinds": vocabulary.ACTOR_KINDS,
}
FORMAT_VERSION: Final = 4  # of the data file; the README tells what each version brought


class Dataset(Record):
    """The whole data file."""

    dataset: About
    sides: tuple[Side, ...] = ()
    directions: tuple[Direction, ...] = ()
    tracks: tuple[Track, ...] = Field(min_length=1)
    tags: tuple[Tag, ...] = ()
    actors: tuple[Actor, ...] = ()
    measures: tuple[Measure, ...] = ()
    events: tuple[Event, ...] = Field(min_length=1)
    stories: tuple[Story, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    periods: tuple[Period, ...] = ()
    terms: tuple[Term, ...] = ()
    watch: tuple[Watch, ...] = ()
    vocabularies: Vocabularies = Vocabularies()

    def __repr__(self) -> str:
        """Title, numbers, coverage and version in one line: the records themselves would fill a notebook."""
        about, sources = self.dataset, sum(len(event.sources) for event in self.events)
        counts = f"{len(self.events)} events, {sources} sources, {len(self.measures)} measures"
        covered = f"{about.coverage.start.text} to {about.coverage.through.text}"
        return f"<Dataset {about.title!r}: {counts}, {covered}, version {self.digest}>"

    __str__ = __repr__

    def replaced(self, **sections: Any) -> Dataset:
        """The dataset with other records in some sections; what was computed from the old ones is left behind."""
        own = {name: getattr(self, name) for name in Dataset.model_fields}
        return Dataset.model_construct(**own | sections)

    @cached_property
    def digest(self) -> str:
        """The version of the data: the first twelve digits of its checksum."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    def vocabulary(self, name: str) -> Vocabulary:
        """The words of a vocabulary that a file can extend: the general ones, then its own."""
        return self._vocabularies[name]

    @cached_property
    def _vocabularies(self) -> Mapping[str, Vocabulary]:
        return {
            name: general
            | {
                word.id: vocabulary.Term(word.id, word.label, word.meaning, word.inverse or f"is where it {word.label}")
                for word in getattr(self.vocabularies, name)
            }
            for name, general in _GENERAL.items()
        }

    @cached_property
    def ended_stages(self) -> frozenset[str]:
        """The stages after which nothing more is to come of a measure."""
        return vocabulary.ENDED_STAGES | {stage.id for stage in self.vocabularies.stages if stage.ends}

    @cached_property
    def by_id(self) -> Mapping[str, Event]:
        """The events by their ids, in the order of the file."""
        return {event.id: event for event in self.events}

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """Whose acts there are, in the order of the alphabet."""
        return tuple(sorted({event.jurisdiction for event in self.events if event.jurisdiction}))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of acts that occur, the most frequent first."""
        return tuple(kind for kind, _ in Counter(event.kind for event in self.events).most_common())

    @property
    def goes_by_track(self) -> bool:
        """Whether the file declares no directions, so that each event goes the way of its track."""
        return [direction.id for direction in self.directions] == [track.id for track in self.tracks]
