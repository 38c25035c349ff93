from __future__ import annotations

from typing import Any

import pytest

from app.loading import load_text
from app.problems import DatasetError
from tests.factories import event, text


def problems(*events: dict[str, Any], **sections: Any) -> list[str]:
    try:
        load_text(text(*events, **sections))
    except DatasetError as error:
        return [f"{problem.record}: {problem.message}" for problem in error.problems]
    return []


def related(id_: str, date: str, *targets: str) -> dict[str, Any]:
    return event(id=id_, date=date, relations=[{"type": "responds_to", "event": t, "basis": "stated"} for t in targets])


def test_a_correct_file_breaks_no_rule() -> None:
    assert problems() == []


def test_an_id_names_one_record() -> None:
    assert problems(event(), event()) == ["first-act: the id 'first-act' is taken by an earlier record."]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"track": "scrutny"}, "'track' refers to 'scrutny', which is not in tracks. Did you mean 'scrutiny'?"),
        ({"direction": "xx"}, "'direction' refers to 'xx', which is not in directions."),
        (
            {"actors": ["regulator", "regulatr"]},
            "'actors' refers to 'regulatr', which is not in actors. Did you mean 'regulator'?",
        ),
        ({"tags": ["none"]}, "'tags' refers to 'none', which is not in tags."),
        ({"measure": "none"}, "'measure' refers to 'none', which is not in measures."),
        (
            {"relations": [{"type": "amends", "event": "none", "basis": "stated"}]},
            "'relations.event' refers to 'none', which is not in events.",
        ),
    ],
)
def test_what_an_event_refers_to_exists(changes: dict[str, Any], message: str) -> None:
    assert f"first-act: {message}" in problems(event(**changes))


def test_a_story_cites_events_that_exist() -> None:
    story = {"id": "s", "title": "S", "steps": [{"text": "A step.", "events": ["first-act", "secnd-act"]}]}
    assert problems(stories=[story]) == ["s: 'steps.events' refers to 'secnd-act', which is not in events."]


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


def test_a_stage_needs_a_measure() -> None:
    assert problems(event(stage="opened")) == ["first-act: 'stage' needs a 'measure'."]


def test_what_is_declared_is_used() -> None:
    tag = {"id": "idle", "label": "Idle"}
    assert problems(tags=[tag]) == ["idle: no event uses 'idle'; remove it or use it."]


def test_an_event_cites_a_page_once() -> None:
    source = {"url": "https://example.org/a", "publisher": "Example", "kind": "press"}
    assert problems(event(sources=[source, source])) == ["first-act: the page https://example.org/a is cited 2 times."]


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
