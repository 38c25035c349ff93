"""Whatever a file holds, it is read within bounds: as a dataset that draws, lists and exports, or as problems."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from itertools import pairwise

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from app.analysis.frames import event_frame
from app.analysis.tabs import TABS
from app.analysis.view import LANES, View
from app.dashboard.answers import Question, answer
from app.dashboard.snapshot import Snapshot
from app.data import parsing
from app.data.loading import load_text
from app.data.parsing import decode
from app.data.problems import DatasetError
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import FORMATS
from app.figures.timeline import timeline_figure
from app.pages.templates import json_in_html
from tests.factories import event, text
from tests.mutations import bases, spoilt_bytes, spoilt_records, spoilt_tokens

NAME = "f.yaml"
TODAY = dt.date(2026, 11, 24)
EXAMPLES = int(os.environ.get("TIMELINE_EXAMPLES", "45"))  # more of them for a longer look
NO_LINE = {"is empty."}  # of which nothing stands on any line
# What writes a dataset; each format belongs here.
EXPORTS = ("html", "csv", "json", "ics", "bib", "ris", "csl-json", "md", "timelinejs", "parquet")  # without a browser


def look() -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The bounds of a property: the same examples in each run, and no clock."""
    return settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def outcome(content: bytes) -> str:
    """Read a file and use it as every part of the program would; "read", or the first problem."""
    try:
        dataset = load_text(decode(content, NAME), NAME)
    except DatasetError as error:
        problems = error.problems
    else:
        use(dataset)
        return "read"
    for problem in problems:
        assert problem.file == NAME
        assert 1 <= problem.line <= content.count(b"\n") + 1 or problem.message in NO_LINE, problem
        assert problem.message.endswith((".", "?")), problem
        assert str(problem).isprintable(), problem
        assert len(str(problem)) < 1_000, problem
    return str(problems[0])


def use(dataset: Dataset) -> None:
    """Draw, list and export; anything that goes wrong here passed the checks and should not have."""
    snapshot = Snapshot.of(dataset)
    for lanes in LANES:
        json.loads(timeline_figure(event_frame(dataset), dataset, lanes=lanes).to_json())
    for tab in TABS:
        json_in_html(answer(snapshot, Question(query=f"tab={tab}&event={dataset.events[0].id}"), TODAY))
    assert snapshot.fragments.listing(snapshot.tables.events, whole=True).count("<article") == len(dataset.events)
    for name in EXPORTS:
        assert FORMATS[name].content(Extract.of(dataset, View(), TODAY))


def test_the_files_to_spoil_are_correct() -> None:
    assert [outcome(base.encode()) for base in bases()] == ["read"] * len(bases())


@look()
@given(content=spoilt_bytes())
def test_a_file_with_spoilt_bytes_is_read_or_refused(content: bytes) -> None:
    outcome(content)


@look()
@given(content=spoilt_tokens())
def test_a_file_with_spoilt_tokens_is_read_or_refused(content: bytes) -> None:
    outcome(content)


@look()
@given(content=spoilt_records())
def test_a_file_with_spoilt_records_is_read_or_refused(content: bytes) -> None:
    outcome(content)


GOOD = text()
LINES = GOOD.count("\n")
BOMB = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (BOMB, "f.yaml:1: anchors and aliases (& and *) are not allowed; write the value out."),
        ("a: &a\n  b: *a\n", "f.yaml:1: anchors and aliases (& and *) are not allowed; write the value out."),
        ("<<: *base\n", "f.yaml:1: anchors and aliases (& and *) are not allowed; write the value out."),
        (
            "a:\n  - !!python/object/apply:os.system [x]\n",
            "f.yaml:2: tags (!) are not allowed; write a plain value.",
        ),
        ("a: !!binary aGk=\n", "f.yaml:1: tags (!) are not allowed; write a plain value."),
        ("[" * 19_000, "f.yaml:1: is nested deeper than 12 levels."),
        ("{a: " * 4_000, "f.yaml:1: is nested deeper than 12 levels."),
        ("- " * 9_000, "f.yaml:1: is nested deeper than 12 levels."),
        ("\n".join("  " * depth + "a:" for depth in range(3_000)), "f.yaml:13: is nested deeper than 12 levels."),
        ("a: " + "x" * 2_000_000, "f.yaml:1: the line has 2000003 characters, more than 20000."),
        ("a: 1\n---\nb: 2\n", "f.yaml:2: only one document (---) is allowed."),
        ("", "f.yaml: is empty."),
        ("\ufeff", "f.yaml: is empty."),
        ("# nothing\n\n", "f.yaml: is empty."),
        ("null\n", "f.yaml:1: 'the file' must be a mapping, got 'null'."),
        ("- a\n", "f.yaml:1: 'the file' must be a mapping, got a list."),
        ("a\x00b", "f.yaml:1: holds the character U+0000, which YAML does not allow; remove it."),
        ("a:\n\t- b\n", "f.yaml:2: is indented by a tab. Use blanks, as the lines around it do."),
        ("---", "f.yaml:1: 'the file' must be a mapping, got ''."),
        ("[", "f.yaml:1: a bracket opens here and is never closed. Close it."),
        (
            'a: "open\n',
            "f.yaml:1: a quotation mark opens here and is never closed. Close it, or put the text in the other kind.",
        ),
        ("a: b: c\n", "f.yaml:1: a colon and a blank stand within a text. Put the text in quotation marks."),
        ("%FOO\n---\na: 1\n", "f.yaml:1: YAML: found unknown directive name."),
        ("? [a]\n: b\n", "f.yaml:1: dataset: 'dataset' is missing."),
    ],
)
def test_what_attacks_a_parser_is_refused_by_its_line(content: str, problem: str) -> None:
    assert outcome(content.encode()) == problem


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (GOOD.encode("utf-16"), "f.yaml:1: is not UTF-8 text (byte 0xff)."),
        (GOOD.encode() + b"# \xc3\x28", f"f.yaml:{LINES + 1}: is not UTF-8 text (byte 0xc3)."),
        (GOOD.encode() + b"# \xed\xa0\x80", f"f.yaml:{LINES + 1}: is not UTF-8 text (byte 0xed)."),
        (GOOD.encode() + b"# \xf4\x90\x80\x80", f"f.yaml:{LINES + 1}: is not UTF-8 text (byte 0xf4)."),
        (b"\x89PNG\r\n\x1a\n\x00", "f.yaml:1: is not UTF-8 text (byte 0x89)."),
        (b"PK\x03\x04", "f.yaml:1: holds the character U+0003, which YAML does not allow; remove it."),
    ],
)
def test_what_is_no_text_is_refused_by_its_line(content: bytes, problem: str) -> None:
    assert outcome(content) == problem


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.rstrip("\n").encode(),
        GOOD.replace("\n", " # note\n", 1).encode(),
        b"%YAML 1.1\n---\n" + GOOD.encode() + b"...\n",
        json.dumps(yaml.load(GOOD, yaml.CBaseLoader), indent=1).encode(),  # noqa: S506  JSON is YAML
    ],
)
def test_the_same_file_in_another_dress_is_read(content: bytes) -> None:
    assert outcome(content) == "read"
    assert load_text(decode(content, NAME)) == load_text(GOOD)


ODD_WORDS = (
    "NO",
    "yes",
    "1:30",
    "0o7",
    "0x1F",
    "1_000",
    "1e3",
    "~",
    "null",
    "2025-07-31",
    "=",
    "<<",
    ".inf",
    "é\u00a0x",
)


@pytest.mark.parametrize("word", ODD_WORDS)
@pytest.mark.parametrize("style", ["{}", "'{}'", '"{}"', "|-\n      {}", ">-\n      {}", "|\n      {}", ">\n      {}"])
def test_a_word_stays_the_word_in_every_style_of_scalar(word: str, style: str) -> None:
    changed = GOOD.replace("label: The first act", f"label: {style.format(word)}")
    assert load_text(changed).events[0].label == word


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, yaml.BaseLoader])
def test_a_key_of_merging_is_a_key_like_others(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "Loader", loader)
    assert outcome(f"<<: {{title: x}}\n{GOOD}".encode()) == "f.yaml:1: <<: unknown field '<<'."


@pytest.mark.parametrize("value", ["inf", "nan", "-inf", "1e999"])
def test_an_endless_number_is_no_number(value: str) -> None:
    figures = f"  figures:\n  - {{name: a, value: {value}, unit: b}}\n"
    content = GOOD.replace("  sources:\n", f"{figures}  sources:\n")
    assert outcome(content.encode()) == f"f.yaml:43: first-act: 'figures.value' must be a number, got {value!r}."


MANY = 600


def crowd(**changes: Callable[[int], object]) -> bytes:
    """A file of many events, each changed by its number."""
    template, written = event(), []
    for number in range(MANY):
        made = template | {"id": f"e{number}", "sources": [template["sources"][0] | {"url": f"https://e.org/{number}"}]}
        written.append(json.dumps(made | {key: make(number) for key, make in changes.items()}))
    head = GOOD.partition("events:\n")[0]
    return f"{head}events:\n{''.join(f'- {line}{chr(10)}' for line in written)}".encode()


def same_source(number: int) -> object:
    return [{"url": "https://example.org/same", "publisher": "Example", "kind": "primary", "title": f"{number}"}]


def link_to(target: int) -> list[dict[str, str]]:
    return [{"type": "responds_to", "event": f"e{target % MANY}", "basis": "stated"}]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sources": same_source}, "e1: this seems to be 'e0' again: same date and source, similar title."),
        ({"sources": same_source, "title": lambda n: f"{'xyz'[n % 3] * (n % 90)} {n}."}, "seems to be"),
        ({"actors": lambda n: [f"nobody-{n}"]}, "e0: 'actors' refers to 'nobody-0', which is not in actors."),
        ({"relations": lambda n: link_to(n + 1)}, "e0: the relations run in a circle: e0 -> e1 -> e2"),
        ({"relations": lambda n: link_to(n + 1) + link_to(n + 2)}, "e0: the relations run in a circle: e0 -> e1"),
        ({"kind": lambda n: f"rul{n}"}, "e0: 'kind' must be one of rule, licence"),
        ({"id": lambda _: "same"}, "same: the id 'same' is taken by an earlier record."),
    ],
)
def test_no_rule_takes_the_square_of_the_size(changes: dict[str, Callable[[int], object]], problem: str) -> None:
    """Each of these took minutes with rules that compared every event with every other."""
    with pytest.raises(DatasetError) as error:
        load_text(crowd(**changes).decode())
    assert problem in str(error.value)
