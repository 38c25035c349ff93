"""Rules on what comes before what: events, relations, lanes."""

from __future__ import annotations

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from app.checks.finding import Finding, Findings
from app.schema import Dataset, Event


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
    targets = _in_circles({event.id: [relation.event for relation in event.relations] for event in dataset.events})
    for index, event in enumerate(dataset.events):
        if event.id not in targets:
            continue
        chain = _way_back(event.id, targets)
        if len(chain) > 2 and event.id == min(chain):
            yield Finding("events", index, ("relations",), f"the relations run in a circle: {' -> '.join(chain)}.")


def _in_circles(targets: dict[str, list[str]]) -> dict[str, list[str]]:
    """The events that lie on a circle of relations or between two, with those of their targets that do."""
    for _ in range(2):  # what no circle is ahead of is left out, then, seen backwards, what none lies behind
        left = _without_ends(targets)
        targets = {event: [] for event in left}
        for event, related in left.items():
            for target in related:
                targets[target].append(event)
    return targets


def _without_ends(targets: dict[str, list[str]]) -> dict[str, list[str]]:
    """The events from which a circle is reached, with those of their targets from which one is."""
    sorter = TopologicalSorter(targets)
    with suppress(CycleError):  # it can still be asked for all that comes before the circles
        sorter.prepare()
    free: set[str] = set()
    while ready := sorter.get_ready():
        free.update(ready)
        sorter.done(*ready)
    return {
        event: [target for target in related if target not in free]
        for event, related in targets.items()
        if event not in free
    }


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


def lanes_keep_their_place(dataset: Dataset) -> Findings:
    """Lanes above come first, then those between, then those below."""
    places = {side.id: ("above", "between", "below").index(side.place) for side in dataset.sides}
    for index, (upper, lower) in enumerate(pairwise(dataset.tracks), 1):
        if places.get(lower.side, 0) < places.get(upper.side, 0):
            yield Finding(
                "tracks", index, ("side",), f"the lane {lower.id!r} must stand above {upper.id!r}, as its side does."
            )
