"""The events of a view in the JSON of TimelineJS3, which takes texts as HTML."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from app.data.schema import Event, Source
from app.export.extract import Extract, notes_in_words


def timelinejs(extract: Extract) -> bytes:
    """A title slide and one slide for each event, grouped by track; dates are no more exact than they are known."""
    labels = extract.labels
    content = {
        "title": {"text": {"headline": escape(extract.dataset.dataset.title), "text": _preface(extract)}},
        "events": [_slide(event, labels[event.track], extract) for event in extract.events],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _preface(extract: Extract) -> str:
    about = extract.dataset.dataset
    facts = (f"{name}: {fact}" for name, fact in extract.facts.items())
    return "".join(f"<p>{escape(text)}</p>" for text in (about.finding, *facts, *about.limits))


def _slide(event: Event, group: str, extract: Extract) -> dict[str, Any]:
    start, _, end = event.date.text.partition("/")
    ends = {"end_date": _parts(end)} if end not in ("", "..") else {}
    return {
        "unique_id": event.id,
        "group": escape(escape(group)),  # TimelineJS unescapes it once before it takes it for HTML
        "start_date": _parts(start),
        **ends,
        "display_date": event.date.words,
        "text": {"headline": escape(event.label), "text": _text(event, extract)},
    }


def _parts(point: str) -> dict[str, int]:
    """Year, month and day of a point in time, as far as they are known."""
    numbers = map(int, point.rstrip("~?%").split("-"))
    return dict(zip(("year", "month", "day"), numbers, strict=False))


def _link(source: Source) -> str:
    name = escape(source.title or source.publisher)
    return f'<a href="{escape(source.url)}">{name}</a>' if source.url else f"{name}, {escape(source.place)}"


def _text(event: Event, extract: Extract) -> str:
    notes = [event.title, event.summary, *notes_in_words(event), f"{extract.grades_in_words(event)}."]
    sources = "".join(f"<li>{_link(source)}</li>" for source in event.sources)
    return "".join(f"<p>{escape(note)}</p>" for note in notes) + f"<ol>{sources}</ol>"
