"""What the tabs beyond timeline and list hold: HTML with places for charts, and the charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from app.analysis.selection import select
from app.analysis.shift import response_lags, shown_singly, with_anchor
from app.analysis.view import View
from app.data.schema import Story
from app.figures.actor_charts import actors_figure
from app.figures.around_and_lags import around_figure, lags_figure
from app.figures.balance import shift_figure
from app.pages.actor_panel import actors_html
from app.pages.measure_panel import measures_html
from app.pages.shift_panel import shift_html
from app.pages.story_panel import story_html, story_steps

if TYPE_CHECKING:
    from app.dashboard.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Panel:
    """The HTML of a tab and its charts by the name of their place."""

    html: str
    charts: dict[str, go.Figure] = field(default_factory=dict)


def shift(snapshot: Snapshot, view: View, _today: dt.date) -> Panel:
    """Balance, before and after, response lags."""
    dataset, shown = snapshot.dataset, snapshot.shown(view).shown
    anchor = view.anchor or (dataset.dataset.anchors or [dataset.events[len(dataset.events) // 2].id])[0]
    if shown.empty:
        return Panel('<p class="empty">No event matches these filters.</p>')
    events = snapshot.tables.events
    near = with_anchor(select(events, view.filters).shown, events, anchor)  # its window stands for the view's dates
    lags = response_lags(shown, snapshot.tables.relations, dataset)
    return Panel(
        shift_html(dataset, snapshot.tables, shown, view, anchor),
        {
            "shift": shift_figure(shown, dataset, view.by, weighted=view.weigh == "significance"),
            "around": around_figure(near, dataset, anchor, view.window),
            "lags": lags_figure(shown_singly(lags), dataset),
        },
    )


def measures(snapshot: Snapshot, view: View, today: dt.date) -> Panel:
    """The measures that the events shown move."""
    moved = set(snapshot.shown(view).shown["measure"].dropna())
    frame = snapshot.tables.measures
    rows = frame[frame["id"].isin(moved)]
    if rows.empty:
        return Panel('<p class="empty">No measure is moved by the events that match these filters.</p>')
    return Panel(measures_html(snapshot.dataset, rows, today))


def stories(snapshot: Snapshot, view: View, _today: dt.date) -> Panel:
    """One story, beside the chart that follows its steps."""
    story = chosen_story(snapshot, view)
    if story is None:
        return Panel('<p class="empty">This dataset tells no story.</p>')
    return Panel(story_html(snapshot.dataset, story, view))


def chosen_story(snapshot: Snapshot, view: View) -> Story | None:
    """The story that the view names, or the first."""
    named = {story.id: story for story in snapshot.dataset.stories}
    return named.get(view.story) or next(iter(named.values()), None)


def step_events(snapshot: Snapshot, view: View) -> tuple[str, ...]:
    """The events of the view's step, or nothing where no step is chosen."""
    story = chosen_story(snapshot, view) if view.tab == "stories" else None
    steps = story_steps(story) if story else ()
    return steps[view.step - 1].events if 1 <= view.step <= len(steps) else ()


def actors(snapshot: Snapshot, view: View, _today: dt.date) -> Panel:
    """The most active actors."""
    shown = snapshot.shown(view).shown
    if shown.empty:
        return Panel('<p class="empty">No event matches these filters.</p>')
    return Panel(actors_html(snapshot.dataset, shown, view), {"actors": actors_figure(shown, snapshot.dataset)})


PANELS: Final[dict[str, Callable[[Snapshot, View, dt.date], Panel]]] = {
    "shift": shift,
    "measures": measures,
    "stories": stories,
    "actors": actors,
}  # by the id of the tab
