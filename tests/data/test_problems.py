from __future__ import annotations

import json

import pytest

from app.data.problems import (
    MAX_WORDS,
    MOST_PROBLEMS,
    DatasetError,
    Problem,
    as_annotations,
    as_json,
    did_you_mean,
    listed,
    record_name,
    report,
    shortened,
)

LATER = Problem("f.yaml", 12, 3, "b", "is wrong: 100 %.")
EARLIER = Problem("f.yaml", 2, 1, "", "is empty.")


def test_problems_are_told_in_the_order_of_the_file_with_their_count() -> None:
    assert report([LATER, EARLIER]) == "f.yaml:2: is empty.\nf.yaml:12: b: is wrong: 100 %.\n2 problems"
    assert str(DatasetError([EARLIER])) == "f.yaml:2: is empty.\n1 problem"


def test_warnings_are_counted_apart() -> None:
    warning = Problem("f.yaml", 3, 1, "a", "is old.", "warning")
    assert report([warning]) == "f.yaml:3: warning: a: is old.\n1 warning"
    assert report([EARLIER, warning, warning]).endswith("\n1 problem, 2 warnings")
    assert as_annotations([warning]) == "::warning file=f.yaml,line=3,col=1::a: is old."
    assert json.loads(as_json([warning]))[0]["level"] == "warning"


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    assert str(Problem("f.yaml", 0, 0, "", "there is no such file.")) == "f.yaml: there is no such file."


def test_programs_get_lists_and_annotations() -> None:
    assert [problem["line"] for problem in json.loads(as_json([LATER, EARLIER]))] == [2, 12]
    assert as_annotations([LATER]) == "::error file=f.yaml,line=12,col=3::b: is wrong: 100 %25."


@pytest.mark.parametrize(("given", "hint"), [("ruel", " Did you mean 'rule'?"), ("zzz", "")])
def test_a_near_word_is_offered(given: str, hint: str) -> None:
    assert did_you_mean(given, ["rule", "licence"]) == hint


def test_a_long_value_is_cut() -> None:
    assert shortened("x" * 100, 10) == "'xxxxxxxx…"


def test_no_near_word_is_looked_for_among_too_many() -> None:
    assert did_you_mean("word-1", (f"word-{number}x" for number in range(MAX_WORDS))) == " Did you mean 'word-1x'?"
    assert did_you_mean("word-1", (f"word-{number}x" for number in range(MAX_WORDS + 1))) == ""


@pytest.mark.parametrize("name", ["\x1b[2J", "a\nb", "x" * 81, "a\u202eb", None, ["a"]])
def test_a_record_is_named_in_plain_characters_or_not_at_all(name: object) -> None:
    assert record_name(name) == ""
    assert record_name("First Act") == "First Act"


def test_after_some_hundred_problems_the_rest_is_counted() -> None:
    many = [Problem("f.yaml", line, 1, "", "is wrong.") for line in range(1, MOST_PROBLEMS + 41)]
    shown = listed(many)
    assert (
        str(shown[-1]) == f"f.yaml:{MOST_PROBLEMS}: warning: 40 further problems are not listed; correct these first."
    )
    assert report(shown).endswith(f"\n{MOST_PROBLEMS} problems, 1 warning")
    assert listed(many[:5]) == many[:5]
