"""What a record is: the models of `events.yaml`, field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from app.data import vocabulary
from app.data.dates import FORMS
from app.data.fields import (
    ActorKind,
    Basis,
    Colour,
    Country,
    Date,
    Day,
    Effect,
    Host,
    Id,
    Kind,
    Language,
    MeasureKind,
    PageUrl,
    Place,
    PublisherClass,
    RelationType,
    Shown,
    Significance,
    SourceKind,
    Stage,
    Status,
    Text,
    Url,
    Verdict,
    Vote,
    Word,
)
from app.data.vocabulary import Vocabulary

NEEDED: Final = ("label", "title", "track", "kind", "direction", "status", "significance", "actors", "sources")
_GENERAL: Final = {
    "kinds": vocabulary.KINDS,
    "stages": vocabulary.STAGES,
    "relation_types": vocabulary.RELATION_TYPES,
    "measure_kinds": vocabulary.MEASURE_KINDS,
    "actor_kinds": vocabulary.ACTOR_KINDS,
}
FORMAT_VERSION: Final = 4  # of the data file; the README tells what each version brought


class Record(BaseModel):
    """A mapping of the data file: no unknown field, no change after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True)


class Coverage(Record):
    """The days between which the dataset claims to know what happened."""

    start: Day = Field(alias="from")
    through: Day


class Range(Record):
    """A range of days, both included."""

    start: Day = Field(alias="from")
    to: Day


class About(Record):
    """The `dataset` mapping: what the whole file is."""

    title: Text
    description: Text
    finding: Annotated[str, Field(min_length=1, max_length=160), Shown]
    coverage: Coverage
    limits: tuple[Text, ...] = ()
    anchors: tuple[Id, ...] = ()  # events that before and after are told from
    lead: tuple[Id, ...] = ()  # the tracks that get the most room
    opening: Range | None = None  # what the chart shows first
    finding_events: tuple[Id, ...] = ()  # the events that bear the finding out
    contact: Text | None = None  # where corrections go: an address of a page or for mail
    draft: bool = False  # whether the whole file is still being made


class Side(Record):
    """Who faces whom, and where its lanes stand."""

    id: Id
    label: Text
    place: Place
    colour: Colour | None = None


class Direction(Record):
    """What an act does, and for which side; a neutral one has no side."""

    id: Id
    label: Text
    side: Id | None = None
    effect: Effect
    colour: Colour | None = None  # rather than that of its side's place and its effect


class Track(Record):
    """A lane of the timeline, with the reason why an event belongs there."""

    id: Id
    label: Text
    side: Id = ""  # filled in where the file leaves it out
    why: Text
    colour: Colour | None = None


class Tag(Record):
    """A further theme of events."""

    id: Id
    label: Text


class Actor(Record):
    """Who acts in an event."""

    id: Id
    name: Text
    name_zh: Text | None = None
    names: dict[Language, Text] = {}  # in other languages, by their codes
    kind: ActorKind
    country: Country | None = None
    aliases: tuple[Text, ...] = ()

    @property
    def searched(self) -> str:
        """All the names that a text search finds the actor by."""
        return " ".join([self.name, self.native, *self.names.values(), *self.aliases])

    @property
    def native(self) -> str:
        """The names in other languages, as they stand beside the name; "" where none is known."""
        return self.name_zh or ", ".join(dict.fromkeys(self.names.values()))


class Publisher(Record):
    """Whose pages are cited. A host counts for itself and its subdomains; the longest match wins."""

    id: Id
    name: Text
    hosts: tuple[Host, ...] = ()
    class_: PublisherClass = Field(alias="class")
    country: Country | None = None
    house: Id | None = None  # shared by the titles of one owner

    @property
    def owner(self) -> str:
        """The house, by which independence is counted: the publisher itself where none is named."""
        return self.house or self.id


class Period(Record):
    """A named stretch of time that helps a reader to find the way."""

    id: Id
    label: Text
    start: Day = Field(alias="from")
    to: Day | None = None  # none: it still lasts
    why: Text
    events: tuple[Id, ...] = ()  # those that begin or mark it


class Term(Record):
    """An acronym or term, explained once."""

    id: Id
    name: Text
    meaning: Text
    aliases: tuple[Text, ...] = ()


class Watch(Record):
    """A question to a register of news."""

    id: Id
    register_: Text = Field(alias="register")
    query: Text
    track: Id | None = None
    since: Day | None = None


class DeclaredWord(Record):
    """A word that a file adds to a general vocabulary."""

    id: Word
    label: Text
    meaning: Text = ""
    inverse: Text = ""  # of a relation: how it reads from the other event


class DeclaredStage(DeclaredWord):
    """A stage that a file adds: of which kinds of measures, whether it ends them, and what comes before it."""

    of: tuple[MeasureKind, ...] = ()  # none: of any
    ends: bool = False
    after: Stage | None = None


class Vocabularies(Record):
    """What a file adds to the general vocabularies."""

    kinds: tuple[DeclaredWord, ...] = ()
    stages: tuple[DeclaredStage, ...] = ()
    relation_types: tuple[DeclaredWord, ...] = ()
    measure_kinds: tuple[DeclaredWord, ...] = ()
    actor_kinds: tuple[DeclaredWord, ...] = ()


class Planned(Record):
    """A known date ahead in the life of a measure."""

    date: Date
    what: Text
    source: Url
    outcome: Text | None = None  # what became of it, where no event of the measure tells


class Measure(Record):
    """A bill, rule, probe or case that has more than one dated step."""

    id: Id
    title: Text
    kind: MeasureKind
    numbers: tuple[Text, ...] = ()
    jurisdiction: Country | None = None
    sponsor: Text | None = None
    summary: Text | None = None
    planned: tuple[Planned, ...] = ()
    lapsed: Day | None = None  # ended without an act of its own, as bills do with their Congress


class Relation(Record):
    """A typed and graded link from an event to an earlier one."""

    type: RelationType
    event: Id
    basis: Basis


class Figure(Record):
    """An exact number worth comparing."""

    name: Text
    value: FiniteFloat
    unit: Text


class Source(Record):
    """A page that bears an event out."""

    url: PageUrl = ""
    document: Text | None = None  # what it is and where it is kept, where it has no address: a book, a letter
    publisher: Text
    title: Text | None = None
    published: Date | None = None
    kind: SourceKind
    origin: Text | None = None  # whose report the page carries: the root, by its id where publishers are declared
    language: Language = "en"
    archived: Url | None = None

    @property
    def place(self) -> str:
        """Where to find it: its address, or what document it is."""
        return self.url or self.document or ""


class Event(Record):
    """One dated, sourced act. The descriptions are the field table of the README."""

    id: Id = Field(description="kebab-case, never reused; survives a retitle")
    date: Date = Field(description=f"as far as it is known, in a subset of EDTF: {FORMS}")
    date_note: Annotated[str, Field(max_length=160), Shown] | None = Field(
        None, description="what the date is, when that is not plain (report, filing, effect; a day by which clock)"
    )
    label: Annotated[str, Field(max_length=42), Shown] = Field(
        "", description="name on the chart, at most 42 characters"
    )
    title: Annotated[str, Field(max_length=110), Shown] = Field(
        "", description="one sentence, at most 110 characters, the actor first, past tense"
    )
    summary: Annotated[str, Shown] = Field(
        "", description="20 to 90 words: what happened, exact figures, why it matters here"
    )
    track: Id = Field("", description="its lane: the id of a track; where there is one track alone, it may be left out")
    tags: tuple[Id, ...] = Field((), description="further themes: ids of tags")
    kind: Kind = Field("report", description="what sort of act it is")
    jurisdiction: Country | None = Field(
        None, description="whose act it is, where it is a state's: ISO 3166 alpha-2, lower case"
    )
    direction: Id = Field("", description="what the act does: the id of a direction, where any are declared")
    status: Status = Field("reported", description="who says so")
    significance: Significance = Field(1, description="3 turning point, 2 important, 1 detail")
    actors: tuple[Id, ...] = Field((), description="who acts: ids of actors")
    measure: Id | None = Field(None, description="the id of the measure that this event moves")
    stage: Stage | None = Field(None, description="the stage that the measure reaches by it")
    vote: Vote | None = Field(None, description="the count of its vote: yeas, nays, abstentions: 42-0 or 499-28-93")
    relations: tuple[Relation, ...] = Field(
        (), description="links to earlier events: `type`, `event`, and `basis` (stated, reported, inferred)"
    )
    figures: tuple[Figure, ...] = Field((), description="exact numbers worth comparing: `name`, `value`, `unit`")
    sources: tuple[Source, ...] = Field(
        (),
        description="what bears it out: `url` or `document`, `publisher`, `title`, `published`, `kind`, `origin`, "
        "`language`, `archived`",
    )
    conflicts: Text | None = Field(None, description="where sources disagree: both versions")
    draft: bool = Field(False, description="true while the record is not complete: rules then warn")

    @classmethod
    def needs(cls, name: str) -> bool:
        """Whether an event that is no draft has to state a field."""
        return name in ("id", "date", *NEEDED)


class Step(Record):
    """One step of a story, borne by the events that it cites."""

    text: Text
    events: tuple[Id, ...] = Field(min_length=1)


class Claim(Record):
    """A statement that the records support or do not."""

    id: Id
    text: Text
    verdict: Verdict
    why: Text
    references: tuple[Text, ...] = ()
    events: tuple[Id, ...] = Field(min_length=1)


class Story(Record):
    """An ordered reading of events: steps, or claims with a verdict each."""

    id: Id
    title: Text
    source: Text | None = None
    references: tuple[Text, ...] = ()
    steps: tuple[Step, ...] = ()
    claims: tuple[Claim, ...] = ()


class Exemption(Record):
    """Records that a rule does not bind, with the reason. One that is no longer needed is itself a problem."""

    rule: Text
    reason: Text
    records: tuple[Id, ...] = Field(min_length=1)


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

    @property
    def goes_by_track(self) -> bool:
        """Whether the file declares no directions, so that each event goes the way of its track."""
        return [direction.id for direction in self.directions] == [track.id for track in self.tracks]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the data file, in which editors look up fields and words."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Dataset.model_json_schema(by_alias=True)}


def json_schema_text() -> str:
    """The JSON Schema as a text, for a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
