"""Counts of events by period, one side up and one down where there are sides, above the net of each side."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from app.analysis.days import day_number, day_text, moved
from app.analysis.periods import period_end, period_label, readable
from app.analysis.shift import (
    dense_from,
    groups_of,
    has_balance,
    period_counts,
    rolling_net,
    running_balance,
)
from app.data.schema import Dataset
from app.theme import QUIET, direction_colours, side_colours, template, track_colours

HEIGHTS: Final = {True: 680, False: 400}  # with the nets of sides, and without
SHARES: Final = [0.52, 0.2, 0.28]  # of the three rows
GAP: Final = 0.06
NOTES: Final = {True: 0.85, False: 0.74}  # the first row gives way to the notes above it
LOWEST: Final = {True: 1 - SHARES[0] * (1 - 2 * GAP), False: 0.0}  # where the first row begins, from below
NOTED: Final = 5  # turning points with a note, at the most; each has a line of its own
FREE: Final = 0.08  # of the time shown: two notes are at least so far apart
APART: Final = 0.12  # of the height of a row: two names at the ends of lines are at least so far apart


def shift_figure(events: pd.DataFrame, dataset: Dataset, by: str = "month", *, weighted: bool = False) -> go.Figure:
    """Counts by period, one side up and one down; below them the net of each side, over a year and since the start.

    Without sides that tighten or relax it shows the counts alone, by direction or by track, all upwards. It opens on
    the years that most events are of. Acts that relax are hatched; the foremost turning points are named.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> shift_figure(event_frame(dataset), dataset, "quarter").layout.barmode
    'relative'
    """
    nets = has_balance(dataset)
    rows = {"rows": 3, "row_heights": SHARES, "vertical_spacing": GAP} if nets else {"rows": 1}
    figure = make_subplots(shared_xaxes=True, **rows)
    by = readable(events["earliest"], by)
    counts = period_counts(events, dataset, by)
    for bars in _all_bars(counts, dataset, by):
        figure.add_trace(bars, row=1, col=1)
    if nets:
        _add_lines(figure, rolling_net(events, dataset, by, weighted=weighted), dataset, 2)
        _add_lines(figure, running_balance(events, dataset, by, weighted=weighted), dataset, 3)
    if len(counts):
        _add_notes(figure, events, dataset, counts)
        if groups_of(dataset).column == "direction":
            _name_sides(figure, dataset)
    return figure.update_layout(**_layout(figure, counts, by, nets=nets))


def _all_bars(counts: pd.DataFrame, dataset: Dataset, by: str) -> list[go.Bar]:
    """The bars of each group; where sides act, of the directions that have one."""
    groups = groups_of(dataset)
    if groups.column == "track":
        colours = track_colours(dataset)
        return [_bars(counts[id_], label, colours[id_], 1, f"track={id_}", by) for id_, label in groups.labels.items()]
    colours, below = direction_colours(dataset), {side.id for side in dataset.sides if side.place == "below"}
    has_sides = any(direction.side for direction in dataset.directions)
    found = []
    for one in dataset.directions:
        if has_sides and not one.side:
            continue
        sign = -1 if one.side in below else 1
        bars = _bars(counts[one.id], one.label, colours[one.id], sign, f"direction={one.id}", by)
        if one.effect == "relaxes":
            bars.marker.pattern = {"shape": "/", "fgcolor": colours[one.id], "size": 5, "solidity": 0.45}
        found.append(bars)
    return found


def _layout(figure: go.Figure, counts: pd.DataFrame, by: str, *, nets: bool) -> dict[str, Any]:
    most = max([1, *(abs(value) for bar in figure.data if bar.type == "bar" for value in bar.y)])
    step = max(1, round(most / 2))
    values = [step * number for number in range(-6, 7)]
    upright = {"tickvals": values, "ticktext": [str(abs(value)) for value in values]}
    zero = {"fixedrange": True, "zeroline": True, "zerolinecolor": QUIET}
    days = {"range": _opening(counts, by)} if len(counts) else {}
    has_sides = any(note.xref == "x domain" for note in figure.layout.annotations) or nets
    axes = {f"xaxis{row}": {"type": "date", "fixedrange": True, **days} for row in (("", "2", "3") if nets else ("",))}
    if nets:
        axes["yaxis2"] = zero | _titled("net, a year" if by in ("month", "quarter") else f"net, a {by}")
        axes["yaxis3"] = zero | _titled("net since the start")
    return {
        "template": template(),
        "height": HEIGHTS[nets],
        "margin": {"l": 62, "r": 112 if has_sides else 16, "t": 30, "b": 30},
        "barmode": "relative",
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "font": {"size": 11}},
        "yaxis": zero | upright | _titled(f"events a {by}") | {"domain": [LOWEST[nets], NOTES[nets]]},
        **axes,
    }


def _opening(counts: pd.DataFrame, by: str) -> list[str]:
    """The first and last day that the chart shows."""
    half = {"month": 15, "quarter": 45}.get(by, 180)  # a bar stands around the first day of its period
    return [day_text(moved(dense_from(counts), -half)), day_text(period_end(counts.index[-1], by))]


def _titled(text: str) -> dict[str, Any]:
    return {"title": {"text": text, "font": {"size": 11}}}


def _bars(counts: pd.Series[int], name: str, colour: str, sign: int, counted: str, by: str) -> go.Bar:
    """The bars of a group; each leads to the list of what it counts, which the filter `counted` keeps."""
    return go.Bar(
        x=[day_text(first) for first in counts.index],
        y=[sign * count for count in counts],
        name=escape(name, quote=False),
        marker={"color": colour, "line": {"width": 0}},
        customdata=[
            f"?tab=list&from={day_text(first)[:7]}&to={day_text(period_end(first, by))[:7]}&dates=first&{counted}"
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
    for side, position in zip(net.columns, _positions(net), strict=True):
        label = escape(names[side], quote=False)
        figure.add_trace(
            go.Scatter(
                x=[day_text(day) for day in net.index],
                y=net[side].tolist(),
                mode="lines+text",
                line={"color": colours[side], "width": 2.5, "shape": "hv"},
                text=[""] * (len(net) - 1) + [f"{label} {net[side].iloc[-1]:+d}"] if len(net) else [],
                textposition=position,
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


def _positions(net: pd.DataFrame) -> list[str]:
    """Where the name of each line stands at its end: two that end close together give way up and down."""
    if net.empty:
        return ["middle right"] * len(net.columns)
    ends = net.iloc[-1]
    close = APART * max(int(net.to_numpy().max() - net.to_numpy().min()), 1)
    places = []
    for side in net.columns:
        others = [int(ends[other] - ends[side]) for other in net.columns if other != side]
        near = [other for other in others if abs(other) < close]
        is_lower = any(other > 0 for other in near) or (0 in near and side != net.columns[0])
        places.append("middle right" if not near else "bottom right" if is_lower else "top right")
    return places


def _add_notes(figure: go.Figure, events: pd.DataFrame, dataset: Dataset, counts: pd.DataFrame) -> None:
    """The foremost turning points: a line each through all rows, and its name in the room above the first net."""
    since = dense_from(counts)
    chosen = noted(events, since)
    if chosen.empty:
        return
    figure.add_trace(_diamonds(chosen), row=1, col=1)
    room = 1 - NOTES[has_balance(dataset)]
    for row, is_late, line in _lines_of_notes(chosen.to_dict("records"), since):
        day, top = day_text(row["earliest"]), 1 - room * line / NOTED
        style = {"color": QUIET, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=day, x1=day, y0=0, y1=top, yref="paper", line=style, opacity=0.6)
        figure.add_annotation(
            x=day,
            xanchor="right" if is_late else "left",
            xshift=-3 if is_late else 3,
            y=top - 0.005,
            yref="paper",
            yanchor="top",
            text=escape(row["label"], quote=False),
            showarrow=False,
            font={"size": 11},
            bgcolor="rgba(0,0,0,0)",
            name="note",  # left out where the chart is too narrow for it
        )


def _lines_of_notes(rows: list[Any], since: pd.Timestamp) -> list[tuple[Any, bool, int]]:
    """Each event with whether its name stands before its day, and its line, 0 on top.

    Names after their day go down with time and names before it go up, so that the line of a day crosses none.
    """
    middle = since + (rows[-1]["earliest"] - since) * 0.6
    early = [row for row in rows if row["earliest"] <= middle]
    late = [row for row in rows if row["earliest"] > middle]
    return [
        *((row, False, line) for line, row in enumerate(early)),
        *((row, True, len(rows) - 1 - line) for line, row in enumerate(late)),
    ]


def _diamonds(chosen: pd.DataFrame) -> go.Scatter:
    """The marks of some turning points, on the line between the sides."""
    return go.Scatter(
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
    )


def noted(events: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """Of the turning points those to name: the foremost by rank that stand apart in time."""
    turning = events[(events["significance"] == 3) & (events["earliest"] >= since)]
    if turning.empty:
        return turning
    free = FREE * max((turning["earliest"].max() - since).days, 1)
    ordered = turning.sort_values("rank")
    taken: dict[Any, float] = {}
    for index, day in zip(ordered.index, ordered["earliest"].map(day_number), strict=True):
        if len(taken) < NOTED and all(abs(day - other) >= free for other in taken.values()):
            taken[index] = day
    return turning.loc[sorted(taken)]


def _name_sides(figure: go.Figure, dataset: Dataset) -> None:
    """The names of the sides that act, beside the bars that go up and those that go down."""
    used = {direction.side for direction in dataset.directions}
    taken = {True: 0, False: 0}
    for side in dataset.sides:
        if side.id not in used:
            continue
        under = side.place == "below"
        figure.add_annotation(
            x=1.005,
            xref="x domain",
            xanchor="left",
            y=0.03 if under else 0.97,
            yref="y domain",
            yanchor="bottom" if under else "top",
            yshift=(15 if under else -15) * taken[under],
            text=f"<b>{escape(side.label, quote=False)}</b>",
            font={"color": side_colours(dataset)[side.id], "size": 13},
            showarrow=False,
        )
        taken[under] += 1
