"""What an export holds of a dataset: the events of a view, and what is to be said about them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property

from app import __version__
from app.analysis.frames import Tables, tables
from app.analysis.reading import around_events, as_read, step_events, with_chain
from app.analysis.selection import Selection, select
from app.analysis.tabs import TABS
from app.analysis.view import View, view_in_words
from app.data.evidence import Evidence
from app.data.schema import Dataset, Event, Measure
from app.data.slugs import slug
from app.data.vocabulary import EVIDENCE_GRADES, STATUSES


@dataclass(frozen=True)
class Extract:
    """The events of a view in date order, with the words for what they are; each table is built once, if at all."""

    dataset: Dataset
    view: View
    today: dt.date

    @classmethod
    def of(cls, dataset: Dataset, view: View, today: dt.date) -> Extract:
        """The extract of a view, written today."""
        return cls(dataset, view, today)

    @classmethod
    def on(cls, dataset: Dataset, known: Tables, view: View, today: dt.date) -> Extract:
        """The extract of a view of a dataset whose tables are known already."""
        extract = cls(dataset, view, today)
        extract.__dict__["tables"] = known
        return extract

    @cached_property
    def tables(self) -> Tables:
        """All tables of the dataset."""
        return tables(self.dataset)

    @cached_property
    def evidence(self) -> Evidence:
        """How strong the evidence of each event is."""
        return Evidence.of(self.dataset)

    @cached_property
    def selection(self) -> Selection:
        """The events of the view, and why the others are not."""
        return select(self.tables.events, self.view)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of the view in date order."""
        return tuple(self.dataset.by_id[event] for event in self.selection.shown["id"])

    def shown(self, view: View) -> Selection:
        """The events that a view shows, as its tab reads dates."""
        return select(self.tables.events, as_read(view, self.tables.events, self.dataset))

    def read(self) -> Extract:
        """The extract of the view as its tab reads it, on the same tables: with the days that its chart shows.

        Pictures and pages show this one; files of data hold all events of the view.
        """
        steps = step_events(self.dataset, self.view)
        events = self.tables.events
        near = around_events(
            self.view.changed(event=self.view.event or next(iter(steps), "")), events, self.dataset, steps
        )
        read = as_read(near, events, self.dataset)
        if TABS[read.tab].has_chart and not steps:
            read = with_chain(read, events, self.tables.relations, self.dataset, self.today)
        return Extract.on(self.dataset, self.tables, read, self.today)

    @property
    def dataset_id(self) -> str:
        """The id of the dataset, for ids that are to be unique among datasets: as declared, or after its title."""
        about = self.dataset.dataset
        return about.id or slug(about.title, hashlib.sha256(about.title.encode()).hexdigest()[:8])

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its events."""
        return frozenset(event.id for event in self.events)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that its events move, in the order of the file."""
        moved = {event.measure for event in self.events}
        return tuple(measure for measure in self.dataset.measures if measure.id in moved)

    def grades_in_words(self, event: Event) -> str:
        """Who says so, and how strong the evidence is: "Official; evidence: strong"."""
        grade = EVIDENCE_GRADES[self.evidence.grade(event)]
        return f"{STATUSES[event.status].label}; evidence: {grade.label.lower()}"

    @property
    def labels(self) -> dict[str, str]:
        """The labels of all tracks and directions, by id."""
        tracks = {track.id: track.label for track in self.dataset.tracks}
        return tracks | {direction.id: direction.label for direction in self.dataset.directions}

    @property
    def facts(self) -> dict[str, str]:
        """What is to be said of every export, each fact under its name; the limits are beside."""
        coverage = self.dataset.dataset.coverage
        query = self.view.query()
        return {
            "View": view_in_words(self.view, self.dataset),
            "Events": self.selection.words,
            "Covered": f"{coverage.start.words} to {coverage.through.words}",
            "Written": f"{self.today.day} {self.today:%B %Y}, by policy-timeline {__version__}",
            "Data version": self.dataset.digest,
        } | ({"Link": f"?{query}"} if query else {})


def notes_in_words(event: Event) -> list[str]:
    """What is to be said of its date and of where its sources disagree, if anything is."""
    named = (("The date", event.date_note), ("Sources disagree", event.conflicts))
    return [f"{name}: {note}" for name, note in named if note]


def one_line(text: str) -> str:
    """The text without line breaks, which in many formats begin another field."""
    return " ".join(text.split())
