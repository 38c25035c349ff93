"""The balance of acts: counts by period, one side up and one down, above the net of each side."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.analysis.days import day_text, moved
from app.analysis.periods import period_end, period_label, readable
from app.analysis.shift import dense_from, period_counts, rolling_net, running_balance
from app.data.schema import Dataset
from app.figures.lanes import day_number
from app.theme import QUIET, direction_colours, side_colours, template

HEIGHT: Final = 680
HEIGHTS: Final = [0.52, 0.2, 0.28]  # shares of the three rows
GAP: Final = 0.06
ROWS: Final = [1 - HEIGHTS[0] * (1 - 2 * GAP)]  # where the first row begins, from below
NOTES: Final = 0.85  # the first row gives way to the notes above it
NOTED: Final = 5  # turning points with a note, at the most; each has a line of its own
FREE: Final = 0.08  # of the time shown: two notes are at least so far apart


def shift_figure(events: pd.DataFrame, dataset: Dataset, by: str = "month", *, weighted: bool = False) -> go.Figure:
    """Counts by period, one side up and one down; below them the net of each side, over a year and since the start.

    It opens on the years that most events are of. Acts that relax are hatched; the foremost turning points are named.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> shift_figure(event_frame(dataset), dataset, "quarter").layout.barmode
    'relative'
    """
    figure = make_subplots(rows=3, shared_xaxes=True, row_heights=HEIGHTS, vertical_spacing=GAP)
    by = readable(events["earliest"], by)
    counts = period_counts(events, dataset, by)
    colours = direction_colours(dataset)
    below = {side.id for side in dataset.sides if side.place == "below"}
    for direction in dataset.directions:
        if direction.side:
            sign = -1 if direction.side in below else 1
            bars = _bars(counts[direction.id], direction.label, colours[direction.id], sign, direction.id, by)
            if direction.effect == "relaxes":
                bars.marker.pattern = {"shape": "/", "fgcolor": colours[direction.id], "size": 5, "solidity": 0.45}
            figure.add_trace(bars, row=1, col=1)
    _add_lines(figure, rolling_net(events, dataset, by, weighted=weighted), dataset, 2)
    _add_lines(figure, running_balance(events, dataset, by, weighted=weighted), dataset, 3)
    if len(counts):
        _add_notes(figure, events, dataset, counts)
        _name_sides(figure, dataset, below)
    return figure.update_layout(**_layout(figure, counts, by))


def _layout(figure: go.Figure, counts: pd.DataFrame, by: str) -> dict[str, Any]:
    most = max([1, *(abs(value) for bar in figure.data if bar.type == "bar" for value in bar.y)])
    step = max(1, round(most / 2))
    values = [step * number for number in range(-6, 7)]
    upright = {"tickvals": values, "ticktext": [str(abs(value)) for value in values], "domain": [ROWS[0], NOTES]}
    zero = {"fixedrange": True, "zeroline": True, "zerolinecolor": QUIET}
    days = {"range": _opening(counts, by)} if len(counts) else {}
    return {
        "template": template(),
        "height": HEIGHT,
        "margin": {"l": 62, "r": 104, "t": 30, "b": 30},
        "barmode": "relative",
        "hovermode": "closest",
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "font": {"size": 11}},
        **{f"xaxis{row}": {"type": "date", "fixedrange": True, **days} for row in ("", "2", "3")},
        "yaxis": zero | upright | _titled(f"events a {by}"),
        "yaxis2": zero | _titled("net, a year" if by in ("month", "quarter") else f"net, a {by}"),
        "yaxis3": zero | _titled("net since the start"),
    }


def _opening(counts: pd.DataFrame, by: str) -> list[str]:
    """The first and last day that the chart shows."""
    half = {"month": 15, "quarter": 45}.get(by, 180)  # a bar stands around the first day of its period
    return [day_text(moved(dense_from(counts), -half)), day_text(period_end(counts.index[-1], by))]


def _titled(text: str) -> dict[str, Any]:
    return {"title": {"text": text, "font": {"size": 11}}}


def _bars(counts: pd.Series[int], name: str, colour: str, sign: int, direction: str, by: str) -> go.Bar:
    return go.Bar(
        x=[day_text(first) for first in counts.index],
        y=[sign * count for count in counts],
        name=escape(name, quote=False),
        marker={"color": colour, "line": {"width": 0}},
        customdata=[
            f"?tab=list&from={day_text(first)[:7]}&to={day_text(period_end(first, by))[:7]}"
            f"&dates=first&direction={direction}"
            for first in counts.index
        ],
        hovertext=[
            f"{period_label(first, by)}: {count} {escape(name, quote=False)}"
            for first, count in zip(counts.index, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _add_lines(figure: go.Figure, net: pd.DataFrame, dataset: Dataset, row: int) -> None:
    """A line for each side, with its name and its last value at its end."""
    names, colours = {side.id: side.label for side in dataset.sides}, side_colours(dataset)
    for side in net.columns:
        label = escape(names[side], quote=False)
        figure.add_trace(
            go.Scatter(
                x=[day_text(day) for day in net.index],
                y=net[side].tolist(),
                mode="lines+text",
                line={"color": colours[side], "width": 2.5, "shape": "hv"},
                text=[""] * (len(net) - 1) + [f"{label} {net[side].iloc[-1]:+d}"] if len(net) else [],
                textposition="middle right",
                textfont={"size": 11},
                cliponaxis=False,
                name=label,
                showlegend=False,
                hovertext=label,  # in the template its own %{} would be filled in
                hovertemplate="%{x|%B %Y}: %{hovertext} %{y:+d}<extra></extra>",
            ),
            row=row,
            col=1,
        )


def _add_notes(figure: go.Figure, events: pd.DataFrame, dataset: Dataset, counts: pd.DataFrame) -> None:
    """The foremost turning points: a line each through all rows, and its name in the room above the first net."""
    since = dense_from(counts)
    chosen = noted(events, dataset, since)
    figure.add_trace(
        go.Scatter(
            x=[day_text(day) for day in chosen["earliest"]],
            y=[0] * len(chosen),
            mode="markers",
            name="Turning point",
            marker={"symbol": "diamond", "size": 9, "color": QUIET, "line": {"width": 1}},
            customdata=chosen["id"].tolist(),
            hovertext=[
                f"{escape(words)}: {escape(label, quote=False)}"
                for words, label in zip(chosen["date_words"], chosen["label"], strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        ),
        row=1,
        col=1,
    )
    for number, row in enumerate(chosen.to_dict("records")):
        day = day_text(row["earliest"])
        figure.add_vline(x=day, line={"color": QUIET, "width": 1, "dash": "dot"}, opacity=0.6)
        late = row["earliest"] > since + (chosen["earliest"].max() - since) * 0.6
        figure.add_annotation(
            x=day,
            xanchor="right" if late else "left",
            xshift=-3 if late else 3,
            y=1 - (1 - NOTES) / NOTED * number,
            yref="paper",
            yanchor="top",
            text=escape(row["label"], quote=False),
            showarrow=False,
            font={"size": 11},
            bgcolor="rgba(0,0,0,0)",
        )


def noted(events: pd.DataFrame, dataset: Dataset, since: pd.Timestamp) -> pd.DataFrame:
    """Of the turning points those to name: the events of the finding first, then the others by rank, apart in time."""
    turning = events[(events["significance"] == 3) & (events["earliest"] >= since)]
    if turning.empty:
        return turning
    bearing = turning["id"].isin(dataset.dataset.finding_events)
    free = FREE * max((turning["earliest"].max() - since).days, 1)
    ordered = pd.concat([turning[bearing].sort_values("rank"), turning[~bearing].sort_values("rank")])
    taken: dict[Any, float] = {}
    for index, day in zip(ordered.index, ordered["earliest"].map(day_number), strict=True):
        if len(taken) < NOTED and all(abs(day - other) >= free for other in taken.values()):
            taken[index] = day
    return turning.loc[sorted(taken)]


def _name_sides(figure: go.Figure, dataset: Dataset, below: set[str]) -> None:
    """The names of the sides, above and below the line of the bars."""
    used = {direction.side for direction in dataset.directions}
    for side in dataset.sides:
        if side.id not in used:
            continue
        under = side.id in below
        figure.add_annotation(
            x=0.005,
            xref="x domain",
            xanchor="left",
            y=0.03 if under else 0.8,
            yref="y domain",
            yanchor="bottom" if under else "top",
            text=f"<b>{escape(side.label, quote=False)}</b>",
            font={"color": side_colours(dataset)[side.id], "size": 13},
            showarrow=False,
        )
