from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.data.history import Change, HistoryFault, changes_between, changes_of
from tests.factories import event, text

TODAY = dt.date(2026, 11, 24)


def test_a_change_is_told_field_by_field() -> None:
    old: dict[str, dict[str, Any]] = {
        "a": {"id": "a", "title": "It acted.", "summary": "x" * 200, "sources": ["one"], "vote": "1-0"}
    }
    new: dict[str, dict[str, Any]] = {
        "a": {
            "id": "a",
            "title": "It acted!",
            "summary": "y" * 200,
            "sources": ["one", "two"],
            "date_note": "by report",
        },
        "b": {"id": "b", "label": "Another"},
    }
    assert changes_between(old, new, "2026-01-02") == [
        Change("2026-01-02", "b", "Another", "added"),
        Change(
            "2026-01-02",
            "a",
            "It acted!",
            "corrected",
            (
                "title: “It acted.” became “It acted!”",
                "summary: reworded",
                "sources: 1 added",
                "vote: removed",
                "date_note: stated",
            ),
        ),
    ]
    assert changes_between(new, old, "2026-01-03")[-1] == Change("2026-01-03", "b", "Another", "removed")


def commit(folder: Path, day: str, content: str) -> None:
    (folder / "mine.yaml").write_text(content, "utf-8")
    git = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run([*git, "add", "."], check=True)
    dated = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "HOME": str(folder)}
    subprocess.run([*git, "commit", "-qm", day], check=True, env=dated)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A file with three days of history, one of them broken in between, and a change that is not committed."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    commit(tmp_path, "2026-01-01", text())
    commit(tmp_path, "2026-01-02", "events: [")
    commit(tmp_path, "2026-01-02", text(event(), event(id="second", title="The regulator acted again.")))
    commit(tmp_path, "2026-01-03", text(event(title="The regulator acted first."), event(id="second")))
    (tmp_path / "mine.yaml").write_text(text(event(title="The regulator acted first.")), "utf-8")
    return tmp_path / "mine.yaml"


def test_changes_come_from_the_history_of_the_file_by_days(history: Path) -> None:
    told = [(change.day, change.what, change.event) for change in changes_of(history, "all", TODAY)]
    assert told == [
        ("2026-11-24", "removed", "second"),
        ("2026-01-03", "corrected", "first-act"),
        ("2026-01-03", "corrected", "second"),
        ("2026-01-02", "added", "second"),
    ]
    since = changes_of(history, "HEAD~1", TODAY)
    assert [change.day for change in since] == ["2026-11-24", "2026-01-03", "2026-01-03"]


def test_changes_come_from_an_older_file(history: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text(text(event(id="older")), "utf-8")
    told = [(change.what, change.event) for change in changes_of(history, str(old), TODAY)]
    assert told == [("added", "first-act"), ("removed", "older")]


def test_what_is_no_version_is_refused(history: Path) -> None:
    with pytest.raises(HistoryFault, match="'nowhere' is no file, and no git revision of the folder"):
        changes_of(history, "nowhere", TODAY)
    with pytest.raises(HistoryFault, match="Name one, or say 'all'"):
        changes_of(history, "--output=x", TODAY)
