"""What the reader asked for: View <-> query string; View and events -> the rows shown, and why others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

import pandas as pd

from app.data.dates import parse_date
from app.data.problems import did_you_mean, shortened
from app.data.schema import Dataset, Direction, Tag, Track
from app.data.vocabulary import EVIDENCE_GRADES, KINDS, SIGNIFICANCES, STATUSES

TABS: Final = {
    "timeline": "Timeline",
    "list": "List",
    "shift": "Shift",
    "measures": "Measures",
    "stories": "Stories",
    "actors": "Actors",
    "method": "Method",
}
LANES: Final = {"track": "Track", "side": "Side", "actor": "Actor"}
SORTS: Final = {"date": "Date", "title": "Title", "track": "Track", "direction": "Direction", "evidence": "Evidence"}
LISTS: Final = ("track", "direction", "kind", "status", "evidence", "actor", "tag", "jurisdiction")
PERIODS: Final = {"month": "Month", "quarter": "Quarter"}
WINDOWS: Final = (30, 90, 180)  # days before and after an anchor
MAX_STEPS: Final = 200  # of a story
# How an event has to lie to be within dates: the columns held against their last and their first day.
DATES: Final = {
    "overlap": ("earliest", "latest"),  # a part of it
    "first": ("earliest", "earliest"),  # its first day
    "within": ("latest", "earliest"),  # all of it
}
NUMBERS: Final = ("min", "window", "step")
MAX_QUERY: Final = 8_000
ACTIVE_SHARE: Final = 0.8  # the opening range holds this share of the events, the newest
_DATE_FORM = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


class Fault(str):
    """A notice of what can be no part of a view: a false date, dates in the wrong order, a text that is no query."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class View:
    """A reader's view. Empty means "all"; dates are texts YYYY, YYYY-MM or YYYY-MM-DD."""

    from_: str = ""
    to: str = ""
    dates: str = "overlap"
    track: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    min: int = 1
    q: str = ""
    lanes: str = "track"
    sort: str = ""
    event: str = ""
    by: str = "month"
    weigh: str = ""
    anchor: str = ""
    window: int = 90
    story: str = ""
    step: int = 0
    tab: str = "timeline"

    @property
    def first_day(self) -> pd.Timestamp | None:
        """The first day of `from`."""
        return pd.Timestamp(parse_date(self.from_).earliest) if self.from_ else None

    @property
    def last_day(self) -> pd.Timestamp | None:
        """The last day of `to`."""
        return pd.Timestamp(parse_date(self.to).latest or parse_date(self.to).earliest) if self.to else None

    def days(self, dataset: Dataset) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The first and last day of the view, an open end at that of the coverage; None where both are open."""
        if not (self.from_ or self.to):
            return None
        coverage = dataset.dataset.coverage
        first, last = self.first_day, self.last_day
        return (
            pd.Timestamp(coverage.start.earliest) if first is None else first,
            pd.Timestamp(coverage.through.earliest) if last is None else last,
        )

    def bounded(self, events: pd.DataFrame) -> View:
        """The view with the dates that the chart opens on, where it has none of its own."""
        if self.from_ or self.to:
            return self
        opening = opening_view(events)
        return replace(self, from_=opening.from_, to=opening.to)

    @property
    def filters(self) -> View:
        """What of the view decides which marks are drawn: its filters and lanes, without dates."""
        kept = {key: getattr(self, key) for key in (*LISTS, "min", "q", "lanes")}
        return View(**kept)

    @property
    def unbounded(self) -> View:
        """The same view without its dates."""
        return replace(self, from_="", to="")

    def query(self) -> str:
        """The view as a query string, without the `?`; what is as by default is left out."""
        pairs = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                pairs.append((field.name.rstrip("_"), ",".join(value) if isinstance(value, tuple) else str(value)))
        return urlencode(pairs, safe=",", quote_via=quote)


def opening_days(events: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of the months that hold the action: the newest four in five of the events."""
    days = events["earliest"].sort_values()
    first, last = days.iloc[int(len(days) * (1 - ACTIVE_SHARE))], days.iloc[-1]
    return first.replace(day=1), last.replace(day=last.days_in_month)


def opening_view(events: pd.DataFrame) -> View:
    """The view of the opening days."""
    first, last = opening_days(events)
    return View(from_=f"{first:%Y-%m}", to=f"{last:%Y-%m}")


def most_active_actors(events: pd.DataFrame, count: int = 10) -> list[str]:
    """The actors with the most events, the most active first."""
    counts = Counter(chain.from_iterable(events["actors"]))
    return [actor for actor, _ in counts.most_common(count)]


def allowed_values(dataset: Dataset) -> dict[str, Mapping[str, Any]]:
    """For each key that takes ids: the ids with their labels, or the events themselves, in display order."""
    declared: dict[str, Sequence[Track | Direction | Tag]] = {
        "track": dataset.tracks,
        "direction": dataset.directions,
        "tag": dataset.tags,
    }
    general = {"kind": KINDS, "status": STATUSES, "evidence": EVIDENCE_GRADES, "min": SIGNIFICANCES}
    return {
        **{key: {record.id: record.label for record in records} for key, records in declared.items()},
        **{key: {term.id: term.label for term in vocabulary.values()} for key, vocabulary in general.items()},
        "actor": {actor.id: actor.name for actor in dataset.actors},
        "jurisdiction": {code: code.upper() for code in dataset.jurisdictions},
        "event": dataset.by_id,
        "anchor": dataset.by_id,
        "story": {story.id: story.title for story in dataset.stories},
        "by": dict(PERIODS),
        "weigh": {"significance": "By significance"},
        "window": {str(days): f"{days} days" for days in WINDOWS},
        "step": {str(number): f"Step {number}" for number in range(1, MAX_STEPS + 1)},
        "dates": {"overlap": "In part", "first": "By first day", "within": "Wholly"},
        "lanes": dict(LANES),
        "sort": dict(SORTS) | {f"-{column}": f"{label}, reversed" for column, label in SORTS.items()},
        "tab": dict(TABS),
    }


def parse_view(query: str, dataset: Dataset) -> tuple[View, list[str]]:
    """The view that a query string asks for, and a notice for each part of it that was ignored or changed."""
    if len(query) > MAX_QUERY:
        return View(), [Fault(f"The address has more than {MAX_QUERY} characters and was ignored.")]
    query = query.encode(errors="replace").decode().lstrip("?")  # a shell may hand over halves of characters
    if query and "=" not in query:
        return View(), [Fault(f"{shortened(query)} is no query such as track=...&from=2025 and was ignored.")]
    allowed = allowed_values(dataset)
    known = {field.name.rstrip("_"): field.name for field in fields(View)}
    values: dict[str, object] = {}
    notices: list[str] = []
    for key, text in parse_qsl(query):
        if key not in known:
            notices.append(f"Unknown key {shortened(key)} was ignored.{did_you_mean(key, known)}")
        else:
            value = _value(key, text, allowed, notices)
            if value is not None:
                values[known[key]] = value
    view = _within_coverage(View(**values), dataset, notices)  # type: ignore[arg-type]
    if view.from_ and view.to and view.first_day > view.last_day:  # type: ignore[operator]
        notices.append(Fault(f"'from' {view.from_} is after 'to' {view.to}; both were ignored."))
        view = view.unbounded
    return view, notices


def _within_coverage(view: View, dataset: Dataset, notices: list[str]) -> View:
    """The view with each date that lies outside of the coverage set to the nearest end of it, and a notice for each."""
    start, through = dataset.dataset.coverage.start, dataset.dataset.coverage.through
    for field, text in (("from_", view.from_), ("to", view.to)):
        date = parse_date(text) if text else through
        if (date.latest or date.earliest) < start.earliest:
            end = start
        elif date.earliest > through.earliest:
            end = through
        else:
            continue
        notices.append(
            f"'{field.rstrip('_')}' {text} is outside of what is covered ({start.words} to {through.words}); "
            f"it was set to {end.text}."
        )
        changes: dict[str, Any] = {field: end.text}
        view = replace(view, **changes)
    return view


def _value(key: str, text: str, allowed: Mapping[str, Mapping[str, Any]], notices: list[str]) -> object:
    if key == "q":
        return text.strip()
    if key in ("from", "to"):
        return _date_value(key, text, notices)
    given = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip())) if key in LISTS else [text]
    good = [value for value in given if value in allowed[key]]
    for value in given:
        if value not in allowed[key]:
            hint = did_you_mean(value, allowed[key])
            notices.append(f"Unknown value {shortened(value)} for '{key}' was ignored.{hint}")
    if not good:
        return None
    return tuple(good) if key in LISTS else int(good[0]) if key in NUMBERS else good[0]


def _date_value(key: str, text: str, notices: list[str]) -> str | None:
    try:
        if not _DATE_FORM.fullmatch(text):
            raise ValueError
        parse_date(text)
    except ValueError:
        notices.append(Fault(f"'{key}' must be YYYY, YYYY-MM or YYYY-MM-DD; {shortened(text)} was ignored."))
        return None
    return text


def view_in_words(view: View, dataset: Dataset) -> str:
    """The filters of a view as a sentence, for a heading or a caption: "Tracks: Export controls. From 2025."."""
    allowed = allowed_values(dataset)
    parts = []
    for key in LISTS:
        chosen = getattr(view, key)
        if chosen:
            parts.append(f"{key.capitalize()}: {', '.join(allowed[key][value] for value in chosen)}.")
    if view.from_:
        parts.append(f"From {parse_date(view.from_).words}.")
    if view.to:
        parts.append(f"To {parse_date(view.to).words}.")
    if view.min > 1:
        parts.append(
            f"Significance: {SIGNIFICANCES[str(view.min)].label.lower()} or more.".replace(
                "turning point or more", "turning points"
            )
        )
    if view.q:
        parts.append(f"Text: “{view.q}”.")
    return " ".join(parts) or "All events."
