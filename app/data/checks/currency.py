"""What asks for a look as time goes on: each rule gets the day of today and warns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.schema import Dataset, Event, Measure, Planned
from app.data.wording import counted

OLD: Final = 90  # days after which a coverage is called old


def planned_dates_have_an_outcome(dataset: Dataset, today: dt.date) -> Findings:
    """A planned date that has passed within the coverage has an outcome, or its measure moved on or after that day."""
    end = min(today, dataset.dataset.coverage.through.earliest)
    steps: dict[str, list[Event]] = {}
    for event in dataset.events:
        steps.setdefault(event.measure or "", []).append(event)
    for index, measure in enumerate(dataset.measures):
        for number, planned in enumerate(measure.planned):
            if _is_past(planned, end) and not _is_settled(measure, planned, steps.get(measure.id, ())):
                message = (
                    f"the planned date {planned.date.text} has passed without an outcome: "
                    "add the event that followed, or state in 'outcome' what became of it."
                )
                yield Finding("measures", index, ("planned", number, "date"), message)


def _is_past(planned: Planned, end: dt.date) -> bool:
    return planned.date.latest is not None and planned.date.latest < end


def _is_settled(measure: Measure, planned: Planned, steps: Sequence[Event]) -> bool:
    if planned.outcome or measure.lapsed:
        return True
    return any((step.date.latest or step.date.earliest) >= planned.date.earliest for step in steps)


def coverage_is_recent(dataset: Dataset, today: dt.date) -> Findings:
    """The coverage ended at most 90 days ago."""
    through = dataset.dataset.coverage.through
    age = (today - through.earliest).days
    if age > OLD:
        message = f"the coverage ended {counted(age, 'day')} ago ({through.text}): look for what happened since."
        yield Finding("dataset", 0, ("coverage", "through"), message)
