"""JSON and JSON Lines: records with any field names, wherever they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.data.imports import endoflife, timelinejs_import
from app.data.imports.columns import entries_of
from app.data.imports.entries import MAX_ENTRIES, Foreign, ImportFault, Reading
from app.data.imports.timelinejs_import import loads
from app.data.registers import federal_register
from app.data.wording import counted

NAMES: Final = ("name", "label", "title", "text", "id", "url")  # what stands for a record in a cell
DEEPEST: Final = 3


def json_records(content: bytes, reading: Reading) -> Foreign:
    """The entries of a JSON file: of TimelineJS, endoflife.date, the Federal Register, or of any list of records."""
    value = loads(content, reading.name)
    if timelinejs_import.is_json(value):
        return timelinejs_import.slides(value, reading)
    if endoflife.is_product(value):
        return endoflife.product(value, reading)
    if federal_register.is_answer(value):
        return Foreign(federal_register.entries(value), "Federal Register", lost=federal_register.lost(value))
    records = _records(value)
    if not records:
        raise ImportFault(f"{reading.name}: holds no list of records.")
    rows = [_flat(record) for record in records[:MAX_ENTRIES]]
    names = dict.fromkeys(name for row in rows for name in row)
    foreign = entries_of([{name: row.get(name, "") for name in names} for row in rows], reading)
    if len(records) > MAX_ENTRIES:
        foreign.lost.append(f"{counted(len(records) - MAX_ENTRIES, 'record')} after the first {MAX_ENTRIES:,}")
    beside = _beside(value, records)
    if beside:
        foreign.lost.append(f"what stands beside the records: {', '.join(beside)}")
    return foreign


def _beside(value: Any, records: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names at the top of a file under which the records do not stand."""
    if not isinstance(value, dict):
        return []
    return [name for name, part in value.items() if part and not any(each is records[0] for each in _records(part, 1))]


def _records(value: Any, depth: int = 0) -> list[Mapping[str, Any]]:
    """The longest list of records in a value."""
    if isinstance(value, list):
        return [record for record in value if isinstance(record, dict)]
    if not isinstance(value, dict) or depth > DEEPEST:
        return []
    return max((_records(part, depth + 1) for part in value.values()), key=len, default=[])


def _flat(record: Mapping[str, Any], before: str = "", depth: int = 0) -> dict[str, str]:
    """A record as a row: what stands deeper has the names on the way to it, a list has bars between its parts."""
    row: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < DEEPEST:
            row |= _flat(value, f"{before}{name}.", depth + 1)
        elif isinstance(value, list):
            row[before + name] = " | ".join(filter(None, map(_word, value)))
        else:
            row[before + name] = _word(value)
    return row


def _word(value: Any) -> str:
    if isinstance(value, dict):
        return next((str(value[name]) for name in NAMES if value.get(name)), "")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or isinstance(value, list) else str(value)
