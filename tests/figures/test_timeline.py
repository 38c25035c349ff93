from __future__ import annotations

import json
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from app.analysis.frames import event_frame
from app.analysis.selection import select
from app.analysis.view import View
from app.data.schema import Dataset
from app.figures.timeline import timeline_figure
from tests.factories import event, loaded


def traces(figure: go.Figure, role: str) -> list[Any]:
    return [trace for trace in figure.data if (trace.meta or {}).get("role") == role]


def drawn(figure: go.Figure) -> list[str]:
    return [event for trace in traces(figure, "marks") for event in trace.customdata]


@pytest.mark.parametrize("fixture", ["published", "tariffs"])
def test_there_is_one_mark_for_each_event(fixture: str, request: pytest.FixtureRequest) -> None:
    dataset = request.getfixturevalue(fixture)
    figure = timeline_figure(event_frame(dataset), dataset)
    assert sorted(drawn(figure)) == sorted(event.id for event in dataset.events)


def test_only_scatter_and_bar_are_used_so_that_the_small_bundle_suffices(published: Dataset) -> None:
    figure = timeline_figure(event_frame(published), published)
    assert {trace.type for trace in figure.data} == {"scatter", "bar"}


def test_lanes_stand_in_the_data_order_the_first_on_top(published: Dataset) -> None:
    figure = timeline_figure(event_frame(published), published)
    axis = figure.layout.yaxis
    assert [text.replace("<br>", " ") for text in axis.ticktext] == [track.label for track in published.tracks]
    assert list(axis.tickvals) == sorted(axis.tickvals)
    assert axis.range[0] > axis.range[1] == 0


def test_a_month_is_drawn_as_a_month() -> None:
    dataset = loaded(event(date="2025-08"))
    bar = next(
        trace for trace in traces(timeline_figure(event_frame(dataset), dataset), "marks") if trace.type == "bar"
    )
    assert bar.base == ("2025-08-01 00:00",)
    assert pd.Timedelta(bar.x[0], "ms") == pd.Timedelta(days=31)


def test_a_day_is_drawn_at_its_noon_and_never_slips() -> None:
    dataset = loaded(event(date="2025-07-31"))
    points = next(
        trace for trace in traces(timeline_figure(event_frame(dataset), dataset), "marks") if trace.type == "scatter"
    )
    assert points.x == ("2025-07-31 12:00",)


@pytest.mark.parametrize(
    ("date", "doubt", "beyond"),
    [
        ("2025-07-31~", "approximate", ("2025-07-26 12:00", "2025-08-05 12:00")),
        ("2025-07~", "approximate", ("2025-06-26 00:00", "2025-08-06 00:00")),
        ("2025-07-31?", "uncertain", ("2025-07-26 12:00", "2025-08-05 12:00")),
        ("2025-07-31/..", "open_ended", ("2026-01-01 00:00", "2026-01-21 00:00")),
    ],
)
def test_a_doubtful_date_has_a_mark_of_its_own(date: str, doubt: str, beyond: tuple[str, str]) -> None:
    dataset = loaded(event(date=date))
    lines = traces(timeline_figure(event_frame(dataset), dataset), "doubts")
    assert [line.meta["doubt"] for line in lines] == [doubt]
    moments = [moment for moment in lines[0].x if moment]
    assert (min(moments), max(moments)) == beyond


def test_a_plain_date_has_none() -> None:
    dataset = loaded(event())
    assert traces(timeline_figure(event_frame(dataset), dataset), "doubts") == []


def test_a_long_span_holds_its_label() -> None:
    dataset = loaded(event(id="a", date="2025-01/2025-11"), event(id="b", date="2025-07-31"))
    figure = timeline_figure(
        event_frame(dataset), dataset, days=(pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
    )
    labels = traces(figure, "labels-minor")[0]
    bar = next(trace for trace in traces(figure, "marks") if trace.type == "bar")
    assert labels.y[labels.customdata.index("a")] == bar.y[0]
    assert bar.width[0] == 13


def test_fill_tells_who_says_so() -> None:
    dataset = loaded(event(id="a"), event(id="b", status="reported"), event(id="c", status="alleged"))
    points = traces(timeline_figure(event_frame(dataset), dataset), "marks")[0]
    assert points.marker.symbol == ("square", "square-open", "square-open-dot")


def test_size_tells_significance() -> None:
    dataset = loaded(*(event(id=f"e{number}", significance=number) for number in "321"))
    sizes = traces(timeline_figure(event_frame(dataset), dataset), "marks")[0].marker.size
    assert sizes[0] > sizes[1] > sizes[2]


def test_the_strip_counts_every_event_once(published: Dataset) -> None:
    figure = timeline_figure(event_frame(published), published)
    assert sum(sum(trace.y) for trace in traces(figure, "strip")) == len(published.events)


def test_filters_move_no_lane(published: Dataset) -> None:
    events = event_frame(published)
    whole = timeline_figure(events, published)
    part = timeline_figure(select(events, View(min=3)).shown, published, all_events=events)
    assert part.layout.yaxis == whole.layout.yaxis
    assert part.layout.height == whole.layout.height


def test_no_event_at_all_is_a_chart_that_says_so(published: Dataset) -> None:
    events = event_frame(published)
    figure = timeline_figure(events.iloc[:0], published, all_events=events)
    assert [note.text for note in figure.layout.annotations] == ["No event matches these filters."]
    assert drawn(figure) == []


def test_ids_are_sent_as_text(published: Dataset) -> None:
    sent = json.loads(timeline_figure(event_frame(published), published).to_json())
    for trace in sent["data"]:
        if (trace.get("meta") or {}).get("role") == "marks":
            assert all(isinstance(event, str) for event in trace["customdata"])


def test_text_of_the_data_never_becomes_markup() -> None:
    dataset = loaded(event(title="The <b>regulator</b> & co acted.", label="<i>x</i>"))
    figure = timeline_figure(event_frame(dataset), dataset)
    hover = traces(figure, "marks")[0].hovertext[0]
    assert "The &lt;b&gt;regulator&lt;/b&gt; &amp; co acted." in hover
    assert traces(figure, "labels-minor")[0].text == ("&lt;i&gt;x&lt;/i&gt;",)


def test_the_same_input_gives_the_same_figure(published: Dataset) -> None:
    events = event_frame(published)
    assert timeline_figure(events, published).to_json() == timeline_figure(events, published).to_json()
