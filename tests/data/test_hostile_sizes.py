"""Files that are hostile by their size: refused or listed in part, in bounded time and memory."""

from __future__ import annotations

import pytest

from app.data.loading import MOST_COLLECTED, load_text
from app.data.parsing import MAX_ENTRIES, MAX_FIELDS, MAX_RECORDS
from app.data.problems import MOST_PROBLEMS, DatasetError
from tests.factories import event, text

SOURCE = {"publisher": "Example", "kind": "primary"}


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
    assert [problem.message for problem in found] == ["the list events.0.tags has more than 2,000 entries."]


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
    assert {problem.message for problem in found} == {"'relations' must have at most 50 entries, got 100."}
    assert len(found) == 100


@pytest.mark.parametrize(
    ("name", "most"), [("tags", 50), ("actors", 50), ("relations", 50), ("figures", 50), ("sources", 100)]
)
def test_an_event_names_no_more_than_a_reader_can_read(name: str, most: int) -> None:
    parts: dict[str, list[object]] = {
        "relations": [{"type": "amends", "event": f"e{number}", "basis": "stated"} for number in range(most + 1)],
        "figures": [{"name": f"n{number}", "value": 1, "unit": "u"} for number in range(most + 1)],
        "sources": [SOURCE | {"url": f"https://example.org/{number}"} for number in range(most + 1)],
    }
    many = parts.get(name, [f"t{number}" for number in range(most + 1)])
    assert f"'{name}' must have at most {most} entries, got {most + 1}." in [
        problem.message for problem in refusal(text(event(**{name: many}))).problems
    ]


@pytest.mark.parametrize("name", ["summary", "conflicts"])
def test_an_endless_text_is_refused(name: str) -> None:
    (problem,) = refusal(text(event(**{name: "word " * 60 + "x" * 5_000}))).problems
    assert problem.message.startswith(f"'{name}' must have at most 5000 characters, got 5300: ")


@pytest.mark.parametrize("section", ["tags", "actors", "publishers"])
def test_an_endless_section_is_refused_where_it_passes_the_bound(section: str) -> None:
    records = "".join(f"- {{id: t{number}}}\n" for number in range(MAX_RECORDS + 10))
    head = text().replace("events:\n", f"{section}2:\n{records}events:\n".replace(f"{section}2", section))
    if section == "actors":
        head = head.replace("actors:\n- id: regulator", "more:\n- id: regulator")
    (problem,) = refusal(head).problems
    assert problem.message == f"the list {section} has more than 20,000 entries."


def test_after_some_thousand_problems_no_further_one_is_looked_for() -> None:
    """However many events and links there are; time and memory are those of the text alone."""
    links = [{"type": "amends", "event": f"none-{number}", "basis": "stated"} for number in range(50)]
    lines = text(event(relations=links)).partition("events:\n")
    copies = (
        lines[2].replace("first-act", f"e{number}").replace("regulator acted", f"regulator took step {number}")
        for number in range(100)
    )
    found = refusal(lines[0] + lines[1] + "".join(copies)).problems
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].message == (
        f"{MOST_COLLECTED - MOST_PROBLEMS:,} further problems are not listed; correct these first. "
        "Not all rules were looked at."
    )
