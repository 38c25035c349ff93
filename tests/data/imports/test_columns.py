"""Rows of a table become entries: what a column is for, and what of a row is kept, left out or told."""

from __future__ import annotations

import pytest

from app.data.imports.columns import entries_of, guessed
from app.data.imports.entries import Foreign, ImportFault, Reading


def read(*rows: dict[str, str], **columns: str) -> Foreign:
    return entries_of(rows, Reading("x.csv", columns))


def test_a_row_becomes_an_entry_with_all_that_its_columns_say() -> None:
    (entry,) = read(
        {
            "Date": "2025-01-02",
            "End": "2025-01-04",
            "Title": "<b>It</b> began",
            "Label": "Began",
            "Summary": "So it did.",
            "Group": "Roads | Works",
            "Tags": "a; b",
            "Actors": "One, Two",
            "Url": "https://example.org/a",
            "Publisher": "Example",
            "Kind": "rule",
            "Id": "it-began",
        }
    ).entries
    assert (entry.date, entry.title, entry.label, entry.summary) == (
        *("2025-01-02/2025-01-04", "It began", "Began", "So it did."),
    )
    assert (entry.group, entry.tags, entry.actors) == ("Roads", ("Works", "a", "b"), ("One", "Two"))
    assert [(link.url, link.publisher) for link in entry.links] == [("https://example.org/a", "Example")]
    assert entry.fields == {"kind": "rule", "id": "it-began"}
    assert entry.where == "row 2"


def test_an_empty_row_is_passed_over_without_a_word() -> None:
    found = read(
        {"Date": "2025", "Title": "It began"}, {"Date": " ", "Title": ""}, {"Date": "2026", "Title": "It went on"}
    )
    assert [(entry.title, entry.where) for entry in found.entries] == [("It began", "row 2"), ("It went on", "row 4")]
    assert found.lost == []


def test_a_publisher_is_that_of_the_first_page_and_of_none_where_there_is_no_page() -> None:
    first = {"Date": "2025", "Title": "It began", "Url": "https://a.org/x https://b.org/y", "Publisher": "Example"}
    found = read(first, first | {"Url": ""}, first | {"Publisher": ""})
    assert [[(link.url, link.publisher) for link in entry.links] for entry in found.entries] == [
        [("https://a.org/x", "Example"), ("https://b.org/y", "")],
        [],
        [("https://a.org/x", ""), ("https://b.org/y", "")],
    ]


def test_a_page_in_the_summary_counts_and_a_described_source_is_a_document() -> None:
    row = {"Date": "2025", "Title": "It began", "Summary": "See https://a.org/x.", "Source": "The minutes of May"}
    (entry,) = read(row).entries
    assert [(link.url, link.document) for link in entry.links] == [("", "The minutes of May"), ("https://a.org/x", "")]


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ({"Date": "soon", "Title": "It began"}, "row 2: no date can be read from 'soon'"),
        ({"Date": "", "Title": "It began"}, "row 2: it has no date"),
        ({"Date": "2025", "Title": ""}, "row 2: it has no title"),
        ({"Date": "2025", "Title": "It began", "Url": "none"}, "row 2: 'Url' holds 'none', which is no address"),
        ({"Date": "2025", "Title": "It began", "Status": "sure"}, "row 2: 'Status' holds 'sure', which is no status"),
        ({"Date": "2025", "Title": "It began", "Colour": "red"}, "the columns Colour"),
        ({"Date": "2025-01-02 08:30", "Title": "It began"}, "times of day"),
        (
            {"Date": "2025", "Title": "It began", "Group": "A|B"},
            "row 2: of 2 groups the first is the lane, the others are tags",
        ),
    ],
)
def test_what_a_row_loses_is_told(row: dict[str, str], lost: str) -> None:
    assert read(row).lost == [lost]


def test_a_column_that_is_empty_in_every_row_is_not_lost() -> None:
    assert read({"Date": "2025", "Title": "It began", "Colour": ""}).lost == []


def test_a_title_may_stand_in_the_summary() -> None:
    assert read({"Date": "2025", "Title": "", "Summary": "It began."}).entries[0].title == "It began."


def test_what_the_curator_names_goes_before_what_a_name_seems_to_mean() -> None:
    row = {"Date": "2025", "When": "2026", "Title": "It began"}
    assert read(row).entries[0].date == "2025"
    assert read(row, date="When").entries[0].date == "2026"


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([], {}, "x.csv: holds no rows under a line of column names."),
        (
            [{"A": "2025", "B": "It began"}],
            {},
            "x.csv: no column seems to hold the date. Name one of A, B with --map date=COLUMN.",
        ),
        (
            [{"Date": "2025", "B": "It began"}],
            {},
            "x.csv: no column seems to hold the title. Name one of Date, B with --map title=COLUMN.",
        ),
        ([{"Date": "2025"}], {"title": "Titel"}, "x.csv: has no column 'Titel'; it has Date."),
        (
            [{"Date": "2025"}],
            {"titel": "Date"},
            "--map titel=Date: there is no field 'titel'; it is one of date, end, title, label, summary, track, url, "
            "publisher, tags, actors, kind, status, significance, id. Did you mean 'title'?",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_told(rows: list[dict[str, str]], columns: dict[str, str], message: str) -> None:
    with pytest.raises(ImportFault) as fault:
        read(*rows, **columns)
    assert str(fault.value) == message


def test_a_name_that_is_one_counts_before_one_that_contains_one() -> None:
    assert guessed(["Official Title", "Title", "startDate", "end_date"]) == {
        "date": "startDate",
        "end": "end_date",
        "title": "Title",
    }
