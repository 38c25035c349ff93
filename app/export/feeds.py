"""Feeds of the events of a view, newest first, for feed readers: JSON Feed 1.1 and Atom.

Both hold the same entries under the same ids, which depend on the ids of dataset and event alone. The time of an entry
is noon UTC of its first day; the text begins with the date as far as it is known. What was corrected says when.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final

from feedgen.feed import FeedGenerator

from app.data.history import Change
from app.data.schema import Event
from app.export.corrections import NOON, last_corrections
from app.export.extract import Extract

FEED_LENGTH: Final = 100  # events
CHANGES: Final = ": changes"  # after the title, in the feeds of changes


def json_feed(extract: Extract, base: str = "", changes: Sequence[Change] = ()) -> bytes:
    """The feed as JSON Feed 1.1; `base` is the address of the site, and without one no entry has an address."""
    return _json(extract, base, "feed", "", list(_entries(extract, base, changes)))


def atom_feed(extract: Extract, base: str = "", changes: Sequence[Change] = ()) -> bytes:
    """The feed as Atom (RFC 4287); else as `json_feed`."""
    return _atom(extract, base, "feed", "", list(_entries(extract, base, changes)))


def json_changes(extract: Extract, changes: Sequence[Change], base: str = "") -> bytes:
    """What was added, corrected and removed, as JSON Feed 1.1, the newest first."""
    return _json(extract, base, "changes", CHANGES, list(_change_entries(extract, changes, base)))


def atom_changes(extract: Extract, changes: Sequence[Change], base: str = "") -> bytes:
    """What was added, corrected and removed, as Atom."""
    return _atom(extract, base, "changes", CHANGES, list(_change_entries(extract, changes, base)))


def _json(extract: Extract, base: str, name: str, suffix: str, entries: list[dict[str, Any]]) -> bytes:
    about = extract.dataset.dataset
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": about.title + suffix}
    if base:
        feed |= {"home_page_url": f"{base}/", "feed_url": f"{base}/{name}.json"}
    feed |= {"description": about.finding, "language": "en", "items": entries}
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _atom(extract: Extract, base: str, name: str, suffix: str, entries: list[dict[str, Any]]) -> bytes:
    about = extract.dataset.dataset
    feed = FeedGenerator()
    feed.id(f"{base}/{f'{name}.html' if suffix else ''}" if base else _urn(extract, "feed", name))
    feed.title(about.title + suffix)
    feed.subtitle(about.finding)
    feed.author(name=about.title)
    feed.language("en")
    if base:
        feed.link([{"href": f"{base}/", "rel": "alternate"}, {"href": f"{base}/{name}.xml", "rel": "self"}])
    feed.updated(max(map(_updated, entries), default=_noon(about.coverage.through.earliest)))
    for entry in entries:
        _add(feed, entry)
    return bytes(feed.atom_str(pretty=True))


def _change_entries(extract: Extract, changes: Sequence[Change], base: str) -> Iterator[dict[str, Any]]:
    """The newest changes as JSON Feed writes them; the same change has the same id in each build of the site."""
    for change in changes[:FEED_LENGTH]:
        page = {"url": f"{base}/events/{change.event}.html"} if base and change.what != "removed" else {}
        yield {
            "id": _urn(extract, "change", f"{change.day} {change.what} {change.event}"),
            **page,
            "title": f"{change.what.capitalize()}: {change.title}",
            "content_text": "\n".join(change.details) or f"The event was {change.what}.",
            "date_published": _noon(dt.date.fromisoformat(change.day)),
            "tags": [change.what],
        }


def _entries(extract: Extract, base: str, changes: Sequence[Change]) -> Iterator[dict[str, Any]]:
    """The newest events as JSON Feed writes them."""
    labels, corrected = extract.labels, last_corrections(changes)
    for event in extract.events[: -FEED_LENGTH - 1 : -1]:
        yield {
            "id": _urn(extract, "event", event.id),
            **({"url": f"{base}/events/{event.id}.html"} if base else {}),
            **({"external_url": event.sources[0].url} if event.sources and event.sources[0].url else {}),
            "title": event.title,
            "content_text": _text(event, extract),
            "date_published": _noon(event.date.earliest),
            **({"date_modified": _noon(corrected[event.id])} if event.id in corrected else {}),
            "tags": [labels[event.track], labels[event.direction]],
        }


def _text(event: Event, extract: Extract) -> str:
    """The date as far as it is known, what happened, who says so, and where."""
    sources = "\n".join(f"{source.publisher}: {source.place}" for source in event.sources)
    when = event.date.words[:1].upper() + event.date.words[1:]
    return f"{when}. {event.summary}\n\n{extract.grades_in_words(event)}.\n\n{sources}"


def _add(feed: FeedGenerator, entry: dict[str, Any]) -> None:
    written = feed.add_entry(order="append")
    written.id(entry["id"])
    written.title(entry["title"])
    written.published(entry["date_published"])
    written.updated(_updated(entry))
    written.content(entry["content_text"], type="text")
    written.category([{"term": tag} for tag in entry["tags"]])
    if "url" in entry:  # the one link that an entry can have: feedgen writes no `rel`
        written.link(href=entry["url"])


def _updated(entry: dict[str, Any]) -> str:
    """When an entry was last changed; one that was corrected before its date counts from that date on."""
    return max(str(entry["date_published"]), str(entry.get("date_modified", "")))


def _noon(day: dt.date) -> str:
    return dt.datetime.combine(day, NOON).isoformat()


def _urn(extract: Extract, kind: str, name: str) -> str:
    """An id that is the same wherever the site stands, and that no other dataset has."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"policy-timeline:{extract.dataset_id}:{kind}:{name}").urn
