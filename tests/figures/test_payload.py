"""What the browser is told of a chart: each value that it draws from, worked by hand for a small dataset."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pandas as pd
import pytest

from app.analysis.days import day_number, spans
from app.analysis.frames import event_frame, relation_frame
from app.data.schema import Dataset
from app.figures.lanes import lane_layout
from app.figures.payload import timeline_chart
from app.theme import DARK_COLOURS, QUIET
from tests.factories import crowd, event, loaded
from tests.factories import dataset as file

SIDES = [
    {"id": "beijing", "label": "Beijing", "place": "below"},
    {"id": "washington", "label": "Washington", "place": "above"},
]
TRACKS = [
    {"id": "rules", "label": "Rules", "side": "washington", "why": "Rules."},
    {"id": "idle", "label": "Idle", "side": "washington", "why": "Nothing yet."},
    {"id": "scrutiny", "label": "Scrutiny", "side": "beijing", "why": "Acts of scrutiny."},
]
DIRECTIONS = [
    {"id": "cn-tightens", "label": "China tightens", "side": "beijing", "effect": "tightens"},
    {"id": "us-relaxes", "label": "U.S. relaxes", "side": "washington", "effect": "relaxes"},
    {"id": "neutral", "label": "Neutral", "effect": "neutral"},
]
PERIODS = [
    {"id": "first", "label": "First", "from": "2025-02-01", "to": "2025-03-10", "why": "So it began.", "events": ["a"]},
    {"id": "second", "label": "Second", "from": "2025-04-01", "why": "So it goes on.", "events": ["c"]},
]


@pytest.fixture(scope="module")
def small() -> Dataset:
    """Three lanes, one of them without an event; a day, a month and an open end."""
    answer = [{"type": "responds_to", "event": "a", "basis": "stated"}]
    return loaded(
        event(id="a", date="2025-02-03", significance="3"),
        event(id="b", date="2025-03", track="rules", direction="us-relaxes", status="reported", relations=answer),
        event(id="c", date="2025-04-10/..", direction="neutral", actors=["regulator", "court"]),
        sides=SIDES,
        tracks=TRACKS,
        directions=DIRECTIONS,
        periods=PERIODS,
        actors=[*file()["actors"], {"id": "court", "name": "Court", "kind": "court"}],
        dataset=file()["dataset"] | {"lead": ["rules"], "finding_events": ["a"]},
        exceptions=[{"rule": "declarations-are-used", "records": ["idle"], "reason": "It waits for its first event."}],
    )


def chart_of(dataset: Dataset, lanes: str = "track", today: dt.date | None = None, **options: Any) -> dict[str, Any]:
    events = event_frame(dataset)
    chart = timeline_chart(events, dataset, lane_layout(lanes, events, dataset), **options)
    return chart.plain(relation_frame(dataset), today)


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def test_lanes_are_those_with_events_in_the_order_of_the_data_with_their_counts(small: Dataset) -> None:
    assert chart_of(small)["lanes"] == [
        {"id": "rules", "name": "Rules", "side": "washington", "lead": True, "count": 1},
        {"id": "scrutiny", "name": "Scrutiny", "side": "beijing", "lead": False, "count": 2},
    ]


def test_lanes_of_sides_stand_as_the_sides_do_and_those_of_actors_by_how_often_they_are_named(small: Dataset) -> None:
    assert [lane["id"] for lane in chart_of(small, "side")["lanes"]] == ["washington", "beijing"]
    actors = chart_of(small, "actor")
    assert [(lane["name"], lane["count"]) for lane in actors["lanes"]] == [("Regulator", 3), ("Court", 1)]
    assert actors["marks"]["lane"] == ["regulator"] * 3  # each in the lane of the foremost of its actors
    assert actors["marks"]["also"] == [[], [], ["court"]]  # and in those of all others


def test_the_lanes_of_actors_count_as_many_events_as_the_actors_have(published: Dataset) -> None:
    named = Counter(actor for record in published.events for actor in record.actors)
    lanes = chart_of(published, "actor")["lanes"]
    assert len(lanes) == 10
    assert {lane["id"]: lane["count"] for lane in lanes} == {lane["id"]: named[lane["id"]] for lane in lanes}
    marks = chart_of(published, "actor")["marks"]
    drawn = Counter([*marks["lane"], *(lane for others in marks["also"] for lane in others)])
    assert drawn == {lane["id"]: lane["count"] for lane in lanes}


def test_a_day_is_its_noon_and_a_month_lasts_from_its_first_morning_to_its_last_midnight(small: Dataset) -> None:
    marks = chart_of(small)["marks"]
    found = list(zip(marks["id"], marks["start"], marks["end"], marks["precision"], marks["open_ended"], strict=True))
    assert found[0] == ("a", day("2025-02-03") + 0.5, day("2025-02-03") + 0.5, "day", False)
    assert found[1] == ("b", day("2025-03-01"), day("2025-04-01"), "month", False)
    assert (found[2][0], found[2][1], found[2][4]) == ("c", day("2025-04-10"), True)
    assert {name: marks[name][1] for name in ("lane", "track", "direction", "status", "significance", "date")} == {
        "lane": "rules",
        "track": "rules",
        "direction": "us-relaxes",
        "status": "reported",
        "significance": 2,
        "date": "March 2025",
    }


def test_directions_bring_their_looks(small: Dataset) -> None:
    found = chart_of(small)["directions"]
    assert list(found) == ["cn-tightens", "us-relaxes", "neutral"]
    assert found["us-relaxes"] == {
        "label": "U.S. relaxes",
        "light": "#bd7c0a",
        "dark": DARK_COLOURS["#bd7c0a"],
        "shape": "circle",
        "hatched": True,
    }
    assert [one["hatched"] for one in found.values()] == [False, True, True]
    assert found["neutral"]["light"] == QUIET


def test_relations_lead_from_the_earlier_event_to_the_later_one_and_only_between_marks(small: Dataset) -> None:
    assert chart_of(small)["relations"] == [("a", "b", "stated")]
    events = event_frame(small)
    answers = timeline_chart(events[events["id"] != "a"], small, lane_layout("track", events, small))
    plain = answers.plain(relation_frame(small))
    assert (plain["relations"], plain["isFiltered"], chart_of(small)["isFiltered"]) == ([], True, False)


def test_a_period_ends_with_its_last_day_and_one_that_lasts_with_the_chart(small: Dataset) -> None:
    first, second = chart_of(small)["periods"]
    assert (first["from"], first["to"]) == (day("2025-02-01"), day("2025-03-11"))
    assert (second["from"], second["to"]) == (day("2025-04-01"), chart_of(small)["whole"][1])
    assert (second["label"], second["why"]) == ("Second", "So it goes on.")


def test_months_count_every_event_by_its_direction(small: Dataset) -> None:
    assert chart_of(small)["months"] == [
        [day("2025-02-01"), 28, [1, 0, 0]],
        [day("2025-03-01"), 31, [0, 1, 0]],
        [day("2025-04-01"), 30, [0, 0, 1]],
    ]


def test_the_days_of_a_chart_are_whole_and_reach_to_today(small: Dataset) -> None:
    without, now = chart_of(small), chart_of(small, today=dt.date(2026, 2, 1))
    assert without["covered"] == (day("2025-01-01"), day("2026-01-01"))
    assert (without["whole"], without["today"]) == ((day("2025-01-01"), day("2026-01-01")), None)
    assert (now["whole"], now["today"]) == ((day("2025-01-01"), day("2026-02-02")), day("2026-02-01"))
    assert chart_of(small, today=dt.date(2025, 6, 1))["whole"] == without["whole"]
    asked = pd.Timestamp("2025-03-01"), pd.Timestamp("2025-03-31")
    assert chart_of(small, days=asked)["range"] == (day("2025-03-01"), day("2025-04-01"))
    assert without["finding"] == ["a"]


def test_an_event_that_is_asked_for_is_a_mark_among_very_many() -> None:
    many = crowd(1_200)
    chosen = chart_of(many, kept=["e1"])
    assert "e1" in chosen["marks"]["id"]
    assert "e1" not in chart_of(many)["marks"]["id"]
    assert not chosen["isFiltered"]


def test_a_span_is_as_long_as_its_days() -> None:
    events = event_frame(loaded(event(id="a", date="2025-02-03/2025-02-05"), event(id="b", date="2025-02-04")))
    assert spans(events) == [(day("2025-02-03"), day("2025-02-06")), (day("2025-02-04") + 0.5,) * 2]
    assert day_number(pd.Timestamp("1970-01-02")) == 1
