from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from app.cli import main
from app.cli.init_command import FORMS, WORKFLOWS, workflow_files
from app.data.imports.issue_form import FIELDS
from app.data.loading import load_dataset
from tests.cli.test_import import run

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("sides", ["", "Town", "Town, Country", "Town, Market, Country"])
def test_a_new_timeline_passes_draws_and_takes_events(
    sides: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("init", tmp_path / "mine", "--topic", "Rivers: their bridges", "--sides", sides, "--yes")
    assert result.exit_code == 0, result.output
    monkeypatch.chdir(tmp_path / "mine")
    assert sorted(path.name for path in Path().iterdir()) == [".gitignore", "events.schema.json", "events.yaml"]
    assert run("check").exit_code == 0
    for day in ("2026-03-01", "2026-02-01", "2026-01-15"):
        added = run("new", "event", f"date={day}", f"title=The town acted on {day}.", "--into", "events.yaml")
        assert added.exit_code == 0, added.output
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    assert run("export", "html", "--drafts", "--out", "x.html").exit_code == 0
    dates = [event.date.text for event in load_dataset("events.yaml").events]
    assert dates[:3] == ["2026-01-15", "2026-02-01", "2026-03-01"]
    assert json.loads(Path("events.schema.json").read_text("utf-8"))["title"] == "Dataset"


def test_what_is_asked_is_answered(tmp_path: Path) -> None:
    answers = "The rivers\nTown, Country\nBridges\nde\nn\n"
    result = CliRunner().invoke(main, ["init", str(tmp_path)], input=answers)
    assert result.exit_code == 0, result.output
    dataset = load_dataset(tmp_path / "events.yaml")
    assert dataset.dataset.title == "The rivers"
    assert [side.place for side in dataset.sides] == ["above", "below"]
    assert dataset.events[0].sources[0].language == "de"


def test_nothing_that_stands_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    assert run("init", tmp_path, "--yes").exit_code == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    before = (tmp_path / "events.yaml").read_bytes()
    again = run("init", tmp_path, "--yes", "--topic", "Another")
    assert again.exit_code == 1
    assert again.output == f"{tmp_path / 'events.yaml'} exists already; nothing was written. Name another folder.\n"
    assert (tmp_path / "events.yaml").read_bytes() == before


def test_this_repository_uses_the_workflows_that_are_written_for_others() -> None:
    for place, text in workflow_files(".").items():
        assert (ROOT / place).read_text("utf-8") == text


def test_workflows_are_yaml_and_use_commands_that_there_are() -> None:
    for place, text in workflow_files("policy-timeline").items():
        assert yaml.safe_load(text)["name"], place
        for command, words in re.findall(r"policy-timeline (\w+)([^\n|]*)", text):
            options = re.findall(r" (--[\w-]+)", words)
            if command in main.commands:
                known = {name for option in main.commands[command].params for name in option.opts}
                assert set(options) <= known, command
    assert {place.rpartition("/")[2] for place in workflow_files("x")} == {*WORKFLOWS, *FORMS}


def test_the_forms_ask_for_what_an_import_reads() -> None:
    for place, text in workflow_files("x").items():
        if "ISSUE_TEMPLATE" in place:
            labels = [part["attributes"]["label"] for part in yaml.safe_load(text)["body"]]
            assert set(labels) <= set(FIELDS)
