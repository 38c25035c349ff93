"""What happened: events with their sources and relations, the measures that they move, the stories that they tell."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, FiniteFloat

from app.data.dates import FORMS
from app.data.fields import (
    LONGEST_TEXT,
    Basis,
    Country,
    Date,
    Day,
    Flag,
    Id,
    Kind,
    Language,
    MeasureKind,
    PageUrl,
    RelationType,
    Sentence,
    Shown,
    Significance,
    SourceKind,
    Stage,
    Status,
    Text,
    Url,
    Verdict,
    Vote,
)
from app.data.topic import Record

MOST_LINKS: Final = 50  # tags, actors, relations, figures of one event
MOST_SOURCES: Final = 100
NEEDED: Final = ("label", "title", "track", "kind", "direction", "status", "significance", "actors", "sources")


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
    date_note: Sentence | None = Field(
        None, description="what the date is, when that is not plain (report, filing, effect; a day by which clock)"
    )
    label: Annotated[str, Field(max_length=42), Shown] = Field(
        "", description="name on the chart, at most 42 characters"
    )
    title: Annotated[str, Field(max_length=110), Shown] = Field(
        "", description="one sentence, at most 110 characters, the actor first, past tense"
    )
    summary: Annotated[str, Field(max_length=LONGEST_TEXT), Shown] = Field(
        "", description="20 to 90 words: what happened, exact figures, why it matters here"
    )
    track: Id = Field("", description="its lane: the id of a track; where there is one track alone, it may be left out")
    tags: tuple[Id, ...] = Field((), max_length=MOST_LINKS, description="further themes: ids of tags")
    kind: Kind = Field("report", description="what sort of act it is")
    jurisdiction: Country | None = Field(
        None, description="whose act it is, where it is a state's: ISO 3166 alpha-2, lower case"
    )
    direction: Id = Field("", description="what the act does: the id of a direction, where any are declared")
    status: Status = Field("reported", description="who says so")
    significance: Significance = Field(1, description="3 turning point, 2 important, 1 detail")
    actors: tuple[Id, ...] = Field((), max_length=MOST_LINKS, description="who acts: ids of actors")
    measure: Id | None = Field(None, description="the id of the measure that this event moves")
    stage: Stage | None = Field(None, description="the stage that the measure reaches by it")
    vote: Vote | None = Field(None, description="the count of its vote: yeas, nays, abstentions: 42-0 or 499-28-93")
    relations: tuple[Relation, ...] = Field(
        (),
        max_length=MOST_LINKS,
        description="links to earlier events: `type`, `event`, and `basis` (stated, reported, inferred)",
    )
    figures: tuple[Figure, ...] = Field(
        (), max_length=MOST_LINKS, description="exact numbers worth comparing: `name`, `value`, `unit`"
    )
    sources: tuple[Source, ...] = Field(
        (),
        max_length=MOST_SOURCES,
        description="what bears it out: `url` or `document`, `publisher`, `title`, `published`, `kind`, `origin`, "
        "`language`, `archived`",
    )
    conflicts: Text | None = Field(None, description="where sources disagree: both versions")
    draft: Flag = Field(False, description="true while the record is not complete: rules then warn")

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

    @property
    def parts(self) -> tuple[Step | Claim, ...]:
        """The steps, or the claims where it has claims."""
        return self.steps or self.claims


class Exemption(Record):
    """Records that a rule does not bind, with the reason. One that is no longer needed is itself a problem."""

    rule: Text
    reason: Text
    records: tuple[Id, ...] = Field(min_length=1)
