"""What registers answer -> candidates for the inbox: only what the data file does not know yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from app.data.dates import parse_date
from app.data.imports.drafting import Drafter
from app.data.imports.entries import Entry, Foreign, ImportFault
from app.data.inbox import Candidate
from app.data.likeness import Known
from app.data.schema import NEEDED, Dataset, Watch
from app.data.slugs import unused

DAYS: Final = 5  # by which two reports of one stage may differ
REACHED_ONCE: Final = ("passed-house", "passed-senate", "enacted")
DETAIL: Final = "1"  # the significance of what no curator has weighed


@dataclass(slots=True)
class Found:
    """What a question brought: candidates, and the events that some of the answer are already."""

    candidates: list[Candidate] = field(default_factory=list)
    known: list[tuple[Entry, str]] = field(default_factory=list)


class Sifter:
    """Knows a data file, and tells what of an answer is new to it."""

    def __init__(self, value: Mapping[str, Any], dataset: Dataset, today: dt.date) -> None:
        """The file as it is read and as it is checked; the day on which it is asked."""
        self.value, self.dataset, self.today = value, dataset, today
        self.events = Known(value.get("events") or [])
        self.ids = set(self.events.by_id)
        self.measures = {_number(number): measure.id for measure in dataset.measures for number in measure.numbers}

    def sift(self, entries: Iterable[Entry], watch: Watch) -> Found:
        """The candidates among the entries of an answer."""
        found = Found()
        for entry in entries:
            measure = self._measure(entry)
            twin = self._twin(entry, measure)
            if twin:
                found.known.append((entry, twin))
                continue
            try:
                found.candidates.append(self._candidate(entry, measure, watch))
            except ImportFault:
                continue  # what no record can be made of is of no use to a curator either
        return found

    def _measure(self, entry: Entry) -> str:
        """The measure of the file that an entry moves; "" for none."""
        given = str(entry.fields.get("measure") or "")
        numbers = entry.measure.get("numbers", [])
        return given or next((self.measures[_number(each)] for each in numbers if _number(each) in self.measures), "")

    def _twin(self, entry: Entry, measure: str) -> str:
        """The id of the event that an entry is already; "" where it is new."""
        if measure and entry.fields.get("stage"):
            return self._same_stage(entry, measure)
        for link in entry.links:
            for event in self.events.on_page(link.url):
                return str(event["id"])
        title = {
            "id": "",
            "date": entry.date,
            "title": entry.title,
            "sources": [{"url": each.url} for each in entry.links],
        }
        same = self.events.same(title)
        return str(same["id"]) if same else ""

    def _same_stage(self, entry: Entry, measure: str) -> str:
        day = parse_date(entry.date).earliest
        for event in self.dataset.events:
            if event.measure == measure and event.stage == entry.fields["stage"]:
                near = abs((event.date.earliest - day).days) <= DAYS
                if near or event.stage in REACHED_ONCE:
                    return event.id
        return ""

    def _candidate(self, entry: Entry, measure: str, watch: Watch) -> Candidate:
        fields = self._moved(entry, measure)
        track = fields.pop("track", "") or watch.track or ""
        begun = {} if measure else entry.measure
        drafts = Drafter(self.value, track).take(Foreign([replace(entry, group="", fields=fields, measure=begun)]))
        event = dict(drafts.events[0])
        event["id"] = unused(str(event["id"]), self.ids)
        self.ids.add(event["id"])
        if _is_whole(event):
            del event["draft"]
        rest = [addition for addition in drafts.additions if addition.section != "events"]
        return Candidate(
            event["id"],
            event,
            watch.id,
            self.today.isoformat(),
            _why(watch, measure),
            entry.number,
            besides=tuple(rest),
        )

    def _moved(self, entry: Entry, measure: str) -> dict[str, Any]:
        """The fields of an entry, with the measure of the file that it moves and what follows from that."""
        fields = {"significance": DETAIL} | {name: value for name, value in entry.fields.items() if value}
        if not measure:
            return fields
        steps = [event for event in self.dataset.events if event.measure == measure]
        before = [event for event in steps if event.date.earliest <= parse_date(entry.date).earliest]
        fields["measure"] = measure
        if steps:
            fields["track"], fields["direction"] = steps[-1].track, steps[-1].direction
        if before:
            fields["relations"] = [{"type": "continues", "event": before[-1].id, "basis": "stated"}]
        return fields


def _number(text: str) -> str:
    """A number of a bill or document without dots, blanks and case."""
    return re.sub(r"[.\s]", "", text).casefold()


def _why(watch: Watch, measure: str) -> str:
    asked = f"{watch.register_} answers {watch.query!r}"
    return f"{asked}; a step of {measure}" if measure else asked


def _is_whole(event: Mapping[str, Any]) -> bool:
    """Whether a drafted event has all that an event needs."""
    return all(event.get(name) for name in (*NEEDED, "summary"))
