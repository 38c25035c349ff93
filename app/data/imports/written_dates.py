"""Dates as people write them -> EDTF, no more exact than they were written.

Between day and month nothing is guessed: numbers with slashes need a column that decides it, or the curator's word.
Numbers with dots are a day, a month and a year, for no country writes them otherwise.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from app.data.dates import parse_date

OPEN_ENDS: Final = frozenset(
    ("now", "present", "today", "ongoing", "current", "open", "..", "heute", "laufend", "en cours", "presente")
)
# The months by what their names begin with, in English, German, French, Spanish, Italian, Dutch and Portuguese.
MONTHS: Final = (
    *("jan|jän|ene|gen", "feb|fév|fev", "mar|mär|maa|mrt", "apr|avr|abr", "may|mai|mei|mag", "jun|juin|giu"),
    *("jul|juil|lug", "aug|aoû|aou|ago", "sep|set", "oct|okt|ott|out", "nov", "dec|dez|déc|dic"),
)
APPROXIMATE: Final = r"(?:about|around|approx(?:imately)?\.?|circa|ca?\.?|etwa|ungefähr|um|vers|hacia)"
PART_OF_YEAR: Final = (
    r"(?:early|mid|late|spring|summer|autumn|fall|winter|anfang|mitte|ende|frühjahr|frühling|sommer|herbst)"
)
_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})[^\W\d_]*)\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})(?:[-/.]{_DAY})?(?:[T ]\d{{1,2}}:\d\d.*)?",
        rf"{_YEAR}(?P<number>\d\d)(?P<day>\d\d)(?:T.*)?",
        rf"{_YEAR}\s*年(?:\s*(?P<number>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?)?",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}(?:,? \d{{1,2}}:\d\d.*)?",
        rf"(?P<number>\d{{1,2}})[-/.]{_YEAR}",
        rf"(?:[^\W\d_]+,?\s+)?{_DAY}\s*(?:de\s+)?[-\s]?{_MONTH},?\s*[-\s]?(?:de\s+)?{_YEAR}(?:[, ]+\d{{1,2}}:\d\d.*)?",
        rf"(?:[^\W\d_]+,?\s+)?{_MONTH}\s+{_DAY},?\s+{_YEAR}(?:[, ]+\d{{1,2}}:\d\d.*)?",
        rf"{_MONTH},?[-\s]\s*(?:de\s+)?{_YEAR}",
        rf"{_YEAR}[-\s]{_MONTH}",
        _YEAR,
    )
)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:,? \d{1,2}:\d\d.*)?")
_QUARTER = re.compile(r"(?:Q(?P<q>[1-4])[\s/-]*(?P<y>\d{4})|(?P<y2>\d{4})[\s/-]*Q(?P<q2>[1-4]))", re.IGNORECASE)
_SPAN = re.compile(r"\s+(?:-|–|—|to|until|bis|à|a|hasta)\s+|\s*[–—]\s*|(?<=\d{4})\s*-\s*(?=\d{4}$)", re.IGNORECASE)


class UnknownOrder(ValueError):  # noqa: N818  a question, no error
    """Numbers that can be day and month or month and day."""


def order_of(texts: Iterable[str]) -> str:
    """What numbers with slashes say of a column: "day" or "month" first, "" where none decides it.

    A ValueError where one date says this and another that.

    >>> order_of(["3/4/2025", "31/4/2025"])
    'day'
    """
    found = set()
    for text in texts:
        match = _SLASHED.fullmatch(text.strip())
        if match and int(match[1]) > 12:
            found.add("day")
        elif match and int(match[2]) > 12:
            found.add("month")
    if len(found) > 1:
        raise ValueError("holds dates with the day first and dates with the month first; write them alike")
    return found.pop() if found else ""


def needs_order(texts: Iterable[str]) -> bool:
    """Whether a date can be read in two ways."""
    return any(_SLASHED.fullmatch(text.strip()) for text in texts)


def edtf(text: str, first: str = "") -> str:
    """A written date as EDTF; `first`: "day" or "month", for numbers with slashes.

    A ValueError where it cannot be read, an UnknownOrder where it can be read in two ways.

    >>> edtf("1. August 2025"), edtf("Q3 2025"), edtf("c. 2019"), edtf("Aug 2025 - present")
    ('2025-08-01', '2025-07/2025-09', '2019~', '2025-08/..')
    """
    text = " ".join(text.split())
    try:
        return _checked(text)
    except ValueError:
        return _checked(_read(text, first))


def span(start: str, end: str) -> str:
    """Two dates in EDTF as an interval; the first alone where there is no second, or it says no more."""
    if not end or end == start or "/" in start:
        return start
    end = end.rpartition("/")[2]
    return _checked(f"{start}/{end}")


def _checked(text: str) -> str:
    return parse_date(text).text


def _read(text: str, first: str) -> str:
    parts = _SPAN.split(text)
    if len(parts) == 2 and all(parts):
        return _read_span(parts[0], parts[1], first)
    mark = ""
    vague = rf"{APPROXIMATE}\s*(?=[\w])|{PART_OF_YEAR}[\s-]+(?:of\s+)?(?=\d{{4}}$)"
    if match := re.match(vague, text, re.IGNORECASE):
        text, mark = text[match.end() :], "~"
    if text.endswith("?"):
        text, mark = text[:-1].rstrip(), "%" if mark else "?"
    if match := _QUARTER.fullmatch(text):
        return _quarter(int(match["q"] or match["q2"]), match["y"] or match["y2"])
    return _point(text, first) + mark


def _read_span(start: str, end: str, first: str) -> str:
    if end.lower() in OPEN_ENDS:
        return f"{_read(start, first)}/.."
    try:
        begin = _read(start, first)
    except UnknownOrder:
        raise
    except ValueError:  # "May - August 2025": the year stands once
        begin = _read(f"{start} {end[-4:]}", first)
    return f"{begin}/{_read(end, first)}"


def _quarter(number: int, year: str) -> str:
    return f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}"


def _point(text: str, first: str) -> str:
    if match := _SLASHED.fullmatch(text):
        one, two, year = (int(part) for part in match.groups())
        if not first and one <= 12 and two <= 12 and one != two:
            raise UnknownOrder(f"{text!r} can be read with the day first or with the month first")
        day, month = (one, two) if first == "day" or (not first and one > 12) else (two, one)
        return _plain(year, month, day)
    for form in _FORMS:
        if match := form.fullmatch(text):
            found = match.groupdict()
            number = found.get("number") or (_month(found["month"]) if found.get("month") else 0)
            return _plain(int(found["year"]), int(number), int(found.get("day") or 0))
    raise ValueError(f"{text!r} is no date that can be read")


def _month(name: str) -> int:
    return next(n for n, begins in enumerate(MONTHS, 1) if re.match(begins, name, re.IGNORECASE))


def _plain(year: int, month: int, day: int) -> str:
    if day:
        return dt.date(year, month, day).isoformat()
    if month and not 1 <= month <= 12:
        raise ValueError(f"{month} is no month")
    return f"{year:04}-{month:02}" if month else f"{year:04}"
