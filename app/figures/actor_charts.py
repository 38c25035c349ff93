"""The most active actors as small multiples: events a quarter, by direction."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

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
    figure = _cells([names[actor] for actor in actors])
    most = 1
    for number, actor in enumerate(actors):
        mine = single["actors"] == actor
        table = pd.crosstab(periods[mine], single.loc[mine, "direction"])
        most = max(most, int(table.sum(axis=1).max()))
        bars = [
            _bars(table[direction.id], direction.label, colours[direction.id], actor, by)
            for direction in dataset.directions
            if direction.id in table
        ]
        row, column = divmod(number, COLUMNS)
        figure.add_traces(bars, rows=row + 1, cols=column + 1)
    figure.update_yaxes(range=[0, most + 0.5], fixedrange=True, nticks=3, tickfont={"size": 10})
    first, last = period_first(periods.min(), by), period_end(period_first(periods.max(), by), by)
    figure.update_xaxes(
        type="date",
        range=[day_text(first), day_text(last)],
        fixedrange=True,
        nticks=4,
        tickfont={"size": 10},
        showgrid=False,
    )
    return figure


def _cells(names: Sequence[str]) -> go.Figure:
    """An empty figure with a cell for each name, above which the name stands."""
    rows = -(-len(names) // COLUMNS)
    figure = make_subplots(
        rows=rows,
        cols=COLUMNS,
        subplot_titles=[escape(name, quote=False) for name in names],
        horizontal_spacing=0.03,
        vertical_spacing=0.42 / rows,
    )
    for number, title in enumerate(figure.layout.annotations, 1):
        axis = figure.layout[f"xaxis{number if number > 1 else ''}"]
        title.update(x=axis.domain[0], xanchor="left", font={"size": 12})
    return figure.update_layout(
        template=template(),
        height=rows * ROW_HEIGHT + 40,
        margin={"l": 30, "r": 10, "t": 24, "b": 24},
        barmode="stack",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
    )


def _bars(counts: pd.Series[int], name: str, colour: str, actor: str, by: str) -> go.Bar:
    firsts = [period_first(number, by) for number in counts.index]
    return go.Bar(
        x=[day_text(first) for first in firsts],
        y=counts.tolist(),
        name=name,
        marker={"color": colour, "line": {"width": 0}},
        customdata=[f"?actor={actor}"] * len(counts),
        hovertext=[
            f"{period_label(first, by)}: {count} {escape(name, quote=False)}"
            for first, count in zip(firsts, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
