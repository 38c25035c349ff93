from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest

from app.data.loading import load_dataset, load_text
from app.data.problems import DatasetError
from app.data.schema import Dataset, Event
from app.data.vocabulary import KINDS
from tests.factories import SUMMARY, dataset, event, text

BROKEN = Path(__file__).parent / "broken.yaml"


def problems(yaml_text: str) -> list[str]:
    with pytest.raises(DatasetError) as error:
        load_text(yaml_text)
    return [f"{problem.record}: {problem.message}" for problem in error.value.problems]


def test_a_correct_file_becomes_a_dataset() -> None:
    loaded = load_text(text(event(significance="3", date="2025-08")))
    assert loaded.events[0].significance == 3
    assert loaded.events[0].date.words == "August 2025"


def test_a_broken_file_gives_all_its_problems_in_one_run() -> None:
    with pytest.raises(DatasetError) as error:
        load_dataset(BROKEN)
    assert [str(problem).removeprefix(f"{BROKEN}:") for problem in error.value.problems] == [
        "5: dataset: 'dataset.coverage.through' must be a plain day such as 2025-07-31, got '2025-12'.",
        "7: beijing: 'place' must be one of above, between, below; got 'under'.",
        "9: cn-tightens: 'side' refers to 'beijin', which is not in sides.",
        "13: regulator: 'country' must be a country's code of ISO 3166 in lower case, such as us; got 'China'.",
        "14: idle: no event uses 'idle'; remove it or use it.",
        "16: First Act: 'id' must be lower-case letters, digits and single hyphens, such as chip-act-2025; "
        "got 'First Act'. Did you mean 'first-act'?",
        "17: First Act: 'date' must be a day of the calendar, got '2025-02-30'.",
        "18: First Act: 'label' must have at most 42 characters, got 50: "
        "'A label that is far too long for the chart to show'.",
        "19: First Act: 'title' must be a sentence that ends with a full stop.",
        "22: First Act: 'kind' must be one of rule, licence, guidance, summons, investigation, penalty, "
        "bill-step, hearing, statement, commentary, product-launch, purchase, earnings, ipo, supply, court-case, "
        "seizure, technical-finding, negotiation, report; got 'rul'. Did you mean 'rule'?",
        "26: First Act: 'significance' must be one of 3, 2, 1; got '4'.",
        "27: First Act: 'actors' is missing.",
        "29: First Act: unknown field 'colour'.",
        "30: First Act: unknown field 'sumary'. Did you mean 'summary'?",
        "36: second-act: 'track' refers to 'scrutny', which is not in tracks. Did you mean 'scrutiny'?",
        "42: second-act: 'actors' must be a list, got 'regulator'.",
        "45: second-act: 'sources.url' is missing; for what has no address, say in 'document' what it is.",
    ]


def test_rules_run_on_the_records_that_have_the_right_shape() -> None:
    wrong = event(id="wrong", kind="rul")
    later = event(id="later", track="scrutny", relations=[{"type": "responds_to", "event": "wrong", "basis": "stated"}])
    first, second = problems(text(wrong, later))
    assert first.startswith("wrong: 'kind' must be one of rule, licence,")
    assert second == "later: 'track' refers to 'scrutny', which is not in tracks. Did you mean 'scrutiny'?"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": ""}, "'label' is missing."),
        ({"label": ["x"]}, "'label' must be text, got a list."),
        ({"summary": {"a": "b"}}, "'summary' must be text, got a mapping."),
        ({"sources": []}, "'sources' is missing."),
        ({"sources": "x"}, "'sources' must be a list, got 'x'."),
        ({"sources": ["x"]}, "'sources' must be a mapping, got 'x'."),
        ({"date": ["2025"]}, "'date' must be text, got ['2025']."),
        (
            {"figures": [{"name": "a", "value": "many", "unit": "USD"}]},
            "'figures.value' must be a number, got 'many'.",
        ),
    ],
)
def test_a_wrong_type_is_one_clear_message(changes: dict[str, object], message: str) -> None:
    assert problems(text(event(**changes))) == [f"first-act: {message}"]


@pytest.mark.parametrize("value", ["just text", "[1, 2]", "events: x", "dataset: []", "events: {a: b}"])
def test_a_file_of_another_shape_is_refused_without_a_traceback(value: str) -> None:
    assert problems(value)


@pytest.mark.parametrize("section", list(dataset()))
@pytest.mark.parametrize("value", ["text", [], {}, ["text"], [[]], [{}], {"a": "b"}])
def test_no_section_of_a_wrong_type_passes_or_breaks(section: str, value: object) -> None:
    assert problems(text(**{section: value}))


def test_the_collector_runs_again_after_a_load_however_it_ends() -> None:
    assert gc.isenabled()
    load_text(text())
    assert gc.isenabled()
    problems("events: x")
    assert gc.isenabled()


def test_a_problem_of_one_event_among_right_ones_has_its_line_and_id() -> None:
    file = text(event(), event(id="b", title="A court acted.", kind="rul"), event(id="c", title="A firm sued."))
    with pytest.raises(DatasetError) as error:
        load_text(file)
    (problem,) = error.value.problems
    assert (problem.record, file.splitlines()[problem.line - 1]) == ("b", "  kind: rul")


def test_a_wild_id_names_no_record() -> None:
    (problem,) = problems(text(event(sources=event()["sources"], id="\x1b[2Jowned\n::error::x")))
    assert problem.startswith("events: 'id' must be lower-case letters, ")
    assert problem.isprintable()


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 (a control character)"),
        ("\x1b", "U+001B (a control character)"),
        ("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("\u2066", "U+2066 (LEFT-TO-RIGHT ISOLATE)"),
        ("\uffff", "U+FFFF (no character)"),
    ],
)
@pytest.mark.parametrize("field", ["label", "title", "summary", "date_note", "conflicts"])
def test_what_cannot_be_shown_is_refused_in_every_text(field: str, character: str, name: str) -> None:
    value = SUMMARY.replace(" ", f" {character}x ", 1)[: 42 if field == "label" else None]
    value = f"A{character}ct." if field == "title" else value
    assert problems(text(event(**{field: value}))) == [
        f"first-act: {field!r} holds {name}, which cannot be shown as text; remove it."
    ]


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (
            "  label: The",
            "  l\u0430bel: The",
            ["unknown field 'l\u0430bel'. It holds U+0430 (CYRILLIC SMALL LETTER A); write 'a'. Did you mean 'label'?"],
        ),
        ("  kind: primary", "  knd: primary", ["unknown field 'knd'. Did you mean 'kind'?"]),
        (
            "kind: rule",
            "kind: rul\u0435",
            [
                "'kind' must be a word in lower case, such as bill-step; got 'rul\u0435'. "
                "It holds U+0435 (CYRILLIC SMALL LETTER IE); write 'e'."
            ],
        ),
        (
            "- regulator\n  sources",
            "- regulator other\n  sources",
            [
                "'actors' must be lower-case letters, digits and single hyphens, such as chip-act-2025; "
                "got 'regulator other'. Did you mean 'regulator-other'?"
            ],
        ),
        (
            "id: regulator\n  name: Regulator\n  kind: government\n  country: cn",
            "{id: regulator, name: Regulator, the body, kind: government}",
            ["'the body' is no field: a comma within { } ends a text. Put the whole text in quotation marks."],
        ),
        (
            "id: scrutiny",
            "id: scrutny",
            ["'track' refers to 'scrutiny', which is not in tracks. Did you mean 'scrutny'?"],
        ),
        ("finding: One side acted.", "finding:", ["'dataset.finding' must not be empty."]),
        (
            "jurisdiction: cn",
            "jurisdiction: xx",
            ["'jurisdiction' must be a country's code of ISO 3166 in lower case, such as us; got 'xx'."],
        ),
        (
            "through: '2025-12-31'",
            "through: '9999-12-31'",
            [
                "'dataset.coverage.through' must lie within the years 1000 to 9998, which can be drawn, "
                "got '9999-12-31'."
            ],
        ),
        ("kind: rule", "kind: zebra", [f"'kind' must be one of {', '.join(KINDS)}; got 'zebra'."]),
    ],
)
def test_one_mistake_is_one_problem_at_its_cause(old: str, new: str, messages: list[str]) -> None:
    """What only follows from it is not told, and nothing far is offered."""
    assert old in text()
    with pytest.raises(DatasetError) as refused:
        load_text(text().replace(old, new, 1))
    assert [problem.message for problem in refused.value.problems] == messages


def test_all_problems_of_a_record_are_told_in_one_run_and_what_names_it_is_not_blamed() -> None:
    second = event(
        id="second",
        date="2025-08-01",
        title="A court heard another matter.",
        relations=[{"type": "amends", "event": "first-act", "basis": "stated"}],
    )
    wrong = event(id="First Act", date="2025-13", kind="rul", significance="9", actors=["nobody"], more="y")
    wrong["sources"][0]["url"] = "https://example.org/first-act"
    with pytest.raises(DatasetError) as refused:
        load_text(text(wrong, second))
    found = [(problem.record, problem.message.split("'")[1]) for problem in refused.value.problems]
    fields = ("id", "date", "kind", "significance", "actors", "more")
    assert found == [("First Act", field) for field in fields]


def test_what_is_wrong_with_right_fields_is_told_beside_a_wrong_one() -> None:
    page = {"url": "https://stage.example.org/a", "publisher": "Name of the outlet", "kind": "primary"}
    wrong = event(kind="rul", significance="9", title="It acted", sources=[page, page])
    with pytest.raises(DatasetError) as refused:
        load_text(text(wrong, event(id="b", date="2025-08-01", title="A court heard another matter.")))
    assert [problem.message.partition(" (")[0] for problem in refused.value.problems] == [
        "'title' must be a sentence that ends with a full stop.",
        f"'kind' must be one of {', '.join(KINDS)}; got 'rul'. Did you mean 'rule'?",
        "'significance' must be one of 3, 2, 1; got '9'.",
        "the page https://stage.example.org/a is cited 2 times.",
        *(
            "'stage.example.org' is a staging host; cite the outlet's public page.",
            "'sources.publisher' is still the text of the template; write your own.",
        )
        * 2,
    ]


def test_no_message_holds_a_regular_expression() -> None:
    wrong = [event(**{name: "?"}) for name in Event.model_fields]
    with pytest.raises(DatasetError) as refused:
        load_text(text(*wrong, actors=[{"id": "?", "name": "x", "kind": "?", "names": {"?": "x"}}]))
    assert not [
        problem for problem in refused.value.problems if re.search(r"[\^$]|\[a-z]|\)\?|\[key\]", problem.message)
    ]


def test_without_a_path_the_published_dataset_is_loaded(published: Dataset) -> None:
    assert load_dataset().digest == published.digest
