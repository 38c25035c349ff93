from __future__ import annotations

import pytest

from app.data import parsing
from app.data.parsing import parse
from app.data.problems import DatasetError

BENT = "is not indented as the lines that it belongs with. Begin it below them."


@pytest.fixture(params=["CBaseLoader", "BaseLoader"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs each test with libyaml and without."""
    import yaml

    monkeypatch.setattr(parsing, "Loader", getattr(yaml, request.param))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n  b: 1\n\tc: 2\n", "3: is indented by a tab. Use blanks, as the lines around it do."),
        (
            "events:\n  - id: x\n    title: The act: a rule\n",
            "3: x: a colon and a blank stand within a text. Put the text in quotation marks.",
        ),
        ("a:\n  b: 1\n c: 2\n", f"3: {BENT}"),
        ("events:\n  - id: x\n   date: y\n", f"3: x: {BENT}"),
        (
            'a: "b\nc: d\ne: f\n',
            "1: a quotation mark opens here and is never closed. Close it, or put the text in the other kind.",
        ),
        ("a: {b: 1 c: 2}\n", "1: the bracket that opens on line 1 lacks a comma or its '}' before this."),
        ("a: [1, 2\nb: 3\n", "2: the bracket that opens on line 1 lacks a comma or its ']' before this."),
        ("a: @b\n", "1: a text must not begin with '@'. Put it in quotation marks."),
        ("a: `b\n", "1: a text must not begin with '`'. Put it in quotation marks."),
        (
            "a: b\nc\nd: e\n",
            "2: is neither a field with its value nor an entry of a list. Is a colon or a blank missing?",
        ),
        ('a: "b" c\n', "1: something stands after the closing quotation mark. Put all of the value in one pair."),
        ("a: - b\n", "1: an entry of a list ('- ') must begin on a line of its own."),
    ],
)
def test_what_is_no_yaml_is_told_with_its_record_and_cure(text: str, message: str) -> None:
    with pytest.raises(DatasetError) as refused:
        parse(text, "f.yaml")
    assert str(refused.value) == f"f.yaml:{message}\n1 problem"


@pytest.mark.parametrize("value", ["Senate passes bill #1705", "Room #a"])
def test_a_value_that_a_number_sign_cut_is_a_problem(value: str) -> None:
    found = parse(f"events:\n  - id: x\n    label: {value}\n", "f.yaml").problems
    assert [str(problem) for problem in found] == [
        "f.yaml:3: x: a blank and '#' begin a comment, so that this value ends before them; put it in quotation marks."
    ]


@pytest.mark.parametrize(
    "line",
    [
        "label: x  # a comment",
        'label: "bill #1705"',
        "label: |\n      title: bill #1705",
        "label: bill#1705",
        "# label: x #1",
    ],
)
def test_a_number_sign_that_cuts_nothing_is_fine(line: str) -> None:
    assert parse(f"events:\n  - id: x\n    {line}\n", "f.yaml").problems == []
