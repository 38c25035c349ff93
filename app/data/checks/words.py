"""The rule on words of the vocabularies that a file can extend."""

from __future__ import annotations

from collections.abc import Iterator

from app.data.checks.finding import Finding, Findings, Path
from app.data.problems import did_you_mean, shortened
from app.data.schema import Dataset

Used = tuple[str, int, Path, str, str]  # section, index, field, vocabulary, word


def words_are_known(dataset: Dataset) -> Findings:
    """A kind, a stage or a type of relation is a general word, or one that the file declares."""
    for section, index, field, name, word in _used(dataset):
        known = dataset.vocabulary(name)
        if word not in known:
            named = ".".join(part for part in field if isinstance(part, str))
            hint = did_you_mean(word, known)
            message = f"{named!r} must be one of {', '.join(known)}; got {shortened(word)}.{hint}"
            yield Finding(section, index, field, message)


def _used(dataset: Dataset) -> Iterator[Used]:
    for index, actor in enumerate(dataset.actors):
        yield "actors", index, ("kind",), "actor_kinds", actor.kind
    for index, measure in enumerate(dataset.measures):
        yield "measures", index, ("kind",), "measure_kinds", measure.kind
    for index, event in enumerate(dataset.events):
        yield "events", index, ("kind",), "kinds", event.kind
        if event.stage:
            yield "events", index, ("stage",), "stages", event.stage
        for number, relation in enumerate(event.relations):
            yield "events", index, ("relations", number, "type"), "relation_types", relation.type
