from __future__ import annotations

import datetime as dt

import pytest

from tests.data.checks.helpers import warnings
from tests.factories import event

BILL = {"id": "bill", "title": "The bill", "kind": "bill", "jurisdiction": "us"}
PLANNED = {"date": "2025-09-01", "what": "A vote.", "source": "https://example.org/a"}
STEP = event(measure="bill", stage="introduced")
PASSED = (
    "bill: the planned date 2025-09-01 has passed without an outcome: "
    "add the event that followed, or state in 'outcome' what became of it."
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, [PASSED]),
        ({"date": "2025-09"}, [PASSED.replace("2025-09-01", "2025-09")]),
        ({"outcome": "No vote was taken."}, []),
        ({"date": "2025-12-31"}, []),
        ({"date": "2025-09-01/.."}, []),
    ],
)
def test_a_planned_date_that_passed_asks_for_its_outcome(change: dict[str, str], expected: list[str]) -> None:
    assert warnings(STEP, measures=[BILL | {"planned": [PLANNED | change]}]) == expected


def test_a_later_step_of_the_measure_is_the_outcome() -> None:
    later = event(id="later", date="2025-09-02", title="A court heard it.", measure="bill", stage="referred")
    assert warnings(STEP, later, measures=[BILL | {"planned": [PLANNED]}]) == []


def test_a_coverage_of_more_than_ninety_days_ago_is_old() -> None:
    assert warnings(today=dt.date(2026, 3, 31)) == []
    assert warnings(today=dt.date(2026, 4, 1)) == [
        "dataset: the coverage ended 91 days ago (2025-12-31): look for what happened since."
    ]


def test_sources_without_an_archived_copy_are_counted() -> None:
    bare = {"url": "https://example.org/a", "publisher": "Example", "kind": "primary", "archived": None}
    assert warnings(event(sources=[bare])) == ["dataset: 1 of 1 source has no archived copy ('archived')."]
