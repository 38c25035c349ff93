from __future__ import annotations

import pytest

from tests.data.checks.helpers import warnings
from tests.factories import event

LATER = event(id="later", date="2025-08-01", title="A court heard another matter.")


def related(type_: str, **changes: object) -> dict[str, object]:
    return LATER | {"relations": [{"type": type_, "event": "first-act", "basis": "stated"}]} | changes


def test_a_side_that_answers_itself_is_warned_of() -> None:
    assert warnings(event(), related("responds_to")) == [
        "later: 'responds_to' 'first-act', an act of the same side and direction: "
        "a further step is 'continues', a comment is 'comments_on'."
    ]
    assert warnings(event(), related("continues")) == []


@pytest.mark.parametrize("kind", ["statement", "commentary", "report"])
def test_words_that_implement_are_warned_of(kind: str) -> None:
    assert warnings(event(), related("implements", kind=kind)) == [
        f"later: a {kind} must not be called 'implements'; use 'comments_on' or 'continues'."
    ]
    assert warnings(event(), related("implements", kind="rule")) == []


def test_an_exception_silences_a_warning() -> None:
    listed = [{"rule": "no-side-answers-itself", "reason": "Two bodies of one side.", "records": ["later"]}]
    assert warnings(event(), related("responds_to"), exceptions=listed) == []
    assert warnings(event(), LATER, exceptions=listed) == [
        "exceptions: the exception of 'later' from 'no-side-answers-itself' is not needed; remove it."
    ]
