"""What asks for a look as time goes on: each rule gets the day of today and warns."""

from __future__ import annotations

import datetime as dt

from app.data.checks.finding import Finding, Findings
from app.data.due import OLD, coverage_age, passed_dates
from app.data.schema import Dataset
from app.data.wording import counted


def planned_dates_have_an_outcome(dataset: Dataset, today: dt.date) -> Findings:
    """A planned date that has passed within the coverage has an outcome, or its measure moved on or after that day."""
    end = min(today, dataset.dataset.coverage.through.earliest)
    for passed in passed_dates(dataset, end):
        message = (
            f"the planned date {passed.planned.date.text} has passed without an outcome: "
            "add the event that followed, or state in 'outcome' what became of it."
        )
        yield Finding("measures", passed.place, ("planned", passed.number, "date"), message)


def coverage_is_recent(dataset: Dataset, today: dt.date) -> Findings:
    """The coverage ended at most 90 days ago."""
    age = coverage_age(dataset, today)
    if age > OLD:
        through = dataset.dataset.coverage.through.text
        message = f"the coverage ended {counted(age, 'day')} ago ({through}): look for what happened since."
        yield Finding("dataset", 0, ("coverage", "through"), message)
