"""The charts of the shift, measures and actors tabs, against small cases worked by hand."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from app.analysis.frames import event_frame, tables
from app.analysis.shift import anchor_days, around, response_lags
from app.data.schema import Dataset
from app.figures.balance import NOTED, shift_figure
from app.figures.sparklines import sparkline
from app.figures.strips import around_strips, distances, lag_strips
from tests.factories import event, loaded

SIDES = [
    {"id": "washington", "label": "Washington", "place": "above"},
    {"id": "beijing", "label": "Beijing", "place": "below"},
]
DIRECTIONS = [
    {"id": "us-tightens", "label": "U.S. tightens", "side": "washington", "effect": "tightens"},
    {"id": "cn-tightens", "label": "China tightens", "side": "beijing", "effect": "tightens"},
    {"id": "neutral", "label": "Neutral", "effect": "neutral"},
]
MEASURE = {
    "id": "act",
    "title": "The Act",
    "kind": "bill",
    "jurisdiction": "us",
    "planned": [{"date": "2026-02-01", "what": "it takes effect", "source": "https://example.org/p"}],
}


def two_sides() -> Dataset:
    answer = {"type": "responds_to", "event": "a", "basis": "stated"}
    return loaded(
        event(id="a", date="2025-01-10", direction="us-tightens", significance="3", measure="act", stage="introduced"),
        event(id="b", date="2025-01-19", relations=[answer]),
        event(id="c", date="2025-03-05", direction="neutral", measure="act"),
        sides=SIDES,
        directions=DIRECTIONS,
        measures=[MEASURE],
    )


def lines(figure: Any) -> dict[str, list[list[int]]]:
    """The two nets of each side: over a year, and since the start."""
    found: dict[str, list[list[int]]] = {}
    for trace in figure.data:
        if trace.type == "scatter" and trace.mode == "lines+text":
            found.setdefault(trace.name, []).append(list(trace.y))
    return found


def test_one_side_counts_upwards_and_the_other_downwards() -> None:
    dataset = two_sides()
    figure = shift_figure(event_frame(dataset), dataset)
    bars = {trace.name: list(trace.y) for trace in figure.data if trace.type == "bar"}
    assert bars == {"U.S. tightens": [1, 0, 0], "China tightens": [-1, 0, 0]}
    assert lines(figure) == {"Washington": [[1, 1, 1]] * 2, "Beijing": [[1, 1, 1]] * 2}
    notes = [note.text for note in figure.layout.annotations]
    assert {"<b>Washington</b>", "<b>Beijing</b>", "The first act"} <= set(notes)


def test_the_recent_net_forgets_what_is_older_than_a_year() -> None:
    dataset = loaded(
        event(id="a", date="2024-01-10"),
        event(id="b", date="2025-06-10"),
        dataset=dict(two_sides_about()),
    )
    recent, whole = lines(shift_figure(event_frame(dataset), dataset))["Beijing"]
    assert (recent[0], recent[11], recent[12], recent[-1]) == (1, 1, 0, 1)
    assert whole[-1] == 2


def two_sides_about() -> dict[str, Any]:
    return {
        "title": "A dispute",
        "description": "A made-up dispute for tests.",
        "finding": "One side acted.",
        "coverage": {"from": "2024-01-01", "through": "2025-12-31"},
    }


def test_what_relaxes_is_hatched(published: Dataset) -> None:
    hatched = {
        trace.name
        for trace in shift_figure(event_frame(published), published).data
        if trace.type == "bar" and trace.marker.pattern.shape
    }
    assert hatched == {one.label for one in published.directions if one.effect == "relaxes"}


def test_the_balance_opens_where_the_data_are_dense_and_names_a_few_turning_points(published: Dataset) -> None:
    figure = shift_figure(event_frame(published), published)
    assert figure.layout.xaxis.range[0] == "2022-12-17"
    labels = {one.label for one in published.events if one.significance == 3}
    notes = [note.text for note in figure.layout.annotations if note.text in labels]
    assert 4 <= len(notes) <= 6
    assert figure.layout.xaxis.range == figure.layout.xaxis3.range


def test_a_bar_leads_to_its_events() -> None:
    dataset = two_sides()
    bar = next(trace for trace in shift_figure(event_frame(dataset), dataset, "quarter").data if trace.type == "bar")
    assert bar.customdata == ("?tab=list&from=2025-01&to=2025-03&dates=first&direction=us-tightens",)


def test_weighing_moves_the_balance() -> None:
    dataset = two_sides()
    figure = shift_figure(event_frame(dataset), dataset, weighted=True)
    assert lines(figure)["Washington"] == [[3, 3, 3], [3, 3, 3]]
    line = next(trace for trace in figure.data if trace.name == "Washington")
    assert line.text[-1] == "Washington +3"


def test_every_answer_of_known_days_is_a_mark_and_a_median_takes_five() -> None:
    dataset = two_sides()
    found = tables(dataset)
    labels = {record.id: record.label for record in dataset.events}
    (strip,) = lag_strips(response_lags(found.events, found.relations, dataset), dataset, labels).strips
    assert [spot.event for spot, _ in strip.spots] == ["b"]
    assert strip.spots[0][0].words == "9 days: The first act, answering The first act"
    assert (strip.middle, strip.words) == (None, "1 of known days: too few for a median")
    assert (strip.first, strip.last) == ("", "")


def test_the_median_of_five_answers_is_stated_in_whole_days() -> None:
    answers = [
        event(
            id=f"e{days}",
            date=f"2025-01-{10 + days}",
            title=f"The regulator answered after {days} days.",
            relations=[{"type": "responds_to", "event": "a", "basis": "stated"}],
        )
        for days in (1, 2, 4, 8, 16)
    ]
    dataset = loaded(event(id="a", date="2025-01-10"), *answers)
    found = tables(dataset)
    labels = {record.id: record.label for record in dataset.events}
    (strip,) = lag_strips(response_lags(found.events, found.relations, dataset), dataset, labels).strips
    assert strip.words == "5 answers, median 4 days"
    assert (strip.first, strip.last) == ("Fastest, 1 day: The first act", "Slowest, 16 days: The first act")
    assert strip.middle == strip.spots[2][0].x


def test_around_an_anchor_days_are_counted_from_it() -> None:
    dataset = two_sides()
    events = event_frame(dataset)
    near = around(events, "b", 90)
    first, last = anchor_days(events, "b")
    drawn = around_strips(near, dataset, first, last, 90)
    places = {spot.event: spot.x for strip in drawn.strips for spot, _ in strip.spots}
    assert distances(near, first, last) == [-9, 45]
    assert places["a"] < drawn.zero < places["c"]
    assert drawn.zero == pytest.approx(50)


def test_the_line_of_an_actor_begins_with_its_first_event_and_has_its_own_scale() -> None:
    days = pd.Series([pd.Timestamp("2025-02-01"), pd.Timestamp("2025-03-01"), pd.Timestamp("2025-12-01")])
    line = sparkline(days, ["us-tightens", "us-tightens", "cn-tightens"], two_sides(), pd.Timestamp("2025-12-31"))
    assert (line.first, line.last, line.most, line.by) == ("2025", "2025", 2, "quarter")
    (_, mine), (_, theirs) = line.paths
    assert mine == "M0.00 0.00h20.50v24.00h-20.50z"
    assert theirs == "M75.00 12.00h20.50v12.00h-20.50z"


def test_only_scatter_and_bar_are_used(published: Dataset) -> None:
    events = event_frame(published)
    assert {trace.type for trace in shift_figure(events, published).data} == {"scatter", "bar"}


def test_turning_points_are_marks_that_lead_to_their_events_with_a_line_and_a_name_each(published: Dataset) -> None:
    figure = shift_figure(event_frame(published), published)
    (marks,) = [trace for trace in figure.data if trace.name == "Turning point"]
    chosen = [published.by_id[id_] for id_ in marks.customdata]
    assert 3 <= len(chosen) <= NOTED
    assert {one.significance for one in chosen} == {3}
    assert list(marks.x) == [one.date.earliest.isoformat() for one in chosen] == sorted(marks.x)
    lines = figure.layout.shapes
    assert [line.x0 for line in lines] == [line.x1 for line in lines] == list(marks.x)
    notes = [note for note in figure.layout.annotations if note.x in marks.x]
    assert {line.y0 for line in lines} == {0}  # from the lowest row up to the name
    assert all(0 <= line.y1 - note.y < 0.01 for line, note in zip(lines, notes, strict=True))
    assert [note.text for note in notes] == [escape(one.label, quote=False) for one in chosen]
    for anchor, is_falling in (("left", True), ("right", False)):  # so that the line of no day crosses a name
        heights = [note.y for note in notes if note.xanchor == anchor]
        assert heights == sorted(heights, reverse=is_falling)
    days = [one.date.earliest for one in chosen]
    assert min((later - earlier).days for earlier, later in pairwise(days)) >= 0.05 * (days[-1] - days[0]).days


def test_the_first_row_has_room_for_its_tallest_bar_on_either_side() -> None:
    figure = shift_figure(event_frame(two_sides()), two_sides())
    assert figure.layout.yaxis.ticktext == tuple(str(abs(value)) for value in range(-6, 7))
    assert [axis.title.text for axis in (figure.layout.yaxis, figure.layout.yaxis2, figure.layout.yaxis3)] == [
        *("events a month", "net, a year", "net since the start"),
    ]


def test_the_ticks_around_an_anchor_are_even_and_signed() -> None:
    dataset = two_sides()
    events = event_frame(dataset)
    first, last = anchor_days(events, "b")
    for window in (7, 30, 90, 180):
        drawn = around_strips(around(events, "b", window), dataset, first, last, window)
        days = [int(text) for _, text in drawn.ticks]
        assert days == [-day for day in reversed(days)]
        assert len({later - earlier for earlier, later in pairwise(days)}) == 1
        assert 5 <= len(days) <= 15
        assert [text[0] for _, text in drawn.ticks if int(text) > 0] == ["+"] * (len(days) // 2)
        assert dict(zip(days, (x for x, _ in drawn.ticks), strict=True))[0] == drawn.zero
