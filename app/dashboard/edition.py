"""One loaded state of a dataset with all that the dashboard makes from it."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from app.figures.timeline import timeline_figure
from app.fragments.events import Fragments
from app.frames import Tables, tables
from app.schema import Dataset
from app.view import Selection, View, select


@dataclass(frozen=True, eq=False, slots=True)
class Edition:
    """A dataset, its tables and its fragments."""

    dataset: Dataset
    tables: Tables
    fragments: Fragments

    @classmethod
    def of(cls, dataset: Dataset) -> Edition:
        """The edition of a dataset."""
        return cls(dataset, tables(dataset), Fragments.of(dataset))

    def shown(self, view: View) -> Selection:
        """The rows that a view shows: on the timeline, those within the days of the chart."""
        return select(self.tables.events, view.bounded(self.tables.events) if view.tab == "timeline" else view)

    def figure(self, view: View) -> go.Figure:
        """The chart of a view: all marks that its filters leave, at the opening range."""
        events = self.tables.events
        return timeline_figure(select(events, view.unbounded).shown, self.dataset, all_events=events)

    def days(self, view: View) -> dict[str, str]:
        """The first and last day that the chart of a view shows, as texts; empty for the opening days."""
        days = view.days(self.dataset)
        return {"first": f"{days[0]:%Y-%m-%d}", "last": f"{days[1]:%Y-%m-%d}"} if days else {"first": "", "last": ""}
