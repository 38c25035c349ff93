from __future__ import annotations

import datetime as dt

import pytest

from app.analysis.measure_status import measure_status
from app.data.due import due
from app.data.schema import Dataset
from tests.data.checks.helpers import warnings
from tests.factories import event, loaded

TODAY = dt.date(2026, 11, 24)
PLAN = {"date": "2025-06-01", "what": "the rule takes effect", "source": "https://example.org/plan"}
PASSED = "the planned date 2025-06-01 has passed without an outcome"


def reasons(dataset: Dataset, today: dt.date = TODAY) -> dict[str, tuple[str, ...]]:
    return {each.what: each.records for each in due(dataset, today)}


@pytest.mark.parametrize(
    ("kind", "stage", "is_open"),
    [
        ("bill", "introduced", True),
        ("rule", "proposed", True),
        ("probe", "opened", True),
        ("rule", "suspended", True),
        ("rule", "effective", False),
        ("rule", "amended", False),
        ("bill", "enacted", False),
        ("probe", "closed", False),
    ],
)
def test_only_a_measure_that_waits_for_a_step_is_said_to_stand_still(kind: str, stage: str, is_open: bool) -> None:
    dataset = loaded(event(measure="it", stage=stage), measures=[{"id": "it", "title": "It", "kind": kind}])
    found = reasons(dataset).get("open measures without a step for a year", ())
    assert found == (("it: last step on 2025-07-31",) if is_open else ())


def test_the_published_measures_that_are_due_are_those_that_are_shown_as_open(published: Dataset) -> None:
    """What is suspended in part waits, too."""
    waiting = set()
    for measure in published.measures:
        steps = [each for each in published.events if each.measure == measure.id]
        status = measure_status(measure, steps, published)
        if steps and (status.standing in ("open", "unknown") or status.id == "in-part"):
            waiting.add(measure.id)
    named = reasons(published, dt.date(2036, 1, 1))["open measures without a step for a year"]
    assert {line.partition(":")[0] for line in named} == waiting


@pytest.mark.parametrize(
    ("changes", "step", "is_due"),
    [
        ({}, "2025-05-31", True),
        ({}, "2025-06-01", False),
        ({}, "2025-06", False),
        ({"outcome": "It took effect."}, "2025-05-31", False),
    ],
)
def test_check_and_due_agree_on_a_planned_date_that_has_passed(
    changes: dict[str, str], step: str, is_due: bool
) -> None:
    moved = event(date=step, measure="it", stage="proposed")
    measure = {"id": "it", "title": "It", "kind": "rule", "planned": [PLAN | changes]}
    named = reasons(loaded(moved, measures=[measure])).get("planned dates that have passed without an outcome", ())
    assert named == (("it, 2025-06-01: the rule takes effect",) if is_due else ())
    assert any(PASSED in line for line in warnings(moved, measures=[measure])) is is_due


def test_check_warns_only_of_dates_within_the_coverage() -> None:
    measure = {"id": "it", "title": "It", "kind": "rule", "planned": [PLAN | {"date": "2026-02-01"}]}
    moved = event(measure="it", stage="proposed")
    assert "planned dates that have passed without an outcome" in reasons(loaded(moved, measures=[measure]))
    assert warnings(moved, measures=[measure], today=dt.date(2026, 3, 1)) == []
