"""A record put into the text of a data file at its place; everything else of the text stays as it is.

Each edit proves itself: the new text is read again, and must hold what the old one held and the new record, and
nothing else. A file is replaced in one step, and only if nobody else saved it meanwhile.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from app.data.dates import PartialDate, parse_date
from app.data.likeness import page_of
from app.data.parsing import Parsed, decode, parse, read_bytes
from app.data.problems import DatasetError
from app.data.record_layout import ORDER, Addition, Change, EditError, Layout, Record
from app.data.record_text import plain_record, record_lines
from app.data.writing import replace_file

BOM: Final = b"\xef\xbb\xbf"


def insert(
    text: str, section: str, record: Record, name: str = "events.yaml", written: Sequence[str] | None = None
) -> str:
    """The text with the record in its section: events by date, others by id where they stand by id, else last.

    `written`: the lines to write the record with, from a dash at the margin on, where its layout matters.
    """
    return insert_all(text, [Addition(section, record, tuple(written or ()))], name)


def insert_all(text: str, additions: Iterable[Addition], name: str = "events.yaml") -> str:
    """The text with several records, each at its place."""
    parsed = _parsed(text, name)
    lines = text.splitlines(keepends=True)
    groups: dict[str, list[Addition]] = {}
    for addition in additions:
        groups.setdefault(addition.section, []).append(addition)
    changes: list[Change] = []
    wanted = dict(parsed.value)
    for section in sorted(groups, key=ORDER.index):
        records, layout = _records(parsed, section), Layout(parsed, lines, section)
        added = sorted(groups[section], key=lambda each: _key(section, each.record))
        places = [_place(section, records, each.record) for each in added]
        if records:
            changes += [layout.with_record(place, each) for place, each in zip(places, added, strict=True)]
        else:
            changes.append(layout.with_section(added))
        wanted[section] = _merged(records, places, [plain_record(each.record) for each in added])
    edited = "".join(Layout(parsed, lines, "").changed(changes))
    _prove(edited, wanted, name)
    return edited


def replace_record(text: str, section: str, number: int, record: Record, name: str = "events.yaml") -> str:
    """The text with another record in the place of one, whose lines are written anew."""
    parsed = _parsed(text, name)
    records = _records(parsed, section)
    layout = Layout(parsed, text.splitlines(keepends=True), section)
    edited = "".join(layout.changed([layout.without(number, record_lines(record, layout.dash(number)))]))
    _prove(edited, {**parsed.value, section: [*records[:number], plain_record(record), *records[number + 1 :]]}, name)
    return edited


def correct_event(text: str, event: str, changes: Record, sources: Sequence[Record], name: str = "events.yaml") -> str:
    """The text with other values in some fields of an event, and with sources that it did not cite.

    An event of another date moves to its new place. An EditError where there is no such event, or comments stand in it.
    """
    parsed = _parsed(text, name)
    records = _records(parsed, "events")
    ids = [record.get("id") if isinstance(record, dict) else None for record in records]
    number = ids.index(event) if event in ids else None
    if number is None:
        raise EditError(f"{name}: has no event {event!r} any more. Nothing was changed.")
    layout = Layout(parsed, text.splitlines(keepends=True), "events")
    if layout.has_comments(number):
        raise EditError(f"{name}: comments stand within {event!r}, which would be lost. Correct it by hand.")
    known = {page_of(str(source.get("url", ""))) for source in records[number].get("sources", [])}
    new = [source for source in sources if page_of(str(source["url"])) not in known]
    record = {**records[number], **changes, "sources": [*records[number].get("sources", []), *new]}
    if record.get("date") == records[number].get("date"):
        return replace_record(text, "events", number, record, name)
    rest = "".join(layout.changed([layout.without(number, [])]))
    _prove(rest, {**parsed.value, "events": [*records[:number], *records[number + 1 :]]}, name)
    return insert(rest, "events", record, name)


def widen_coverage(text: str, dates: Iterable[PartialDate], name: str = "events.yaml") -> str:
    """The text with a coverage that holds the dates, too; as it was where it does, or states none."""
    dates = list(dates)
    wanted = {"from": min(date.earliest for date in dates), "through": max(date.earliest for date in dates)}
    for field, day in wanted.items():
        parsed = _parsed(text, name)
        try:
            stated = parse_date(parsed.value["dataset"]["coverage"][field]).earliest
        except (KeyError, TypeError, ValueError):
            return text
        if day < stated if field == "from" else day > stated:
            line = parsed.places[("dataset", "coverage", field)][0] - 1
            lines = text.splitlines(keepends=True)
            lines[line] = re.sub(rf"\b({field}:\s*[\"']?){stated}", rf"\g<1>{day}", lines[line], count=1)
            text = "".join(lines)
            about = parsed.value["dataset"]
            coverage = about["coverage"] | {field: day.isoformat()}
            _prove(text, {**parsed.value, "dataset": about | {"coverage": coverage}}, name)
    return text


def edit_file(path: Path, edit: Callable[[str], str]) -> str:
    """Replace the text of a file by what `edit` makes of it, in one step; the new text comes back.

    A WriteError where somebody saved the file meanwhile; a file that is not there counts as empty.
    """
    before = read_bytes(path) if path.exists() else None
    text = edit(decode(before or b"", str(path)))
    content = text.encode()
    replace_file(path, (BOM if (before or b"").startswith(BOM) else b"") + content, before)
    return text


def _merged(records: Sequence[Any], places: Sequence[int], added: Sequence[Any]) -> list[Any]:
    """Old records and new ones, each new one after as many old ones as its place says."""
    numbered = [(number, 1, record) for number, record in enumerate(records)]
    numbered += [(place, 0, record) for place, record in zip(places, added, strict=True)]
    return [record for _, _, record in sorted(numbered, key=lambda each: each[:2])]


def _key(section: str, record: Record) -> tuple[int, Any]:
    """What several new records of a section are ordered by."""
    date = _date(record) if section == "events" else None
    return (0, (date.earliest, date.latest or dt.date.max)) if date else (1, str(record.get("id", "")))


def _parsed(text: str, name: str) -> Parsed:
    """The text, parsed; one without a value counts as an empty mapping."""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return Parsed(name, {}, "{}")
    try:
        parsed = parse(text, name)
    except DatasetError as error:
        raise EditError(f"{error.problems[0]} Nothing was inserted; correct that line first.") from None
    if not isinstance(parsed.value, dict):
        raise EditError(f"{name}: holds no fields such as 'dataset:' and 'events:'. Nothing was inserted.")
    if parsed.problems:
        raise EditError(f"{parsed.problems[0]} Nothing was inserted; correct that line first.")
    return parsed


def _records(parsed: Parsed, section: str) -> list[Any]:
    records = parsed.value.get(section) or []
    if not isinstance(records, list):
        raise EditError(f"{parsed.file}: {section!r} is not a list. Nothing was inserted; make it one first.")
    return records


def _place(section: str, records: Sequence[Any], record: Record) -> int:
    """How many of the records stand before the new one."""
    if section == "events":
        date = _date(record)
        earlier = [
            number for number, other in enumerate(records, 1) if (found := _date(other)) and date and found <= date
        ]
        unknown = next((number for number, other in enumerate(records) if _date(other)), len(records))
        return max(earlier, default=unknown if date else len(records))
    ids = [str(other.get("id", "")) if isinstance(other, dict) else "" for other in records]
    is_sorted = len(ids) > 1 and all(first <= second for first, second in pairwise(ids))
    return sum(name <= str(record.get("id", "")) for name in ids) if is_sorted else len(records)


def _date(record: Any) -> PartialDate | None:
    try:
        return parse_date(str(record["date"]))
    except (KeyError, TypeError, ValueError):
        return None


def _prove(text: str, wanted: Mapping[str, Any], name: str) -> None:
    """Return if a text holds just what it should; else an EditError."""
    try:
        found = parse(text, name)
        is_right = found.value == wanted and not found.problems
    except DatasetError:
        is_right = False
    if not is_right:
        raise EditError(f"{name}: the record does not fit into this layout. Nothing was changed; insert it by hand.")
