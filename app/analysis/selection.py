"""View and events -> the rows shown, and why the others are not."""

from __future__ import annotations

import re
import weakref
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from app.analysis.activity import most_active_actors
from app.analysis.filters import FILTERS
from app.analysis.view import DATES, View
from app.data.wording import counted

Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]
_WORD: Final = re.compile(r"[^\W\d_]\w{3,}")
MASKS_KEPT: Final = 64  # of 100 kB each at 100,000 events


@dataclass(frozen=True, eq=False, repr=False)
class Selection:
    """The rows shown, and for each of the others the one reason that is named."""

    events: pd.DataFrame
    keeps: Mask
    hidden: Mapping[str, int]  # reason -> number of events, in the order of the filters

    def __repr__(self) -> str:
        """The status line."""
        return f"<Selection: {self.words}>"

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The rows shown, taken out of the frame when first asked for."""
        return self.events[self.keeps] if self.hidden else self.events

    @property
    def total(self) -> int:
        """The number of all events."""
        return len(self.events)

    @property
    def words(self) -> str:
        """The status line: "34 of 361 events shown. Not shown: 315 in other tracks, 12 before 2025."."""
        return shown_words(int(self.keeps.sum()), self.total, self.hidden)


def shown_words(count: int, total: int, hidden: Mapping[str, int]) -> str:
    """How many events are shown, and why the others are not."""
    lead = f"{count:,} of {counted(total, 'event')} shown"
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in hidden.items())
    return f"{lead}. Not shown: {reasons}." if reasons else f"{lead}."


@dataclass(frozen=True, slots=True)
class _Condition:
    """What a view asks of events: by which key, the reason named for those that it hides, and those that it keeps."""

    key: str
    reason: str
    keeps: Mask


def select(events: pd.DataFrame, view: View) -> Selection:
    """The events that a view shows; each hidden one is counted under the first filter that hides it.

    What is found out about a frame is kept while it lives: the frame must not be changed in place between two calls.
    """
    left = np.ones(len(events), dtype=bool)
    hidden: dict[str, int] = {}
    for condition in _conditions(events, view):
        kept = left & condition.keeps
        lost = int(left.sum()) - int(kept.sum())
        if lost:
            hidden[condition.reason] = lost
        left = kept
    return Selection(events, left, hidden)


def facet_counts(events: pd.DataFrame, view: View) -> dict[str, dict[str, int]]:
    """For each filter, how many events each of its values would show, were it the only one chosen there."""
    conditions = list(_conditions(events, view))
    table = _lookup(events)
    counts = {}
    for key, column in ((filter_.key, filter_.column) for filter_ in FILTERS.values()):
        left = np.ones(len(events), dtype=bool)
        for condition in conditions:
            if condition.key != key:
                left &= condition.keeps
        counts[key] = table.counts(column, left)
    return counts


def _conditions(events: pd.DataFrame, view: View) -> Iterable[_Condition]:
    """Each condition of a view, the dates last: they are named for those events alone that other days would show."""
    table = _lookup(events)
    first, last = view.first_day, view.last_day
    start, end = DATES[view.dates]
    for key, filter_ in FILTERS.items():
        wanted = getattr(view, key)
        if wanted:
            yield _Condition(key, filter_.reason, table.holding(filter_.column, wanted))
    if view.lanes == "actor":
        active = table.holding("actors", table.most_active)
        yield _Condition("lanes", "without one of the ten most active actors", active)
    if view.min > 1:
        yield _Condition("min", "of lower significance", table.column("significance") >= view.min)
    for word in dict.fromkeys(view.q.casefold().split()):
        yield _Condition("q", f"without “{word}”", table.saying(word))
    if first is not None:
        yield _Condition("from", f"before {view.from_}", table.column(end) >= first.to_datetime64())
    if last is not None:
        yield _Condition("to", f"after {view.to}", table.column(start) <= last.to_datetime64())


def says(events: pd.DataFrame, word: str) -> bool:
    """Whether an event has a word, in lower case, in its searched text."""
    return bool(_lookup(events).saying(word).any())


def vocabulary(events: pd.DataFrame) -> Mapping[str, int]:
    """The words of the searched texts, with how often each stands there."""
    return _lookup(events).words


class _Lookup:
    """The columns of an event frame as arrays, each made when first asked for, so that a filter is a look into them."""

    def __init__(self, events: pd.DataFrame) -> None:
        self.frame = events.copy(deep=False)  # for the lookup must not keep the frame itself alive
        self.length = len(events)
        self.most_active = tuple(most_active_actors(events))
        self.texts: list[str] = events["search_text"].tolist()
        self.column = cache(self._column)
        self.entries = cache(self._entries)
        self.holding = lru_cache(MASKS_KEPT)(self._holding)
        self.saying = lru_cache(MASKS_KEPT)(self._saying)

    @cached_property
    def words(self) -> Counter[str]:
        """The words of all texts, counted."""
        return Counter(chain.from_iterable(_WORD.findall(text) for text in self.texts))

    def _column(self, name: str) -> npt.NDArray[Any]:
        return self.frame[name].to_numpy()

    def _entries(self, name: str) -> _Entries:
        return _entries(self.frame[name])

    def _holding(self, name: str, wanted: tuple[str, ...]) -> Mask:
        """The events that hold one of these ids in a column of ids, or of tuples of ids."""
        entries = self.entries(name)
        keeps = np.zeros(self.length, dtype=bool)
        keeps[entries.rows[np.isin(entries.codes, entries.codes_of(wanted))]] = True
        return keeps

    def _saying(self, word: str) -> Mask:
        """The events whose searched text has a word in it."""
        return np.fromiter((word in text for text in self.texts), dtype=bool, count=self.length)

    def counts(self, name: str, left: Mask) -> dict[str, int]:
        """How many of the events left hold each id of a column, without those that none holds."""
        entries = self.entries(name)
        found = np.bincount(entries.codes[left[entries.rows]], minlength=len(entries.ids))
        return {id_: int(count) for id_, count in zip(entries.ids, found, strict=True) if count}


@dataclass(frozen=True, slots=True)
class _Entries:
    """The ids in a column: for each, the row that it stands in and its place in `ids`."""

    ids: list[str]
    rows: Positions
    codes: Positions

    def codes_of(self, wanted: Iterable[str]) -> list[int]:
        return [code for code, id_ in enumerate(self.ids) if id_ in wanted]


def _entries(column: pd.Series[Any]) -> _Entries:
    """The ids of a column of ids, or of tuples of ids, without what is missing."""
    rows = np.arange(len(column))
    if column.dtype == object:
        rows = np.repeat(rows, [len(ids) for ids in column])
        column = pd.Series(list(chain.from_iterable(column)), dtype="str")
    codes, ids = pd.factorize(column)
    present = codes >= 0
    return _Entries([str(id_) for id_ in ids], rows[present], codes[present])


_LOOKUPS: dict[int, _Lookup] = {}  # by the identity of their frame, which cannot be a key itself


def _lookup(events: pd.DataFrame) -> _Lookup:
    """The lookup of a frame, made once for as long as the frame lives."""
    table = _LOOKUPS.get(id(events))
    if table is None:
        table = _LOOKUPS[id(events)] = _Lookup(events)
        weakref.finalize(events, _LOOKUPS.pop, id(events), None)
    return table
