"""The main chart: lanes of marks over time, labels in the free space, a strip of monthly counts above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.figures.lanes import (
    LANE_PADDING,
    WIDTH,
    Days,
    LaneName,
    chart_lanes,
    chart_marks,
    lanes_by,
    moment_text,
    moments,
)
from app.figures.placing import ROW, Lane, Mark, Placing, place
from app.figures.traces import (
    chain_traces,
    doubt_traces,
    label_traces,
    leader_trace,
    mark_traces,
    ring_traces,
    strip_traces,
    wrapped,
)
from app.schema import Dataset
from app.theme import QUIET, RULE, direction_colours, template
from app.view import opening_days

STRIP_HEIGHT: Final = 52
STRIP_GAP: Final = 30
MARGIN: Final = {"l": 150, "r": 14, "t": 6, "b": 26}
NAME_WIDTH: Final = 17  # characters of a line of a lane's name


def timeline_figure(
    events: pd.DataFrame,
    dataset: Dataset,
    *,
    all_events: pd.DataFrame | None = None,
    lanes: str = "track",
    days: Days | None = None,
    width: int = WIDTH,
) -> go.Figure:
    """The timeline of some events, a mark for each.

    `events` is a selection of rows of an event frame and may be empty; `all_events` is the whole frame, which
    fixes lanes and opening days so that filters do not move them (default: `events`). `lanes` is "track", "side" or
    "actor"; `days` are the first and the last day shown (default: the opening days), `width` the pixels of plot area
    that marks and labels are placed for.

    >>> from app.loading import load_dataset
    >>> from app.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> sorted({trace.type for trace in timeline_figure(event_frame(dataset), dataset).data})
    ['bar', 'scatter']
    """
    everything = events if all_events is None else all_events
    opening = opening_days(everything)
    shown = days or opening
    names, lane_of = lanes_by(lanes, everything, dataset)
    bands = chart_lanes(chart_marks(everything, lane_of), names, opening)
    events = events[events["id"].isin(lane_of.index)]
    marks = chart_marks(events, lane_of)
    placing = place(marks, bands, *moments(shown), width)
    figure = go.Figure(_traces(events, dataset, marks, placing), _layout(dataset, everything, bands, names, shown))
    if events.empty:
        figure.add_annotation(_empty_note())
    return figure.update_layout(meta=_meta(bands, marks, names, shown) | {"relations": _relations(dataset, lane_of)})


def _traces(
    events: pd.DataFrame, dataset: Dataset, marks: Sequence[Mark], placing: Placing
) -> list[go.Scatter | go.Bar]:
    """All traces, those that lie behind first."""
    colours = direction_colours(dataset)
    traces = [leader_trace(placing), *chain_traces(), *doubt_traces(marks, events, colours, placing)]
    for direction in dataset.directions:
        traces += mark_traces(events[events["direction"] == direction.id], direction, colours[direction.id], placing)
    return [*traces, *ring_traces(), *label_traces(placing, marks), *strip_traces(events, dataset)]


def _relations(dataset: Dataset, lane_of: pd.Series[str]) -> list[list[str]]:
    """Each relation between events that have a lane: the earlier, the later, and the basis of the link."""
    return [
        [relation.event, event.id, relation.basis]
        for event in dataset.events
        for relation in event.relations
        if event.id in lane_of.index and relation.event in lane_of.index
    ]


def _layout(
    dataset: Dataset, events: pd.DataFrame, lanes: Sequence[Lane], names: Sequence[LaneName], shown: Days
) -> dict[str, Any]:
    bottom = lanes[-1].first_row + lanes[-1].height + LANE_PADDING / 2
    plot = bottom + STRIP_GAP + STRIP_HEIGHT
    whole = _texts(_whole_days(dataset, events))
    return {
        "template": template(),
        "height": round(plot + MARGIN["t"] + MARGIN["b"]),
        "margin": MARGIN,
        "barmode": "overlay",
        "dragmode": "zoom",
        "hovermode": "closest",
        "showlegend": False,
        "xaxis": {
            "type": "date",
            "range": _texts(shown),
            "minallowed": whole[0],
            "maxallowed": whole[1],
            "anchor": "y",
        },
        "yaxis": _lane_axis(lanes, names) | {"range": [bottom, 0], "domain": [0, bottom / plot]},
        "xaxis2": {"type": "date", "range": whole, "anchor": "y2", "showgrid": False, "tickfont": {"size": 10}},
        "yaxis2": {"domain": [1 - STRIP_HEIGHT / plot, 1], "fixedrange": True, "visible": False, "rangemode": "tozero"},
        "shapes": [*_lane_rules(lanes, names), _window(shown)],
    }


def _lane_axis(lanes: Sequence[Lane], names: Sequence[LaneName]) -> dict[str, Any]:
    """The axis of lanes: its unit is the pixel, its ticks are the names."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "tickmode": "array",
        "tickvals": [lane.first_row + ROW / 2 for lane in lanes],
        "ticktext": [_lane_name(name) for name in names],
        "tickfont": {"size": 13},
    }


def _lane_name(name: LaneName) -> str:
    return "<br>".join(wrapped(escape(name.label, quote=False), NAME_WIDTH))


def _whole_days(dataset: Dataset, events: pd.DataFrame) -> Days:
    coverage = dataset.dataset.coverage
    first = min(pd.Timestamp(coverage.start.earliest), events["earliest"].min())
    return first, max(pd.Timestamp(coverage.through.earliest), events["earliest"].max())


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


def _meta(lanes: Sequence[Lane], marks: Sequence[Mark], names: Sequence[LaneName], shown: Days) -> dict[str, Any]:
    """What the browser needs to place everything again after a zoom: see `assets/placing.js`."""
    columns = ("id", "lane", "start", "end", "significance", "rank", "label")
    return {
        "lanes": [
            {"id": lane.id, "top": lane.top, "labelRows": lane.label_rows, "height": lane.height} for lane in lanes
        ],
        "names": [_lane_name(name) for name in names],
        "margin": MARGIN,
        "range": _texts(shown),
        "marks": {column: [getattr(mark, column) for mark in marks] for column in columns},
    }
