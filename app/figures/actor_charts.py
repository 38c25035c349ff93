"""The most active actors as small multiples: events a quarter, by direction."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.analysis.activity import most_active_actors
from app.analysis.days import day_text
from app.analysis.periods import period_end, period_first, period_label, period_numbers, readable
from app.data.schema import Dataset
from app.theme import direction_colours, template

COLUMNS: Final = 3
ROW_HEIGHT: Final = 120


def actors_figure(events: pd.DataFrame, dataset: Dataset, count: int = 12) -> go.Figure:
    """A small chart for each of the most active actors, all on the same axes.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> [note.text for note in actors_figure(event_frame(dataset), dataset, 2).layout.annotations]
    ['European Commission', 'Donald Trump']
    """
    actors = most_active_actors(events, count)
    names = {actor.id: actor.name for actor in dataset.actors}
    colours = direction_colours(dataset)
    single = events.explode("actors")
    by = readable(single["earliest"], "quarter")
    periods = pd.Series(period_numbers(single["earliest"], by), index=single.index)
    rows = -(-len(actors) // COLUMNS)
    layout: dict[str, Any] = {"annotations": []}
    traces = []
    most = 1
    for number, actor in enumerate(actors):
        mine = single["actors"] == actor
        table = pd.crosstab(periods[mine], single.loc[mine, "direction"])
        most = max(most, int(table.sum(axis=1).max()))
        axis = "" if number == 0 else str(number + 1)
        traces += [
            _bars(table[direction.id], direction.label, colours[direction.id], axis, actor, by)
            for direction in dataset.directions
            if direction.id in table
        ]
        layout |= _cell(number, rows, axis)
        layout["annotations"].append(_title(names[actor], number, rows))
    figure = go.Figure(traces, layout)
    figure.update_yaxes(range=[0, most + 0.5], fixedrange=True, nticks=3, tickfont={"size": 10})
    first, last = period_first(periods.min(), by), period_end(period_first(periods.max(), by), by)
    figure.update_xaxes(
        type="date", range=[day_text(first), day_text(last)], fixedrange=True, nticks=4, tickfont={"size": 10}
    )
    return figure.update_layout(
        template=template(),
        height=rows * ROW_HEIGHT + 40,
        margin={"l": 30, "r": 10, "t": 24, "b": 24},
        barmode="stack",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
    )


def _bars(counts: pd.Series[int], name: str, colour: str, axis: str, actor: str, by: str) -> go.Bar:
    firsts = [period_first(number, by) for number in counts.index]
    return go.Bar(
        x=[day_text(first) for first in firsts],
        y=counts.tolist(),
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        name=name,
        marker={"color": colour, "line": {"width": 0}},
        customdata=[f"?actor={actor}"] * len(counts),
        hovertext=[
            f"{period_label(first, by)}: {count} {escape(name, quote=False)}"
            for first, count in zip(firsts, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _spot(number: int, rows: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a cell, as shares of the figure."""
    row, column = divmod(number, COLUMNS)
    width, height = 1 / COLUMNS, 1 / rows
    return (
        column * width + 0.01,
        (column + 1) * width - 0.02,
        1 - (row + 1) * height + 0.12 * height,
        1 - row * height - 0.3 * height,
    )


def _cell(number: int, rows: int, axis: str) -> dict[str, Any]:
    left, right, bottom, top = _spot(number, rows)
    return {
        f"xaxis{axis}": {"domain": [left, right], "anchor": f"y{axis}", "showgrid": False},
        f"yaxis{axis}": {"domain": [bottom, top], "anchor": f"x{axis}"},
    }


def _title(name: str, number: int, rows: int) -> dict[str, Any]:
    left, _, _, top = _spot(number, rows)
    place = {
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": top,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
    }
    return {"text": escape(name, quote=False), "font": {"size": 12}, **place}
