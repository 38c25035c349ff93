"""Tables from CSV and Excel files, as rows of texts."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.data.imports.columns import entries_of
from app.data.imports.entries import MAX_BYTES, MAX_ENTRIES, Foreign, ImportFault, Reading

Rows = list[Mapping[str, str]]
ENCODINGS: Final = ("utf-8-sig", "cp1252")  # Excel on Windows saves CSV in the second


def table(content: bytes, reading: Reading) -> Foreign:
    """The entries of a CSV file with any columns."""
    return entries_of(csv_rows(content, reading.name), reading)


def workbook(content: bytes, reading: Reading) -> Foreign:
    """The entries of the first sheet of an Excel file that has rows."""
    sheets = _sheets(content, reading.name)
    rows = next((rows for rows in sheets.values() if rows), [])
    foreign = entries_of(rows, reading)
    others = [name for name, other in sheets.items() if other and other is not rows]
    if others:
        foreign.lost.append(f"the sheets {', '.join(others)}")
    return foreign


def csv_rows(content: bytes, name: str) -> Rows:
    """The rows of a CSV file; the sign between its columns is found by trying."""
    import pandas as pd

    text = _text(content, name)
    if not text.strip():
        raise ImportFault(f"{name}: is empty.")
    try:
        frame = pd.read_csv(
            io.StringIO(text), sep=_separator(text), dtype=str, keep_default_na=False, nrows=MAX_ENTRIES + 1,
            skipinitialspace=True, engine="python", index_col=False,
        )  # fmt: skip
    except (ValueError, pd.errors.ParserError) as error:
        raise ImportFault(f"{name}: is no table that can be read: {' '.join(str(error).split())[:120]}.") from None
    return _rows(frame.astype(object).where(frame.notna(), "").to_dict("records"), name)


def _text(content: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFault(f"{name}: is no text in UTF-8 or Windows' own encoding. Save it as UTF-8.")


def _separator(text: str) -> str:
    """The sign that stands most often in the line of column names."""
    head = text.lstrip().splitlines()[0]
    return max(",;\t|", key=head.count)


def _sheets(content: bytes, name: str) -> dict[str, Rows]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > 10 * MAX_BYTES:
                raise ImportFault(f"{name}: unpacks to more than {10 * MAX_BYTES // 1_000_000} MB.")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return {sheet.title: _sheet_rows(sheet, name) for sheet in book.worksheets}
    except ImportFault:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do on a broken file
        raise ImportFault(
            f"{name}: is no Excel file that can be read ({type(error).__name__}). Save it again."
        ) from None


def _sheet_rows(sheet: Any, name: str) -> Rows:
    filled = (row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row))
    head = _distinct(str(cell).strip() if cell is not None else "" for cell in next(filled, ()))
    return _rows((dict(zip(head, map(_cell, row), strict=False)) for row in filled), name)


def _distinct(names: Iterable[str]) -> list[str]:
    """Names of columns, of which a later one of the same name gets its number."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 or not name else f"{name} {seen[name]}")
    return found


def _cell(value: Any) -> str:
    """A cell as text; midnight is the day alone, as Excel keeps days."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _rows(records: Any, name: str) -> Rows:
    rows: Rows = []
    for record in records:
        if len(rows) >= MAX_ENTRIES:
            raise ImportFault(f"{name}: has more than {MAX_ENTRIES:,} rows. Split it.")
        rows.append({str(column).strip(): str(value) for column, value in record.items()})
    return rows
