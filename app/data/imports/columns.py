"""Rows of a table with any column names -> entries. Which column means what is guessed from its name, or said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.data.imports.entries import Entry, Foreign, ImportFault, Link, Reading, links_in, plain_text
from app.data.imports.written_dates import UnknownOrder, edtf, needs_order, order_of, span
from app.data.problems import did_you_mean, shortened
from app.data.vocabulary import KINDS, SIGNIFICANCES, STATUSES

Row = Mapping[str, str]
_TIME: Final = re.compile(r"\d:\d\d")
_OWN_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")

# For each field of ours the names that columns have for it, the likeliest first; a name that only contains one counts
# after all that are one.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        *("date", "datum", "start date", "startdate", "start", "begin", "beginn", "von", "fecha", "data", "when"),
        *("event date", "publication date", "published", "release date", "releasedate", "day", "tag", "jour"),
        *("most recent activity date", "date introduced", "created", "year", "jahr", "time", "zeit", "日期"),
    ),
    "end": ("end date", "enddate", "end", "ende", "bis", "until", "to", "fin", "fecha fin"),
    "title": (
        *("title", "titel", "headline", "überschrift", "event", "ereignis", "official name", "name", "summary title"),
        *("what", "was", "titre", "título", "titulo", "subject", "betreff", "cycle", "标题", "description"),
    ),
    "label": ("label", "short title", "casual name", "short name", "kurztitel", "kurz"),
    "summary": (
        *("summary", "text", "description", "beschreibung", "abstract", "short summary", "details", "body", "content"),
        *("notes", "bemerkung", "zusammenfassung", "long summary", "résumé", "descripción", "摘要"),
    ),
    "track": (
        *("track", "group", "gruppe", "category", "kategorie", "lane", "section", "theme", "thema", "bereich", "topic"),
        *("collections", "collection", "type", "typ", "art"),
    ),
    "url": (
        *("url", "link", "source url", "quelle", "source", "link to document", "html url", "html_url"),
        *("website", "href", "links", "sources", "quellen", "web", "permalink", "来源"),
    ),
    "publisher": ("publisher", "outlet", "source name", "herausgeber", "medium", "newspaper"),
    "tags": ("tags", "keywords", "schlagworte", "labels", "themes"),
    "actors": (
        *("actors", "actor", "akteur", "akteure", "authority", "agency", "agencies", "organisation", "organization"),
        *("who", "wer", "person", "company", "country"),
    ),
    "kind": ("kind",),
    "status": ("status",),
    "significance": ("significance",),
    "id": ("id", "slug"),
}


def entries_of(rows: Sequence[Row], reading: Reading) -> Foreign:
    """The entries of rows; an ImportFault where no column can be a date or a title."""
    if not rows:
        raise ImportFault(f"{reading.name}: holds no rows under a line of column names.")
    columns = [name for name in rows[0] if name]
    chosen = _chosen(columns, reading)
    first = _first(rows, chosen, reading)
    foreign = Foreign()
    for number, row in enumerate(rows, 2):
        entry = _entry(row, chosen, first, f"row {number}", foreign)
        if entry:
            foreign.entries.append(entry)
    unused = [name for name in columns if name not in chosen.values() and any(row.get(name) for row in rows)]
    if unused:
        foreign.lost.append(f"the columns {', '.join(unused)}")
    dates = (row.get(chosen[field]) or "" for field in ("date", "end") if field in chosen for row in rows)
    if any(_TIME.search(date) for date in dates):
        foreign.lost.append("times of day")
    return foreign


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """For each field of ours that a column seems to be for: that column. No column is for two fields.

    >>> guessed(["Datum", "Titel", "Quelle", "Farbe"])
    {'date': 'Datum', 'title': 'Titel', 'url': 'Quelle'}
    """
    found: dict[str, str] = {}
    plain = {name: _plain(name) for name in columns}
    for is_near in (False, True):
        for field, names in NAMES.items():
            for name in names if field not in found else ():
                wanted = _plain(name)
                fit = [
                    column
                    for column, words in plain.items()
                    if column not in found.values()
                    and (words == wanted or (is_near and len(wanted) > 3 and f" {wanted} " in f" {words} "))
                ]
                if fit:
                    found[field] = fit[0]
                    break
    return {field: found[field] for field in NAMES if field in found}


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()))


def _chosen(columns: Sequence[str], reading: Reading) -> dict[str, str]:
    """Which column is for which field: what the curator said, then what the names say."""
    for field, column in reading.columns.items():
        if field not in NAMES:
            known = f"it is one of {', '.join(NAMES)}.{did_you_mean(field, NAMES)}"
            raise ImportFault(f"--map {field}={column}: there is no field {field!r}; {known}")
        if column not in columns:
            known = f"it has {', '.join(columns)}.{did_you_mean(column, columns)}"
            raise ImportFault(f"{reading.name}: has no column {column!r}; {known}")
    rest = [name for name in columns if name not in reading.columns.values()]
    chosen = {**guessed(rest), **reading.columns}
    for field in ("date", "title"):
        if field not in chosen:
            raise ImportFault(
                f"{reading.name}: no column seems to hold the {field}. Name one of {', '.join(columns)} "
                f"with --map {field}=COLUMN."
            )
    return chosen


def _first(rows: Sequence[Row], chosen: Mapping[str, str], reading: Reading) -> str:
    """Whether day or month stands first in the dates; an UnknownOrder where nothing tells."""
    if reading.first:
        return reading.first
    texts = [row.get(chosen[field]) or "" for field in ("date", "end") if field in chosen for row in rows]
    try:
        first = order_of(texts)
    except ValueError as error:
        raise ImportFault(f"{reading.name}: the column {chosen['date']!r} {error}.") from None
    if not first and needs_order(texts):
        example = next(text for text in texts if needs_order([text]))
        raise UnknownOrder(
            f"{reading.name}: {example!r} in the column {chosen['date']!r} can have the day first or the month first."
        )
    return first


def _entry(row: Row, chosen: Mapping[str, str], first: str, where: str, foreign: Foreign) -> Entry | None:
    given = {field: (row.get(column) or "").strip() for field, column in chosen.items()}
    if not any(given.values()):
        return None
    try:
        date = span(edtf(given["date"], first), edtf(given["end"], first) if given.get("end") else "")
    except ValueError:
        why = f"no date can be read from {shortened(given['date'])}" if given["date"] else "it has no date"
        foreign.lost.append(f"{where}: {why}")
        return None
    title = plain_text(given["title"]) or plain_text(given.get("summary", ""))
    if not title:
        foreign.lost.append(f"{where}: it has no title")
        return None
    groups, tags = _parts(given.get("track", "")), _parts(given.get("tags", ""))
    if groups[1:]:
        foreign.lost.append(f"{where}: of {len(groups)} groups the first is the lane, the others are tags")
    return Entry(
        date,
        title,
        where,
        plain_text(given.get("label", "")),
        plain_text(given.get("summary", "")),
        next(iter(groups), ""),
        _links(given, chosen, where, foreign),
        tuple(dict.fromkeys((*groups[1:], *tags))),
        _parts(given.get("actors", "")),
        _own_fields(given, chosen, where, foreign),
    )


def _links(given: Mapping[str, str], chosen: Mapping[str, str], where: str, foreign: Foreign) -> tuple[Link, ...]:
    """The pages of a row, and the document that its column of addresses describes in words."""
    cell, publisher = given.get("url", ""), given.get("publisher", "")
    links = links_in(cell, given.get("summary", ""))
    if cell and not links_in(cell):
        if " " in cell:
            links = (Link("", publisher, document=plain_text(cell)), *links)
        else:
            foreign.lost.append(f"{where}: {chosen['url']!r} holds {shortened(cell)}, which is no address")
    if links and publisher:
        links = (replace(links[0], publisher=publisher), *links[1:])
    return links


def _own_fields(given: Mapping[str, str], chosen: Mapping[str, str], where: str, foreign: Foreign) -> dict[str, str]:
    """The fields whose words are ours already."""
    known = {"kind": KINDS, "status": STATUSES, "significance": SIGNIFICANCES}
    for field, words in known.items():
        if given.get(field) and given[field] not in words:
            foreign.lost.append(f"{where}: {chosen[field]!r} holds {shortened(given[field])}, which is no {field}")
    fields = {field: given[field] for field, words in known.items() if given.get(field, "") in words}
    return fields | ({"id": given["id"]} if _OWN_ID.fullmatch(given.get("id", "")) else {})


def _parts(text: str) -> tuple[str, ...]:
    """What stands in a cell that can hold several."""
    separator = next((sign for sign in ("|", ";", "\n") if sign in text), ",")
    return tuple(dict.fromkeys(part for part in map(plain_text, text.split(separator)) if part))
