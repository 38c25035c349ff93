from __future__ import annotations

import pytest

from app.data.checks.rules import RULES, WARNINGS
from tests.data.checks.helpers import problems
from tests.factories import event

WEAK = event(sources=[{"url": "https://example.org/a", "publisher": "Example", "kind": "press"}])
RULE = "official-acts-have-strong-evidence"


def test_a_correct_file_breaks_no_rule() -> None:
    assert problems() == []


def test_every_rule_is_stated_in_its_docstring() -> None:
    assert all((rule.__doc__ or "").endswith(".") for rule in (*RULES.values(), *WARNINGS.values()))


def test_a_listed_exception_silences_its_finding() -> None:
    assert problems(WEAK, exceptions=[{"rule": RULE, "reason": "No page was found.", "records": ["first-act"]}]) == []


@pytest.mark.parametrize("record", ["first-act", "unknown"])
def test_an_exception_that_is_not_needed_is_a_problem(record: str) -> None:
    assert problems(exceptions=[{"rule": RULE, "reason": "No page was found.", "records": [record]}]) == [
        f"exceptions: the exception of {record!r} from {RULE!r} is not needed; remove it."
    ]


def test_an_exception_names_a_rule() -> None:
    assert problems(exceptions=[{"rule": f"{RULE}s", "reason": "x", "records": ["first-act"]}]) == [
        f"exceptions: 'rule' names no rule: '{RULE}s'. Did you mean '{RULE}'?"
    ]
