"""TimelineJS: its sheet, saved as CSV, and its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.data.dates import parse_date
from app.data.imports.entries import Entry, Foreign, ImportFault, Link, Reading, links_in, plain_text
from app.data.imports.spreadsheets import csv_rows
from app.data.imports.written_dates import span
from app.data.wording import counted

HEADS: Final = ("Year", "Headline", "Text")  # columns that every sheet of TimelineJS has
PARTS: Final = ("year", "month", "day")
LOST: Final = {
    "Time": "times of day", "End Time": "times of day", "Media Caption": "captions of media",
    "Media Thumbnail": "thumbnails", "Background": "backgrounds", "Display Date": "written-out dates",
}  # fmt: skip


def is_sheet(content: bytes) -> bool:
    """Whether a CSV file is a sheet of TimelineJS."""
    head = content[:2_000].decode("utf-8-sig", "replace").split("\n")[0]
    return all(name in head for name in HEADS)


def sheet(content: bytes, reading: Reading) -> Foreign:
    """The entries of a sheet; its title row names the timeline."""
    rows = csv_rows(content, reading.name)
    foreign = Foreign()
    for number, row in enumerate(rows, 2):
        kind = row.get("Type", "").strip().lower()
        if kind == "title":
            foreign.title, foreign.description = plain_text(row["Headline"]), plain_text(row["Text"])
        elif kind == "era":
            foreign.lost.append(f"row {number}: the era {plain_text(row['Headline'])!r}")
        elif any(row.values()):
            _add(foreign, _from_row(row), f"row {number}")
    foreign.lost += dict.fromkeys(words for name, words in LOST.items() if any(row.get(name) for row in rows))
    return foreign


def _from_row(row: Mapping[str, str]) -> dict[str, Any]:
    """A row as TimelineJS's JSON has it."""
    return {
        "start_date": {part: row.get(part.capitalize(), "") for part in PARTS},
        "end_date": {part: row.get(f"End {part.capitalize()}", "") for part in PARTS},
        "text": {"headline": row.get("Headline", ""), "text": row.get("Text", "")},
        "media": {"url": row.get("Media", ""), "credit": row.get("Media Credit", "")},
        "group": row.get("Group", ""),
    }


def is_json(value: Any) -> bool:
    """Whether a JSON value is a timeline of TimelineJS."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("events"), list)
        and any(isinstance(slide, dict) and "start_date" in slide for slide in value["events"])
    )


def slides(value: Mapping[str, Any], _reading: Reading) -> Foreign:
    """The entries of TimelineJS's JSON."""
    title = _mapping(_mapping(value.get("title")).get("text"))
    foreign = Foreign([], plain_text(str(title.get("headline", ""))), plain_text(str(title.get("text", ""))))
    for number, slide in enumerate(value["events"], 1):
        _add(foreign, _mapping(slide), f"event {number}")
    if value.get("eras"):
        foreign.lost.append(counted(len(value["eras"]), "era"))
    foreign.lost += dict.fromkeys(words for slide in value["events"] for words in _lost(_mapping(slide)))
    return foreign


def _lost(slide: Mapping[str, Any]) -> Iterator[str]:
    """What a slide of the JSON has that a record has not."""
    media, dates = _mapping(slide.get("media")), [_mapping(slide.get(name)) for name in ("start_date", "end_date")]
    found = {
        "Time": any(date.get("hour") for date in dates),
        "Media Caption": media.get("caption"),
        "Media Thumbnail": media.get("thumbnail"),
        "Background": slide.get("background"),
        "Display Date": slide.get("display_date"),
    }
    return (LOST[name] for name, value in found.items() if value)


def _add(foreign: Foreign, slide: Mapping[str, Any], where: str) -> None:
    """Add the entry of a slide, or what is lost of it."""
    text, media = _mapping(slide.get("text")), _mapping(slide.get("media"))
    try:
        start, end = _date(_mapping(slide.get("start_date"))), _date(_mapping(slide.get("end_date")))
        date = span(start, end)
        parse_date(date)
    except (ImportFault, ValueError) as error:
        foreign.lost.append(f"{where}: {error}")
        return
    headline = plain_text(str(text.get("headline") or text.get("text") or ""))
    if not headline:
        foreign.lost.append(f"{where}: it has no headline")
        return
    credit, body = plain_text(str(media.get("credit") or "")), str(text.get("text") or "")
    pages = [Link(link.url, credit) for link in links_in(str(media.get("url") or ""))]
    links = {link.url: link for link in (*links_in(body), *pages)}
    group = plain_text(str(slide.get("group") or ""))
    foreign.entries.append(Entry(date, headline, where, "", plain_text(body), group, tuple(links.values())))


def _date(parts: Mapping[str, Any]) -> str:
    """A date of TimelineJS, whose parts are numbers or texts; "" where it has no year."""
    given = [str(parts.get(part) or "").strip() for part in PARTS]
    year, month, day = given
    if not year:
        return ""
    if not year.isascii() or not year.isdigit() or len(year) > 4:
        raise ImportFault(f"the year {year!r} is outside of the years 1 to 9999")
    numbers = [int(part) for part in (month, day) if part]
    return "-".join([f"{int(year):04}", *(f"{number:02}" for number in numbers)])


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def loads(content: bytes, name: str) -> Any:
    """The value of a JSON text, or of its lines; an ImportFault where it has none."""
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text)
    except UnicodeDecodeError:
        raise ImportFault(f"{name}: is not UTF-8 text.") from None
    except RecursionError:
        raise ImportFault(f"{name}: is nested too deep.") from None
    except ValueError as error:
        try:
            lines = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise ImportFault(f"{name}: is no JSON: {error}.") from None
        return lines
