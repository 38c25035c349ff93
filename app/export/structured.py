"""What search engines are told of a page in their own terms (schema.org, as JSON-LD), and where corrections go."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from app.data.schema import About, Event
from app.export.extract import Extract

CONTEXT = "https://schema.org"


def event_terms(event: Event, address: str) -> dict[str, Any]:
    """An event page: what it is about, when that was, and what it cites; `address` is "" where it is not known."""
    about: dict[str, Any] = {"@type": "Event", "name": event.title, "startDate": event.date.earliest.isoformat()}
    if event.date.latest:
        about["endDate"] = event.date.latest.isoformat()
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": event.title,
        "description": event.summary,
        **({"url": address} if address else {}),
        "about": about,
        "citation": [
            {"@type": "CreativeWork", **({"url": source.url} if source.url else {}), "publisher": source.publisher}
            | ({"name": source.title} if source.title else {})
            for source in event.sources
        ],
    }


def dataset_terms(extract: Extract, address: str) -> dict[str, Any]:
    """The site as a dataset, with the files that hold it."""
    about = extract.dataset.dataset
    coverage = about.coverage
    terms = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": about.title,
        "description": f"{about.description} {about.finding}",
        "version": extract.dataset.digest,
        "dateModified": extract.today.isoformat(),
        "temporalCoverage": f"{coverage.start.text}/{coverage.through.text}",
        "isAccessibleForFree": True,
    }
    if address:
        files = (("data/tables.zip", "application/zip"), ("data/records.json", "application/json"))
        terms["url"] = f"{address}/"
        terms["distribution"] = [
            {"@type": "DataDownload", "contentUrl": f"{address}/{path}", "encodingFormat": kind} for path, kind in files
        ]
    return terms


def correction_link(about: About, event: str) -> str:
    """Where a reader proposes a correction of an event: a page, or a mail that names it; "" where none is declared.

    >>> from types import SimpleNamespace
    >>> correction_link(SimpleNamespace(contact="curators@example.org"), "an-act")
    'mailto:curators@example.org?subject=Correction%3A%20an-act'
    """
    contact = (about.contact or "").strip()
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", contact, re.ASCII):
        return f"mailto:{contact}?subject={quote(f'Correction: {event}')}"
    if re.fullmatch(r"https://[^\s<>\"'`\\]+", contact):
        if re.search(r"/issues/new$", contact):
            return f"{contact}?template=correct-event.yml&title={quote(f'Correction: {event}')}"
        return contact
    return ""
