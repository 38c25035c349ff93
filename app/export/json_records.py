"""The full records of a view, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app import __version__
from app.data.schema import FORMAT_VERSION, Event, Record
from app.export.extract import Extract


def json_records(extract: Extract) -> bytes:
    """The events of a view and what they refer to, each as in the data file; events also with their evidence grade."""
    used = _used(extract)
    content = {
        "format_version": FORMAT_VERSION,
        "program": f"policy-timeline {__version__}",
        "data_version": extract.dataset.digest,
        "written": extract.today.isoformat(),
        "view": {"query": extract.view.query(), "words": extract.facts["View"], "shown": extract.selection.words},
        "dataset": _plain(extract.dataset.dataset),
        **{name: [_plain(record) for record in records] for name, records in used.items()},
        "events": [_event(event) | {"evidence": extract.evidence.grade(event)} for event in extract.events],
        "related_events": [_brief(event) for event in _related(extract)],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _used(extract: Extract) -> dict[str, Iterable[Record]]:
    """The records that the events refer to; sides and directions whole, for a reader counts by them."""
    dataset, events = extract.dataset, extract.events
    tracks = {event.track for event in events}
    tags = {tag for event in events for tag in event.tags}
    actors = {actor for event in events for actor in event.actors}
    sources = [source for event in events for source in event.sources]
    evidence = extract.evidence
    cited = (party for source in sources for party in (evidence.publisher(source.url), evidence.root(source)))
    publishers = {publisher.id for publisher in cited if publisher}
    return {
        "sides": dataset.sides,
        "directions": dataset.directions,
        "tracks": [track for track in dataset.tracks if track.id in tracks],
        "tags": [tag for tag in dataset.tags if tag.id in tags],
        "actors": [actor for actor in dataset.actors if actor.id in actors],
        "measures": extract.measures,
        "publishers": [publisher for publisher in dataset.publishers if publisher.id in publishers],
    }


def _related(extract: Extract) -> list[Event]:
    """The earlier events that those of the view are linked to, where the view does not show them."""
    targets = {relation.event for event in extract.events for relation in event.relations} - extract.ids
    return [event for event in extract.dataset.events if event.id in targets]


def _plain(record: Record) -> dict[str, Any]:
    """A record as the data file writes it, without what it leaves out."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _event(event: Event) -> dict[str, Any]:
    """An event as the data file writes it; what a draft may leave out, and is taken for it, is stated."""
    taken = {name: getattr(event, name) for name in ("kind", "status", "significance")}
    return {"id": event.id, **taken} | _plain(event)


def _brief(event: Event) -> dict[str, str]:
    return {"id": event.id, "date": event.date.text, "label": event.label, "title": event.title}
