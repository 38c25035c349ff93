"""The events of a view as a calendar (iCalendar, RFC 5545), by whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import icalendar

from app import __version__
from app.analysis.days import EPOCH
from app.data.dates import PartialDate
from app.data.history import Change
from app.data.schema import Event, Measure, Planned
from app.export.corrections import NOON, last_corrections
from app.export.extract import Extract, notes_in_words, one_line


def ics_calendar(extract: Extract, *, changes: Sequence[Change] = ()) -> bytes:
    """The events of a view, and the dates still ahead of their measures, unless the view ends before they would come.

    What is not dated to the day spans the days that it can mean, and says so in its name. Entries of events that were
    corrected, as `changes` tell, say when, and that the calendar of a reader is to take them for the old ones.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//policy-timeline//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.calendar_name = one_line(extract.dataset.dataset.title)
    calendar.description = one_line("; ".join(f"{name}: {fact}" for name, fact in extract.facts.items()))
    labels, corrected = extract.labels, last_corrections(changes)
    for event in extract.events:
        entry = _event(event, [labels[event.track], labels[event.direction]], extract)
        if day := corrected.get(event.id):
            entry.add("last-modified", dt.datetime.combine(day, NOON))
            entry.add("sequence", (day - EPOCH).days)  # grows with each correction, whatever is known of older ones
        calendar.add_component(entry)
    for measure in extract.measures:
        for uid, planned in _ahead(measure, extract):
            calendar.add_component(_planned(uid, planned, measure, extract))
    content: bytes = calendar.to_ical()
    return content


def _event(event: Event, categories: Sequence[str], extract: Extract) -> icalendar.Event:
    entry = _entry(event.id, event.date, event.label, extract)
    notes = [event.title, event.summary, *notes_in_words(event), f"{extract.grades_in_words(event)}."]
    sources = [f"[{number}] {source.publisher}: {source.place}" for number, source in enumerate(event.sources, 1)]
    entry.add("description", "\n".join([*notes, *sources]))
    entry.add("categories", categories)
    if address := next((source.url for source in event.sources if source.url), ""):
        entry.add("url", address)
    entry.add("status", "CONFIRMED")
    return entry


def _ahead(measure: Measure, extract: Extract) -> Iterator[tuple[str, Planned]]:
    """The dates of a measure that are not past today, each with an id of its own that stays when it is reworded."""
    coverage = extract.dataset.dataset.coverage
    last = extract.view.last_day
    if last is not None and last.date() < coverage.through.earliest:
        return
    seen: list[str] = []
    for planned in measure.planned:
        seen.append(planned.date.text)
        if (planned.date.latest or planned.date.earliest) >= extract.today:
            number = seen.count(planned.date.text)
            yield f"{measure.id}.{planned.date.text.replace('/', '.')}{f'.{number}' if number > 1 else ''}", planned


def _planned(uid: str, planned: Planned, measure: Measure, extract: Extract) -> icalendar.Event:
    entry = _entry(uid, planned.date, f"Ahead: {measure.title}", extract)
    entry.add("description", f"{measure.title}: {planned.what}.\n{planned.source}")
    entry.add("url", planned.source)
    entry.add("status", "TENTATIVE")
    return entry


def _entry(uid: str, date: PartialDate, name: str, extract: Extract) -> icalendar.Event:
    """An entry on the days that a date can mean; one with an open end lasts to the end of the coverage."""
    entry = icalendar.Event()
    last = date.latest or max(date.earliest, extract.dataset.dataset.coverage.through.earliest)
    plain = date.is_day and not (date.approximate or date.uncertain)
    entry.add("uid", f"{uid}@{extract.dataset_id}.policy-timeline")
    entry.add("dtstamp", dt.datetime.combine(extract.today, dt.time(), dt.UTC))
    entry.add("dtstart", date.earliest)
    entry.add("dtend", last + dt.timedelta(days=1))  # the first day after it, as the format wants
    entry.add("summary", name if plain else f"{name} ({date.words})")
    entry.add("transp", "TRANSPARENT")  # nobody is busy by it
    return entry
