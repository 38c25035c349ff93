"""How a view is read: one rule for which events, days and step it shows, for the dashboard and for every export."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, Protocol

import pandas as pd

from app.analysis.activity import with_opening_days
from app.analysis.days import Days, cut, day_at, day_text, moments, moved, spans
from app.analysis.frames import Tables
from app.analysis.selection import Selection, select
from app.analysis.tabs import TABS
from app.analysis.view import View, coverage_days
from app.data.schema import Dataset, Story

BESIDE: Final = 0.2  # of the days in sight, what a chart may show beside those of its view at the most
AIR: Final = 0.03  # of the days in sight, that a chart leaves free beside a chain that made them wider
WEEK: Final = 7  # days that a chart shows at the least
EDGE: Final = 0.15  # of the time of a story's events, shown free on either side of them
LEAST_EDGE: Final = 14  # days


class Source(Protocol):
    """What a view is a part of: a dataset with its tables."""

    @property
    def dataset(self) -> Dataset:
        """The dataset."""

    @property
    def tables(self) -> Tables:
        """Its four tables."""

    def shown(self, view: View) -> Selection:
        """The events that a view shows, as its tab reads dates."""


def as_read(view: View, events: pd.DataFrame, dataset: Dataset) -> View:
    """The view as its tab reads dates: with the days that its chart opens on, or by the first days of events."""
    dates_as = TABS[view.tab].dates_as
    if dates_as == "first":
        return view.changed(dates="first")
    return with_opening_days(view, events, dataset) if dates_as == "opening" else view


def chosen_story(dataset: Dataset, view: View) -> Story | None:
    """The story that the view names, or the first."""
    named = {story.id: story for story in dataset.stories}
    return named.get(view.story) or next(iter(named.values()), None)


def step_events(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The events of the view's step, or nothing where no step is chosen."""
    story = chosen_story(dataset, view) if view.tab == "stories" else None
    steps = story.parts if story else ()
    return steps[view.step - 1].events if 1 <= view.step <= len(steps) else ()


def story_events(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The events that the chart of a story holds: those of the view's step, or of all steps where none is chosen.

    Nothing on another tab, whose chart holds all events.
    """
    story = chosen_story(dataset, view) if view.tab == "stories" else None
    whole = dict.fromkeys(id_ for step in (story.parts if story else ()) for id_ in step.events)
    return step_events(dataset, view) or tuple(whole)


def around_events(view: View, events: pd.DataFrame, dataset: Dataset, ids: Collection[str]) -> View:
    """The view, where it has no dates of its own, with the days around the events of a story or its step."""
    if view.from_ or view.to or not ids:
        return view
    first, last = cut(days_around(events[events["id"].isin(ids)]), coverage_days(dataset))
    return view.changed(from_=day_text(first), to=day_text(last))


def with_chain(view: View, events: pd.DataFrame, relations: pd.DataFrame, dataset: Dataset, today: dt.date) -> View:
    """The view with days wide enough for the chain of its event among what its filters leave, as the chart widens them.

    A chain that lies partly within the days may stick out; only an event wholly outside makes them wider.
    """
    days = view.days(dataset, today)
    left = select(events, view.filters).shown
    if days is None or view.event not in set(left["id"]):
        return view
    links = relations[relations["event"].isin(left["id"]) & relations["target"].isin(left["id"])]
    marks = spans(left[left["id"].isin(chain_of(view.event, links))])
    first, last = moments(days)
    if not any(end <= first or start >= last for start, end in marks):
        return view
    low, high = min(first, *(start for start, _ in marks)), max(last, *(end for _, end in marks))
    air = (high - low) * AIR
    begin = math.floor(low - air) if low < first else first
    end = math.ceil(high + 4 * air) if high > last else last
    start, through = coverage_days(dataset)
    earliest, latest = moments((start, max(through, pd.Timestamp(today))))
    begin, end = max(begin, earliest), min(end, latest)
    return view.changed(from_=day_text(day_at(begin)), to=day_text(day_at(end - 1)))


def days_in_sight(view: View, events: pd.DataFrame, relations: pd.DataFrame, dataset: Dataset) -> Mapping[str, Any]:
    """The days that the chart of a view may come to show, as changes to a view; nothing where these are all.

    They are those of the view with some air, and wide enough for all that leads to its event and follows from it.
    """
    days = view.days(dataset)
    if days is None:
        return {}
    chain = events[events["id"].isin(chain_of(view.event, relations))]
    first, last = days
    if len(chain):
        first, last = min(first, chain["earliest"].min()), max(last, chain["latest"].max())
    air = max(round((last - first).days * BESIDE), WEEK)
    return {"from_": day_text(moved(first, -air)), "to": day_text(moved(last, air))}


def chain_of(event: str, relations: pd.DataFrame) -> set[str]:
    """An event with all that leads to it and all that follows from it."""
    links = list(zip(relations["target"], relations["event"], strict=True))
    return {*_reached(event, links), *_reached(event, [(later, earlier) for earlier, later in links])}


def _reached(start: str, links: Collection[tuple[str, str]]) -> Iterator[str]:
    """What links lead to, one after the other."""
    ways: dict[str, list[str]] = {}
    for here, other in links:
        ways.setdefault(here, []).append(other)
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        yield here
        fresh = [other for other in ways.get(here, ()) if other not in seen]
        seen.update(fresh)
        waiting += fresh


def days_around(events: pd.DataFrame) -> Days:
    """The days of some events, with an edge that leaves room for their labels."""
    first, last = events["earliest"].min(), events["latest"].max()
    edge = max(round((last - first).days * EDGE), LEAST_EDGE)
    return moved(first, -edge), moved(last, edge)
