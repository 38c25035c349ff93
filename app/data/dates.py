"""Dates as far as they are known: a stated subset of EDTF (ISO 8601-2).

`2025-07-31`, `2025-08`, `2025`; a suffix `~` (approximate), `?` (uncertain) or `%` (both);
an interval `2025-05/2025-08`; an open end `2025-07-31/..`.

An interval lasts: "12 to 15 March 2025". A day that is only known to lie within one has a `?` at its ends, and reads
"between 12 and 15 March 2025".

The order of such dates is defined here and nowhere else: by the first day that a date can mean,
then by the last, an open end after every other.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from itertools import takewhile
from typing import Final

from app.data.problems import lookalike, shortened

FORMS: Final = "2025-07-31, 2025-08, 2025, each with ~, ? or % after it, 2025-05/2025-08 or 2025-07-31/.."
ORDER_IN_WORDS: Final = "Dates are ordered by the first day that they can mean, then by the last."
_YEAR, _MONTH, _DAY = "[1-9][0-9]{3}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
DAY: Final = f"{_YEAR}-{_MONTH}-{_DAY}"
_STATED = f"{_YEAR}(-{_MONTH}(-{_DAY})?)?[~?%]?"
PATTERN: Final = f"{_STATED}(/({_STATED}|[.][.]))?"  # as far as a form can tell

NO_END: Final = " For what has no end yet, write its first day and /.. after it."
DOUBTS: Final = "~?%"
_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<doubt>[~?%]?)", re.ASCII)
YEARS: Final = range(1000, 9999)  # with four digits, and room for a day after the last
_PRECISIONS: Final = ("year", "month", "day")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date, or a span of them, as far as a source fixes it. Never shifted by a time zone."""

    text: str
    earliest: dt.date
    latest: dt.date | None  # None: an open end
    precision: str  # day, month, year or interval
    approximate: bool
    uncertain: bool

    @property
    def is_day(self) -> bool:
        """Whether the date is one known day, however approximate."""
        return self.precision == "day"

    @property
    def words(self) -> str:
        """The date in words, no more exact than it is known: "August 2025", "about 2 July 2026"."""
        if self.precision != "interval":
            return _in_words(self.text)
        start, end = self.text.split("/")
        if end == "..":
            return f"since {_in_words(start)}"
        if self.uncertain:
            return _span_in_words(
                _plain_words(start.rstrip(DOUBTS)), _plain_words(end.rstrip(DOUBTS)), "between", "and"
            )
        return _span_in_words(_in_words(start), _in_words(end), "", "to")

    @property
    def month_words(self) -> str:
        """The month to list the date under: "August 2025"; "2025, month not known" where it begins in no known one."""
        has_month = "-" in self.text.split("/")[0]
        return f"{self.earliest:%B %Y}" if has_month else f"{self.earliest.year}, month not known"

    def _key(self) -> tuple[dt.date, dt.date]:
        return self.earliest, self.latest or dt.date.max

    def __lt__(self, other: PartialDate) -> bool:
        return self._key() < other._key()


def parse_date(text: str) -> PartialDate:
    """The date that `text` states; a ValueError says what is wrong and which forms there are."""
    start_text, slash, end_text = text.partition("/")
    start = _parse_point(start_text, text)
    if not slash:
        return start
    end = None if end_text == ".." else _parse_point(end_text, text)
    if end is not None and end.earliest < start.earliest:
        raise ValueError(f"must not end before it starts, got {text!r}")
    if end is not None and end.text.rstrip(DOUBTS) == start.text.rstrip(DOUBTS):
        return _within_one(start, end)
    return PartialDate(
        text,
        start.earliest,
        end.latest if end else None,
        "interval",
        start.approximate or (end is not None and end.approximate),
        start.uncertain or (end is not None and end.uncertain),
    )


def _within_one(start: PartialDate, end: PartialDate) -> PartialDate:
    """A span within one day, month or year: that day, month or year, with the doubts of both ends."""
    approximate, uncertain = start.approximate or end.approximate, start.uncertain or end.uncertain
    mark = "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else ""
    plain = start.text.rstrip(DOUBTS)
    return _parse_point(f"{plain}{mark}", plain)


def _parse_point(point: str, whole: str) -> PartialDate:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(
            f"must be a date such as {FORMS}; got {shortened(whole)}{'.' if (hint := lookalike(whole)) else ''}{hint}"
        )
    numbers = [int(match[part]) for part in _PRECISIONS if match[part]]
    precision = _PRECISIONS[len(numbers) - 1]
    try:
        earliest = dt.date(*[*numbers, 1, 1][:3])
    except ValueError:
        raise ValueError(f"must be a day of the calendar, got {whole!r}") from None
    if numbers[0] not in YEARS:
        until = NO_END if numbers[0] > YEARS[-1] else ""
        raise ValueError(
            f"must lie within the years {YEARS[0]} to {YEARS[-1]}, which can be drawn, got {whole!r}.{until}"
        )
    doubt = match["doubt"]
    return PartialDate(
        text=point,
        earliest=earliest,
        latest=_last_day(earliest, precision),
        precision=precision,
        approximate=doubt in ("~", "%"),
        uncertain=doubt in ("?", "%"),
    )


def _last_day(first: dt.date, precision: str) -> dt.date:
    if precision == "day":
        return first
    month = first.month if precision == "month" else 12
    return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])


def _in_words(point: str) -> str:
    doubt = {"~": "about ", "?": "possibly ", "%": "possibly about "}.get(point[-1], "")
    return doubt + _plain_words(point.rstrip(DOUBTS))


def _plain_words(point: str) -> str:
    year, *rest = point.split("-")
    parts = [str(int(rest[1]))] if len(rest) == 2 else []
    if rest:
        parts.append(calendar.month_name[int(rest[0])])
    return " ".join([*parts, year])


def _span_in_words(start: str, end: str, before: str, between: str) -> str:
    """Both ends, what they share said once: "13 to 14 January 2026", "between 13 and 14 January 2026"."""
    first, last = start.split(), end.split()
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(reversed(first), reversed(last), strict=False))))
    ends = (" ".join(first[: max(1, len(first) - shared)]), between, " ".join(last))
    return " ".join([*([before] if before else []), *ends])
