"""The status words of measures: never more than their dated steps say."""

from __future__ import annotations

import datetime as dt

import pytest

from app.analysis.measure_status import Status, days_without_step, measure_status
from app.data.schema import Dataset
from tests.factories import event, loaded


def staged(stage: str) -> dict[str, str]:
    return {"stage": stage} if stage else {}


def of(kind: str, *stages: str, **changes: str) -> Status:
    """The status of a measure of a kind after steps with these stages."""
    events = [
        event(id=f"e{number}", date=f"2025-0{number}-01", measure="act", status="alleged", **staged(stage))
        for number, stage in enumerate(stages, 1)
    ]
    record = {"id": "act", "title": "The Act", "kind": kind, "jurisdiction": "us"} | changes
    dataset = loaded(*events, measures=[record])
    return measure_status(dataset.measures[0], dataset.events, dataset)


@pytest.mark.parametrize(
    ("kind", "stages", "word"),
    [
        ("bill", ["introduced", "introduced"], "In committee"),
        ("bill", ["introduced", "committee-passed", "introduced"], "Passed committee"),
        ("bill", ["passed-house", ""], "Passed one house"),
        ("bill", ["passed-house", "passed-senate"], "Passed both houses"),
        ("bill", ["passed-senate", "enacted"], "Law"),
        ("bill", ["passed-senate", "dropped"], "Dropped"),
        ("rule", ["proposed", "published"], "Published"),
        ("rule", ["published", "effective"], "In force"),
        ("rule", ["published", "amended"], "In force, as amended"),
        ("rule", ["published", "suspended"], "Suspended"),
        ("rule", ["published", "amended", "suspended"], "In force in part"),
        ("licence", ["effective", "rescinded"], "Rescinded"),
        ("probe", ["opened", "preliminary-finding"], "Preliminary finding"),
        ("court-case", ["charged", ""], "Charged; no sentence known"),
        ("court-case", ["charged", "pleaded"], "Pleaded; no sentence known"),
        ("court-case", ["charged", "sentenced"], "Sentenced"),
        ("programme", ["proposed", "introduced"], "Proposed"),
        ("rule", ["", ""], "No stage known"),
    ],
)
def test_the_word_follows_from_the_stages(kind: str, stages: list[str], word: str) -> None:
    assert of(kind, *stages).word == word


def test_what_can_have_changed_since_is_said_to_be_unknown() -> None:
    assert of("rule", "effective").words == "In force, 1 January 2025; unknown after 31 December 2025"
    assert of("licence", "effective", "rescinded").words == "Rescinded, 1 February 2025"


def test_a_bill_stands_since_its_furthest_step() -> None:
    assert of("bill", "introduced", "committee-passed", "introduced").since == "1 February 2025"


def test_a_bill_dies_with_its_congress_and_a_rule_lapses() -> None:
    assert of("bill", "passed-house", lapsed="2025-06-01").words == "Died, 1 June 2025"
    assert of("rule", "effective", lapsed="2025-06-01").words == "Lapsed, 1 June 2025"


@pytest.mark.parametrize(("today", "days"), [("2026-11-24", 30), ("2025-12-11", 10), ("2025-11-01", 0)])
def test_days_since_never_count_beyond_the_coverage(today: str, days: int) -> None:
    assert days_without_step(dt.date(2025, 12, 1), dt.date.fromisoformat(today), loaded()) == days


def test_no_published_measure_that_is_suspended_or_over_is_called_open_or_in_force(published: Dataset) -> None:
    statuses = {}
    for measure in published.measures:
        steps = sorted((one for one in published.events if one.measure == measure.id), key=lambda one: one.date)
        statuses[measure.id] = measure_status(measure, steps, published).word
    assert statuses["affiliates-rule"] == statuses["ai-diffusion-rule"] == "Suspended"
    assert statuses["gallium-germanium-controls"] == "In force in part"
    assert statuses["eda-licence-requirement"] == "Rescinded"
    assert statuses["remote-access-security-act-118"] == "Died"
    assert statuses["stop-stealing-our-chips-act"] == "Passed one house"
    assert statuses["global-ai-chip-licence-draft"] == "Dropped"
