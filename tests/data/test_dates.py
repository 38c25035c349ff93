from __future__ import annotations

import datetime as dt

import pytest

from app.data.dates import FORMS, parse_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "words"),
    [
        ("2025-07-31", "2025-07-31", "2025-07-31", "day", "31 July 2025"),
        ("2025-08", "2025-08-01", "2025-08-31", "month", "August 2025"),
        ("2024-02", "2024-02-01", "2024-02-29", "month", "February 2024"),
        ("2025", "2025-01-01", "2025-12-31", "year", "2025"),
        ("2026-07-02~", "2026-07-02", "2026-07-02", "day", "about 2 July 2026"),
        ("2024-05-16?", "2024-05-16", "2024-05-16", "day", "possibly 16 May 2024"),
        ("2024-05%", "2024-05-01", "2024-05-31", "month", "possibly about May 2024"),
        ("2026-01-13/2026-01-14", "2026-01-13", "2026-01-14", "interval", "between 13 and 14 January 2026"),
        ("2025-01/2025-03", "2025-01-01", "2025-03-31", "interval", "between January and March 2025"),
        (
            "2024-12-30/2025-01-02",
            "2024-12-30",
            "2025-01-02",
            "interval",
            "between 30 December 2024 and 2 January 2025",
        ),
        ("2025-07-31~/2025-08", "2025-07-31", "2025-08-31", "interval", "between about 31 July and August 2025"),
    ],
)
def test_a_date_spans_what_it_can_mean(text: str, earliest: str, latest: str, precision: str, words: str) -> None:
    date = parse_date(text)
    assert (date.earliest.isoformat(), str(date.latest), date.precision, date.words) == (
        earliest,
        latest,
        precision,
        words,
    )


def test_an_open_end_has_no_last_day() -> None:
    date = parse_date("2025-07-31/..")
    assert (date.earliest, date.latest, date.words) == (dt.date(2025, 7, 31), None, "since 31 July 2025")


@pytest.mark.parametrize(("mark", "approximate", "uncertain"), [("", 0, 0), ("~", 1, 0), ("?", 0, 1), ("%", 1, 1)])
def test_a_mark_of_doubt_is_kept(mark: str, approximate: int, uncertain: int) -> None:
    date = parse_date(f"2025-07{mark}")
    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "text", ["", "July 2025", "2025-7-1", "25-07-01", "2025-07-31T10:00", "2025/", "../2025", "２０２５"]
)
def test_another_form_is_refused_with_the_forms_that_there_are(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a date such as") as error:
        parse_date(text)
    assert str(error.value) == f"must be a date such as {FORMS}; got {text!r}"


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13", "2025-00-01", "0000", "2025-06-31/2025-07"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a day of the calendar") as error:
        parse_date(text)
    assert str(error.value) == f"must be a day of the calendar, got {text!r}"


def test_an_interval_must_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match=r"^must not end before it starts, got '2025-08/2025-05'$"):
        parse_date("2025-08/2025-05")


def test_dates_are_ordered_by_first_day_then_by_last() -> None:
    texts = ["2024-12-31", "2025-08-01", "2025-08-01/2025-08-02", "2025-08", "2025-08/..", "2025-08-02"]
    assert [date.text for date in sorted(map(parse_date, reversed(texts)))] == texts


@pytest.mark.parametrize("text", ["2025", "2025-08", "2025-07-31", "2026-07-02~", "2024-05?", "2025-05/2025-08"])
def test_the_edtf_package_reads_the_same_days(text: str) -> None:
    edtf = pytest.importorskip("edtf")
    theirs, ours = edtf.parse_edtf(text), parse_date(text)
    assert dt.date(*theirs.lower_strict()[:3]) == ours.earliest
    assert dt.date(*theirs.upper_strict()[:3]) == ours.latest
