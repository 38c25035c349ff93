"""Rules on ids: unique, existing, used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.data.checks.finding import SECTIONS, Finding, Findings, Path, records
from app.data.problems import did_you_mean, nearest
from app.data.schema import Dataset, Event, Story

_SINGLE: Final = (  # fields that name one record: section, field, section of what it names
    ("directions", "side", "sides"),
    ("tracks", "side", "sides"),
    ("watch", "track", "tracks"),
    ("events", "track", "tracks"),
    ("events", "direction", "directions"),
    ("events", "measure", "measures"),
)
_DECLARED: Final = ("directions", "tracks", "tags", "actors", "measures")
MOST_HINTS: Final = 100  # near words that are looked for; each costs a comparison with all others


def ids_are_unique(dataset: Dataset) -> Findings:
    """An id names one record of its section."""
    for section in SECTIONS:
        seen: dict[str, int] = {}
        for index, record in records(dataset, section):
            if record.id in seen:
                yield Finding(section, index, ("id",), f"the id {record.id!r} is taken by an earlier record.")
            seen.setdefault(record.id, index)


def references_resolve(dataset: Dataset) -> Findings:
    """What a record refers to exists."""
    known = {section: _ids(dataset, section) for section in SECTIONS}
    hints = 0
    for ref in references(dataset):
        if ref.id not in known[ref.target]:
            hint = did_you_mean(ref.id, known[ref.target]) if hints < MOST_HINTS else ""
            hints += 1
            message = f"{_name(ref.field)!r} refers to {ref.id!r}, which is not in {ref.target}.{hint}"
            yield Finding(ref.section, ref.index, ref.field, message, ref.id)


def _ids(dataset: Dataset, section: str) -> dict[str, None]:
    return dict.fromkeys(record.id for _, record in records(dataset, section))


def declarations_are_used(dataset: Dataset) -> Findings:
    """Every actor, track, tag, direction and measure is used by an event."""
    used = {(ref.target, ref.id) for ref in references(dataset) if ref.section == "events"}
    known = {section: _ids(dataset, section) for section in _DECLARED}
    unknown = {name: [id_ for section, id_ in used if section == name and id_ not in known[name]] for name in known}
    declared = ("tracks", "tags", "actors", "measures") if dataset.goes_by_track else _DECLARED
    for section in declared:
        for index, record in records(dataset, section):
            if (section, record.id) not in used and not nearest(record.id, unknown[section]):  # which may be misspelt
                yield Finding(section, index, ("id",), f"no event uses {record.id!r}; remove it or use it.", record.id)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where an id is named, and the section that it points into."""

    section: str
    index: int
    field: Path
    target: str
    id: str


def references(dataset: Dataset) -> Iterator[Reference]:
    """Every reference of a dataset."""
    about = dataset.dataset
    for name, target in (("anchors", "events"), ("lead", "tracks"), ("finding_events", "events")):
        yield from _each("dataset", 0, (name,), target, getattr(about, name))
    for section, field, target in _SINGLE:
        for index, record in enumerate(getattr(dataset, section)):
            if given := getattr(record, field):
                yield Reference(section, index, (field,), target, given)
    for index, event in enumerate(dataset.events):
        yield from _named_by(index, event)
        yield from _origins(index, event) if dataset.publishers else ()
    for index, story in enumerate(dataset.stories):
        for path, given in _cited_by(story):
            yield Reference("stories", index, path, "events", given)
    for index, period in enumerate(dataset.periods):
        yield from _each("periods", index, ("events",), "events", period.events)


def _each(section: str, index: int, field: Path, target: str, ids: Sequence[str]) -> Iterator[Reference]:
    for number, given in enumerate(ids):
        yield Reference(section, index, (*field, number), target, given)


def _named_by(index: int, event: Event) -> Iterator[Reference]:
    yield from _each("events", index, ("tags",), "tags", event.tags)
    yield from _each("events", index, ("actors",), "actors", event.actors)
    for number, relation in enumerate(event.relations):
        yield Reference("events", index, ("relations", number, "event"), "events", relation.event)


def _origins(index: int, event: Event) -> Iterator[Reference]:
    for number, source in enumerate(event.sources):
        if source.origin:
            yield Reference("events", index, ("sources", number, "origin"), "publishers", source.origin)


def _cited_by(story: Story) -> Iterator[tuple[Path, str]]:
    for number, step in enumerate(story.steps):
        for place, given in enumerate(step.events):
            yield ("steps", number, "events", place), given
    for number, claim in enumerate(story.claims):
        for place, given in enumerate(claim.events):
            yield ("claims", number, "events", place), given


def _name(field: Path) -> str:
    """A field as the file names it, without the numbers of its lists."""
    return ".".join(part for part in field if isinstance(part, str))
