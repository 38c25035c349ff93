"""What of a dataset asks for a look as time goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.data.schema import Dataset, Measure

STILL: Final = 365  # days without a step after which a measure asks for a look
UNCONFIRMED: Final = 30  # days after which a report should have a second source
OLD: Final = 90  # days after which a coverage is called old


@dataclass(frozen=True, slots=True)
class Due:
    """One reason for a look, and the records that give it."""

    what: str
    records: tuple[str, ...]


def due(dataset: Dataset, today: dt.date) -> list[Due]:
    """The reasons that there are for a look on a day, each with its records."""
    found = [
        Due("planned dates that have passed without an outcome", tuple(_passed(dataset, today))),
        Due("measures without a step for a year, and without an end", tuple(_still(dataset, today))),
        Due("reported events with one source alone, after 30 days", tuple(_unconfirmed(dataset, today))),
        Due("drafts to complete", tuple(event.id for event in dataset.events if event.draft)),
        Due("events with a source that has no archived copy", tuple(_unarchived(dataset))),
    ]
    through = dataset.dataset.coverage.through
    age = (today - through.earliest).days
    if age > OLD:
        found.insert(0, Due(f"the coverage ended {age} days ago", (through.text,)))
    return [each for each in found if each.records]


def _passed(dataset: Dataset, today: dt.date) -> Iterator[str]:
    for measure in dataset.measures:
        for planned in measure.planned:
            last = planned.date.latest
            if (
                last
                and last < today
                and not planned.outcome
                and not measure.lapsed
                and not _moved(dataset, measure, last)
            ):
                yield f"{measure.id}, {planned.date.text}: {planned.what}"


def _moved(dataset: Dataset, measure: Measure, since: dt.date) -> bool:
    """Whether a measure had a step on or after a day."""
    steps = (event.date for event in dataset.events if event.measure == measure.id)
    return any((date.latest or date.earliest) >= since for date in steps)


def _still(dataset: Dataset, today: dt.date) -> Iterator[str]:
    for measure in dataset.measures:
        steps = [event for event in dataset.events if event.measure == measure.id]
        ended = measure.lapsed or any(event.stage in dataset.ended_stages for event in steps)
        last = max((event.date.latest or today for event in steps), default=None)
        if last and not ended and (today - last).days > STILL:
            yield f"{measure.id}: last step on {last}"


def _unconfirmed(dataset: Dataset, today: dt.date) -> Iterator[str]:
    for event in dataset.events:
        known = (today - (event.date.latest or today)).days
        if event.status == "reported" and len(event.sources) == 1 and known > UNCONFIRMED:
            yield event.id


def _unarchived(dataset: Dataset) -> Iterator[str]:
    return (event.id for event in dataset.events if not all(source.archived for source in event.sources))
