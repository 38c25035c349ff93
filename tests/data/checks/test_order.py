from __future__ import annotations

import pytest

from tests.data.checks.helpers import problems, related
from tests.factories import event


def test_events_stand_in_date_order() -> None:
    assert problems(event(id="b", date="2025-08"), event(id="a", date="2025-07-31")) == [
        "a: 'date' 2025-07-31 must not come after 2025-08 of 'b', the event above."
    ]


def test_a_day_may_stand_before_or_after_its_month_by_the_stated_order_alone() -> None:
    assert problems(event(id="a", date="2025-08-01"), event(id="b", date="2025-08")) == []
    assert problems(event(id="b", date="2025-08"), event(id="a", date="2025-08-01")) != []


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("2026-01-01", "'date' 2026-01-01 is after the coverage ends (2025-12-31)."),
        ("2024-12", "'date' 2024-12 is before the coverage starts (2025-01-01)."),
    ],
)
def test_events_lie_within_the_coverage(date: str, message: str) -> None:
    assert problems(event(date=date)) == [f"first-act: {message}"]


def test_a_relation_never_looks_ahead() -> None:
    assert problems(related("a", "2025-07-01", "b"), event(id="b", date="2025-07-02")) == [
        "a: 'responds_to' must not point to a later event: 'b' is of 2025-07-02."
    ]
    assert problems(related("a", "2025-07-01", "a")) == ["a: 'a' must not relate to itself."]


def test_a_relation_within_what_the_dates_allow_stands() -> None:
    assert problems(related("a", "2025-07-01/2025-07-31", "b"), event(id="b", date="2025-07-15")) == []


def test_relations_run_in_no_circle() -> None:
    events = (related("a", "2025-07-01", "b"), related("b", "2025-07-01", "c"), related("c", "2025-07-01", "a"))
    assert problems(*events) == ["a: the relations run in a circle: a -> b -> c -> a."]


def test_lanes_keep_the_order_of_their_sides() -> None:
    sides = [
        {"id": "beijing", "label": "Beijing", "place": "below"},
        {"id": "washington", "label": "Washington", "place": "above"},
    ]
    tracks = [
        {"id": "scrutiny", "label": "Scrutiny", "side": "beijing", "why": "x"},
        {"id": "rules", "label": "Rules", "side": "washington", "why": "x"},
    ]
    assert problems(event(), event(id="b", track="rules"), sides=sides, tracks=tracks) == [
        "rules: the lane 'rules' must stand above 'scrutiny', as its side does."
    ]


def test_each_circle_is_told_once_from_its_first_name() -> None:
    links = {"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"], "e": ["a", "d"]}
    events = [
        event(
            id=name,
            date="2025-07-01",
            relations=[{"type": "part_of", "event": target, "basis": "stated"} for target in targets],
        )
        for name, targets in links.items()
    ]
    assert problems(*events) == [
        "a: the relations run in a circle: a -> b -> a.",
        "c: the relations run in a circle: c -> d -> c.",
    ]


def test_a_long_circle_is_named_in_part() -> None:
    events = [related(f"e{number:02}", "2025-07-01", f"e{(number + 1) % 40:02}") for number in range(40)]
    names = " -> ".join(f"e{number:02}" for number in range(20))
    assert problems(*events) == [f"e00: the relations run in a circle: {names} -> … and on."]


def test_a_circle_is_found_between_events_that_lead_to_it_and_away_from_it() -> None:
    events = (
        related("far", "2025-07-01"),
        related("a", "2025-07-01", "b", "far"),
        related("b", "2025-07-01", "a"),
        related("near", "2025-07-01", "a"),
    )
    assert problems(*events) == ["a: the relations run in a circle: a -> b -> a."]


def test_of_very_many_circles_the_first_are_named() -> None:
    names = [f"e{number:02}" for number in range(30)]
    events = [related(name, "2025-07-01", *(other for other in names if other != name)) for name in names]
    assert len(problems(*events)) == 20
