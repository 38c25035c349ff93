"""Strips of marks over days: answers by their lag, and events around an anchor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.analysis.shift import around
from app.data.schema import Dataset
from app.data.wording import counted
from app.figures.placing import Lane, Mark, place
from app.theme import DIAMETERS, QUIET, direction_colours, side_colours, symbol, template

MARGIN: Final = {"l": 150, "r": 14, "t": 8, "b": 46}
WIDTH: Final = 840  # pixels of plot area that marks are packed for
GAP: Final = 8
LAG_TICKS: Final = (0, 1, 7, 30, 90, 180, 365, 730, 1095)  # days


def lags_figure(lags: pd.DataFrame, dataset: Dataset) -> go.Figure:
    """Every answer of known days as a mark, by the side that answers; a line stands at the median.

    `lags` is what `app.analysis.shift.response_lags` gives.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import tables
    >>> from app.analysis.shift import response_lags
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> made = tables(dataset)
    >>> figure = lags_figure(response_lags(made.events, made.relations, dataset), dataset)
    >>> figure.layout.xaxis.title.text
    'days from act to answer, on a square-root scale'
    """
    known = lags.dropna(subset=["lag_days"]).astype({"lag_days": "int64"})
    sides = [side for side in dataset.sides if side.id in set(known["side"])]
    lanes = _strips([side.id for side in sides], 80)
    rows = known.to_dict("records")
    longest = math.sqrt(max([30, *known["lag_days"]])) + 0.5
    spots = [math.sqrt(row["lag_days"]) for row in rows]
    marks = [
        Mark(f"{row['event']} {row['target']}", row["side"], spot, spot, 2)
        for row, spot in zip(rows, spots, strict=True)
    ]
    placing = place(marks, lanes, -0.5, longest, WIDTH)
    colours = side_colours(dataset)
    points = _points(
        x=spots,
        y=[placing.heights[mark.id] for mark in marks],
        ids=[row["event"] for row in rows],
        texts=[f"{escape(row['label'], quote=False)}, after {counted(row['lag_days'], 'day')}" for row in rows],
        marker={"size": 9 * placing.scale, "opacity": 0.85, "color": [colours[row["side"]] for row in rows]},
    )
    medians = [
        _upright(math.sqrt(known.loc[known["side"] == lane.id, "lag_days"].median()), lane.top, lane.top + lane.height)
        for lane in lanes
    ]
    names = [side.label for side in sides]
    figure = _laid_out(
        [points, *medians], lanes, names, "days from act to answer, on a square-root scale", (-0.5, longest)
    )
    ticks = [days for days in LAG_TICKS if math.sqrt(days) <= longest]
    return figure.update_xaxes(tickvals=[math.sqrt(days) for days in ticks], ticktext=[str(days) for days in ticks])


def around_figure(events: pd.DataFrame, dataset: Dataset, anchor: str, window: int = 90) -> go.Figure:
    """The events within so many days of an anchor, by lane, on an axis of days before and after it.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> events = event_frame(dataset)
    >>> around_figure(events, dataset, events["id"].iloc[2], 180).layout.xaxis.range
    (-180.5, 180.5)
    """
    near = around(events, anchor, window)
    day = pd.Timestamp(events.loc[events["id"] == anchor, "earliest"].iloc[0])
    tracks = [track for track in dataset.tracks if track.id in set(near["track"])]
    lanes = _strips([track.id for track in tracks], 54)
    rows = near.to_dict("records")
    spans = [((row["earliest"] - day).days, (row["latest"] - day).days) for row in rows]
    marks = [Mark(row["id"], row["track"], *span, row["significance"]) for row, span in zip(rows, spans, strict=True)]
    placing = place(marks, lanes, -window - 0.5, window + 0.5, WIDTH)
    effects = {direction.id: direction.effect for direction in dataset.directions}
    colours = direction_colours(dataset)
    points = _points(
        x=[(start + end) / 2 for start, end in spans],
        y=[placing.heights[row["id"]] for row in rows],
        ids=[row["id"] for row in rows],
        texts=[_hover_text(span[0], row["label"]) for row, span in zip(rows, spans, strict=True)],
        marker={
            "size": [DIAMETERS[row["significance"]] * placing.scale for row in rows],
            "color": [colours[row["direction"]] for row in rows],
            "symbol": [symbol(effects[row["direction"]], row["status"]) for row in rows],
            "line": {"width": 1.4, "color": [colours[row["direction"]] for row in rows]},
            "opacity": 1,
        },
    )
    names = [track.label for track in tracks]
    zero = _upright(0, 0, max(len(lanes), 1) * (54 + GAP))
    return _laid_out([zero, points], lanes, names, "days before and after", (-window - 0.5, window + 0.5))


def _hover_text(days: int, label: str) -> str:
    """How an event lies to the anchor, and its label: "3 days before: Label"."""
    lies = f"{counted(abs(days), 'day')} {'before' if days < 0 else 'after'}" if days else "the same day"
    return f"{lies}: {escape(label, quote=False)}"


def _strips(ids: Sequence[str], height: float) -> list[Lane]:
    return [Lane(id_, number * (height + GAP) + GAP / 2, height) for number, id_ in enumerate(ids)]


def _points(
    x: Sequence[float], y: Sequence[float], ids: Sequence[str], texts: Sequence[str], marker: dict[str, Any]
) -> go.Scatter:
    hover = {"hovertext": list(texts), "hovertemplate": "%{hovertext}<extra></extra>"}
    return go.Scatter(x=list(x), y=list(y), mode="markers", marker=marker, customdata=list(ids), **hover)


def _upright(x: float, top: float, bottom: float) -> go.Scatter:
    line = {"color": QUIET, "width": 2, "dash": "dot"}
    return go.Scatter(x=[x, x], y=[top, bottom], mode="lines", line=line, hoverinfo="skip")


def _laid_out(
    traces: Sequence[go.Scatter], lanes: Sequence[Lane], names: Sequence[str], title: str, span: tuple[float, float]
) -> go.Figure:
    bottom = lanes[-1].top + lanes[-1].height + GAP / 2 if lanes else 60
    return go.Figure(traces).update_layout(
        template=template(),
        height=round(bottom + MARGIN["t"] + MARGIN["b"]),
        margin=MARGIN,
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        xaxis={"title": {"text": title}, "range": span, "zeroline": False, "fixedrange": True},
        yaxis={
            "range": [bottom, 0],
            "fixedrange": True,
            "showgrid": False,
            "tickvals": [lane.top + 14 for lane in lanes],
            "ticktext": ["<br>".join(wrap(escape(name, quote=False), 19)) for name in names],
        },
    )
