"""Curation rules: each a generator over a dataset whose records have the right shape.

The docstring of a rule is the rule. A finding names the field by its path; `loading` turns that into a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from app.problems import did_you_mean
from app.schema import Dataset, Event, Story

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: the record by its section and place in it, the path of the field, and the message."""

    section: str
    index: int
    field: Path
    message: str
    about: str = ""  # the id that is missing or unused


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Findings = Iterator[Finding]
SECTIONS: Final = ("sides", "directions", "tracks", "tags", "actors", "measures", "events", "stories")


def ids_are_unique(dataset: Dataset) -> Findings:
    """An id names one record of its section."""
    for section in SECTIONS:
        seen: dict[str, int] = {}
        for index, record in _records(dataset, section):
            if record.id in seen:
                yield Finding(section, index, ("id",), f"the id {record.id!r} is taken by an earlier record.")
            seen.setdefault(record.id, index)


def references_resolve(dataset: Dataset) -> Findings:
    """What a record refers to exists."""
    known = {section: [record.id for _, record in _records(dataset, section)] for section in SECTIONS}
    for ref in _references(dataset):
        if ref.id not in known[ref.target]:
            hint = did_you_mean(ref.id, known[ref.target])
            message = f"{_name(ref.field)!r} refers to {ref.id!r}, which is not in {ref.target}.{hint}"
            yield Finding(ref.section, ref.index, ref.field, message, ref.id)


def events_are_in_date_order(dataset: Dataset) -> Findings:
    """Events stand in the order of their dates."""
    for index, (earlier, later) in enumerate(pairwise(dataset.events), 1):
        if later.date < earlier.date:
            message = (
                f"'date' {later.date.text} must not come after {earlier.date.text} of {earlier.id!r}, the event above."
            )
            yield Finding("events", index, ("date",), message)


def events_are_within_coverage(dataset: Dataset) -> Findings:
    """No event starts outside the days that the dataset covers."""
    first, through = dataset.dataset.coverage.start, dataset.dataset.coverage.through
    for index, event in enumerate(dataset.events):
        if event.date.earliest > through.earliest:
            yield Finding(
                "events", index, ("date",), f"'date' {event.date.text} is after the coverage ends ({through.text})."
            )
        if (event.date.latest or event.date.earliest) < first.earliest:
            yield Finding(
                "events", index, ("date",), f"'date' {event.date.text} is before the coverage starts ({first.text})."
            )


def relations_look_back(dataset: Dataset) -> Findings:
    """An event relates to an earlier one, never to itself."""
    events = {event.id: event for event in dataset.events}
    for index, event in enumerate(dataset.events):
        for number, relation in enumerate(event.relations):
            target = events.get(relation.event)
            field = ("relations", number, "event")
            if relation.event == event.id:
                yield Finding("events", index, field, f"{event.id!r} must not relate to itself.")
            elif target and _after(target, event):
                message = f"{relation.type!r} must not point to a later event: {target.id!r} is of {target.date.text}."
                yield Finding("events", index, field, message)


def relations_have_no_cycle(dataset: Dataset) -> Findings:
    """No chain of relations leads back to where it began."""
    targets = {event.id: [relation.event for relation in event.relations] for event in dataset.events}
    for index, event in enumerate(dataset.events):
        chain = _way_back(event.id, targets)
        if len(chain) > 2 and event.id == min(chain):
            yield Finding("events", index, ("relations",), f"the relations run in a circle: {' -> '.join(chain)}.")


def stages_have_a_measure(dataset: Dataset) -> Findings:
    """A stage is the stage of a measure."""
    for index, event in enumerate(dataset.events):
        if event.stage and not event.measure:
            yield Finding("events", index, ("stage",), "'stage' needs a 'measure'.")


def declarations_are_used(dataset: Dataset) -> Findings:
    """Every actor, track, tag, direction and measure is used by an event."""
    used = {(ref.target, ref.id) for ref in _references(dataset) if ref.section == "events"}
    for section in ("directions", "tracks", "tags", "actors", "measures"):
        for index, record in _records(dataset, section):
            if (section, record.id) not in used:
                yield Finding(section, index, ("id",), f"no event uses {record.id!r}; remove it or use it.", record.id)


def sources_are_distinct(dataset: Dataset) -> Findings:
    """An event cites a page once."""
    for index, event in enumerate(dataset.events):
        for url, count in Counter(source.url for source in event.sources).items():
            if count > 1:
                yield Finding("events", index, ("sources",), f"the page {url} is cited {count} times.")


def lanes_keep_their_place(dataset: Dataset) -> Findings:
    """Lanes above come first, then those between, then those below."""
    places = {side.id: ("above", "between", "below").index(side.place) for side in dataset.sides}
    for index, (upper, lower) in enumerate(pairwise(dataset.tracks), 1):
        if places.get(lower.side, 0) < places.get(upper.side, 0):
            yield Finding(
                "tracks", index, ("side",), f"the lane {lower.id!r} must stand above {upper.id!r}, as its side does."
            )


RULES: Final[tuple[Callable[[Dataset], Findings], ...]] = (
    ids_are_unique,
    references_resolve,
    events_are_in_date_order,
    events_are_within_coverage,
    relations_look_back,
    relations_have_no_cycle,
    stages_have_a_measure,
    declarations_are_used,
    sources_are_distinct,
    lanes_keep_their_place,
)


def findings(dataset: Dataset) -> Findings:
    """What every rule finds, rule by rule."""
    for rule in RULES:
        yield from rule(dataset)


def _records(dataset: Dataset, section: str) -> Iterable[tuple[int, _Named]]:
    return enumerate(getattr(dataset, section))


@dataclass(frozen=True, slots=True)
class _Reference:
    """Where an id is named, and the section that it points into."""

    section: str
    index: int
    field: Path
    target: str
    id: str


def _references(dataset: Dataset) -> Iterator[_Reference]:
    for index, direction in enumerate(dataset.directions):
        if direction.side:
            yield _Reference("directions", index, ("side",), "sides", direction.side)
    for index, track in enumerate(dataset.tracks):
        yield _Reference("tracks", index, ("side",), "sides", track.side)
    for index, event in enumerate(dataset.events):
        for field, target, given in _named_by(event):
            yield _Reference("events", index, field, target, given)
    for index, story in enumerate(dataset.stories):
        for field, given in _cited_by(story):
            yield _Reference("stories", index, field, "events", given)


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


def _after(target: Event, event: Event) -> bool:
    """Whether `target` certainly starts after all that `event` can mean."""
    return event.date.latest is not None and target.date.earliest > event.date.latest


def _way_back(start: str, targets: dict[str, list[str]]) -> list[str]:
    """A chain of relations from `start` to itself, or nothing."""
    came_from: dict[str, str] = {}
    ahead = [start]
    while ahead:
        here = ahead.pop()
        for target in targets.get(here, ()):
            if target == start:
                return _chain(here, came_from, start)
            if target not in came_from:
                came_from[target] = here
                ahead.append(target)
    return []


def _chain(last: str, came_from: dict[str, str], start: str) -> list[str]:
    chain = [start]
    while last != start:
        chain.insert(1, last)
        last = came_from[last]
    return [*chain, start] if len(chain) > 1 else [start, start]
