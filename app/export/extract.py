"""What an export holds of a dataset: the events of a view, and what is to be said about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app import __version__
from app.analysis.frames import event_frame
from app.analysis.selection import Selection, select
from app.analysis.view import View, view_in_words
from app.data.evidence import Evidence
from app.data.schema import Dataset, Event, Measure
from app.data.vocabulary import EVIDENCE_GRADES, STATUSES


@dataclass(frozen=True, slots=True)
class Extract:
    """The events of a view in date order, with the words for what they are."""

    dataset: Dataset
    view: View
    today: dt.date
    selection: Selection
    events: tuple[Event, ...]
    evidence: Evidence

    @classmethod
    def of(cls, dataset: Dataset, view: View, today: dt.date) -> Extract:
        """The extract of a view, written today."""
        selection = select(event_frame(dataset), view)
        events = tuple(dataset.by_id[event] for event in selection.shown["id"])
        return cls(dataset, view, today, selection, events, Evidence.of(dataset))

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
