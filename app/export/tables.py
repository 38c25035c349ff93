"""The tables of a view, in a zip: CSV or Parquet, with a note that says what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

import pandas as pd

from app.analysis.frames import (
    EVENT_COLUMNS,
    LISTS,
    MEASURE_COLUMNS,
    RELATION_COLUMNS,
    SOURCE_COLUMNS,
    TEXT,
)
from app.export.extract import Extract
from app.export.formats import MissingPart

COLUMNS: Final = {
    "events": EVENT_COLUMNS,
    "sources": SOURCE_COLUMNS,
    "relations": RELATION_COLUMNS,
    "measures": MEASURE_COLUMNS,
}
SEPARATOR: Final = "|"  # between the parts of a list
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the zip format knows no earlier time


def csv_tables(extract: Extract) -> bytes:
    """A zip of four CSV tables (UTF-8, lists joined by "|") and a README.txt."""
    note = (
        "The tables are CSV in UTF-8 with a byte order mark, by which Excel knows it. The parts of a list (tags, "
        f"actors, numbers, events) have\n{SEPARATOR} between them. A text that a spreadsheet would take for a formula "
        "(it begins with = + - @, a tab or a line break) has "
        "an apostrophe before it."
    )
    return _tables(extract, "csv", as_csv, note)


def parquet_tables(extract: Extract) -> bytes:
    """A zip of four Parquet tables with types and a README.txt; a MissingPart where pyarrow is not installed."""
    _need_pyarrow()
    write = partial(as_parquet, facts=_facts(extract))
    return _tables(extract, "parquet", write, "The tables are Parquet, lists as lists.")


def csv_events(extract: Extract) -> bytes:
    """The table of events alone, as CSV."""
    return as_csv(viewed_tables(extract)["events"], EVENT_COLUMNS)


def parquet_events(extract: Extract) -> bytes:
    """The table of events alone, as Parquet; a MissingPart where pyarrow is not installed."""
    _need_pyarrow()
    return as_parquet(viewed_tables(extract)["events"], EVENT_COLUMNS, _facts(extract))


def _facts(extract: Extract) -> dict[str, str]:
    """What a file of one table is to say of itself."""
    return {"Dataset": extract.dataset.dataset.title, **extract.facts}


def _need_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401  pandas writes with it
    except ImportError:
        raise MissingPart("Parquet needs pyarrow, which is not installed: pip install pyarrow") from None


def _tables(
    extract: Extract, suffix: str, write: Callable[[pd.DataFrame, Mapping[str, str]], bytes], note: str
) -> bytes:
    files = {f"{name}.{suffix}": write(frame, COLUMNS[name]) for name, frame in viewed_tables(extract).items()}
    return zipped({"README.txt": _readme(extract, note).encode()} | files)


def viewed_tables(extract: Extract) -> dict[str, pd.DataFrame]:
    """The tables of the dataset, down to the rows that concern the events of the view."""
    whole = extract.tables
    measures = [measure.id for measure in extract.measures]
    return {
        "events": extract.selection.shown.drop(columns="search_text"),
        "sources": whole.sources[whole.sources["event"].isin(extract.ids)],
        "relations": whole.relations[whole.relations["event"].isin(extract.ids)],
        "measures": whole.measures[whole.measures["id"].isin(measures)],
    }


def as_csv(frame: pd.DataFrame, columns: Mapping[str, str]) -> bytes:
    """A table as CSV, lists joined, and nothing that a spreadsheet would run."""
    plain = frame.copy()
    for name in frame.columns:
        if columns[name] == LISTS:
            plain[name] = frame[name].map(SEPARATOR.join)
        if columns[name] in (LISTS, TEXT):
            plain[name] = plain[name].map(_harmless, na_action="ignore")
    return plain.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _harmless(text: str) -> str:
    """The text so that no spreadsheet runs it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_parquet(
    frame: pd.DataFrame, columns: Mapping[str, str], facts: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """A table as Parquet, lists as lists, with facts in its metadata."""
    import pyarrow

    lists = {name: pyarrow.list_(pyarrow.string()) for name in frame.columns if columns[name] == LISTS}
    schema = pyarrow.Schema.from_pandas(frame.drop(columns=list(lists)), preserve_index=False)
    for name, kind in lists.items():  # an empty column of lists does not tell what they are of
        schema = schema.insert(frame.columns.get_loc(name), pyarrow.field(name, kind))
    schema = schema.with_metadata({**(schema.metadata or {}), **facts})
    written = io.BytesIO()
    frame.to_parquet(written, engine="pyarrow", index=False, schema=schema)
    return written.getvalue()


def _readme(extract: Extract, note: str) -> str:
    about = extract.dataset.dataset
    return "\n".join(
        [
            about.title,
            "=" * len(about.title),
            about.description,
            "",
            *(f"{name}: {fact}" for name, fact in extract.facts.items()),
            "",
            "Limits:",
            *(f"- {limit}" for limit in about.limits),
            "",
            "events     one row for each event of the view; earliest and latest are the days that its date can mean",
            "sources    one row for each source of these events, numbered within each event",
            "relations  one row for each link from one of these events to an earlier one, which the view may not show",
            "measures   one row for each measure that these events move, with all its events, shown or not",
            "",
            note,
            "",
        ]
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip that depends on the files alone, not on the clock or the system."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content, compresslevel=9)
    return written.getvalue()
