"""One loaded state of a dataset with all that the dashboard makes from it, kept in step with its file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Final, NamedTuple

from app.analysis.activity import with_opening_days
from app.analysis.cache import LARGE, Opened, open_dataset
from app.analysis.days import day_text
from app.analysis.filters import FILTERS
from app.analysis.frames import Tables, tables
from app.analysis.reading import around_events, as_read
from app.analysis.selection import Selection, facet_counts, select
from app.analysis.view import View
from app.data.inbox import Candidate, inbox_of, offered
from app.data.problems import DatasetError
from app.data.schema import Dataset
from app.data.wording import counted
from app.figures.detail import MOST_MARKS
from app.figures.lanes import LaneLayout, lane_layout
from app.figures.payload import Chart, timeline_chart
from app.pages.events import Fragments

MOST_LISTED: Final = 2_000  # more would make a page that no browser scrolls well
LISTED: Final = '<p class="note">Listed are the first {:,} of {}; filters or dates lead to the others.</p>'


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """A dataset, its tables and its fragments, and a version that no other content has."""

    dataset: Dataset
    tables: Tables
    fragments: Fragments
    version: str
    lanes: dict[str, LaneLayout] = field(default_factory=dict)  # those that were asked for, by their kind
    inbox: tuple[Candidate, ...] = ()  # what waits beside the file

    def with_inbox(self, inbox: tuple[Candidate, ...]) -> Snapshot:
        """The snapshot with other candidates, under a version of its own."""
        version = self.version.partition("-")[0]
        if inbox:
            version += f"-{hashlib.sha256(repr(inbox).encode()).hexdigest()[:8]}"
        return replace(self, inbox=inbox, version=version)

    @classmethod
    def of(cls, dataset: Dataset) -> Snapshot:
        """The snapshot of a dataset."""
        return cls.of_file(Opened(dataset, tables(dataset), dataset.digest))

    @classmethod
    def of_file(cls, opened: Opened) -> Snapshot:
        """The snapshot of a file that was opened."""
        fragments = Fragments.of(opened.dataset, opened.tables.relations)
        return cls(opened.dataset, opened.tables, fragments, opened.version)

    def shown(self, view: View) -> Selection:
        """The rows that a view shows, within the dates as its tab reads them."""
        return select(self.tables.events, self.as_read(view))

    def counts(self, view: View) -> dict[str, dict[str, int]]:
        """How many events each choice of each filter would show; a choice leaves the opening days."""
        return facet_counts(self.tables.events, view.changed(dates=self.as_read(view).dates))

    def chart(self, view: View, cited: Sequence[str] = ()) -> Chart:
        """The chart of a view: a mark for each event that its filters leave, of very many for the foremost.

        What the page filters by itself is left in, unless there are too many events for the page to have all. The
        chart of a story holds the events `cited` alone, and their lanes.
        """
        shown = select(self.tables.events, self._drawn(view)).shown
        if cited:
            own = self.tables.events[self.tables.events["id"].isin(cited)]
            lanes, shown = lane_layout(view.lanes, own, self.dataset), shown[shown["id"].isin(cited)]
        else:
            lanes = self._lanes(view.lanes)
        marked = {*cited, *self._near(view.event)}
        days = view.days(self.dataset) or (lanes.whole if view.asks else lanes.opening)
        return replace(timeline_chart(shown, self.dataset, lanes, days=days, kept=marked), shown=lanes.opening)

    def chart_key(self, view: View) -> str:
        """What decides on the chart of a view: two views with the same key have the same chart."""
        drawn = self._drawn(view)
        if self._is_large:  # then the marks depend on what is in sight, too
            drawn = drawn.changed(from_=view.from_, to=view.to, event=view.event)
        return f"{self.version} {drawn.query()}"

    @property
    def _is_large(self) -> bool:
        return len(self.tables.events) > MOST_MARKS

    def _drawn(self, view: View) -> View:
        """What of a view decides which events a chart holds."""
        in_page = () if self._is_large else (key for key, filter_ in FILTERS.items() if filter_.in_page)
        return view.filters.changed(**dict.fromkeys(in_page, ()))

    def _lanes(self, kind: str) -> LaneLayout:
        if kind not in self.lanes:
            self.lanes[kind] = lane_layout(kind, self.tables.events, self.dataset)
        return self.lanes[kind]

    def _near(self, event: str) -> set[str]:
        """An event and those that it is linked with."""
        links = self.tables.relations
        return {event, *links.loc[links["event"] == event, "target"], *links.loc[links["target"] == event, "event"]}

    def listing(self, view: View) -> str:
        """The list of a view, or its table where an order is asked for; of very many events the first of them."""
        shown, words = self.shown(view).shown, view.q.split()
        if view.order == "newest":
            shown = shown[::-1]
        if view.sort:
            shown = self.fragments.ordered(shown, view.sort)
        listed = shown.head(MOST_LISTED)
        note = LISTED.format(len(listed), counted(len(shown), "event")) if len(listed) < len(shown) else ""
        if view.sort:
            return note + self.fragments.table(listed, view.sort, words)
        return note + self.fragments.listing(listed, whole=False, words=words)

    def around(self, view: View, cited: Sequence[str]) -> View:
        """The view, where it has no dates of its own, with some weeks around the events `cited` by a story."""
        return around_events(view, self.tables.events, self.dataset, cited)

    def days(self, view: View, today: dt.date) -> dict[str, str]:
        """The first and last day that the chart of a view shows, as texts; empty for the days of what it asks for.

        It may reach beyond the coverage, up to today.
        """
        days = with_opening_days(view, self.tables.events, self.dataset).days(self.dataset, today)
        first, last = map(day_text, days) if days else ("", "")
        return {"first": first, "last": last}

    def as_read(self, view: View) -> View:
        """The view as its tab reads dates."""
        return as_read(view, self.tables.events, self.dataset)


@dataclass(slots=True)
class Repository:
    """The newest good snapshot of a file. A text with problems leaves it in place, and its problems are kept."""

    path: Path
    snapshot: Snapshot
    problems: list[str] = field(default_factory=list)
    watching: bool = True  # False: another process looks after the file
    seen: Signature | None = None  # of the content that was read last
    inbox_seen: Signature | None = None  # likewise, of the inbox
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, path: Path) -> Repository:
        """The repository of a file; a DatasetError where it has problems from the start."""
        seen = signature(path)
        return cls(path, Snapshot.of_file(open_dataset(path)), seen=seen)

    def current(self) -> Snapshot:
        """The newest good snapshot, read again where the file has changed; while a large one is read, that before."""
        seen = signature(self.path) if self.watching else self.seen
        if seen != self.seen:
            if seen and seen.size >= LARGE:
                Thread(target=self.refresh, kwargs={"wait": False}, daemon=True).start()
            else:
                self.refresh()
        self._look_into_inbox()
        return self.snapshot

    def _look_into_inbox(self) -> None:
        """Take the candidates of the inbox beside the file, where that has changed."""
        inbox = inbox_of(self.path)
        seen = signature(inbox) if self.watching else self.inbox_seen
        if seen != self.inbox_seen:
            self.inbox_seen = seen
            self.snapshot = self.snapshot.with_inbox(offered(inbox))

    def refresh(self, *, wait: bool = True) -> bool:
        """Read the file again, if it has changed; tell whether that was so.

        While another thread reads it, wait for that, or leave it at that.
        """
        if not self._lock.acquire(blocking=wait):
            return False
        try:
            seen = signature(self.path)
            changed = seen != self.seen
            self.seen = seen
            if changed:
                self._read()
            return changed
        finally:
            self._lock.release()

    def _read(self) -> None:
        try:
            snapshot = Snapshot.of_file(open_dataset(self.path))
            self.snapshot, self.problems = snapshot.with_inbox(self.snapshot.inbox), []
        except DatasetError as error:
            self.problems = [str(problem) for problem in error.problems]


class Signature(NamedTuple):
    """What differs after each save of a file."""

    saved: int
    changed: int  # tells of permissions too
    size: int
    inode: int


def signature(path: Path) -> Signature | None:
    """What differs after each save of a file; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return Signature(state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)
