from __future__ import annotations

import pytest

from tests.data.checks.helpers import problems
from tests.factories import event

ACT = {"id": "act", "title": "The Act", "kind": "bill", "jurisdiction": "us"}


def test_a_stage_needs_a_measure() -> None:
    assert problems(event(stage="opened")) == ["first-act: 'stage' needs a 'measure'."]


def staged(id_: str, date: str, stage: str) -> dict[str, object]:
    return event(id=id_, date=date, measure="act", stage=stage)


@pytest.mark.parametrize(
    ("later", "earlier"),
    [("passed-house", "introduced"), ("published", "proposed"), ("rescinded", "published"), ("sentenced", "charged")],
)
def test_no_stage_comes_before_the_one_that_must_be_first(later: str, earlier: str) -> None:
    status = {"status": "alleged"} if earlier == "charged" else {}
    act = ACT | ({"kind": "court-case"} if earlier == "charged" else {})
    wrong = problems(staged("a", "2025-02-01", later), staged("b", "2025-03-01", earlier) | status, measures=[act])
    assert wrong == [f"a: 'act' must not be {later!r} (2025-02-01) before it is {earlier!r} (2025-03-01, 'b')."]
    right = problems(staged("b", "2025-02-01", earlier) | status, staged("a", "2025-03-01", later), measures=[act])
    assert right == []


def test_a_second_chamber_may_introduce_a_bill_after_the_first_passed_it() -> None:
    events = (staged("a", "2025-02-01", "introduced"), staged("b", "2025-03-01", "passed-house"))
    assert problems(*events, staged("c", "2025-04-01", "introduced"), measures=[ACT]) == []


def test_a_month_that_may_hold_the_right_order_stands() -> None:
    passed, introduced = staged("a", "2025-02", "passed-house"), staged("b", "2025-02-20", "introduced")
    assert problems(passed, introduced, measures=[ACT]) == []


@pytest.mark.parametrize(
    ("kind", "stage", "kinds"),
    [
        ("bill", "sentenced", "court-case, probe"),
        ("court-case", "passed-senate", "bill, agreement"),
        ("guidance", "preliminary-finding", "probe, court-case, tariff"),
    ],
)
def test_a_measure_goes_through_the_stages_of_its_kind(kind: str, stage: str, kinds: str) -> None:
    measure = {"id": "measure", "title": "The measure", "kind": kind, "jurisdiction": "us"}
    assert problems(event(measure="measure", stage=stage), measures=[measure]) == [
        f"first-act: a {kind} is not {stage!r}; that stage is of the kinds {kinds}."
    ]
