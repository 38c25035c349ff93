"""Measures as life-lines: their dated stages, solid as far as the data reach, faded from there to today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.data.schema import Dataset, Measure
from app.data.vocabulary import ENDED_STAGES, MEASURE_KINDS, STAGES
from app.theme import QUIET, clear, side_colours, template

ROW: Final = 24
LONGEST: Final = 50  # characters of a name
SYMBOLS: Final = {"step": "circle", "ended": "x", "planned": "star-open"}


def measures_figure(measures: pd.DataFrame, events: pd.DataFrame, dataset: Dataset, today: dt.date) -> go.Figure:
    """A life-line for each measure, by kind, with a mark for each step and for each known date ahead.

    `measures` is a measure frame or some of its rows, `events` the whole event frame.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import tables
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> made = tables(dataset)
    >>> figure = measures_figure(made.measures, made.events, dataset, dt.date(2026, 7, 31))
    >>> figure.layout.yaxis.ticktext[0]
    '<b>Court case</b>'
    """
    rows = _by_kind(measures.dropna(subset=["first"]).to_dict("records"))
    lives = [(y, row) for y, row in enumerate(rows) if "id" in row]
    records = {measure.id: measure for measure in dataset.measures}
    steps = events.set_index("id")
    through = pd.Timestamp(dataset.dataset.coverage.through.earliest)
    lines = _lives(lives, through, pd.Timestamp(today))
    return go.Figure([*lines, _steps(lives, steps, dataset), _planned(lives, records, today)]).update_layout(
        template=template(),
        height=len(rows) * ROW + 60,
        margin={"l": 340, "r": 20, "t": 30, "b": 10},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        xaxis={"type": "date", "side": "top", "fixedrange": True},
        yaxis={
            "range": [len(rows) - 0.4, -0.6],
            "fixedrange": True,
            "showgrid": False,
            "tickvals": list(range(len(rows))),
            "ticktext": [_name(row) for row in rows],
            "tickfont": {"size": 12},
        },
    )


Row = Mapping[Any, Any]
Lives = Sequence[tuple[int, Row]]  # the height of each life-line, and its measure


def _by_kind(measures: Sequence[Row]) -> list[Row]:
    """The measures by kind, a heading before each kind."""
    rows: list[Row] = []
    for kind in MEASURE_KINDS.values():
        mine = [measure for measure in measures if measure["kind"] == kind.id]
        rows += [{"heading": kind.label}, *mine] if mine else []
    return rows


def _name(row: Row) -> str:
    if "heading" in row:
        return f"<b>{escape(row['heading'])}</b>"
    title = str(row["title"])
    return escape(title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…", quote=False)


def _lives(lives: Lives, through: pd.Timestamp, today: pd.Timestamp) -> list[go.Scatter]:
    """The solid lines, and the faded ones of what had not ended when the data end."""
    solid: list[Any] = []
    faded: list[Any] = []
    for y, row in lives:
        ended = row["last"] if row["stage"] in ENDED_STAGES else row["lapsed"]
        pending = pd.isna(ended)
        last: pd.Timestamp = max(through, row["last"]) if pending else ended
        solid += [(row["first"], y), (last, y), None]
        if pending and today > last:
            faded += [(last, y), (today, y), None]
    return [_line(solid, QUIET, "solid"), _line(faded, clear(QUIET, 0.35), "dot")]


def _line(points: list[Any], colour: str, dash: str) -> go.Scatter:
    return go.Scatter(
        x=[None if point is None else f"{point[0]:%Y-%m-%d}" for point in points],
        y=[None if point is None else point[1] for point in points],
        mode="lines",
        line={"color": colour, "width": 2, "dash": dash},
        hoverinfo="skip",
    )


def _steps(lives: Lives, steps: pd.DataFrame, dataset: Dataset) -> go.Scatter:
    """A mark for each step, in the colour of its lane's side; a cross where a stage ends the measure."""
    side_of = {track.id: track.side for track in dataset.tracks}
    colours = side_colours(dataset)
    found = [(y, event, steps.loc[event]) for y, row in lives for event in row["events"]]
    return go.Scatter(
        x=[f"{step['earliest']:%Y-%m-%d}" for _, _, step in found],
        y=[y for y, _, _ in found],
        mode="markers",
        marker={
            "size": 10,
            "symbol": [SYMBOLS["ended" if step["stage"] in ENDED_STAGES else "step"] for _, _, step in found],
            "color": [colours[side_of[step["track"]]] for _, _, step in found],
        },
        customdata=[event for _, event, _ in found],
        hovertext=[_step_words(step) for _, _, step in found],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _step_words(step: Any) -> str:
    stage = STAGES[step["stage"]].label if isinstance(step["stage"], str) else "Step"
    return f"{escape(step['date_words'])}: {stage}<br>{escape(step['label'], quote=False)}"


def _planned(lives: Lives, records: Mapping[str, Measure], today: dt.date) -> go.Scatter:
    ahead = [(y, planned) for y, row in lives for planned in records[row["id"]].planned]
    return go.Scatter(
        x=[planned.date.earliest.isoformat() for _, planned in ahead],
        y=[y for y, _ in ahead],
        mode="markers",
        marker={"size": 11, "symbol": SYMBOLS["planned"], "color": QUIET, "line": {"width": 1.5}},
        hovertext=[
            f"{planned_words(planned.date.words, planned.date.latest, today)}:<br>{escape(planned.what, quote=False)}"
            for _, planned in ahead
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def planned_words(words: str, latest: dt.date | None, today: dt.date) -> str:
    """A known date ahead in words; one that has passed claims nothing."""
    return f"due {words}, outcome not known here" if (latest or today) < today else f"planned for {words}"
