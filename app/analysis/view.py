"""What the reader asked for: View <-> query string, and a notice of each part that cannot be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

import pandas as pd
from pydantic import BaseModel, ConfigDict, model_validator

from app.analysis.days import Days, cut
from app.analysis.filters import FILTERS
from app.analysis.tabs import TABS, tabs_of
from app.data.dates import parse_date
from app.data.problems import did_you_mean, shortened
from app.data.schema import Dataset
from app.data.vocabulary import SIGNIFICANCES
from app.data.wording import counted

LANES: Final = {"track": "Track", "side": "Side", "actor": "Actor"}
ORDERS: Final = {"oldest": "Oldest first", "newest": "Newest first"}
SORTS: Final = {"date": "Date", "title": "Title", "track": "Track", "direction": "Direction", "evidence": "Evidence"}
PERIODS: Final = {"month": "Month", "quarter": "Quarter"}
WINDOWS: Final = (7, 14, 30, 60, 90, 180)  # days before and after an anchor, on offer; any number between is allowed
MAX_STEPS: Final = 200  # of a story
# How an event has to lie to be within dates: the columns held against their last and their first day.
DATES: Final = {
    "overlap": ("earliest", "latest"),  # a part of it
    "first": ("earliest", "earliest"),  # its first day
    "within": ("latest", "earliest"),  # all of it
}
NUMBERS: Final = ("min", "window", "step")
MAX_QUERY: Final = 8_000
MOST_WORDS: Final = 12  # of a search: each is looked for in every text
_DATE_FORM = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


class Notice(NamedTuple):
    """A sentence on a part of a query that was ignored or changed."""

    text: str
    is_error: bool = (
        False  # whether no view can have it, so that an export of this query would not be what was asked for
    )


class View(BaseModel):
    """A reader's view. Empty means "all"; dates are texts YYYY, YYYY-MM or YYYY-MM-DD.

    Besides the fields below it has one for each of FILTERS, by its key: the ids chosen there.

    >>> View(track=("bills",), q="chip").query()
    'track=bills&q=chip'
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]

    from_: str = ""
    to: str = ""
    dates: str = "overlap"
    min: int = 1
    q: str = ""
    lanes: str = "track"
    order: str = "oldest"
    sort: str = ""
    event: str = ""
    by: str = "month"
    weigh: str = ""
    anchor: str = ""
    window: int = 90
    story: str = ""
    step: int = 0
    tab: str = "timeline"

    if TYPE_CHECKING:

        def __getattr__(self, key: str) -> tuple[str, ...]: ...

    @model_validator(mode="before")
    @classmethod
    def _with_all_filters(cls, values: dict[str, Any]) -> dict[str, Any]:
        if unknown := values.keys() - cls.model_fields.keys() - FILTERS.keys():
            raise ValueError(f"a view has no {', '.join(sorted(unknown))}")
        return dict.fromkeys(FILTERS, ()) | values

    def changed(self, **changes: Any) -> View:
        """The view with other values in some fields."""
        return View(**{**dict(self), **changes})

    @classmethod
    def names(cls) -> list[str]:
        """The names of all fields, in the order of a query string."""
        fields = list(cls.model_fields)
        place = fields.index("min")
        return [*fields[:place], *FILTERS, *fields[place:]]

    @property
    def first_day(self) -> pd.Timestamp | None:
        """The first day of `from`."""
        return pd.Timestamp(parse_date(self.from_).earliest) if self.from_ else None

    @property
    def last_day(self) -> pd.Timestamp | None:
        """The last day of `to`."""
        return pd.Timestamp(parse_date(self.to).latest or parse_date(self.to).earliest) if self.to else None

    def days(self, dataset: Dataset, today: dt.date | None = None) -> Days | None:
        """The first and last day of the view within the coverage, or up to today; None where both ends are open."""
        if not (self.from_ or self.to):
            return None
        first, last = coverage_days(dataset)
        stated = self.first_day or first, self.last_day or last
        return cut(stated, (first, max(last, pd.Timestamp(today)) if today else last))

    @property
    def filters(self) -> View:
        """What of the view decides which marks are drawn: its filters and lanes, without dates."""
        kept = {key: getattr(self, key) for key in (*FILTERS, "min", "q", "lanes")}
        return View(**kept)

    @property
    def asks(self) -> bool:
        """Whether it asks for events of some kind, by a filter or by words; significance alone is a level of detail."""
        return bool(self.q) or any(getattr(self, key) for key in FILTERS)

    @property
    def unbounded(self) -> View:
        """The same view without its dates."""
        return self.changed(from_="", to="")

    def query(self) -> str:
        """The view as a query string, without the `?`; what is as by default is left out."""
        pairs = []
        for name in self.names():
            value = getattr(self, name)
            if value != (() if name in FILTERS else View.model_fields[name].default):
                pairs.append((name.rstrip("_"), ",".join(value) if isinstance(value, tuple) else str(value)))
        return urlencode(pairs, safe=",", quote_via=quote)


def coverage_days(dataset: Dataset) -> Days:
    """The first and the last day that a dataset covers."""
    coverage = dataset.dataset.coverage
    return pd.Timestamp(coverage.start.earliest), pd.Timestamp(coverage.through.earliest)


def lane_kinds(dataset: Dataset) -> list[tuple[str, str]]:
    """What the lanes of a chart can be: by side and by actor where there are some to tell apart."""
    numbers = {"side": len({track.side for track in dataset.tracks}), "actor": len(dataset.actors)}
    return [(kind, label) for kind, label in LANES.items() if numbers.get(kind, 2) > 1]


def allowed_values(dataset: Dataset) -> dict[str, Mapping[str, Any]]:
    """For each key that takes ids: the ids with their labels, or the events themselves, in display order."""
    return {
        **{key: filter_.choices(dataset) for key, filter_ in FILTERS.items()},
        "min": {term.id: term.label for term in SIGNIFICANCES.values()},
        "event": dataset.by_id,
        "anchor": dataset.by_id,
        "story": {story.id: story.title for story in dataset.stories},
        "by": dict(PERIODS),
        "weigh": {"significance": "By significance"},
        "window": {str(days): f"{days} days" for days in range(WINDOWS[0], WINDOWS[-1] + 1)},
        "step": {str(number): f"Step {number}" for number in range(1, MAX_STEPS + 1)},
        "dates": {"overlap": "In part", "first": "By first day", "within": "Wholly"},
        "lanes": dict(LANES),
        "order": dict(ORDERS),
        "sort": dict(SORTS) | {f"-{column}": f"{label}, reversed" for column, label in SORTS.items()},
        "tab": {tab.id: tab.label for tab in tabs_of(dataset)},
    }


def parse_view(query: str, dataset: Dataset, today: dt.date | None = None) -> tuple[View, list[Notice]]:
    """The view that a query string asks for, and a notice for each part of it that was ignored or changed.

    With `today` the view may reach beyond the coverage to that day, as the chart does.
    """
    if len(query) > MAX_QUERY:
        return View(), [Notice(f"The address has more than {MAX_QUERY} characters and was ignored.", is_error=True)]
    query = query.encode(errors="replace").decode().lstrip("?")  # a shell may hand over halves of characters
    if query and "=" not in query:
        return View(), [
            Notice(f"{shortened(query)} is no query such as track=...&from=2025 and was ignored.", is_error=True)
        ]
    allowed = allowed_values(dataset)
    known = {name.rstrip("_"): name for name in View.names()}
    values: dict[str, Any] = {}
    notices: list[Notice] = []
    for key, text in parse_qsl(query):
        if key not in known:
            notices.append(
                Notice(f"Unknown key {shortened(key)} was ignored.{did_you_mean(key, known)}", is_error=True)
            )
        else:
            value = _value(key, text, allowed, notices)
            if value is not None:
                values[known[key]] = value
    view = _within_coverage(View(**values), dataset, notices, today or dt.date.min)
    view = _within_story(view, dataset, notices)
    if view.from_ and view.to and view.first_day > view.last_day:  # type: ignore[operator]
        notices.append(Notice(f"'from' {view.from_} is after 'to' {view.to}; both were ignored.", is_error=True))
        view = view.unbounded
    return view, notices


def _within_coverage(view: View, dataset: Dataset, notices: list[Notice], today: dt.date) -> View:
    """The view with each date outside of the coverage set to the nearest end of it, and a notice for each."""
    start, through = dataset.dataset.coverage.start, dataset.dataset.coverage.through
    for field, text in (("from_", view.from_), ("to", view.to)):
        date = parse_date(text) if text else through
        if (date.latest or date.earliest) < start.earliest:
            end = start
        elif date.earliest > (max(through.earliest, today) if field == "to" else through.earliest):
            end = through
        else:
            continue
        notices.append(
            Notice(
                f"'{field.rstrip('_')}' {text} is outside of what is covered ({start.words} to {through.words}); "
                f"it was set to {end.text}."
            )
        )
        view = view.changed(**{field: end.text})
    return view


def _within_story(view: View, dataset: Dataset, notices: list[Notice]) -> View:
    """The view without a step that its story has not, and a notice of that."""
    stories = {story.id: story for story in dataset.stories}
    story = stories.get(view.story) or next(iter(stories.values()), None)
    if view.tab != "stories" or story is None or view.step <= len(story.parts):
        return view
    noun = "claim" if story.claims else "step"
    has = f"“{story.title}” has {counted(len(story.parts), noun)}"
    notices.append(Notice(f"{has}; there is no {noun} {view.step}, so its beginning is shown.", is_error=True))
    return view.changed(step=0)


def _value(key: str, text: str, allowed: Mapping[str, Mapping[str, Any]], notices: list[Notice]) -> object:
    if key == "q":
        return _search_value(text, notices)
    if key in ("from", "to"):
        return _date_value(key, text, notices)
    given = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip())) if key in FILTERS else [text]
    good = [value for value in given if value in allowed[key]]
    for value in given:
        if key == "tab" and value in TABS and value not in allowed[key]:
            notices.append(Notice(f"These data have no {TABS[value].lacks}; the timeline is shown.", is_error=True))
        elif key == "story" and value not in allowed[key]:
            hint = did_you_mean(value, allowed[key])
            instead = " The first one is shown." if allowed[key] and not hint else ""
            notices.append(Notice(f"There is no story {shortened(value)}.{hint or instead}", is_error=True))
        elif key == "window" and value not in allowed[key]:
            most = f"'window' must be {WINDOWS[0]} to {WINDOWS[-1]} days; {shortened(value)} was ignored."
            notices.append(Notice(most, is_error=True))
        elif value not in allowed[key]:
            hint = did_you_mean(value, allowed[key])
            notices.append(Notice(f"Unknown value {shortened(value)} for '{key}' was ignored.{hint}", is_error=True))
    if not good:
        return None
    return tuple(good) if key in FILTERS else int(good[0]) if key in NUMBERS else good[0]


def _search_value(text: str, notices: list[Notice]) -> str:
    """The words to search for, as written unless there are too many."""
    words = text.split()
    if len(words) <= MOST_WORDS:
        return text.strip()
    notices.append(Notice(f"A search takes {MOST_WORDS} words; the other {len(words) - MOST_WORDS} were ignored."))
    return " ".join(words[:MOST_WORDS])


def _date_value(key: str, text: str, notices: list[Notice]) -> str | None:
    try:
        if not _DATE_FORM.fullmatch(text):
            raise ValueError
        parse_date(text)
    except ValueError:
        notices.append(
            Notice(f"'{key}' must be YYYY, YYYY-MM or YYYY-MM-DD; {shortened(text)} was ignored.", is_error=True)
        )
        return None
    return text


def view_in_words(view: View, dataset: Dataset) -> str:
    """The filters of a view as a sentence, for a heading or a caption: "Tracks: Export controls. From 2025."."""
    allowed = allowed_values(dataset)
    parts = []
    for key in FILTERS:
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
