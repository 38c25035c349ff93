"""Files that are hostile by their size: refused or listed in part, in bounded time and memory."""

from __future__ import annotations

import pytest

from app.data.loading import load_text
from app.data.parsing import MAX_ENTRIES, MAX_FIELDS
from app.data.problems import MOST_PROBLEMS, DatasetError
from tests.factories import event, text


def refusal(file: str) -> DatasetError:
    with pytest.raises(DatasetError) as refused:
        load_text(file)
    return refused.value


def test_a_mapping_of_endless_fields_is_refused_at_once() -> None:
    keys = "".join(f"k{number}: x\n" for number in range(200_000))
    assert (
        str(refusal(keys))
        == f"events.yaml:{MAX_FIELDS + 1}: a mapping must not have more than 1,000 fields.\n1 problem"
    )


def test_a_field_that_stands_a_million_times_is_told_some_hundred_times() -> None:
    found = refusal("a: x\n" * 200_000).problems
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message == "Correct these first. What follows was not read."


def test_an_endless_list_within_a_record_is_refused() -> None:
    found = refusal(text(event(tags=["t"] * (MAX_ENTRIES + 1)))).problems
    assert [problem.message for problem in found] == ["the list events.0.tags has more than 10,000 entries."]


def test_endless_wrong_events_are_told_in_part() -> None:
    found = refusal(text() + "- x\n" * 100_000).problems
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message.endswith(" 99,700 further events of a wrong form were not looked at.")


def test_events_that_are_all_linked_to_all_are_told_in_part() -> None:
    links = [{"type": "responds_to", "event": f"e{number}", "basis": "stated"} for number in range(100)]
    crowd = (
        event(id=f"e{number}", title=f"The regulator took step {number}.", relations=links) for number in range(100)
    )
    found = refusal(text(*crowd)).problems
    assert 100 <= len(found) <= MOST_PROBLEMS + 1
