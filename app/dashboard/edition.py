"""One loaded state of a dataset with all that the dashboard makes from it, kept in step with its file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from app.figures.timeline import timeline_figure
from app.fragments.events import Fragments
from app.frames import Tables, tables
from app.loading import load_dataset
from app.problems import DatasetError
from app.schema import Dataset
from app.selection import Selection, facet_counts, select
from app.view import View

AROUND_STEP: Final = pd.Timedelta(days=45)  # shown on either side of the events of a story's step


@dataclass(frozen=True, eq=False, slots=True)
class Edition:
    """A dataset, its tables and its fragments, and a version that no other content has."""

    dataset: Dataset
    tables: Tables
    fragments: Fragments
    version: str

    @classmethod
    def of(cls, dataset: Dataset) -> Edition:
        """The edition of a dataset."""
        version = hashlib.sha256(dataset.model_dump_json().encode()).hexdigest()[:12]
        return cls(dataset, tables(dataset), Fragments.of(dataset), version)

    def shown(self, view: View) -> Selection:
        """The rows that a view shows, within the dates as its tab reads them."""
        return select(self.tables.events, self._as_read(view))

    def counts(self, view: View) -> dict[str, dict[str, int]]:
        """How many events each choice of each filter would show."""
        return facet_counts(self.tables.events, self._as_read(view))

    def figure(self, view: View) -> go.Figure:
        """The chart of a view: all marks that its filters leave, at the opening range."""
        events = self.tables.events
        shown = select(events, view.filters).shown
        return timeline_figure(shown, self.dataset, all_events=events, lanes=view.lanes)

    def listing(self, view: View) -> str:
        """The list of a view, or its table where an order is asked for."""
        shown, words = self.shown(view).shown, view.q.split()
        if view.sort:
            return self.fragments.table(shown, view.sort, words)
        return self.fragments.listing(shown, whole=False, words=words)

    def around(self, view: View, chained: Sequence[str]) -> View:
        """The view, where it has no dates of its own, with some weeks around the events `chained` of a story's step."""
        if view.from_ or view.to or not chained:
            return view
        near = self.tables.events[self.tables.events["id"].isin(chained)]
        first, last = near["earliest"].min() - AROUND_STEP, near["latest"].max() + AROUND_STEP
        return replace(view, from_=f"{first:%Y-%m-%d}", to=f"{last:%Y-%m-%d}")

    def days(self, view: View) -> dict[str, str]:
        """The first and last day that the chart of a view shows, as texts; empty for the opening days."""
        days = view.days(self.dataset)
        return {"first": f"{days[0]:%Y-%m-%d}", "last": f"{days[1]:%Y-%m-%d}"} if days else {"first": "", "last": ""}

    def _as_read(self, view: View) -> View:
        """The view with the days that its chart opens on, or counted by first day where the shift counts."""
        if view.tab == "shift":
            return replace(view, dates="first")
        return view.bounded(self.tables.events) if view.tab in ("timeline", "stories") else view


@dataclass(slots=True)
class Shelf:
    """The newest good edition of a file. A text with problems leaves it in place, and its problems are kept."""

    path: Path
    edition: Edition
    problems: list[str] = field(default_factory=list)
    _seen: Any = None
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, path: Path) -> Shelf:
        """The shelf of a file; a DatasetError where it has problems from the start."""
        seen = _signature(path)
        return cls(path, Edition.of(load_dataset(path)), _seen=seen)

    def current(self) -> Edition:
        """The newest good edition, read again where the file has changed."""
        with self._lock:
            seen = _signature(self.path)
            if seen != self._seen:
                self._seen = seen
                try:
                    self.edition, self.problems = Edition.of(load_dataset(self.path)), []
                except DatasetError as error:
                    self.problems = [str(problem) for problem in error.problems]
            return self.edition


def _signature(path: Path) -> Any:
    """What differs after each save of a file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino  # the second tells of permissions too
