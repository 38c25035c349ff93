"""What the tabs beyond timeline and list hold: HTML with places for charts, and the charts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from app.figures.actors import actors_figure
from app.figures.measures import measures_figure
from app.figures.shift import shift_figure
from app.figures.strips import around_figure, lags_figure
from app.fragments.actors import actors_html
from app.fragments.measures import measures_html
from app.fragments.shift import shift_html
from app.fragments.stories import story_html, story_steps
from app.schema import Story
from app.selection import select
from app.shift import response_lags, shown_singly, with_anchor
from app.view import View

if TYPE_CHECKING:
    from app.dashboard.edition import Edition


@dataclass(frozen=True, slots=True)
class Panel:
    """The HTML of a tab and its charts by the name of their place."""

    html: str
    charts: dict[str, go.Figure] = field(default_factory=dict)


def panel(edition: Edition, view: View, today: dt.date) -> Panel | None:
    """The panel of the view's tab; None where the tab has none."""
    make = {"shift": shift, "measures": measures, "stories": stories, "actors": actors}.get(view.tab)
    return make(edition, view, today) if make else None


def shift(edition: Edition, view: View, _today: dt.date) -> Panel:
    """Balance, before and after, response lags."""
    dataset, shown = edition.dataset, edition.shown(view).shown
    anchor = view.anchor or (dataset.dataset.anchors or [dataset.events[len(dataset.events) // 2].id])[0]
    if shown.empty:
        return Panel('<p class="empty">No event matches these filters.</p>')
    events = edition.tables.events
    near = with_anchor(select(events, view.filters).shown, events, anchor)  # its window stands for the view's dates
    lags = response_lags(shown, edition.tables.relations, dataset)
    return Panel(
        shift_html(dataset, edition.tables, shown, view, anchor),
        {
            "shift": shift_figure(shown, dataset, view.by, weighted=view.weigh == "significance"),
            "around": around_figure(near, dataset, anchor, view.window),
            "lags": lags_figure(shown_singly(lags), dataset),
        },
    )


def measures(edition: Edition, view: View, today: dt.date) -> Panel:
    """The measures that the events shown move."""
    moved = set(edition.shown(view).shown["measure"].dropna())
    frame = edition.tables.measures
    rows = frame[frame["id"].isin(moved)]
    if rows.empty:
        return Panel('<p class="empty">No measure is moved by the events that match these filters.</p>')
    figure = measures_figure(rows, edition.tables.events, edition.dataset, today)
    return Panel(measures_html(edition.dataset, rows, today), {"measures": figure})


def stories(edition: Edition, view: View, _today: dt.date) -> Panel:
    """One story, beside the chart that follows its steps."""
    story = chosen_story(edition, view)
    if story is None:
        return Panel('<p class="empty">This dataset tells no story.</p>')
    return Panel(story_html(edition.dataset, story, view))


def chosen_story(edition: Edition, view: View) -> Story | None:
    """The story that the view names, or the first."""
    named = {story.id: story for story in edition.dataset.stories}
    return named.get(view.story) or next(iter(named.values()), None)


def step_events(edition: Edition, view: View) -> tuple[str, ...]:
    """The events of the view's step, or nothing where no step is chosen."""
    story = chosen_story(edition, view) if view.tab == "stories" else None
    steps = story_steps(story) if story else ()
    return steps[view.step - 1].events if 1 <= view.step <= len(steps) else ()


def actors(edition: Edition, view: View, _today: dt.date) -> Panel:
    """The most active actors."""
    shown = edition.shown(view).shown
    if shown.empty:
        return Panel('<p class="empty">No event matches these filters.</p>')
    return Panel(actors_html(edition.dataset, shown, view), {"actors": actors_figure(shown, edition.dataset)})
