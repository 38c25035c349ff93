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
    chart_lanes,
    chart_marks,
    moment_text,
    moments,
    used_tracks,
)
from app.figures.placing import ROW, Lane, Mark, place
from app.figures.traces import focus_trace, label_traces, leader_trace, mark_traces, strip_traces, wrapped
from app.schema import Dataset, Track
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
    days: Days | None = None,
    width: int = WIDTH,
) -> go.Figure:
    """The timeline of some events, a mark for each.

    `events` is a selection of rows of an event frame and may be empty; `all_events` is the whole frame, which
    fixes lanes and opening days so that filters do not move them (default: `events`). `days` are the first and the
    last day shown (default: the opening days), `width` the pixels of plot area that marks and labels are placed for.
    """
    everything = events if all_events is None else all_events
    opening = opening_days(everything)
    shown = days or opening
    tracks = used_tracks(everything, dataset)
    lanes = chart_lanes(everything, tracks, opening)
    marks = chart_marks(events)
    placing = place(marks, lanes, *moments(shown), width)
    colours = direction_colours(dataset)
    traces = [leader_trace(placing)]
    for direction in dataset.directions:
        traces += mark_traces(events[events["direction"] == direction.id], direction, colours[direction.id], placing)
    traces += [focus_trace(), *label_traces(placing, marks), *strip_traces(events, dataset)]
    figure = go.Figure(traces, _layout(dataset, everything, lanes, tracks, shown))
    if events.empty:
        figure.add_annotation(_empty_note())
    return figure.update_layout(meta=_meta(lanes, marks, tracks, shown))


def _layout(
    dataset: Dataset, events: pd.DataFrame, lanes: Sequence[Lane], tracks: Sequence[Track], shown: Days
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
        "yaxis": _lane_axis(lanes, tracks) | {"range": [bottom, 0], "domain": [0, bottom / plot]},
        "xaxis2": {"type": "date", "range": whole, "anchor": "y2", "showgrid": False, "tickfont": {"size": 10}},
        "yaxis2": {"domain": [1 - STRIP_HEIGHT / plot, 1], "fixedrange": True, "visible": False, "rangemode": "tozero"},
        "shapes": [*_lane_rules(lanes, tracks), _window(shown)],
    }


def _lane_axis(lanes: Sequence[Lane], tracks: Sequence[Track]) -> dict[str, Any]:
    """The axis of lanes: its unit is the pixel, its ticks are the names."""
    return {
        "fixedrange": True,
        "showgrid": False,
        "tickmode": "array",
        "tickvals": [lane.first_row + ROW / 2 for lane in lanes],
        "ticktext": [_lane_name(track) for track in tracks],
        "tickfont": {"size": 13},
    }


def _lane_name(track: Track) -> str:
    return "<br>".join(wrapped(escape(track.label, quote=False), NAME_WIDTH))


def _whole_days(dataset: Dataset, events: pd.DataFrame) -> Days:
    coverage = dataset.dataset.coverage
    first = min(pd.Timestamp(coverage.start.earliest), events["earliest"].min())
    return first, max(pd.Timestamp(coverage.through.earliest), events["earliest"].max())


def _texts(days: Days) -> list[str]:
    return [moment_text(day) for day in moments(days)]


def _lane_rules(lanes: Sequence[Lane], tracks: Sequence[Track]) -> Iterable[dict[str, Any]]:
    """A line above each lane but the first, stronger where a side begins."""
    for upper, lower, lane in zip(tracks, tracks[1:], lanes[1:], strict=False):
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


def _meta(lanes: Sequence[Lane], marks: Sequence[Mark], tracks: Sequence[Track], shown: Days) -> dict[str, Any]:
    """What the browser needs to place everything again after a zoom: see `assets/placing.js`."""
    columns = ("id", "lane", "start", "end", "significance", "rank", "label")
    return {
        "lanes": [
            {"id": lane.id, "top": lane.top, "labelRows": lane.label_rows, "height": lane.height} for lane in lanes
        ],
        "names": [_lane_name(track) for track in tracks],
        "margin": MARGIN,
        "range": _texts(shown),
        "marks": {column: [getattr(mark, column) for mark in marks] for column in columns},
    }
