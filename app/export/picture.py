"""The whole chart as one figure that explains itself: finding, view, legend, chart, dates, sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.analysis.frames import event_frame
from app.analysis.view import View
from app.data.dates import ORDER_IN_WORDS
from app.data.schema import Dataset
from app.data.vocabulary import BASES, STATUSES
from app.export.extract import Extract
from app.figures.chain import LINES
from app.figures.timeline import timeline_figure
from app.theme import INK, LIGHT_PAPER, QUIET_INK, RULE, SYMBOLS, direction_colours, fill

WIDTH: Final = 1920  # pixels of the whole picture at scale 1
EDGE: Final = 30  # free space around everything
GAP: Final = 14  # between the chart and the text below it
NAMES: Final = 160  # pixels for the names of the lanes
LINE: Final = 1.3  # Plotly's distance between two lines of a text, in sizes of its type
EDGE_SHARE: Final = 0.012  # of the time shown: free time before the first event and after the last
MARKS: Final = {"square": "■", "circle": "●", "triangle-up": "▲", "diamond": "◆"}
FILLED: Final = {"full": "●", "open": "○", "dot": "◉"}
BETWEEN: Final = " " * 4  # from one entry of the legend to the next
ARROWS: Final = " Arrows lead from an act to a later one that answers or continues it; the line is "
HOW_TO_READ: Final = (
    "A point is one day; a bar is a span, or a date known only to the month or the year. Faded ends are approximate or "
    f"open, whiskers uncertain. Larger is more significant. {ORDER_IN_WORDS}"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text above or below the chart: its lines as Plotly reads them, its looks, and the space below it in pixels."""

    lines: Sequence[str]
    size: int
    colour: str = INK
    weight: int = 400
    space: int = 8

    @property
    def height(self) -> float:
        """Pixels that it takes, with the space below."""
        return len(self.lines) * self.size * LINE + self.space


def picture_figure(dataset: Dataset, view: View, *, today: dt.date) -> go.Figure:
    """The chart of a view with everything around it, WIDTH pixels wide and as high as it needs.

    Where the view sets no dates, all events that it shows are in sight, not only those of the opening range.

    >>> from app.data.loading import load_dataset
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> figure = picture_figure(dataset, View(), today=dt.date(2026, 7, 31))
    >>> figure.layout.annotations[0].text
    'Steel, aluminium and bourbon'
    """
    extract = Extract.of(dataset, view, today)
    shown = extract.selection.shown
    lanes = shown if view.track and len(shown) else event_frame(dataset)
    days = view.days(dataset) or _all_days(shown, dataset)
    width = WIDTH - 2 * EDGE - NAMES
    looks: dict[str, Any] = {"lanes": view.lanes, "days": days, "width": width, "event": view.event}
    figure = timeline_figure(shown, dataset, all_events=lanes, **looks)
    _dress(figure)
    above = [*_heading(extract), _legend(dataset)]
    return _framed(figure, above, list(_colophon(extract, figure)), _strip_name(shown, days))


def _all_days(shown: pd.DataFrame, dataset: Dataset) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From the first event shown (of none: the start of the coverage) to the end of the coverage, with free edges."""
    coverage = dataset.dataset.coverage
    first = shown["earliest"].min() if len(shown) else pd.Timestamp(coverage.start.earliest)
    last = max([pd.Timestamp(coverage.through.earliest), *shown["earliest"]])
    edge = (last - first) * EDGE_SHARE + pd.Timedelta(days=1)
    return (first - edge).floor("D"), (last + edge).ceil("D")


def _dress(figure: go.Figure) -> None:
    """Give the figure on paper what the style sheet gives it in the browser, and years on the same axis twice."""
    looks = {"labels-major": {"weight": 600, "color": INK}, "labels-minor": {"color": QUIET_INK}}
    for trace in figure.data:
        role = trace.meta["role"]
        if role in looks:
            trace.textfont.update(looks[role])
        if trace.type == "scatter" and role in ("marks", *looks):
            trace.cliponaxis = False  # at an end of the axis a mark stays whole
    figure.update_xaxes(showgrid=True, gridcolor=RULE, tickfont={"size": 12, "color": QUIET_INK})
    figure.update_xaxes(minallowed=None, maxallowed=None, range=figure.layout.xaxis.range)
    figure.layout.xaxis2.showgrid = False
    figure.layout.shapes = [shape for shape in figure.layout.shapes if shape.name != "window"]


def _heading(extract: Extract) -> Iterator[Paragraph]:
    about = extract.dataset.dataset
    yield _paragraph(about.title, 15, colour=QUIET_INK, space=4)
    yield _paragraph(about.finding, 26, weight=600, space=10)
    yield _paragraph(f"{extract.facts['View']} {extract.facts['Events']}", 15, space=12)


def _legend(dataset: Dataset) -> Paragraph:
    """What colours, shapes and fills mean."""
    colours = direction_colours(dataset)
    marks = [(MARKS[SYMBOLS[one.effect]], colours[one.id], one.label) for one in dataset.directions]
    fills = [(FILLED[fill(term.id)], QUIET_INK, term.label) for term in STATUSES.values()]
    size = 14
    lines = []
    for group in (marks, fills):
        texts = iter(f'<span style="color:{colour}">{mark}</span> {plain(label)}' for mark, colour, label in group)
        rows = _rows([f"{mark} {label}{BETWEEN}" for mark, _, label in group], size, WIDTH - 2 * EDGE)
        lines += [BETWEEN.join(islice(texts, len(row))) for row in rows]
    return Paragraph(lines, size, space=20)


def _colophon(extract: Extract, figure: go.Figure) -> Iterator[Paragraph]:
    """How to read the chart, and what it rests on."""
    labels = sum(len(trace.x) for trace in figure.data if trace.meta["role"].startswith("labels"))
    marks = sum(len(trace.customdata) for trace in figure.data if trace.meta["role"] == "marks")
    total = len(extract.events)
    reading = f"{HOW_TO_READ} {labels} of {total} events are labelled."
    if marks < total:
        reading += f" {total - marks} are counted in grey bars, not drawn one by one."
    reading += _about_chain(extract, {trace.meta["role"] for trace in figure.data})
    yield _paragraph(reading, 13, colour=QUIET_INK, space=10)
    yield _paragraph(sources_line(extract), 13, colour=QUIET_INK, space=0)


def _about_chain(extract: Extract, roles: Collection[str]) -> str:
    """Which event the ring is around, and what the arrows mean, where the traces have these roles."""
    words = ""
    if "ring" in roles:
        chosen = extract.dataset.by_id[extract.view.event]
        words += f" In the ring: {chosen.date.words}, {chosen.title}"
    if "arrows" in roles:
        words += ARROWS + ", ".join(f"{line} if {BASES[basis].label}" for basis, (_, line) in LINES.items()) + "."
    return words


def sources_line(extract: Extract) -> str:
    """What the events shown rest on, which state of the data this is, and the day it was written."""
    sources = [source for event in extract.events for source in event.sources]
    publishers = len({source.publisher for source in sources})
    facts = [f"{name}: {fact}." for name, fact in extract.facts.items() if name not in ("View", "Events")]
    return " ".join([f"{len(sources):,} sources of {publishers:,} publishers.", *facts])


def _strip_name(shown: pd.DataFrame, days: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    months = shown.loc[shown["earliest"].between(*days), "earliest"].dt.to_period("M")
    return f"Events a month,<br>{months.value_counts().max()} at most" if len(months) else ""


def _framed(figure: go.Figure, above: Sequence[Paragraph], below: Sequence[Paragraph], strip_name: str) -> go.Figure:
    """The figure on paper with texts above and below."""
    over, under = figure.layout.margin.t, figure.layout.margin.b
    top, bottom = (EDGE + sum(text.height for text in texts) for texts in (above, below))
    figure.update_layout(
        width=WIDTH,
        height=round(figure.layout.height + top + GAP + bottom),
        margin={"l": EDGE + NAMES, "r": EDGE, "t": over + top, "b": under + GAP + bottom},
        paper_bgcolor=LIGHT_PAPER,
    )
    for annotation in [*_stacked(above, 1, over), *_stacked(below, 0, -under - GAP)]:
        figure.add_annotation(annotation)
    quiet = {"size": 12, "color": QUIET_INK}
    return figure.add_annotation(
        text=strip_name, font=quiet, x=0, xanchor="right", xshift=-6, y=1, yanchor="top", align="right", **_ON_PAPER
    )


_ON_PAPER: Final = {"xref": "paper", "yref": "paper", "showarrow": False}


def _stacked(texts: Sequence[Paragraph], side: int, shift: float) -> Iterator[dict[str, Any]]:
    """The paragraphs one below the other: above the plot (side 1) or below it (side 0)."""
    y = shift + (sum(text.height for text in texts) if side else 0)
    for text in texts:
        yield {
            "text": "<br>".join(text.lines),
            "font": {"size": text.size, "color": text.colour, "weight": text.weight},
            "align": "left",
            "x": 0,
            "xanchor": "left",
            "xshift": -NAMES,
            "y": side,
            "yanchor": "top",
            "yshift": y,
            **_ON_PAPER,
        }
        y -= text.height


def _paragraph(text: str, size: int, *, colour: str = INK, weight: int = 400, space: int = 8) -> Paragraph:
    """A text broken into lines that fit the picture."""
    words = re.findall(r"[⺀-￿]|[^\s⺀-￿]{1,80}\s*|\s+", text)
    rows = _rows(words, size * (1.15 if weight > 400 else 1), WIDTH - 2 * EDGE)
    return Paragraph([plain("".join(row).strip()) for row in rows], size, colour, weight, space)


def _rows(pieces: Iterable[str], size: float, width: float) -> list[list[str]]:
    """The pieces in rows none of which is wider than `width` pixels, by an upper estimate of each character."""
    rows: list[list[str]] = [[]]
    left = width
    for piece in pieces:
        needed = size * sum(1.0 if character > "⺀" else 0.6 for character in piece)
        if needed > left and rows[-1]:
            rows.append([])
            left = width
        rows[-1].append(piece)
        left -= needed
    return rows


def plain(text: str) -> str:
    """A text that Plotly, which reads simple tags, shows as it is."""
    return escape(text, quote=False)
