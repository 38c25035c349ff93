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
        ("2026-01-13/2026-01-14", "2026-01-13", "2026-01-14", "interval", "13 to 14 January 2026"),
        ("2025-01/2025-03", "2025-01-01", "2025-03-31", "interval", "January to March 2025"),
        (
            "2024-12-30/2025-01-02",
            "2024-12-30",
            "2025-01-02",
            "interval",
            "30 December 2024 to 2 January 2025",
        ),
        ("2025-07-31~/2025-08", "2025-07-31", "2025-08-31", "interval", "about 31 July to August 2025"),
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


@pytest.mark.parametrize("text", ["", "July 2025", "2025-7-1", "25-07-01", "2025-07-31T10:00", "2025/", "../2025"])
def test_another_form_is_refused_with_the_forms_that_there_are(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a date such as") as error:
        parse_date(text)
    assert str(error.value) == f"must be a date such as {FORMS}; got {text!r}"


def test_a_character_that_looks_like_a_plain_one_is_named() -> None:
    with pytest.raises(ValueError, match=r"got '２０２５'\. It holds U\+FF12 \(FULLWIDTH DIGIT TWO\); write '2'\.$"):
        parse_date("２０２５")


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-03-12/2025-03-15", "12 to 15 March 2025"),
        ("2025-03-12?/2025-03-15?", "between 12 and 15 March 2025"),
        ("2025-03-12%/2025-04-15", "between 12 March and 15 April 2025"),
        ("2025-03~/2025-05", "about March to May 2025"),
        ("1815-12-10/1852-11-27", "10 December 1815 to 27 November 1852"),
        ("1990/1994", "1990 to 1994"),
        ("2025-03-12/2025-03-12", "12 March 2025"),
    ],
)
def test_what_lasts_and_what_is_not_known_read_apart(text: str, words: str) -> None:
    assert parse_date(text).words == words


def test_a_span_within_one_day_is_that_day() -> None:
    assert parse_date("2025-03-12/2025-03-12") == parse_date("2025-03-12")


@pytest.mark.parametrize(
    ("text", "month"),
    [("1990/1994", "1990, month not known"), ("2024-05/2025-03", "May 2024"), ("2025", "2025, month not known")],
)
def test_a_span_of_years_is_listed_under_no_month(text: str, month: str) -> None:
    assert parse_date(text).month_words == month


@pytest.mark.parametrize("text", ["0999-12-31", "0001", "9999-12-31", "2025-08-01/9999-12-31"])
def test_years_that_cannot_be_drawn_are_refused_with_the_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"^must lie within the years 1000 to 9998, which can be drawn, got "):
        parse_date(text)


def test_for_what_has_no_end_yet_there_is_a_form() -> None:
    with pytest.raises(ValueError, match=r"For what has no end yet, write its first day and /\.\. after it\.$"):
        parse_date("9999-12-31")


@pytest.mark.parametrize(
    ("text", "point", "words"),
    [
        ("2025-07-31/2025-07-31", "2025-07-31", "31 July 2025"),
        ("2025-05/2025-05", "2025-05", "May 2025"),
        ("2025/2025", "2025", "2025"),
        ("2025~/2025?", "2025%", "possibly about 2025"),
        ("2024-02-29?/2024-02-29?", "2024-02-29?", "possibly 29 February 2024"),
    ],
)
def test_a_span_within_one_day_month_or_year_is_that(text: str, point: str, words: str) -> None:
    assert (parse_date(text).text, parse_date(text).words) == (point, words)
