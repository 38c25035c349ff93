"""The life-lines of measures: how long they are, what stands on them, and what they claim."""

from __future__ import annotations

import datetime as dt

import pytest

from app.analysis.measure_status import measure_status
from app.data.schema import Dataset
from app.figures.life_lines import LifeLine, life_axis, life_line, planned_words
from app.figures.time_axis import TimeAxis, captions
from tests.factories import event, loaded

MEASURE = {
    "id": "act",
    "title": "The Act",
    "kind": "bill",
    "jurisdiction": "us",
    "planned": [{"date": "2026-02-01", "what": "it takes effect", "source": "https://example.org/p"}],
}


def life(dataset: Dataset) -> tuple[LifeLine, TimeAxis]:
    measure = dataset.measures[0]
    steps = [record for record in dataset.events if record.measure == measure.id]
    axis = life_axis(steps, dataset)
    return life_line(measure, steps, measure_status(measure, steps, dataset), dataset, axis), axis


def test_a_pending_measure_reaches_to_the_end_of_the_coverage_and_no_further() -> None:
    dataset = loaded(event(date="2025-01-10", measure="act", stage="introduced"), measures=[MEASURE])
    line, axis = life(dataset)
    assert (line.start, line.end) == (axis.at(dt.date(2025, 1, 10)), axis.at(dt.date(2025, 12, 31)))
    assert axis.last == dt.date(2025, 12, 31)
    assert not line.ended
    assert line.planned == []  # it lies beyond the last known date


@pytest.mark.parametrize("ending", ["dropped", "lapsed"])
def test_an_ended_measure_ends_with_its_end(ending: str) -> None:
    measure = MEASURE | ({"lapsed": "2025-02-03"} if ending == "lapsed" else {})
    stage = {"measure": "act", "stage": "dropped"} if ending == "dropped" else {}
    dataset = loaded(
        event(id="a", date="2025-01-10", measure="act", stage="introduced"),
        event(id="b", date="2025-02-03", **stage),
        measures=[measure],
    )
    line, axis = life(dataset)
    assert line.ended
    assert line.end == axis.at(dt.date(2025, 2, 3))


def test_a_step_is_named_by_its_stage_and_looks_as_on_the_timeline() -> None:
    dataset = loaded(event(measure="act", stage="committee-passed", status="alleged"), measures=[MEASURE])
    line, _ = life(dataset)
    assert [caption.text for caption in line.captions] == ["passed committee"]
    (spot,) = line.spots
    assert (spot.look.fill, spot.event) == ("dot", "first-act")
    assert "31 July 2025, passed committee, The first act" in line.words


def test_captions_leave_each_other_room() -> None:
    placed = captions([(10.0, "published"), (11.0, "amended"), (60.0, "suspended"), (99.0, "rescinded")])
    assert [caption.text for caption in placed] == ["published", "suspended", "rescinded"]
    assert [caption.anchor for caption in placed] == ["start", "start", "end"]


def test_a_known_date_ahead_claims_nothing_once_it_has_passed() -> None:
    day = dt.date(2026, 2, 1)
    assert planned_words("1 February 2026", day, dt.date(2026, 1, 1)) == "planned for 1 February 2026"
    assert planned_words("1 February 2026", day, dt.date(2026, 3, 1)) == "due 1 February 2026, outcome not known here"


def test_of_a_thousand_years_some_are_named() -> None:
    years = list(TimeAxis(dt.date(1000, 1, 1), dt.date(2000, 1, 1)).years())
    assert 6 < len(years) <= 12
