"""What a file declares of its topic: itself, sides, directions, lanes, actors, publishers, words."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from app.data.fields import (
    ActorKind,
    Colour,
    Country,
    Day,
    Effect,
    Flag,
    Host,
    Id,
    Language,
    MeasureKind,
    Place,
    PublisherClass,
    Sentence,
    Stage,
    Text,
    Word,
)


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
    finding: Sentence
    coverage: Coverage
    limits: tuple[Text, ...] = ()
    anchors: tuple[Id, ...] = ()  # events that before and after are told from
    lead: tuple[Id, ...] = ()  # the tracks that get the most room
    opening: Range | None = None  # what the chart shows first
    finding_events: tuple[Id, ...] = ()  # the events that bear the finding out
    contact: Text | None = None  # where corrections go: an address of a page or for mail
    id: Id | None = None  # by which calendars, feeds and releases know it; it stays when the title is reworded
    draft: Flag = False  # whether the whole file is still being made


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
    ends: Flag = False
    after: Stage | None = None


class Vocabularies(Record):
    """What a file adds to the general vocabularies."""

    kinds: tuple[DeclaredWord, ...] = ()
    stages: tuple[DeclaredStage, ...] = ()
    relation_types: tuple[DeclaredWord, ...] = ()
    measure_kinds: tuple[DeclaredWord, ...] = ()
    actor_kinds: tuple[DeclaredWord, ...] = ()
