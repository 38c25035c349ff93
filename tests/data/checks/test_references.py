from __future__ import annotations

from typing import Any

import pytest

from tests.data.checks.helpers import problems
from tests.factories import dataset, event


def test_an_id_names_one_record() -> None:
    assert problems(event(), event(title="A court heard another matter.")) == [
        "first-act: the id 'first-act' is taken by an earlier record."
    ]


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


def test_what_is_declared_is_used() -> None:
    tag = {"id": "idle", "label": "Idle"}
    assert problems(tags=[tag]) == ["idle: no event uses 'idle'; remove it or use it."]


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        (
            {"periods": [{"id": "p", "label": "P", "from": "2025-01-01", "why": "W.", "events": ["zzz"]}]},
            "p: 'events' refers to 'zzz', which is not in events.",
        ),
        (
            {"watch": [{"id": "w", "register": "feed", "query": "https://example.org", "track": "other"}]},
            "w: 'track' refers to 'other', which is not in tracks.",
        ),
        (
            {"directions": [{"id": "cn-tightens", "label": "China", "side": "beijng", "effect": "tightens"}]},
            "cn-tightens: 'side' refers to 'beijng', which is not in sides. Did you mean 'beijing'?",
        ),
    ],
)
def test_what_periods_watches_and_directions_name_exists(sections: dict[str, Any], message: str) -> None:
    assert problems(**sections) == [message]


@pytest.mark.parametrize(("field", "target"), [("anchors", "events"), ("finding_events", "events"), ("lead", "tracks")])
def test_what_the_dataset_opens_with_exists(field: str, target: str) -> None:
    about = dataset()["dataset"] | {field: ["nowhere"]}
    assert problems(dataset=about) == [f"dataset: '{field}' refers to 'nowhere', which is not in {target}."]
