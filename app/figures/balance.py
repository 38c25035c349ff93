"""The shift: counts by period, one side up and one down, above each side's running balance."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.analysis.days import day_text
from app.analysis.periods import period_end, period_label, readable
from app.analysis.shift import period_counts, running_balance
from app.data.schema import Dataset
from app.theme import QUIET, direction_colours, side_colours, template

MARGIN: Final = {"l": 60, "r": 14, "t": 8, "b": 30}


def shift_figure(events: pd.DataFrame, dataset: Dataset, by: str = "month", *, weighted: bool = False) -> go.Figure:
    """Counts by period, one side up and one down, with each side's running balance below and the turning points.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> shift_figure(event_frame(dataset), dataset, "quarter").layout.barmode
    'relative'
    """
    by = readable(events["earliest"], by)
    counts = period_counts(events, dataset, by)
    balance = running_balance(events, dataset, by, weighted=weighted)
    colours = direction_colours(dataset)
    signs = {side.id: -1 if side.place == "below" else 1 for side in dataset.sides}
    bars = [
        _bars(counts[direction.id], direction.label, colours[direction.id], signs[direction.side], direction.id, by)
        for direction in dataset.directions
        if direction.side
    ]
    names = {side.id: side.label for side in dataset.sides}
    lines = [_line(balance[side], names[side], side_colours(dataset)[side]) for side in balance.columns]
    figure = make_subplots(rows=2, shared_xaxes=True, row_heights=[0.54, 0.34], vertical_spacing=0.12)
    figure.add_traces([*bars, _turning_points(events)], rows=1, cols=1)
    figure.add_traces(lines, rows=2, cols=1)
    figure.update_xaxes(type="date", fixedrange=True)
    figure.update_yaxes(title="events", fixedrange=True, row=1, **_upright(bars))
    figure.update_yaxes(title="balance", fixedrange=True, row=2)
    return figure.update_layout(
        template=template(),
        height=520,
        margin=MARGIN,
        barmode="relative",
        hovermode="closest",
        showlegend=False,
        dragmode=False,
    )


def _upright(bars: list[go.Bar]) -> dict[str, Any]:
    """Ticks that count upwards on both sides of the line."""
    most = max([1, *(abs(value) for bar in bars for value in bar.y)])
    step = max(1, round(most / 2))
    values = [step * number for number in range(-6, 7)]
    texts = [str(abs(value)) for value in values]
    return {"tickvals": values, "ticktext": texts, "zeroline": True, "zerolinecolor": QUIET}


def _bars(counts: pd.Series[int], name: str, colour: str, sign: int, direction: str, by: str) -> go.Bar:
    return go.Bar(
        x=[day_text(first) for first in counts.index],
        y=[sign * count for count in counts],
        name=name,
        marker={"color": colour, "line": {"width": 0}},
        customdata=[_query(first, by, direction) for first in counts.index],
        hovertext=[
            f"{period_label(first, by)}: {count} {escape(name, quote=False)}"
            for first, count in zip(counts.index, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _query(first: pd.Timestamp, by: str, direction: str) -> str:
    """The query of the list of what a bar counts."""
    months = day_text(first)[:7], day_text(period_end(first, by))[:7]
    return f"?tab=list&from={months[0]}&to={months[1]}&dates=first&direction={direction}"


def _line(balance: pd.Series[int], name: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[day_text(month) for month in balance.index],
        y=balance.tolist(),
        mode="lines+text",
        line={"color": colour, "width": 2.5, "shape": "hv"},
        text=[""] * (len(balance) - 1) + [f"{escape(name, quote=False)} {balance.iloc[-1]:+d}"] if len(balance) else [],
        textposition="top left",
        cliponaxis=False,
        name=name,
        hovertext=escape(name, quote=False),  # in the template its own %{} would be filled in
        hovertemplate="%{x|%B %Y}: %{hovertext} %{y:+d}<extra></extra>",
    )


def _turning_points(events: pd.DataFrame) -> go.Scatter:
    turning = events[events["significance"] == 3]
    return go.Scatter(
        x=[day_text(day) for day in turning["earliest"]],
        y=[0] * len(turning),
        mode="markers",
        name="Turning points",
        marker={"symbol": "diamond", "size": 9, "color": QUIET, "line": {"width": 1}},
        customdata=turning["id"].tolist(),
        hovertext=[
            f"{escape(words)}: {escape(label, quote=False)}"
            for words, label in zip(turning["date_words"], turning["label"], strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
