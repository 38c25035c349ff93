from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from app.cli.new_command import KINDS
from app.data.checks.rules import with_warnings
from app.data.editing import insert
from app.data.loading import load_checked_text, load_dataset, load_text
from app.data.parsing import parse
from app.data.problems import DatasetError
from app.data.record_template import KINDS_OF_RECORD, Words, record_template
from app.data.schema import Dataset, Event
from tests.conftest import TARIFFS

EVENTS = Path(__file__).parent.parent.parent / "events.yaml"
TODAY = dt.date(2026, 11, 24)


@cache
def dataset_of(file: Path) -> Dataset:
    return load_dataset(file)


@pytest.mark.parametrize("file", [EVENTS, TARIFFS])
@pytest.mark.parametrize("whole", [False, True])
def test_the_template_passes_the_checks_as_a_draft_at_the_end(file: Path, whole: bool) -> None:
    text = file.read_text("utf-8")
    before = dataset_of(file)
    lines = record_template("event", Words.of(text), {"draft": True}, TODAY)
    if whole:  # with every optional field in use
        names = tuple(f"  # {name}:" for name in Event.model_fields)
        lines = [line.replace("# ", "", 1) if line.startswith((*names, "  #   - ")) else line for line in lines]
    host = "www.reuters.com" if "\npublishers:" in text else "example.org"  # of a publisher that the file declares
    lines = [line.replace("example.org", host) for line in lines]
    record = parse("\n".join(lines), "").value[0]
    after = load_text(insert(text, "events", record, written=lines))
    added = after.by_id["a-new-event"]
    assert [event.id for event in after.events if event != added] == [event.id for event in before.events]
    assert bool(added.conflicts) is bool(added.relations) is whole


def with_template(kind: str, **given: object) -> str:
    """The tariffs with the template of a record in it."""
    text = TARIFFS.read_text("utf-8")
    lines = record_template(kind, Words.of(text), given, TODAY)
    return insert(text, KINDS_OF_RECORD[kind][0], parse("\n".join(lines), "").value[0], written=lines)


UNTOUCHED = {
    "event": ["label", "title", "summary", "sources.url", "sources.publisher"],
    "actor": ["name"],
    "measure": ["title"],
    "track": ["label", "why"],
    "story": ["title", "steps.text"],
    "publisher": ["name", "hosts"],
}


@pytest.mark.parametrize("kind", KINDS_OF_RECORD)
def test_each_text_of_an_untouched_template_is_a_problem(kind: str) -> None:
    with pytest.raises(DatasetError) as refused:
        load_text(with_template(kind))
    messages = [problem.message for problem in refused.value.problems if "template" in problem.message]
    assert messages == [f"'{field}' is still the text of the template; write your own." for field in UNTOUCHED[kind]]


def test_within_a_draft_the_texts_of_the_template_are_warned_of() -> None:
    checked = load_checked_text(with_template("event", draft=True), with_warnings(TODAY))
    messages = [problem.message for problem in checked.warnings if "template" in problem.message]
    assert messages == [f"'{field}' is still the text of the template; write your own." for field in UNTOUCHED["event"]]


def test_a_text_that_is_only_announced_is_warned_of() -> None:
    text = TARIFFS.read_text("utf-8").replace("why: ", 'why: "To be written: what belongs here." # ', 1)
    messages = [problem.message for problem in load_checked_text(text, with_warnings(TODAY)).warnings]
    assert "'why' is still to be written." in messages


def test_the_command_names_every_kind() -> None:
    assert tuple(KINDS_OF_RECORD) == KINDS


@pytest.mark.parametrize("kind", KINDS_OF_RECORD)
@pytest.mark.parametrize("text", ["", "events: [", "[]", "dataset: 3\nevents: [3, {id: x}]", EVENTS.read_text("utf-8")])
def test_each_kind_has_a_template_whatever_the_file_holds(kind: str, text: str) -> None:
    lines = record_template(kind, Words.of(text), {}, TODAY)
    record = parse("\n".join(lines), "").value[0]
    assert lines[0].startswith("# ")
    assert lines[1].startswith("- id: ")
    assert record["id"] not in text


def test_what_is_given_stands_in_the_template_and_names_it() -> None:
    given = {"title": "The agency proposed a rule.", "measure": "chip-act", "draft": True}
    record = parse("\n".join(record_template("event", Words(), given, TODAY)), "").value[0]
    assert (record["id"], record["measure"], record["draft"], record["date"]) == (
        *("the-agency-proposed-a-rule", "chip-act", "true", "2026-11-24"),
    )


OPTIONAL = {
    "actor": ["country", "aliases"],
    "measure": ["numbers", "sponsor", "summary", "planned"],
    "track": ["side"],
    "story": [],
    "publisher": ["country", "house"],
}


@pytest.mark.parametrize("kind", OPTIONAL)
def test_what_a_record_can_do_without_is_commented_out(kind: str) -> None:
    lines = record_template(kind, Words(), {}, TODAY)
    assert re.findall(r"^  # (\w+):", "\n".join(lines), re.MULTILINE) == OPTIONAL[kind]


def test_of_an_event_the_fields_stand_out_that_it_needs() -> None:
    lines = record_template("event", Words(), {}, TODAY)
    plain = re.findall(r"^(?:- |  )(\w+):", "\n".join(lines), re.MULTILINE)
    assert plain == [name for name in Event.model_fields if Event.needs(name) or name == "summary"]
