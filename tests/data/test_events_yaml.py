"""The published dataset keeps its promises."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from app.data.schema import Dataset

ROOT = Path(__file__).parent.parent.parent


def test_it_holds_at_least_eighty_events_each_with_a_source(published: Dataset) -> None:
    assert len(published.events) >= 80
    assert all(event.sources for event in published.events)


def test_every_track_has_events_from_its_field(published: Dataset) -> None:
    assert {event.track for event in published.events} == {track.id for track in published.tracks}


def test_no_charge_is_told_as_a_fact(published: Dataset) -> None:
    charges = [event for event in published.events if event.stage == "charged"]
    assert len(charges) > 3
    assert [event.id for event in charges if event.status != "alleged"] == []


def test_the_project_speaks_of_the_topic_in_the_data_alone() -> None:
    words = re.compile(r"\b(nvidia|h20|h200|huawei|ascend|beijing|washington|china)\b", re.IGNORECASE)
    for path in (ROOT / "app").rglob("*.py"):
        assert words.findall(path.read_text("utf-8")) == [], path


def test_the_declared_python_is_the_oldest_that_is_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
