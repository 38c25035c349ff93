"""iCalendar: the events of a calendar, as whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

from app.data.imports.entries import Entry, Foreign, ImportFault, Link, Reading, links_in, plain_text
from app.data.imports.written_dates import span
from app.data.wording import counted

TAKEN: Final = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES", "ORGANIZER"),
    *("CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS"),
}
LOST: Final = {
    "RRULE": "repetitions after the first",
    "LOCATION": "places",
    "VALARM": "alarms",
    "ATTENDEE": "who was invited",
    "ATTACH": "attached files",
    "STATUS": "whether an event is tentative or cancelled",
}


def calendar(content: bytes, reading: Reading) -> Foreign:
    """The entries of a calendar: a moment counts as its day by its own clock, of repeated events the first is taken."""
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise ImportFault(f"{reading.name}: is no calendar that can be read: {error}.") from None
    if not calendars:
        raise ImportFault(f"{reading.name}: holds no calendar.")
    foreign = Foreign(
        title=plain_text(str(calendars[0].get("X-WR-CALNAME", ""))),
        description=plain_text(str(calendars[0].get("X-WR-CALDESC", ""))),
    )
    events = [event for each in calendars for event in each.walk("VEVENT")]
    for number, event in enumerate(events, 1):
        _add(foreign, event, f"event {number}")
    foreign.lost += _lost(events)
    others = [str(part.name) for each in calendars for part in each.subcomponents]
    unread = dict.fromkeys(name for name in others if name not in ("VEVENT", "VTIMEZONE"))
    foreign.lost += [counted(others.count(name), name) for name in unread]
    return foreign


def _lost(events: Sequence[Any]) -> Iterator[str]:
    """What events of a calendar have that a record has not: named ones in words, others by their names there."""
    names = {name for event in events for name in (*event, *(part.name for part in event.subcomponents))}
    yield from (words for name, words in LOST.items() if name in names)
    others = sorted(name for name in names - LOST.keys() - TAKEN if not name.startswith("X-"))
    if others:
        yield f"the fields {', '.join(others)}"
    if any(isinstance(_value(event, "DTSTART"), dt.datetime) for event in events):
        yield "times of day"


def _add(foreign: Foreign, event: Any, where: str) -> None:
    start, end = _value(event, "DTSTART"), _value(event, "DTEND")
    length = _value(event, "DURATION")
    if end is None and isinstance(length, dt.timedelta) and start is not None:
        end = start + length
    title = plain_text(str(event.get("SUMMARY", "")))
    if start is None or not title:
        foreign.lost.append(f"{where}: it has no {'start' if start is None else 'name'}")
        return
    if end is not None and not isinstance(end, dt.datetime):
        end -= dt.timedelta(days=1)  # for RFC 5545 the end is the first day after
    if end is not None and _day(end) < _day(start):
        end = None
    address, text = str(event.get("URL", "")), str(event.get("DESCRIPTION", ""))
    organizer = event.get("ORGANIZER")
    name = str(organizer.params.get("CN", "")) if organizer is not None and hasattr(organizer, "params") else ""
    foreign.entries.append(
        Entry(
            span(_day(start), _day(end) if end else ""),
            title,
            where,
            summary=plain_text(text),
            group=next(iter(_categories(event)), ""),
            links=tuple(Link(link.url, name) for link in links_in(address, text)),
            tags=_categories(event)[1:],
            actors=(name,) if name else (),
        )
    )


def _value(event: Any, name: str) -> Any:
    return event[name].dt if name in event and hasattr(event[name], "dt") else None


def _day(value: dt.date) -> str:
    return f"{value:%Y-%m-%d}" if value.year >= 1000 else value.isoformat()[:10]


def _categories(event: Any) -> tuple[str, ...]:
    found = event.get("CATEGORIES", [])
    lists = found if isinstance(found, list) else [found]
    return tuple(plain_text(str(name)) for part in lists for name in getattr(part, "cats", [part]) if str(name).strip())
