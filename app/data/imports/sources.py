"""The kinds of files that can be imported, in one list, and which of them a file is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.data.imports import calendar_import, issue_form, json_import, markwhen, own_tables, spreadsheets
from app.data.imports import timelinejs_import as timelinejs
from app.data.imports.entries import MAX_BYTES, Foreign, ImportFault, Reading

Read = Callable[[bytes, Reading], Foreign]


@dataclass(frozen=True, slots=True)
class SourceForm:
    """A kind of file: its name, how it is known, and what reads it."""

    id: str
    holds: str
    read: Read
    suits: Callable[[str, bytes], bool]  # by the suffix of its name and its content


def _text(content: bytes) -> str:
    return content[:200_000].decode("utf-8-sig", "replace")


def _starts(content: bytes, *marks: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(marks)


FORMS: Final = {
    form.id: form
    for form in (
        SourceForm(
            "tables",
            "the zip of tables that export csv writes",
            own_tables.tables,
            lambda suffix, _content: suffix == ".zip",
        ),
        SourceForm(
            "xlsx",
            "an Excel file; its first sheet with rows",
            spreadsheets.workbook,
            lambda suffix, content: suffix in (".xlsx", ".xlsm") or content.startswith(b"PK\x03\x04"),
        ),
        SourceForm(
            "ics",
            "an iCalendar file",
            calendar_import.calendar,
            lambda suffix, content: suffix in (".ics", ".ical") or _starts(content, b"BEGIN:VCALENDAR"),
        ),
        SourceForm(
            "json",
            "JSON or JSON Lines: TimelineJS, endoflife.date, the Federal Register, or records of any names",
            json_import.json_records,
            lambda suffix, content: suffix in (".json", ".jsonl", ".ndjson") or _starts(content, b"{", b"["),
        ),
        SourceForm(
            "timelinejs-sheet",
            "a sheet of TimelineJS as CSV",
            timelinejs.sheet,
            lambda _suffix, content: timelinejs.is_sheet(content),
        ),
        SourceForm(
            "form",
            "the answers of the issue forms that propose or correct an event",
            issue_form.answers,
            lambda suffix, content: suffix in (".md", ".txt", "") and issue_form.is_answer(_text(content)),
        ),
        SourceForm(
            "markwhen",
            "a markwhen text",
            markwhen.markwhen,
            lambda suffix, content: (
                suffix == ".mw" or (suffix in (".md", ".txt", "") and markwhen.is_markwhen(_text(content)))
            ),
        ),
        SourceForm(
            "csv",
            "a table as CSV or TSV with any column names",
            spreadsheets.table,
            lambda suffix, _content: suffix in (".csv", ".tsv", ".txt", ""),
        ),
    )
}


def read_source(path: Path, reading: Reading, form: str = "") -> Foreign:
    """The timeline in a foreign file; an ImportFault says why there is none."""
    content = _content(path)
    if not content.strip():
        raise ImportFault(f"{path}: is empty.")
    chosen = FORMS.get(form) or next(
        (each for each in FORMS.values() if each.suits(path.suffix.lower(), content)), None
    )
    if chosen is None:
        raise ImportFault(f"{path}: is no kind of file that is known. Name one with --form: {', '.join(FORMS)}.")
    foreign = chosen.read(content, reading)
    if not foreign.entries and not foreign.corrections:
        why = f" {foreign.lost[0]}." if foreign.lost else ""
        raise ImportFault(f"{path}: read as {chosen.id}, but nothing with a date and a title was found.{why}")
    return foreign


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ImportFault(f"{path}: is a folder; name a file in it.")
        if not path.is_file():
            raise ImportFault(f"{path}: there is no such file.")
        if path.stat().st_size > MAX_BYTES:
            raise ImportFault(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB.")
        return path.read_bytes()
    except OSError as error:
        raise ImportFault(f"{path}: cannot be read: {error.strerror}.") from None
