"""Every sentence that says a count, with none, one and many."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from app.analysis.frames import event_frame
from app.analysis.search import finds
from app.analysis.selection import shown_words
from app.analysis.shift import Groups
from app.analysis.tabs import TABS
from app.analysis.view import View
from app.cli.group import counts
from app.dashboard.answers import Question, answer
from app.dashboard.snapshot import Snapshot
from app.data.dates import parse_date
from app.data.problems import Problem, report
from app.data.schema import Claim, Story
from app.export.extract import Extract
from app.export.formats import FORMATS
from app.figures.detail import Counts
from app.pages.actor_panel import _words as actors_counted
from app.pages.around_panel import _around_words
from app.pages.events import lag_words
from app.pages.lag_panel import _lag_words
from app.pages.story_panel import verdict_words
from tests.conftest import TODAY
from tests.factories import event, loaded


def problems(count: int) -> str:
    return report([Problem("f.yaml", line + 1, 1, "", "wrong.") for line in range(count)]).splitlines()[-1]


def claims(count: int) -> str:
    made = [Claim(id=f"c{n}", text="T.", verdict="supported", why="W.", events=("a",)) for n in range(count)]
    return verdict_words(Story(id="s", title="T", claims=tuple(made)))


def lag(days: int) -> str:
    return lag_words(parse_date("2025-07-01"), parse_date(f"2025-07-0{days + 1}"))


def around(count: int) -> str:
    near = pd.DataFrame({"direction": ["x"] * count, "when": ["before"] * count}, dtype="str")
    return _around_words(near, Groups("direction", {"x": "X", "y": "Y"}), 90)


def lags(count: int) -> str:
    frame = pd.DataFrame({"event": ["a"] * count, "target": ["b"] * count, "lag_days": [1] * count})
    return _lag_words(frame.astype({"lag_days": "Int64"}), {"a": "Answer", "b": "Act"})


def actor_found(count: int) -> str:
    actors = [{"id": id_, "name": id_.title(), "kind": "other"} for id_ in ("regulator", "firm")[: 1 + count]]
    named = [event(id=f"e{n}", title=f"Body {n} acted.", actors=["regulator", "firm"]) for n in range(count)]
    dataset = loaded(*named, event(id="last", title="It acted."), actors=actors)
    found = finds(dataset, event_frame(dataset), View(q="firm"))
    return next((find.words for find in found if find.lead == "Actor:"), "")


def measure_found(count: int) -> str:
    measure = {"id": "chip-act", "title": "The Chip Act", "kind": "rule", "jurisdiction": "cn"}
    steps = [event(id=f"e{n}", title=f"Body {n} acted.", measure="chip-act", stage="amended") for n in range(count)]
    dataset = loaded(*steps, event(id="last", title="It acted."), **({"measures": [measure]} if count else {}))
    found = finds(dataset, event_frame(dataset), View(q="chip act"))
    return next((find.words for find in found if find.lead == "Measure:"), "")


SENTENCES: list[tuple[Callable[[int], str], list[str]]] = [
    (
        lambda n: counts(n, n, n),
        ["0 events, 0 sources, 0 measures", "1 event, 1 source, 1 measure", "2 events, 2 sources, 2 measures"],
    ),
    (
        lambda n: shown_words(n, n, {}),
        ["0 of 0 events shown.", "1 of 1 event shown.", "2 of 2 events shown."],
    ),
    (
        lambda n: actors_counted(n, n).partition(" An event")[0],
        ["0 actors named in 0 events.", "1 actor named in 1 event.", "2 actors named in 2 events."],
    ),
    (
        lambda n: Counts({}, n, n).words,
        [
            "",
            " 1 of them is drawn in a count; zoom in to see each.",
            " 2 of them are drawn as counts; zoom in to see each.",
        ],
    ),
    (
        actor_found,
        ["", "Firm, named as an actor in 1 event", "Firm, named as an actor in 2 events"],
    ),
    (
        measure_found,
        ["", "The Chip Act, moved by 1 event", "The Chip Act, moved by 2 events"],
    ),
    (problems, ["0 problems", "1 problem", "2 problems"]),
    (claims, ["", "1 claim: 1 supported.", "2 claims: 2 supported."]),
    (lag, ["the same day", "1 day before", "2 days before"]),
    (
        around,
        [
            "No event that these filters leave lies within 90 days of it.",
            "In the 90 days before there is 1 event, in the 90 days after 0: X 1 to 0.",
            "In the 90 days before there are 2 events, in the 90 days after 0: X 2 to 0.",
        ],
    ),
    (
        lags,
        [
            "No answer of a known day is among these events.",
            "1 answer, 1 of them with both days known. Too few for a median.",
            "2 answers, 2 of them with both days known. Too few for a median.",
        ],
    ),
]


@pytest.mark.parametrize(("say", "sentences"), SENTENCES)
def test_a_sentence_is_right_with_none_one_and_many(say: Callable[[int], str], sentences: list[str]) -> None:
    assert [say(count) for count in (0, 1, 2)] == sentences


ONE_OF_MANY = re.compile(r"(?<![\d,.:/-])1 (?!(is|was|has|less|plus|series|days of)\b)[a-z]+s\b")


def text_of(html: str) -> str:
    return re.sub(r"<[^>]*>|\s+", " ", html)


@pytest.mark.parametrize("count", [1, 2])
def test_no_tab_and_no_export_says_one_of_many(count: int) -> None:
    related = {"relations": [{"type": "responds_to", "event": "e0", "basis": "stated"}]}
    dataset = loaded(
        *(
            event(id=f"e{n}", title=f"Body {n} acted.", date=f"2025-07-0{n + 1}", **(related if n else {}))
            for n in range(count)
        )
    )
    snapshot = Snapshot.of(dataset)
    for tab in TABS:
        answered = answer(snapshot, Question(query=f"tab={tab}&event=e0"), TODAY)
        parts = [answered.get(part, "") for part in ("status", "list", "panel", "details")]
        assert not ONE_OF_MANY.search(text_of(" ".join(parts))), tab
    for form in ("md", "html"):
        content = FORMATS[form].content(Extract.of(dataset, View(), TODAY)).decode()
        assert not ONE_OF_MANY.search(text_of(re.sub(r"<(script|style).*?</\1>", "", content, flags=re.DOTALL))), form
