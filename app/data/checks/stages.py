"""Rules on measures and their stages."""

from __future__ import annotations

from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.schema import Dataset, Event
from app.data.vocabulary import STAGE_KINDS

EARLIER_STAGE: Final = {
    "referred": "introduced",
    "committee-passed": "introduced",
    "passed-house": "introduced",
    "passed-senate": "introduced",
    "enacted": "introduced",
    "published": "proposed",
    "suspended": "published",
    "rescinded": "published",
    "preliminary-finding": "opened",
    "closed": "opened",
    "pleaded": "charged",
    "sentenced": "charged",
}


def stages_have_a_measure(dataset: Dataset) -> Findings:
    """A stage is the stage of a measure."""
    for index, event in enumerate(dataset.events):
        if event.stage and not event.measure:
            yield Finding("events", index, ("stage",), "'stage' needs a 'measure'.")


def stages_fit_their_measures(dataset: Dataset) -> Findings:
    """A measure goes through the stages of its kind: a bill is not sentenced."""
    kinds = {measure.id: measure.kind for measure in dataset.measures}
    fits = STAGE_KINDS | {stage.id: stage.of for stage in dataset.vocabularies.stages if stage.of}
    for index, event in enumerate(dataset.events):
        kind, fit = kinds.get(event.measure or "", ""), fits.get(event.stage or "")
        if kind and fit and kind not in fit:
            message = f"a {kind} is not {event.stage!r}; that stage is of the kinds {', '.join(fit)}."
            yield Finding("events", index, ("stage",), message)


def stages_come_in_a_possible_order(dataset: Dataset) -> Findings:
    """No measure reaches a stage before the one that must come first, where both are known."""
    firsts = _first_of_each_stage(dataset)
    before = EARLIER_STAGE | {stage.id: stage.after for stage in dataset.vocabularies.stages if stage.after}
    for measure in dataset.measures:
        first = firsts.get(measure.id, {})
        for stage, (index, event) in first.items():
            _, needed = first.get(before.get(stage, ""), (0, None))
            if needed and (event.date.latest or event.date.earliest) < needed.date.earliest:
                message = (
                    f"{measure.id!r} must not be {stage!r} ({event.date.text}) "
                    f"before it is {needed.stage!r} ({needed.date.text}, {needed.id!r})."
                )
                yield Finding("events", index, ("stage",), message)


def _first_of_each_stage(dataset: Dataset) -> dict[str, dict[str, tuple[int, Event]]]:
    """For each measure its stages, each with the first event that reaches it and that event's place."""
    firsts: dict[str, dict[str, tuple[int, Event]]] = {}
    for index, event in enumerate(dataset.events):
        if event.measure and event.stage:
            firsts.setdefault(event.measure, {}).setdefault(event.stage, (index, event))
    return firsts
