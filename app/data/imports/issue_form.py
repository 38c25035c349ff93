"""What a reader filled into one of the issue forms: Markdown with a heading for each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from app.data.imports.entries import Correction, Entry, Foreign, ImportFault, Link, Reading, links_in, plain_text
from app.data.imports.written_dates import edtf

HEADING: Final = re.compile(r"^###\s+(.+?)\s*$", re.MULTILINE)
NO_ANSWER: Final = "_No response_"
FIELDS: Final = {  # the labels of the forms: the fields that they fill
    "What happened": "title",
    "When it happened": "date",
    "What it was about": "summary",
    "Sources": "sources",
    "Who acted": "actors",
    "Lane": "track",
    "Event": "event",
    "What is wrong": "wrong",
    "The right date": "date",
    "The right title": "title",
    "The right summary": "summary",
}
CORRECTED: Final = ("date", "title", "summary")


def is_answer(text: str) -> bool:
    """Whether a text is what one of the forms makes."""
    return sum(heading in FIELDS for heading in HEADING.findall(text)) > 1


def answers(content: bytes, reading: Reading) -> Foreign:
    """The event that a reader proposes, or the correction of one that is there."""
    parts = HEADING.split(content.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    pairs = [(heading, text.strip()) for heading, text in zip(parts[1::2], parts[2::2], strict=False)]
    given = {FIELDS[name]: text for name, text in pairs if name in FIELDS and text and text != NO_ANSWER}
    lost = [f"the answer to {name!r}" for name, text in pairs if name not in FIELDS and text and text != NO_ANSWER]
    if given.get("date"):
        given["date"] = _date(given["date"], reading)
    if "event" in given:
        return Foreign(lost=lost, corrections=[_correction(given)])
    return Foreign([_proposal(given, reading)], lost=lost)


def _date(text: str, reading: Reading) -> str:
    try:
        return edtf(text, reading.first)
    except ValueError as error:
        raise ImportFault(f"{reading.name}: {error}. Write its date as 2026-07-31, 2026-07 or 2026.") from None


def _correction(given: Mapping[str, str]) -> Correction:
    fields = {name: plain_text(given[name]) for name in CORRECTED if given.get(name)}
    links = tuple(Link(link.url) for link in links_in(given.get("sources", "")))
    return Correction(plain_text(given["event"]), plain_text(given.get("wrong", "")), fields, links)


def _proposal(given: Mapping[str, str], reading: Reading) -> Entry:
    if "title" not in given:
        raise ImportFault(f"{reading.name}: says not what happened.")
    links = tuple(Link(link.url) for link in links_in(given.get("sources", "")))
    actors = tuple(name.strip() for name in re.split(r"[,;\n]", given.get("actors", "")) if name.strip())
    return Entry(
        given.get("date") or _date("", reading), plain_text(given["title"]), "the form",
        summary=plain_text(given.get("summary", "")), group=plain_text(given.get("track", "")),
        links=links, actors=actors,
    )  # fmt: skip
