"""The JSON Schema that editors use, against `check`: both accept and refuse alike what a form can tell."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from app import resources
from app.data.json_schema import json_schema
from app.data.loading import load_text
from app.data.problems import DatasetError
from app.data.vocabulary import KINDS
from tests.conftest import TARIFFS
from tests.factories import as_text, dataset, event


class AsEditors(yaml.SafeLoader):
    """Reads YAML as editors do, by its core schema: dates are texts, `no` is a text, 2025 is a number."""


AsEditors.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("bool", r"true|false|True|False", "tfTF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+", "-+.0123456789"),
    ("null", r"null|~|", ["n", "~", ""]),
):
    AsEditors.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{form})$"), list(first))

AsEditors.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))

SCHEMA = Draft202012Validator(json_schema())


def in_editors(text: str) -> bool:
    """Whether an editor finds nothing wrong with a file."""
    return bool(SCHEMA.is_valid(yaml.load(text, AsEditors)))  # noqa: S506  a safe loader


def in_check(text: str) -> bool:
    """Whether `check` finds nothing wrong with it."""
    try:
        load_text(text)
    except DatasetError:
        return False
    return True


def without(record: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def source(**changes: Any) -> list[dict[str, Any]]:
    return [event()["sources"][0] | changes]


DRAFT = {"id": "a-draft", "date": "2025-08-01", "label": "A draft", "draft": True}
LANE = {"id": "other", "label": "Other", "side": "beijing", "why": "Others."}
OTHER = event(id="other-act", date="2025-09-01", title="A court heard another matter.", track="other")
FIGURE = {"name": "Duty", "value": 25, "unit": "percent"}

ACCEPTED: dict[str, dict[str, Any]] = {
    "a correct file": dataset(),
    "a draft that lacks all but its name": dataset(event(), DRAFT),
    "a whole file of drafts": dataset(without(DRAFT, "draft")) | {"dataset": dataset()["dataset"] | {"draft": True}},
    "the only track left out": dataset(without(event(), "track")),
    "no directions": without(
        dataset(without(event(), "direction"), tracks=[without(LANE, "side")]), "sides", "directions"
    )
    | {"tracks": [without(dataset()["tracks"][0], "side")]},
    "no summary": dataset(without(event(), "summary")),
    "a year": dataset(event(date="2025")),
    "an open end": dataset(event(date="2025-07-31/..")),
    "an approximate month": dataset(event(date="2025-07~")),
    "a label that is a number": dataset(event(label="2025")),
    "a document without an address": dataset(event(sources=[without(source()[0], "url") | {"document": "A letter."}])),
    "a page of http": dataset(event(sources=source(url="http://example.org/a"))),
    "Norway": dataset(event(jurisdiction="no")),
    "figures": dataset(event(figures=[FIGURE, FIGURE | {"name": "Share", "value": 2.5}])),
    "a word of its own": dataset(event(kind="release"))
    | {"vocabularies": {"kinds": [{"id": "release", "label": "Release"}]}},
}
REFUSED: dict[str, dict[str, Any]] = {
    **{
        f"no {name}": dataset(without(event(), name))
        for name in ("id", "date", "label", "title", "kind", "direction", "status", "significance", "actors", "sources")
    },
    "one of two tracks left out": dataset(without(event(), "track"), OTHER, tracks=[*dataset()["tracks"], LANE]),
    "no actor": dataset(event(actors=[])),
    "no source": dataset(event(sources=[])),
    "an empty label": dataset(event(label="")),
    "a source that is nowhere": dataset(event(sources=[without(source()[0], "url")])),
    "a source without a publisher": dataset(event(sources=[without(source()[0], "publisher")])),
    "an address without a host": dataset(event(sources=source(url="https://"))),
    "an address with a user": dataset(event(sources=source(url="https://a@example.org/"))),
    "another scheme": dataset(event(sources=source(url="ftp://example.org/a"))),
    "an unknown field": dataset(event(titel="X.")),
    "an unknown kind": dataset(event(kind="rul")),
    "an unknown status": dataset(event(status="sure")),
    "an unknown stage": dataset(event(stage="begun")),
    "an unknown kind of relation": dataset(event(relations=[{"type": "answers", "event": "x", "basis": "stated"}])),
    "a kind in capitals": dataset(event(kind="Rule")),
    "an id with a blank": dataset(event(id="first act")),
    "a month too many": dataset(event(date="2025-13")),
    "a year too early": dataset(event(date="0999")),
    "a country that is none": dataset(event(jurisdiction="xx")),
    "a long label": dataset(event(label="x" * 43)),
    "a vote in words": dataset(event(vote="many")),
    "a draft that is no draft": dataset(event(draft="maybe")),
    "tags without a list": dataset(event(tags="a")),
    "a field without a value": dataset(event(measure=None)),
    "a figure without a unit": dataset(event(figures=[without(FIGURE, "unit")])),
    "a figure in words": dataset(event(figures=[FIGURE | {"value": "many"}])),
    "an empty note": dataset(event(date_note=None)),
    "a colour by its name": dataset(tracks=[dataset()["tracks"][0] | {"colour": "red"}]),
    "a blank finding": dataset() | {"dataset": dataset()["dataset"] | {"finding": " "}},
    "no coverage": dataset() | {"dataset": without(dataset()["dataset"], "coverage")},
    "no events": without(dataset(), "events"),
    "no tracks": without(dataset(), "tracks"),
    "a side without a place": dataset(sides=[without(dataset()["sides"][0], "place")]),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_editor_accepts_what_check_accepts(name: str) -> None:
    text = written(ACCEPTED[name])
    assert in_check(text)
    assert in_editors(text)


@pytest.mark.parametrize("name", REFUSED)
def test_an_editor_refuses_what_check_refuses(name: str) -> None:
    text = written(REFUSED[name])
    assert not in_check(text)
    assert not in_editors(text)


def written(file: dict[str, Any]) -> str:
    """A file as a curator writes it: numbers and truth without quotation marks."""
    text = as_text(file).replace("null", "")
    return re.sub(r"^( *(?:- )?(?:significance|date|label|value): )'([1-9]\d*)'$", r"\1\2", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", [resources.EVENTS, TARIFFS])
def test_an_editor_finds_nothing_in_the_published_files(path: Any) -> None:
    assert list(SCHEMA.iter_errors(yaml.load(path.read_text("utf-8"), AsEditors))) == []  # noqa: S506


def test_an_editor_offers_the_words_of_a_vocabulary() -> None:
    assert json_schema()["$defs"]["Event"]["properties"]["kind"]["anyOf"][0]["enum"] == list(KINDS)
