"""What changed between two versions of a data file, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from app.data.checks.finding import SECTIONS
from app.data.schema import Dataset

KEYS: Final = ("url", "document", "event", "id", "name", "what", "text")  # what tells the records of a list apart


def difference(old: Dataset, new: Dataset) -> list[str]:
    """The changes as lines of text, section by section: `+` added, `-` removed, `~` changed with both values."""
    lines = list(_fields("dataset", old.dataset.model_dump(mode="json"), new.dataset.model_dump(mode="json")))
    for section in SECTIONS:
        lines += _records(section, _by_id(old, section), _by_id(new, section))
    return lines


def _by_id(dataset: Dataset, section: str) -> dict[str, dict[str, Any]]:
    dumped = [record.model_dump(mode="json") for record in getattr(dataset, section)]
    return {record.get("id") or f"{record['rule']} ({record['reason']})": record for record in dumped}


def _records(section: str, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name in sorted(new.keys() - old.keys()):
        yield f"+ {section} {name}{_title(new[name])}"
    for name in sorted(old.keys() - new.keys()):
        yield f"- {section} {name}{_title(old[name])}"
    for name in sorted(old.keys() & new.keys()):
        yield from _fields(f"{section} {name}", old[name], new[name])


def _title(record: dict[str, Any]) -> str:
    title = record.get("title") or record.get("label") or record.get("name")
    return f": {title}" if title else ""


def _fields(record: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for field in [*old, *(field for field in new if field not in old)]:
        before, after = old.get(field), new.get(field)
        if before == after:
            continue
        parts = _keyed(before), _keyed(after)
        if all(part is not None for part in parts) and parts[0] != parts[1]:
            yield from _parts(f"{record}: {field}", parts[0] or {}, parts[1] or {})
        else:
            yield f"~ {record}: {field}: {_text(before)} -> {_text(after)}"


def _keyed(value: Any) -> dict[str, dict[str, Any]] | None:
    """The records of a list within a record by what tells them apart; None where nothing does."""
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        return None
    keys = [next((str(part[name]) for name in KEYS if part.get(name)), "") for part in value]
    return dict(zip(keys, value, strict=True)) if all(keys) and len(set(keys)) == len(keys) else None


def _parts(record: str, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The changes of a list within a record, part by part; its order counts only where all else is the same."""
    yield from (f"~ {record}: - {_text(old[key])}" for key in old if key not in new)
    yield from (f"~ {record}: + {_text(new[key])}" for key in new if key not in old)
    for key in old:
        if key in new:
            yield from _fields(f"{record}: {key}", old[key], new[key])


def _text(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_text(part)}' for key, part in value.items() if part is not None)}}}"
    return "nothing" if value is None else str(value)
