from __future__ import annotations

import pytest

from app.data import parsing
from app.data.parsing import parse
from app.data.problems import DatasetError

TWO_LINES = "events:\n  - id: x\n    "
OPEN = "a quotation mark opens here and is never closed. Close it, or put the text in the other kind."
COLON = "a colon and a blank stand within a text. Put the text in quotation marks."
DEEP = "is indented deeper than the field above it, and so counts as the rest of its text. Begin it below it."
NO_FIELD = (
    "no field can begin here, in the bracket that opens on line 1: put a comma before it, or the text into "
    "quotation marks."
)
NEITHER = "is neither a field with its value nor an entry of a list. Is a colon or a blank missing?"
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
        ("a: {b: 1 c: 2}\n", f"1: {NO_FIELD}"),
        ("a: {b: x: y, c: 2}\n", f"1: {NO_FIELD}"),
        ("a: {b: 1\nc: 2\n", "2: the bracket that opens on line 1 lacks a comma or its '}' before this."),
        ("a: [b, c\n", "1: a bracket opens here and is never closed. Close it."),
        (
            "a: [b, , c]\n",
            "1: a value is missing before this, in the bracket that opens on line 1. Write it, or take out the comma.",
        ),
        (
            "a: {b: Bill #1705, c: 2}\n",
            "1: a blank and '#' begin a comment, so that this value ends before them; put it in quotation marks.",
        ),
        ("events:\n  -\tid: x\n", "2: is indented by a tab. Use blanks, as the lines around it do."),
        (f"{TWO_LINES}date: y\n      label: z\n", f"4: x: {DEEP}"),
        (f'{TWO_LINES}title: "The act.\n    summary: It is a "rule".\n', f"3: x: {OPEN}"),
        (f"{TWO_LINES}title: 'The act.\n    summary: It isn't a rule.\n", f"3: x: {OPEN}"),
        (
            f"{TWO_LINES}summary: 'A rule\n      that wasn't one.'\n",
            "3: x: the quotation mark that opens here closes on line 4, and more follows. "
            "Double each mark of this kind within the text, or put the text in the other kind.",
        ),
        (
            f"{TWO_LINES}title: “The act: a rule.”\n",
            f"3: x: {COLON} It holds U+201C (LEFT DOUBLE QUOTATION MARK); write '\"'.",
        ),
        (f"{TWO_LINES}title：x\n    a: b\n", f"3: x: {NEITHER} It holds U+FF1A (FULLWIDTH COLON); write ':'."),
        (f"{TWO_LINES}title:\u00a0x\n    a: b\n", f"3: x: {NEITHER} It holds U+00A0 (NO-BREAK SPACE); write ' '."),
        ("a: [1, 2\nb: 3\n", "2: the bracket that opens on line 1 lacks a comma or its ']' before this."),
        ("a:\n  b: [\nc: d\n", "2: a bracket opens here and is never closed. Close it."),
        ("a: [\n", "1: a bracket opens here and is never closed. Close it."),
        ("a: [b, [c, d]\n\n", "1: a bracket opens here and is never closed. Close it."),
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


@pytest.mark.parametrize(
    "line",
    [
        "label: Senate passes bill #1705",
        "label: Room #a",
        "label: Senate passes\n      bill #1705",
        "numbers: [S. 1,\n      H.R. #2\n      ]",
        "numbers:\n      - S. 1 #2",
    ],
)
def test_a_value_that_a_number_sign_cut_is_a_problem(line: str) -> None:
    (found,) = parse(f"events:\n  - id: x\n    {line}\n", "f.yaml").problems
    assert (found.record, found.message) == (
        "x",
        "a blank and '#' begin a comment, so that this value ends before them; put it in quotation marks.",
    )
    assert found.line in (3, 4)


@pytest.mark.parametrize(
    "line",
    [
        "label: x  # a comment",
        'label: "bill #1705"',
        "label: |\n      title: bill #1705",
        "label: bill#1705",
        "# label: x #1",
        "tags: #none",
        "label: 'x' #1",
    ],
)
def test_a_number_sign_that_cuts_nothing_is_fine(line: str) -> None:
    assert parse(f"events:\n  - id: x\n    {line}\n", "f.yaml").problems == []
