"""The charts of the shift, measures and actors tabs, against small cases worked by hand."""

from __future__ import annotations

import math

from app.analysis.frames import event_frame, tables
from app.analysis.shift import response_lags
from app.data.schema import Dataset
from app.figures.actor_charts import actors_figure
from app.figures.around_and_lags import around_figure, lags_figure
from app.figures.balance import shift_figure
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


def test_one_side_counts_upwards_and_the_other_downwards() -> None:
    dataset = two_sides()
    figure = shift_figure(event_frame(dataset), dataset)
    bars = {trace.name: list(trace.y) for trace in figure.data if trace.type == "bar"}
    assert bars == {"U.S. tightens": [1, 0, 0], "China tightens": [-1, 0, 0]}
    lines = {
        trace.name: list(trace.y) for trace in figure.data if trace.type == "scatter" and trace.mode == "lines+text"
    }
    assert lines == {"Washington": [1, 1, 1], "Beijing": [1, 1, 1]}


def test_a_bar_leads_to_its_events() -> None:
    dataset = two_sides()
    bar = next(trace for trace in shift_figure(event_frame(dataset), dataset, "quarter").data if trace.type == "bar")
    assert bar.customdata == ("?tab=list&from=2025-01&to=2025-03&dates=first&direction=us-tightens",)


def test_weighing_moves_the_balance() -> None:
    dataset = two_sides()
    figure = shift_figure(event_frame(dataset), dataset, weighted=True)
    line = next(trace for trace in figure.data if trace.name == "Washington")
    assert list(line.y) == [3, 3, 3]
    assert line.text[-1] == "Washington +3"


def test_every_answer_of_known_days_is_a_mark() -> None:
    dataset = two_sides()
    made = tables(dataset)
    points, median = lags_figure(response_lags(made.events, made.relations, dataset), dataset).data
    assert list(points.x) == [3] == [math.sqrt(9)]
    assert points.customdata == ("b",)
    assert list(median.x) == [3, 3]


def test_around_an_anchor_days_are_counted_from_it() -> None:
    dataset = two_sides()
    _, points = around_figure(event_frame(dataset), dataset, "b", 90).data
    assert dict(zip(points.customdata, points.x, strict=True)) == {"a": -9, "c": 45}


def test_actors_have_a_chart_each_on_the_same_axes(published: Dataset) -> None:
    figure = actors_figure(event_frame(published), published, 6)
    assert len(figure.layout.annotations) == 6
    assert figure.layout.annotations[0].text == "Nvidia"
    assert figure.layout.yaxis.range == figure.layout.yaxis6.range
    first = [trace for trace in figure.data if trace.xaxis == "x"]
    assert sum(sum(trace.y) for trace in first) == sum("nvidia" in record.actors for record in published.events)


def test_only_scatter_and_bar_are_used(published: Dataset) -> None:
    made = tables(published)
    figures = [
        shift_figure(made.events, published),
        lags_figure(response_lags(made.events, made.relations, published), published),
        around_figure(made.events, published, published.dataset.anchors[0], 180),
        actors_figure(made.events, published),
    ]
    assert {trace.type for figure in figures for trace in figure.data} == {"scatter", "bar"}
