"""What the tabs beyond timeline and list hold: HTML with places for charts, and the charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import plotly.graph_objects as go

from app.analysis.reading import Source, chosen_story
from app.analysis.shift import has_answers
from app.analysis.view import View
from app.figures.balance import shift_figure
from app.pages.actor_panel import actors_html
from app.pages.around_panel import chosen_anchor
from app.pages.balance_panel import balance_heading
from app.pages.measure_panel import measures_context, measures_html
from app.pages.shift_panel import shift_html
from app.pages.story_panel import story_html

EMPTY: Final = '<p class="empty">No event matches these filters.</p>'
ALL: Final = "all"  # of the charts of a tab, in print


@dataclass(frozen=True, slots=True)
class Panel:
    """The HTML of a tab and its charts by the name of their place."""

    html: str
    charts: dict[str, go.Figure] = field(default_factory=dict)
    heading: str = ""  # what it says in a sentence
    steps: list[tuple[str, ...]] = field(default_factory=list)  # the events of each place for a small timeline


def shift(source: Source, view: View, _today: dt.date, chart: str = "") -> Panel:
    """Counts over time, before and after, response lags."""
    dataset, shown = source.dataset, source.shown(view).shown
    if shown.empty:
        return Panel(EMPTY)
    weighted = view.weigh == "significance"
    has_counts = chart in ("", ALL, "balance")
    charts = {"shift": shift_figure(shown, dataset, view.by, weighted=weighted)} if has_counts else {}
    return Panel(shift_html(dataset, source.tables, shown, view, chart), charts, _shift_heading(source, view, chart))


def _shift_heading(source: Source, view: View, chart: str) -> str:
    """What a chart of the shift is called in print, or all of them."""
    dataset = source.dataset
    if chart == "around":
        anchor = chosen_anchor(dataset, source.tables.events, view)
        return f"Before and after: {anchor.label}, {anchor.date.words}"
    if chart == "lags":
        return "How fast acts are answered"
    counts = balance_heading(dataset)
    answers = ", and how fast acts are answered" if has_answers(dataset) else ""
    return f"{counts}{',' if answers else ' and'} what changed around an event{answers}" if chart == ALL else counts


def measures(source: Source, view: View, today: dt.date, chart: str = "") -> Panel:
    """The measures that the events shown move."""
    moved = set(source.shown(view).shown["measure"].dropna())
    frame = source.tables.measures
    rows = frame[frame["id"].isin(moved)]
    if rows.empty:
        return Panel('<p class="empty">No measure is moved by the events that match these filters.</p>')
    context = measures_context(source.dataset, rows, today)
    return Panel(
        measures_html(context, chart), heading="The lives of measures" if chart == "lives" else context["headline"]
    )


def stories(source: Source, view: View, _today: dt.date, chart: str = "") -> Panel:
    """One story, beside the chart that follows its steps."""
    story = chosen_story(source.dataset, view)
    if story is None:
        return Panel('<p class="empty">This dataset tells no story.</p>')
    steps = [step.events for step in story.parts] if chart else []
    return Panel(story_html(source.dataset, story, view, chart), heading=story.title, steps=steps)


def actors(source: Source, view: View, _today: dt.date, chart: str = "") -> Panel:
    """The most active actors."""
    shown = source.shown(view).shown
    if shown.empty:
        return Panel(EMPTY)
    return Panel(actors_html(source.dataset, shown, view, chart), heading="Who is named, and when")


PANELS: Final[dict[str, Callable[..., Panel]]] = {
    "shift": shift,
    "measures": measures,
    "stories": stories,
    "actors": actors,
}  # by the id of the tab
