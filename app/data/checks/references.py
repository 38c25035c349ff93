"""Rules on ids: unique, existing, used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.data.checks.finding import SECTIONS, Finding, Findings, Path, records
from app.data.problems import did_you_mean
from app.data.schema import Dataset, Event, Story

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
    known = {section: dict.fromkeys(record.id for _, record in records(dataset, section)) for section in SECTIONS}
    hints = 0
    for ref in references(dataset):
        if ref.id not in known[ref.target]:
            hint = did_you_mean(ref.id, known[ref.target]) if hints < MOST_HINTS else ""
            hints += 1
            message = f"{_name(ref.field)!r} refers to {ref.id!r}, which is not in {ref.target}.{hint}"
            yield Finding(ref.section, ref.index, ref.field, message, ref.id)


def declarations_are_used(dataset: Dataset) -> Findings:
    """Every actor, track, tag, direction and measure is used by an event."""
    used = {(ref.target, ref.id) for ref in references(dataset) if ref.section == "events"}
    for section in ("directions", "tracks", "tags", "actors", "measures"):
        for index, record in records(dataset, section):
            if (section, record.id) not in used:
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
    for number, anchor in enumerate(dataset.dataset.anchors):
        yield Reference("dataset", 0, ("anchors", number), "events", anchor)
    for index, direction in enumerate(dataset.directions):
        if direction.side:
            yield Reference("directions", index, ("side",), "sides", direction.side)
    for index, track in enumerate(dataset.tracks):
        yield Reference("tracks", index, ("side",), "sides", track.side)
    for index, event in enumerate(dataset.events):
        for field, target, given in _named_by(event):
            yield Reference("events", index, field, target, given)
    for index, story in enumerate(dataset.stories):
        for field, given in _cited_by(story):
            yield Reference("stories", index, field, "events", given)


def _named_by(event: Event) -> Iterator[tuple[Path, str, str]]:
    yield ("track",), "tracks", event.track
    yield ("direction",), "directions", event.direction
    if event.measure:
        yield ("measure",), "measures", event.measure
    for number, tag in enumerate(event.tags):
        yield ("tags", number), "tags", tag
    for number, actor in enumerate(event.actors):
        yield ("actors", number), "actors", actor
    for number, relation in enumerate(event.relations):
        yield ("relations", number, "event"), "events", relation.event


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
