from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from app.analysis.frames import tables
from app.analysis.selection import select
from app.analysis.view import View
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import MissingPart
from app.export.tables import csv_tables, parquet_tables
from tests.factories import event, loaded

ROOT = Path(__file__).parent.parent.parent
TODAY = dt.date(2026, 7, 31)
H20 = View(track=("h20-scrutiny",))


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read(files: dict[str, bytes]) -> dict[str, pd.DataFrame]:
    """The CSV tables as pandas reads them."""
    return {name[:-4]: pd.read_csv(io.BytesIO(files[name])) for name in files if name.endswith(".csv")}


def test_pandas_reads_back_every_table_of_the_dataset(published: Dataset) -> None:
    frames = read(unpacked(csv_tables(Extract.of(published, View(), TODAY))))
    whole = tables(published)
    assert list(frames) == ["events", "sources", "relations", "measures"]
    for name, frame in frames.items():
        original = getattr(whole, name).drop(columns="search_text", errors="ignore")
        assert list(frame) == list(original)
        assert len(frame) == len(original)
    events = frames["events"].fillna("")
    assert events["title"].tolist() == whole.events["title"].tolist()
    assert events["summary"].tolist() == whole.events["summary"].tolist()
    assert [tuple(filter(None, tags.split("|"))) for tags in events["tags"]] == whole.events["tags"].tolist()
    assert pd.to_datetime(events["earliest"]).tolist() == whole.events["earliest"].tolist()
    assert frames["sources"]["url"].tolist() == whole.sources["url"].tolist()


def test_the_tables_hold_what_concerns_the_view(published: Dataset) -> None:
    frames = read(unpacked(csv_tables(Extract.of(published, H20, TODAY))))
    shown = select(tables(published).events, H20).shown
    assert frames["events"]["id"].tolist() == shown["id"].tolist()
    assert set(frames["sources"]["event"]) == set(shown["id"])
    assert set(frames["relations"]["event"]) <= set(shown["id"])
    assert set(frames["measures"]["id"]) == set(shown["measure"].dropna())


def test_a_note_says_what_the_tables_are(published: Dataset) -> None:
    note = unpacked(csv_tables(Extract.of(published, H20, TODAY)))["README.txt"].decode()
    for part in (
        "AI chips between Washington and Beijing",
        "View: Track: Scrutiny of Nvidia chips.",
        "Covered: 1 May 2019 to 30 September 2026",
        "Written: 31 July 2026, by policy-timeline ",
        f"Data version: {published.digest}",
        "Link: ?track=h20-scrutiny",
        *published.dataset.limits,
        "an apostrophe before it",
    ):
        assert part in note


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_no_text_is_a_formula_in_a_spreadsheet(start: str) -> None:
    hostile = f"{start}HYPERLINK(1,2)."
    frames = read(unpacked(csv_tables(Extract.of(loaded(event(title=hostile, label=f"{start}1+1")), View(), TODAY))))
    assert [*frames["events"][["title", "label"]].iloc[0]] == [f"'{hostile}", f"'{start}1+1"]


def test_commas_quotes_and_lines_within_a_text_stay_in_their_cell() -> None:
    title = 'He said "yes, no"\nand left.'
    frames = read(unpacked(csv_tables(Extract.of(loaded(event(title=title)), View(), TODAY))))
    assert frames["events"].loc[0, "title"] == title


def parquet(dataset: Dataset, view: View) -> dict[str, pd.DataFrame]:
    with zipfile.ZipFile(io.BytesIO(parquet_tables(Extract.of(dataset, view, TODAY)))) as archive:
        names = [name for name in archive.namelist() if name.endswith(".parquet")]
        return {name: pd.read_parquet(io.BytesIO(archive.read(name))) for name in names}


def test_parquet_tables_keep_types_and_lists(tariffs: Dataset) -> None:
    frames = parquet(tariffs, View(min=2))
    whole = tables(tariffs)
    shown = select(whole.events, View(min=2)).shown
    events = frames["events.parquet"]
    assert events["id"].tolist() == shown["id"].tolist()
    assert [tuple(tags) for tags in events["tags"]] == shown["tags"].tolist()
    types = [str(events[name].dtype) for name in ("earliest", "significance", "approximate")]
    assert types == ["datetime64[ms]", "int64", "bool"]
    assert {name: len(frame) for name, frame in frames.items()} == {
        "events.parquet": len(shown),
        "sources.parquet": whole.sources["event"].isin(shown["id"]).sum(),
        "relations.parquet": whole.relations["event"].isin(shown["id"]).sum(),
        "measures.parquet": shown["measure"].nunique(),
    }


def test_parquet_tables_of_nothing_are_empty(tariffs: Dataset) -> None:
    lengths = {name: len(frame) for name, frame in parquet(tariffs, View(q="zzzzzz")).items()}
    assert lengths == {f"{name}.parquet": 0 for name in ("events", "sources", "relations", "measures")}


def test_without_pyarrow_a_message_says_how_to_get_it(tariffs: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # as if it were not installed
    with pytest.raises(MissingPart) as missing:
        parquet_tables(Extract.of(tariffs, View(), TODAY))
    assert str(missing.value) == "Parquet needs pyarrow, which is not installed: pip install pyarrow"
