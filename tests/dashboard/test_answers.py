"""Answers by parts: what the page has already is neither computed nor sent."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from app.dashboard.answers import Question, answer
from app.dashboard.snapshot import Snapshot
from app.data.schema import Dataset
from app.pages.panels import PANELS
from tests.conftest import TODAY

PARTS = ("chart", "status", "counts", "list", "panel", "plots", "details", "finds")
SUMMONS = "cac-summons-nvidia-over-h20"


@pytest.fixture(scope="module")
def snapshot(published: Dataset) -> Snapshot:
    return Snapshot.of(published)


def ask(snapshot: Snapshot, query: str, have: dict[Any, str]) -> dict[str, Any]:
    return answer(snapshot, Question(query=query, have=have), TODAY)


def sent_after(snapshot: Snapshot, first: str, then: str) -> set[str]:
    """The parts that are sent for one view to a page that shows another."""
    return set(PARTS) & ask(snapshot, then, ask(snapshot, first, {})["keys"]).keys()


@pytest.mark.parametrize(
    ("first", "then", "sent"),
    [
        ("", "", set()),
        ("tab=list", f"tab=list&event={SUMMONS}", {"details"}),
        ("tab=shift", f"tab=shift&event={SUMMONS}", {"details"}),
        ("tab=stories&step=1", "tab=stories&step=2", {"chart", "status"}),  # which holds the events of the step alone
        ("", "from=2025-05&to=2025-08", {"status", "counts"}),
        ("", "track=h20-scrutiny", {"status", "counts"}),  # the page filters its marks by itself
        ("tab=list", "tab=list&sort=-title", {"list"}),
        ("", "tab=list", {"list", "status", "counts"}),
        ("tab=list&q=nvidia", "tab=list&q=huawei", {"chart", "list", "status", "counts", "details", "finds"}),
        ("", "tab=method", {"status", "counts"}),
    ],
)
def test_a_part_that_has_not_changed_is_not_sent(snapshot: Snapshot, first: str, then: str, sent: set[str]) -> None:
    assert sent_after(snapshot, first, then) == sent


def test_a_part_that_has_not_changed_is_not_computed(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = ask(snapshot, "tab=shift", {})["keys"]
    monkeypatch.setitem(PANELS, "shift", lambda *_asked: pytest.fail("the panel was built again"))
    assert ask(snapshot, f"tab=shift&event={SUMMONS}", keys)["keys"]["panel"] == keys["panel"]


@pytest.mark.parametrize("tab", ["timeline", "list", "shift", "measures", "stories", "actors", "method"])
def test_a_page_that_has_nothing_gets_every_part_of_its_tab(snapshot: Snapshot, tab: str) -> None:
    answered = ask(snapshot, f"tab={tab}", {})
    assert answered["keys"].keys() == set(PARTS) & answered.keys()
    assert {"chart", "status", "counts", "details"} <= answered["keys"].keys()
    assert ("list" in answered["keys"]) == (tab == "list")
    assert ("panel" in answered["keys"]) == (tab in ("shift", "measures", "stories", "actors"))


def test_other_data_have_other_keys(snapshot: Snapshot, tariffs: Dataset) -> None:
    other = ask(Snapshot.of(tariffs), "tab=shift", {})["keys"]
    assert set(other.values()).isdisjoint(ask(snapshot, "tab=shift", {})["keys"].values())


@pytest.mark.parametrize("have", [{str(n): "x" for n in range(21)}, {"chart": "x" * 41}, {"chart": 1}, ["chart"]])
def test_keys_are_few_and_short(have: Any) -> None:
    with pytest.raises(ValidationError):
        Question.model_validate({"query": "", "have": have, "number": 1})
