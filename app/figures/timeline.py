"""The timeline as a small Plotly figure, for notebooks: marks in lanes, with colours, symbols, hover and a legend.

The chart of the dashboard, the pages and the pictures is another one: it is drawn by `assets/timeline/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.analysis.days import Days, day_number
from app.data.schema import Dataset, Direction
from app.figures.lanes import LaneLayout, lane_layout
from app.figures.packing import packed
from app.theme import direction_colours, symbol, template

SIZES: Final = {3: 13, 2: 9, 1: 6}  # diameters by significance
NOTHING: Final = "No event is among these rows."
ROW: Final = 13  # pixels
LANE_EDGE: Final = 1.2  # rows between two lanes
CLOSE: Final = 0.011  # of the time shown: two marks as near as that need two rows


def timeline_figure(
    events: pd.DataFrame,
    dataset: Dataset,
    *,
    all_events: pd.DataFrame | None = None,
    lanes: str = "track",
    days: Days | None = None,
) -> go.Figure:
    """The events of some rows of an event frame in lanes over time, a trace for each direction.

    `all_events` is the whole frame, which fixes lanes and opening days (default: `events`); `lanes` is "track", "side"
    or "actor"; `days` are the first and the last day shown (default: all of them). No rows give an empty figure.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> timeline_figure(event_frame(dataset), dataset).layout.title.text
    'Steel, aluminium and bourbon'
    """
    everything = events if all_events is None else all_events
    figure = go.Figure(layout=_layout(dataset))
    if everything.empty or events.empty:
        return figure.add_annotation(text=NOTHING, showarrow=False, xref="paper", yref="paper", x=0.5, y=0.5)
    layout = lane_layout(lanes, everything, dataset)
    placed = _placed(events[events.index.isin(layout.lane_of.index)], layout)
    colours = direction_colours(dataset)
    for direction in dataset.directions:
        figure.add_traces(list(_traces(placed[placed["direction"] == direction.id], direction, colours[direction.id])))
    names = placed.groupby("lane", sort=False)["top"].first()
    figure.update_layout(height=round(placed.attrs["rows"] * ROW + 130))
    figure.update_yaxes(
        range=[placed.attrs["rows"], -LANE_EDGE],
        tickvals=names.tolist(),
        ticktext=[escape(name.label, quote=False) for name in layout.names if name.id in names.index],
    )
    if days:
        figure.update_xaxes(range=[f"{day:%Y-%m-%d}" for day in days])
    return figure


def _layout(dataset: Dataset) -> dict[str, Any]:
    return {
        "template": template(),
        "title": {"text": escape(dataset.dataset.title, quote=False), "x": 0},
        "margin": {"l": 170, "r": 20, "t": 50, "b": 60},
        "legend": {"orientation": "h", "y": -0.06, "yanchor": "top"},
        "hovermode": "closest",
        "xaxis": {"type": "date"},
        "yaxis": {"showgrid": False, "fixedrange": True},
    }


def _placed(events: pd.DataFrame, layout: LaneLayout) -> pd.DataFrame:
    """The rows with their lane, the top of it, and their own height in rows of marks, lanes in their order."""
    gap = CLOSE * max((events["latest"].max() - events["earliest"].min()).days, 1)
    parts, top = [], 0.0
    lanes = layout.every_lane(events)
    for name in layout.names:
        mine = events.loc[lanes.index[lanes == name.id]]
        if mine.empty:
            continue
        days = list(zip(mine["earliest"].map(day_number), mine["latest"].map(day_number), strict=True))
        rows = packed(days, gap)
        parts.append(mine.assign(lane=name.id, top=top, y=[top + row for row in rows]))
        top += max(rows) + 1 + LANE_EDGE
    placed = pd.concat(parts)
    placed.attrs["rows"] = top
    return placed


def _traces(rows: pd.DataFrame, direction: Direction, colour: str) -> Iterator[go.Scatter]:
    """The marks of a direction, each in the middle of the days that it can mean, over lines as long as these."""
    if rows.empty:
        return
    longer = rows[rows["latest"] > rows["earliest"]]
    group = {"legendgroup": direction.id, "name": escape(direction.label, quote=False)}
    yield go.Scatter(
        x=[day for row in longer.itertuples() for day in (row.earliest, row.latest, None)],
        y=[y for row in longer.itertuples() for y in (row.y, row.y, None)],
        mode="lines",
        line={"color": colour, "width": 3},
        opacity=0.5,
        hoverinfo="skip",
        showlegend=False,
        **group,
    )
    middle = rows["earliest"] + (rows["latest"] - rows["earliest"]) / 2
    yield go.Scatter(
        x=[f"{day:%Y-%m-%d}" for day in middle],
        y=rows["y"].tolist(),
        mode="markers",
        marker={
            "color": colour,
            "size": [SIZES[significance] for significance in rows["significance"]],
            "symbol": [symbol(direction.effect, status) for status in rows["status"]],
            "line": {"width": 1.4, "color": colour},
        },
        customdata=rows["id"].tolist(),
        hovertext=[_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
        **group,
    )


def _words(row: dict[Any, Any]) -> str:
    return f"{escape(row['date_words'], quote=False)}<br>{escape(row['title'], quote=False)}"
