"""Rules on what a relation may claim."""

from __future__ import annotations

from collections.abc import Iterator

from app.data.checks.finding import Finding, Findings
from app.data.schema import Dataset, Event, Relation

WORDS = ("statement", "commentary", "report")  # kinds of acts that carry nothing out


def no_side_answers_itself(dataset: Dataset) -> Findings:
    """`responds_to` is an answer by someone else: no side answers its own act in the same direction."""
    sides = {direction.id: direction.side for direction in dataset.directions}
    for index, number, event, relation, target in _pairs(dataset, "responds_to"):
        if event.direction == target.direction and sides.get(event.direction or ""):
            message = (
                f"'responds_to' {relation.event!r}, an act of the same side and direction: "
                "a further step is 'continues', a comment is 'comments_on'."
            )
            yield Finding("events", index, ("relations", number, "type"), message)


def words_implement_nothing(dataset: Dataset) -> Findings:
    """`implements` carries out a rule: a statement, a commentary or a report does not."""
    for index, number, event, _, _ in _pairs(dataset, "implements"):
        if event.kind in WORDS:
            message = f"a {event.kind} must not be called 'implements'; use 'comments_on' or 'continues'."
            yield Finding("events", index, ("relations", number, "type"), message)


def _pairs(dataset: Dataset, kind: str) -> Iterator[tuple[int, int, Event, Relation, Event]]:
    events = {event.id: event for event in dataset.events}
    for index, event in enumerate(dataset.events):
        for number, relation in enumerate(event.relations):
            if relation.type == kind and relation.event in events:
                yield index, number, event, relation, events[relation.event]
