"""Rules on what comes before what: events, relations, lanes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.schema import Dataset, Event

MOST_NAMED: Final = 20  # events of a circle in a message
MOST_CIRCLES: Final = 20  # one more is found each time that those named are mended


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
    places = {event.id: index for index, event in enumerate(dataset.events)}
    targets = {
        event.id: [relation.event for relation in event.relations if relation.event != event.id]
        for event in dataset.events
    }
    for circle in islice(_circles(targets), MOST_CIRCLES):
        start = circle.index(min(circle))
        names = [*circle[start:], *circle[: start + 1]]
        shown = names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], "… and on"]
        message = f"the relations run in a circle: {' -> '.join(shown)}."
        yield Finding("events", places[names[0]], ("relations",), message)


def _after(target: Event, event: Event) -> bool:
    """Whether `target` certainly starts after all that `event` can mean."""
    return event.date.latest is not None and target.date.earliest > event.date.latest


def _circles(targets: dict[str, list[str]]) -> Iterator[list[str]]:
    """One circle after another, each without the last link of those before it, until none is left."""
    while circle := _circle(targets):
        yield circle
        targets[circle[-1]] = [target for target in targets[circle[-1]] if target != circle[0]]


def _circle(targets: Mapping[str, list[str]]) -> list[str]:
    """The names of a circle, each leading to the next and the last to the first; nothing where there is none."""
    try:
        TopologicalSorter(targets).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))[:-1]
    return []


def lanes_keep_their_place(dataset: Dataset) -> Findings:
    """Lanes above come first, then those between, then those below."""
    places = {side.id: ("above", "between", "below").index(side.place) for side in dataset.sides}
    for index, (upper, lower) in enumerate(pairwise(dataset.tracks), 1):
        if places.get(lower.side, 0) < places.get(upper.side, 0):
            yield Finding(
                "tracks", index, ("side",), f"the lane {lower.id!r} must stand above {upper.id!r}, as its side does."
            )
