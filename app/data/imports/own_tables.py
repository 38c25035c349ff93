"""The zip of tables that this program writes as csv."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from app.data.imports.entries import MAX_BYTES, Entry, Foreign, ImportFault, Link, Reading
from app.data.imports.spreadsheets import Rows, csv_rows

TABLES: Final = ("events.csv", "sources.csv", "relations.csv", "measures.csv")
FIELDS: Final = (
    *("id", "date_note", "kind", "jurisdiction", "direction", "status", "significance", "measure", "stage", "vote"),
    "conflicts",
)


def tables(content: bytes, reading: Reading) -> Foreign:
    """The entries of the zip, with their sources and relations, and the measures that they move."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if not set(TABLES) <= names or sum(part.file_size for part in archive.infolist()) > 4 * MAX_BYTES:
                raise ImportFault(f"{reading.name}: is no zip of tables that this program wrote.")
            rows = {name: csv_rows(archive.read(name), name) for name in TABLES}
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise ImportFault(f"{reading.name}: is no zip that can be read: {error}.") from None
    sources, relations = _by_event(rows["sources.csv"]), _by_event(rows["relations.csv"])
    foreign = Foreign(
        lost=[
            "the names of tracks, actors and tags (their ids stay)",
            "figures, stories, publishers and all else that the tables do not hold",
            "planned dates of measures",
        ]
    )
    for number, row in enumerate(rows["events.csv"], 2):
        foreign.entries.append(_entry(row, sources[row["id"]], relations[row["id"]], f"events.csv, row {number}"))
    foreign.sections["measures"] = [_measure(row) for row in rows["measures.csv"]]
    return foreign


def _by_event(rows: Rows) -> defaultdict[str, Rows]:
    found: defaultdict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row["event"]].append(row)
    return found


def _entry(row: Mapping[str, str], sources: Rows, relations: Rows, where: str) -> Entry:
    links = tuple(
        Link(
            _cell(row, "url"),
            _cell(row, "publisher"),
            _cell(row, "title"),
            _cell(row, "published"),
            _cell(row, "kind"),
            fields={name: _cell(row, name) for name in ("origin", "language", "archived")},
        )
        for row in sources
    )
    fields: dict[str, Any] = {name: _cell(row, name) for name in FIELDS}
    fields["relations"] = [
        {"type": each["type"], "event": each["target"], "basis": each["basis"]} for each in relations
    ]
    return Entry(
        row["date"], _cell(row, "title"), where, _cell(row, "label"), _cell(row, "summary"), _cell(row, "track"), links,
        _parts(row, "tags"), _parts(row, "actors"), fields,
    )  # fmt: skip


def _measure(row: Mapping[str, str]) -> dict[str, Any]:
    names = ("id", "title", "kind", "jurisdiction", "sponsor", "summary")
    return {name: _cell(row, name) for name in names} | {"numbers": list(_parts(row, "numbers"))}


def _cell(row: Mapping[str, str], name: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    text = row.get(name, "")
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text


def _parts(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in _cell(row, name).split("|") if part)
