"""The Federal Register: documents of U.S. agencies, by its API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.data.dates import parse_date
from app.data.imports.entries import Entry, Link, plain_text

KINDS: Final = {"Rule": "rule", "Proposed Rule": "rule", "Notice": "guidance", "Presidential Document": "rule"}
STAGES: Final = {"Proposed Rule": "proposed", "Rule": "published"}


def is_answer(value: Any) -> bool:
    """Whether a JSON value is an answer of the documents endpoint."""
    return isinstance(value, dict) and any("document_number" in document for document in _documents(value))


def entries(value: Mapping[str, Any]) -> list[Entry]:
    """An entry for each document of an answer that has a title and a date."""
    return list(_entries(value))


def _entries(value: Mapping[str, Any]) -> Iterator[Entry]:
    for number, document in enumerate(_documents(value), 1):
        title, date = plain_text(str(document.get("title") or "")), str(document.get("publication_date") or "")
        if not title or not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
            continue
        parse_date(date)
        kind, page = str(document.get("type") or ""), str(document.get("html_url") or "")
        agencies = [agency for agency in document.get("agencies") or [] if isinstance(agency, dict)]
        names = [plain_text(str(agency.get("name") or agency.get("raw_name") or "")) for agency in agencies]
        yield Entry(
            date,
            title,
            f"document {number}",
            summary=plain_text(str(document.get("abstract") or "")),
            group=kind,
            links=(Link(page, "Federal Register", title, date, "primary"),) if page else (),
            actors=tuple(filter(None, names)),
            fields={
                "kind": KINDS.get(kind, "guidance"),
                "status": "official",
                "jurisdiction": "us",
                "date_note": "day of publication in the Federal Register",
            },
        )


def _documents(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    results = value.get("results", [value] if "document_number" in value else [])
    return [document for document in results if isinstance(document, dict)] if isinstance(results, list) else []
