"""What a reader filled into one of the issue forms: Markdown with a heading for each field."""

from __future__ import annotations

import re
from typing import Final

from app.data.imports.entries import Entry, Foreign, ImportFault, Link, Reading, links_in, plain_text
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
}


def is_answer(text: str) -> bool:
    """Whether a text is what one of the forms makes."""
    return sum(heading in FIELDS for heading in HEADING.findall(text)) > 1


def answers(content: bytes, reading: Reading) -> Foreign:
    """The proposed event, or the correction as a draft beside the event that it is about."""
    parts = HEADING.split(content.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    given = {
        FIELDS[heading]: text.strip()
        for heading, text in zip(parts[1::2], parts[2::2], strict=False)
        if heading in FIELDS and text.strip() != NO_ANSWER
    }
    if "event" in given and "title" not in given:
        raise ImportFault(
            f"{reading.name}: a correction of {plain_text(given['event'])!r}: {plain_text(given.get('wrong', ''))} "
            "Correct that record by hand; an import adds only new ones."
        )
    try:
        date = edtf(given.get("date", ""), reading.first)
    except ValueError as error:
        raise ImportFault(f"{reading.name}: {error}. Write its date as 2026-07-31, 2026-07 or 2026.") from None
    if "title" not in given:
        raise ImportFault(f"{reading.name}: says not what happened.")
    links = tuple(Link(link.url) for link in links_in(given.get("sources", "")))
    actors = tuple(name.strip() for name in re.split(r"[,;\n]", given.get("actors", "")) if name.strip())
    entry = Entry(
        date, plain_text(given["title"]), "the form", summary=plain_text(given.get("summary", "")),
        group=plain_text(given.get("track", "")), links=links, actors=actors,
    )  # fmt: skip
    return Foreign([entry])
