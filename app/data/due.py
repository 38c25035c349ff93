"""What of a dataset asks for a look as time goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.data.schema import Dataset, Event, Measure, Planned
from app.data.vocabulary import STAGES_IN_FORCE
from app.data.wording import counted

STILL: Final = 365  # days without a step after which a measure asks for a look
UNCONFIRMED: Final = 30  # days after which a report should have a second source
OLD: Final = 90  # days after which a coverage is called old


@dataclass(frozen=True, slots=True)
class Due:
    """One reason for a look, and the records that give it."""

    what: str
    records: tuple[str, ...]


class Passed(NamedTuple):
    """A planned date that has passed without an outcome, by the places of its measure and of itself."""

    place: int
    number: int
    measure: Measure
    planned: Planned


def due(dataset: Dataset, today: dt.date) -> list[Due]:
    """The reasons that there are for a look on a day, each with its records."""
    passed = (
        f"{each.measure.id}, {each.planned.date.text}: {each.planned.what}" for each in passed_dates(dataset, today)
    )
    age = coverage_age(dataset, today)
    found = [
        Due(
            f"the coverage ended {counted(age, 'day')} ago",
            (dataset.dataset.coverage.through.text,) if age > OLD else (),
        ),
        Due("planned dates that have passed without an outcome", tuple(passed)),
        Due("open measures without a step for a year", tuple(_still(dataset, today))),
        Due("reported events with one source alone, after 30 days", tuple(_unconfirmed(dataset, today))),
        Due("drafts to complete", tuple(event.id for event in dataset.events if event.draft)),
        Due("events with a source that has no archived copy", tuple(_unarchived(dataset))),
    ]
    return [each for each in found if each.records]


def passed_dates(dataset: Dataset, day: dt.date) -> Iterator[Passed]:
    """The planned dates that lie before a day and have neither an outcome nor a step of their measure since."""
    steps = _steps(dataset)
    for index, measure in enumerate(dataset.measures):
        for number, planned in enumerate(measure.planned):
            last = planned.date.latest
            if last and last < day and not _is_settled(measure, planned, steps.get(measure.id, ())):
                yield Passed(index, number, measure, planned)


def coverage_age(dataset: Dataset, today: dt.date) -> int:
    """The days since the coverage ended."""
    return (today - dataset.dataset.coverage.through.earliest).days


def _is_settled(measure: Measure, planned: Planned, steps: Sequence[Event]) -> bool:
    if planned.outcome or measure.lapsed:
        return True
    return any((step.date.latest or step.date.earliest) >= planned.date.earliest for step in steps)


def _steps(dataset: Dataset) -> dict[str, list[Event]]:
    """The events of each measure."""
    steps: dict[str, list[Event]] = {}
    for event in dataset.events:
        if event.measure:
            steps.setdefault(event.measure, []).append(event)
    return steps


def _still(dataset: Dataset, today: dt.date) -> Iterator[str]:
    """The measures that wait for a further step, and had none for long."""
    steps = _steps(dataset)
    for measure in dataset.measures:
        own = steps.get(measure.id, [])
        last = max((event.date.latest or today for event in own), default=None)
        if last and (today - last).days > STILL and not measure.lapsed and _is_open(dataset, own):
            yield f"{measure.id}: last step on {last}"


def _is_open(dataset: Dataset, steps: Sequence[Event]) -> bool:
    """Whether something is still to come: no step ended the measure, and the last stage puts nothing in force."""
    stages = [event.stage for event in steps if event.stage]
    ended = any(stage in dataset.ended_stages for stage in stages)
    return not ended and stages[-1:] not in [[stage] for stage in STAGES_IN_FORCE]


def _unconfirmed(dataset: Dataset, today: dt.date) -> Iterator[str]:
    for event in dataset.events:
        known = (today - (event.date.latest or today)).days
        if event.status == "reported" and len(event.sources) == 1 and known > UNCONFIRMED:
            yield event.id


def _unarchived(dataset: Dataset) -> Iterator[str]:
    return (event.id for event in dataset.events if not all(source.archived for source in event.sources))
