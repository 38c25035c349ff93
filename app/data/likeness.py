"""Whether two records tell of the same act: by id, by page, or by date and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any, Final
from urllib.parse import urlsplit

from app.data.dates import PartialDate, parse_date

ALIKE: Final = 0.8  # two titles of near dates with this share of equal text tell the same
ALIKE_ON_A_PAGE: Final = 0.5  # and with the same page this share
DAYS: Final = 3

Record = Mapping[str, Any]


class Known:
    """Events that are there already, found by what a further one may share with them."""

    def __init__(self, events: Iterable[Any]) -> None:
        """The events, as the file holds them; what is no record with an id is passed over."""
        self.by_id: dict[str, Record] = {}
        self._by_page: defaultdict[str, list[Record]] = defaultdict(list)
        self._by_day: defaultdict[int, list[Record]] = defaultdict(list)
        for event in events:
            if isinstance(event, dict) and isinstance(event.get("id"), str):
                self.add(event)

    def add(self, event: Record) -> None:
        """Know one more."""
        self.by_id[event["id"]] = event
        for page in pages(event):
            self._by_page[page].append(event)
        if date := date_of(event):
            self._by_day[date.earliest.toordinal()].append(event)

    def on_page(self, url: str) -> list[Record]:
        """The events that cite a page."""
        return self._by_page[page_of(url)]

    def same(self, record: Record) -> Record | None:
        """The event that a record tells of again; None where it is new."""
        date = date_of(record)
        if date is None:
            return None
        near = [event for day in range(-DAYS, DAYS + 1) for event in self._by_day[date.earliest.toordinal() + day]]
        shared = {event["id"] for page in pages(record) for event in self._by_page[page]}
        for event in near:
            least = ALIKE_ON_A_PAGE if event["id"] in shared else ALIKE
            if event["id"] == record.get("id") or _are_alike(_title(event), _title(record), least):
                return event
        return None


def page_of(url: str) -> str:
    """An address without what leads to the same page: scheme, "www.", a last slash, a fragment."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def pages(record: Record) -> set[str]:
    """The pages that a record cites."""
    sources = record.get("sources")
    cited = sources if isinstance(sources, list) else []
    return {page_of(str(source["url"])) for source in cited if isinstance(source, dict) and source.get("url")}


def date_of(record: Record) -> PartialDate | None:
    """The date of a record as the file holds it, where it can be read."""
    try:
        return parse_date(str(record.get("date")))
    except ValueError:
        return None


def _title(record: Record) -> str:
    return str(record.get("title") or record.get("label") or "").casefold().rstrip(". ")


def _are_alike(first: str, second: str, least: float) -> bool:
    """Whether two titles have the same numbers and mostly the same text."""
    if not first or not second or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    matcher = SequenceMatcher(None, first, second)
    return all(ratio() >= least for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
