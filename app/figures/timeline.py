"""The main chart by Plotly: lanes of marks over time, labels in the free space, a strip of monthly counts above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.analysis.frames import relation_frame
from app.data.schema import Dataset
from app.figures.chain import Chain, chain_of, chain_traces
from app.figures.lanes import LANE_PADDING, WIDTH, Days, LaneLayout, LaneName, lane_layout, moment_text, moments
from app.figures.payload import MARGIN, STRIP_GAP, STRIP_HEIGHT, Chart, links_between, timeline_chart
from app.figures.placing import ROW, Lane, Mark, Placing, place
from app.figures.traces import (
    count_traces,
    doubt_traces,
    label_traces,
    leader_trace,
    mark_traces,
    strip_traces,
    wrapped,
)
from app.theme import QUIET, RULE, direction_colours, template

NAME_WIDTH: Final = 17  # characters of a line of a lane's name
DIMMED: Final = 0.16  # opacity of what is not of the chain of the chosen event


def timeline_figure(
    events: pd.DataFrame,
    dataset: Dataset,
    *,
    all_events: pd.DataFrame | None = None,
    lanes: str = "track",
    days: Days | None = None,
    width: int = WIDTH,
    event: str = "",
) -> go.Figure:
    """The timeline of some events, a mark for each, or counts of the lesser ones where there are too many.

    `events` is a selection of rows of an event frame and may be empty; `all_events` is the whole frame, which
    fixes lanes and opening days so that filters do not move them (default: `events`). `lanes` is "track", "side" or
    "actor"; `days` are the first and the last day shown (default: the opening days), `width` the pixels of plot area
    that marks and labels are placed for. `event` is the id of a chosen event: its chain is drawn, the rest dimmed.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> sorted({trace.type for trace in timeline_figure(event_frame(dataset), dataset).data})
    ['bar', 'scatter']
    """
    everything = events if all_events is None else all_events
    chain = _chain(event, events, dataset)
    kept = chain.ids if chain else ()
    chart = timeline_chart(events, dataset, lane_layout(lanes, everything, dataset), days=days, kept=kept)
    figure = go.Figure(_traces(chart, chain, width), _layout(chart))
    if events.empty:
        figure.add_annotation(_empty_note())
    return figure


def _chain(event: str, events: pd.DataFrame, dataset: Dataset) -> Chain | None:
    """The chain of a chosen event among the events shown, if it is one of them."""
    if not (events["id"] == event).any():
        return None
    return chain_of(event, links_between(events["id"], relation_frame(dataset)))


def _traces(chart: Chart, chain: Chain | None, width: int) -> list[go.Scatter | go.Bar]:
    """All traces, those that lie behind first."""
    sight = moments(chart.shown)
    placing = place(chart.marks, chart.lane_layout.lanes, *sight, width)
    directions, colours = chart.dataset.directions, direction_colours(chart.dataset)
    traces = list(count_traces(chart))
    if chain:
        bright = chart.rows["id"].isin(chain.ids)
        members = [mark for mark in chart.marks if mark.id in chain.ids]
        first = [replace(mark, rank=-1) if mark.id == chain.event else mark for mark in members]
        placing = _labelled(placing, first, chart, width)
        traces += [trace.update(opacity=DIMMED) for trace in _marks(chart, chart.rows[~bright], placing)]
        traces += [leader_trace(placing), *_marks(chart, chart.rows[bright], placing)]
        traces += chain_traces(chain, chart.marks, placing, sight, width)
    else:
        traces += [leader_trace(placing), *_marks(chart, chart.rows, placing)]
    return [*traces, *label_traces(placing, chart.marks), *strip_traces(chart.months, directions, colours)]


def _marks(chart: Chart, rows: pd.DataFrame, placing: Placing) -> Iterator[go.Scatter | go.Bar]:
    """The marks of some rows of a chart, over what is doubtful of their dates."""
    colours = direction_colours(chart.dataset)
    yield from doubt_traces(chart.marks, rows, colours, placing)
    for direction in chart.dataset.directions:
        yield from mark_traces(rows[rows["direction"] == direction.id], direction, colours[direction.id], placing)


def _labelled(placing: Placing, members: Sequence[Mark], chart: Chart, width: int) -> Placing:
    """A placing with the labels of the members of a chain alone, for which there is room then, by their ranks."""
    labels = place(members, chart.lane_layout.lanes, *moments(chart.shown), width).labels
    heights = placing.heights
    return replace(placing, labels=[replace(one, y=heights[one.id]) if one.inside else one for one in labels])


def _layout(chart: Chart) -> dict[str, Any]:
    bottom = chart.lane_layout.bottom
    plot = bottom + STRIP_GAP + STRIP_HEIGHT
    whole = _texts(chart.lane_layout.whole)
    return {
        "template": template(),
        "height": chart.height,
        "margin": MARGIN,
        "barmode": "overlay",
        "dragmode": "zoom",
        "hovermode": "closest",
        "showlegend": False,
        "xaxis": {
            "type": "date",
            "range": _texts(chart.shown),
            "minallowed": whole[0],
            "maxallowed": whole[1],
            "anchor": "y",
        },
        "yaxis": _lane_axis(chart.lane_layout) | {"range": [bottom, 0], "domain": [0, bottom / plot]},
        "xaxis2": {"type": "date", "range": whole, "anchor": "y2", "showgrid": False, "tickfont": {"size": 10}},
        "yaxis2": {"domain": [1 - STRIP_HEIGHT / plot, 1], "fixedrange": True, "visible": False, "rangemode": "tozero"},
        "shapes": [*_lane_rules(chart.lane_layout.lanes, chart.lane_layout.names), _window(chart.shown)],
    }


def _lane_axis(lanes: LaneLayout) -> dict[str, Any]:
    """The axis of lanes: its unit is the pixel, its ticks are the names."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "tickmode": "array",
        "tickvals": [lane.first_row + ROW / 2 for lane in lanes.lanes],
        "ticktext": ["<br>".join(wrapped(escape(name.label, quote=False), NAME_WIDTH)) for name in lanes.names],
        "tickfont": {"size": 13},
    }


def _texts(days: Days) -> list[str]:
    return [moment_text(day) for day in moments(days)]


def _lane_rules(lanes: Sequence[Lane], names: Sequence[LaneName]) -> Iterable[dict[str, Any]]:
    """A line above each lane but the first, stronger where a side begins."""
    for upper, lower, lane in zip(names, names[1:], lanes[1:], strict=False):
        y = lane.top - LANE_PADDING / 2
        line = {"color": QUIET if upper.side != lower.side else RULE, "width": 1}
        yield {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below", "line": line}


def _window(shown: Days) -> dict[str, Any]:
    """The part of the strip that the chart shows."""
    first, last = _texts(shown)
    return {
        "type": "rect",
        "name": "window",
        "layer": "below",
        "line": {"color": QUIET, "width": 1},
        "fillcolor": RULE,
        "xref": "x2",
        "x0": first,
        "x1": last,
        "yref": "y2 domain",
        "y0": 0,
        "y1": 1,
    }


def _empty_note() -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    return {"text": "No event matches these filters.", "font": {"size": 16, "color": QUIET}, **place}
