"""The traces of the main chart; each carries its role in `meta`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.data.schema import Direction
from app.data.vocabulary import STATUSES
from app.figures.lanes import day_number, moment_text, moments
from app.figures.payload import Chart
from app.figures.placing import DIAMETERS, LABEL_ROW, LABEL_SIZE, Mark, Placing
from app.theme import RULE, clear, fill, symbol

MILLISECONDS: Final = 86_400_000  # in a day: the unit of lengths on a date axis
OUT_OF_SIGHT: Final = -100.0
DOUBT_LINES: Final = {
    "approximate": (7, 0.2),
    "uncertain": (1.5, 1.0),
    "open_ended": (7, 0.2),
}  # width in pixels, opacity
WHISKER: Final = 4  # half the height of the stroke at the end of a whisker
OPEN_FACTOR: Final = 4  # how much longer an open end fades
DOUBT_DAYS: Final = (2, 3.5, 5)  # how far beyond its mark a doubtful date is drawn on either side
QUIET_OPACITY: Final = 0.75  # of details, so that what matters stands out
BINS: Final = 160  # steps over the days shown, in which events that are no marks are counted


def mark_traces(rows: pd.DataFrame, direction: Direction, colour: str, placing: Placing) -> list[go.Scatter | go.Bar]:
    """The marks of one direction: points for known days, bars for all other dates."""
    known = rows["precision"] == "day"
    return [_points(rows[known], direction, colour, placing), _spans(rows[~known], direction, colour, placing)]


def _points(rows: pd.DataFrame, direction: Direction, colour: str, placing: Placing) -> go.Scatter:
    return go.Scatter(
        x=[moment_text(day_number(day) + 0.5) for day in rows["earliest"]],
        mode="markers",
        name=direction.label,
        marker={
            "color": colour,
            "size": [DIAMETERS[significance] * placing.scale for significance in rows["significance"]],
            "symbol": [symbol(direction.effect, status) for status in rows["status"]],
            "line": {"width": 1.4, "color": colour},
            "opacity": [QUIET_OPACITY if significance == 1 else 1 for significance in rows["significance"]],
        },
        **_common(rows, direction, placing),
    )


def _spans(rows: pd.DataFrame, direction: Direction, colour: str, placing: Placing) -> go.Bar:
    lengths = (rows["latest"] - rows["earliest"]).dt.days + 1
    inside = {label.id for label in placing.labels if label.inside}
    return go.Bar(
        orientation="h",
        base=[moment_text(day_number(day)) for day in rows["earliest"]],
        x=[days * MILLISECONDS for days in lengths],
        width=[
            LABEL_ROW - 1 if event in inside else DIAMETERS[significance] * placing.scale * 0.7
            for event, significance in zip(rows["id"], rows["significance"], strict=True)
        ],
        name=direction.label,
        showlegend=False,
        marker={
            "color": [clear(colour, 0.4 if status == "official" else 0) for status in rows["status"]],
            "line": {"width": 1.4, "color": colour},
            "cornerradius": 4,
            "opacity": [QUIET_OPACITY if significance == 1 else 1 for significance in rows["significance"]],
            "pattern": {
                "shape": ["." if fill(status) == "dot" else "" for status in rows["status"]],
                "fgcolor": colour,
                "size": 5,
            },
        },
        **_common(rows, direction, placing),
    )


def _common(rows: pd.DataFrame, direction: Direction, placing: Placing) -> dict[str, Any]:
    return {
        "y": [placing.heights.get(event, OUT_OF_SIGHT) for event in rows["id"]],
        "customdata": list(rows["id"]),
        "hovertext": [_hover(row, direction.label) for row in rows.to_dict("records")],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"role": "marks"},
    }


def _hover(row: dict[Any, Any], direction: str) -> str:
    title = "<br>".join(wrapped(escape(row["title"], quote=False), 56))
    who = f"{escape(direction, quote=False)} · {STATUSES[row['status']].label}"
    return f"<b>{escape(row['date_words'])}</b><br>{title}<br>{who}"


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` characters, broken between words."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def leader_trace(placing: Placing) -> go.Scatter:
    """The thin lines from labels down to their marks."""
    x: list[str | None] = []
    y: list[float | None] = []
    for label in (label for label in placing.labels if not label.inside):
        x += [moment_text(label.day), moment_text(label.day), None]
        y += [label.y, placing.heights[label.id], None]
    line = {"width": 1, "color": RULE}
    return go.Scatter(x=x, y=y, mode="lines", line=line, **silent("leaders"))


def count_traces(chart: Chart) -> Iterable[go.Bar]:
    """For each lane, bars of the events that are only counted, in BINS steps over the days shown."""
    first, last = moments(chart.shown)
    step = max((last - first) / BINS, 1)
    binned = {
        lane.id: _binned(*chart.rest.by_lane[lane.id], first, last, step)
        for lane in chart.lane_layout.lanes
        if lane.id in chart.rest.by_lane
    }
    most = max((max(counts, default=0) for counts in binned.values()), default=0)
    for lane in chart.lane_layout.lanes:
        counts = binned.get(lane.id, [])
        if any(counts):
            yield go.Bar(
                x=[moment_text(first + (number + 0.5) * step) for number in range(len(counts))],
                y=[-lane.height * count / most for count in counts],
                base=lane.first_row + lane.height,
                width=step * MILLISECONDS,
                marker={"color": RULE},
                **silent("counts"),
            )


def _binned(start: int, daily: Sequence[int], first: float, last: float, step: float) -> list[int]:
    """Daily counts that begin on the day `start`, summed in steps of days between two days."""
    counts = [0] * math.ceil((last - first) / step)
    for day, count in enumerate(daily, start):
        if first <= day < last:
            counts[int((day - first) / step)] += count
    return counts


def doubt_traces(
    marks: Sequence[Mark], events: pd.DataFrame, colours: dict[str, str], placing: Placing
) -> list[go.Scatter]:
    """Each approximate date fades at both sides, an open end to the right; an uncertain one has whiskers."""
    by_id = {mark.id: mark for mark in marks}
    groups = [
        (
            [by_id[event] for event in events.loc[events[doubt] & (events["direction"] == direction), "id"]],
            doubt,
            colour,
        )
        for doubt in DOUBT_LINES
        for direction, colour in colours.items()
    ]
    return [_doubts(doubtful, doubt, colour, placing) for doubtful, doubt, colour in groups if doubtful]


def _doubts(marks: Sequence[Mark], doubt: str, colour: str, placing: Placing) -> go.Scatter:
    points = [
        point for mark in marks for point in doubt_points(mark, doubt, placing.heights.get(mark.id, OUT_OF_SIGHT))
    ]
    width, opacity = DOUBT_LINES[doubt]
    return go.Scatter(
        x=[None if point is None else moment_text(point[0]) for point in points],
        y=[None if point is None else point[1] for point in points],
        mode="lines",
        line={"width": width, "color": clear(colour, opacity)},
        hoverinfo="skip",
        showlegend=False,
        meta={"role": "doubts", "doubt": doubt},
    )


def doubt_points(mark: Mark, doubt: str, y: float) -> list[tuple[float, float] | None]:
    """The line of a doubtful date through its mark, a few days longer on either side; whiskers end in a stroke."""
    line: list[tuple[float, float] | None] = []
    if doubt == "open_ended":
        for days in DOUBT_DAYS:
            line += [(mark.end, y), (mark.end + OPEN_FACTOR * days, y), None]
        return line
    for days in DOUBT_DAYS if doubt == "approximate" else DOUBT_DAYS[-1:]:  # lines of three lengths make one that fades
        line += [(mark.start - days, y), (mark.start, y), None, (mark.end, y), (mark.end + days, y), None]
    if doubt == "uncertain":
        for day in (mark.start - DOUBT_DAYS[-1], mark.end + DOUBT_DAYS[-1]):
            line += [(day, y - WHISKER), (day, y + WHISKER), None]
    return line


def label_traces(placing: Placing, marks: Sequence[Mark]) -> Iterable[go.Scatter]:
    """Two text traces, which the style sheet tells apart: turning points, and the rest."""
    by_id = {mark.id: mark for mark in marks}
    for role, major in (("labels-minor", False), ("labels-major", True)):
        labels = [label for label in placing.labels if (by_id[label.id].significance == 3) is major]
        yield go.Scatter(
            x=[moment_text(label.day) for label in labels],
            y=[label.y for label in labels],
            text=[escape(by_id[label.id].label, quote=False) for label in labels],
            customdata=[label.id for label in labels],
            mode="text",
            textposition=["middle left" if label.ends_here else "middle right" for label in labels],
            textfont={"size": LABEL_SIZE},
            **silent(role),
        )


def silent(role: str) -> dict[str, Any]:
    """What all traces share that are no marks."""
    return {"hoverinfo": "skip", "showlegend": False, "meta": {"role": role}}


def strip_traces(
    months: Sequence[Sequence[Any]], directions: Sequence[Direction], colours: dict[str, str]
) -> Iterable[go.Bar]:
    """Events a month, stacked by direction, on axes of their own that show the whole coverage."""
    for number, direction in enumerate(directions):
        label = escape(direction.label, quote=False)
        counted = [(first, length, counts) for first, length, counts in months if counts[number]]
        yield go.Bar(
            x=[moment_text(first + length / 2) for first, length, _ in counted],
            y=[counts[number] for _, _, counts in counted],
            base=[sum(counts[:number]) for _, _, counts in counted],
            width=[length * MILLISECONDS * 0.86 for _, length, _ in counted],
            xaxis="x2",
            yaxis="y2",
            name=direction.label,
            marker={"color": colours[direction.id], "line": {"width": 0}},
            hovertext=[f"{moment_text(first):.7}: {counts[number]} {label}" for first, _, counts in counted],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
            meta={"role": "strip"},
        )
