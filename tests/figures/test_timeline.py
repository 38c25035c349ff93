"""The small Plotly figure of the timeline, for notebooks."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from app.analysis.frames import event_frame
from app.analysis.selection import select
from app.analysis.view import View
from app.data.schema import Dataset
from app.figures.timeline import timeline_figure
from app.theme import direction_colours
from tests.factories import event, loaded


def marks(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.mode == "markers"]


def drawn(figure: go.Figure) -> list[str]:
    return [event for trace in marks(figure) for event in trace.customdata]


@pytest.mark.parametrize("fixture", ["published", "tariffs"])
def test_there_is_one_mark_for_each_event(fixture: str, request: pytest.FixtureRequest) -> None:
    dataset = request.getfixturevalue(fixture)
    assert sorted(drawn(timeline_figure(event_frame(dataset), dataset))) == sorted(one.id for one in dataset.events)


def test_no_two_days_of_a_lane_stand_on_the_same_spot(published: Dataset) -> None:
    spots = [
        (x, y)
        for trace in marks(timeline_figure(event_frame(published), published))
        for x, y in zip(trace.x, trace.y, strict=True)
    ]
    assert len(spots) == len(set(spots))


def test_lanes_stand_in_the_data_order_the_first_on_top(published: Dataset) -> None:
    axis = timeline_figure(event_frame(published), published).layout.yaxis
    assert list(axis.ticktext) == [track.label for track in published.tracks]
    assert list(axis.tickvals) == sorted(axis.tickvals)
    assert axis.range[0] > axis.range[1]


def test_directions_have_their_colours_and_stand_in_the_legend(published: Dataset) -> None:
    figure = timeline_figure(event_frame(published), published)
    colours = direction_colours(published)
    assert {trace.name: trace.marker.color for trace in marks(figure)} == {
        direction.label: colours[direction.id] for direction in published.directions
    }
    assert [trace.showlegend for trace in figure.data if trace.mode == "lines"] == [False] * len(published.directions)
    assert figure.layout.title.text == published.dataset.title


def test_a_month_is_as_long_as_a_month() -> None:
    dataset = loaded(event(date="2025-08"))
    (line,) = [trace for trace in timeline_figure(event_frame(dataset), dataset).data if trace.mode == "lines"]
    first, last = (pd.Timestamp(day) for day in line.x[:2])
    assert (first, last) == (pd.Timestamp("2025-08-01"), pd.Timestamp("2025-08-31"))


def test_no_rows_give_an_empty_figure_with_its_sentence(tariffs: Dataset) -> None:
    events = event_frame(tariffs)
    nothing = select(events, View(q="zzzz")).shown
    for figure in (timeline_figure(nothing, tariffs), timeline_figure(nothing, tariffs, all_events=events)):
        assert [note.text for note in figure.layout.annotations] == ["No event is among these rows."]
        assert len(figure.data) == 0


def test_some_rows_stand_in_the_lanes_of_all_events_where_these_are_given(published: Dataset) -> None:
    events = event_frame(published)
    first = events.head(20)
    assert set(drawn(timeline_figure(first, published, all_events=events))) == set(first["id"])
    every, some, alone = (
        list(timeline_figure(rows, published, all_events=whole, lanes="actor").layout.yaxis.ticktext)
        for rows, whole in ((events, None), (first, events), (first, None))
    )
    assert some == [name for name in every if name in some]
    assert some != alone  # the lanes of these rows alone, those named most often among them first


@pytest.mark.parametrize("lanes", ["side", "actor"])
def test_other_lanes_can_be_asked_for(published: Dataset, lanes: str) -> None:
    names = list(timeline_figure(event_frame(published), published, lanes=lanes).layout.yaxis.ticktext)
    counts = Counter(actor for one in published.events for actor in one.actors)
    most = {actor.name for actor in published.actors if counts[actor.id] >= sorted(counts.values())[-10]}
    assert names == [one.label for one in published.sides] if lanes == "side" else set(names) <= most
    assert len(names) > 2


def test_texts_of_the_data_are_no_markup() -> None:
    dataset = loaded(event(title="The <b>regulator</b> & co. acted."))
    (trace,) = marks(timeline_figure(event_frame(dataset), dataset))
    assert trace.hovertext == ("31 July 2025<br>The &lt;b&gt;regulator&lt;/b&gt; &amp; co. acted.",)
