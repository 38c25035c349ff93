"""How a view is read: one rule for which events, days and step it shows, for the dashboard and for every export."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Protocol

import pandas as pd

from app.analysis.activity import with_opening_days
from app.analysis.days import cut, day_text, moved
from app.analysis.frames import Tables
from app.analysis.selection import Selection
from app.analysis.tabs import TABS
from app.analysis.view import View, coverage_days
from app.data.schema import Claim, Dataset, Step, Story

AROUND_STEP: Final = 45  # days shown on either side of the events of a story's step


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


def story_steps(story: Story) -> tuple[Step | Claim, ...]:
    """The steps of a story, or its claims where it has claims."""
    return story.steps or story.claims


def step_events(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The events of the view's step, or nothing where no step is chosen."""
    story = chosen_story(dataset, view) if view.tab == "stories" else None
    steps = story_steps(story) if story else ()
    return steps[view.step - 1].events if 1 <= view.step <= len(steps) else ()


def around_events(view: View, events: pd.DataFrame, dataset: Dataset, ids: Collection[str]) -> View:
    """The view, where it has no dates of its own, with some weeks around the events of a story's step."""
    if view.from_ or view.to or not ids:
        return view
    near = events[events["id"].isin(ids)]
    days = moved(near["earliest"].min(), -AROUND_STEP), moved(near["latest"].max(), AROUND_STEP)
    first, last = cut(days, coverage_days(dataset))
    return view.changed(from_=day_text(first), to=day_text(last))
