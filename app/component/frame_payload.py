"""Any pandas frame with dates and labels -> what the chart draws. No data file is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import pandas as pd

from app.analysis.days import cut, day_text, moved
from app.analysis.frames import ranked
from app.data.dates import PartialDate, parse_date
from app.data.schema import About, Coverage, Dataset, Direction, Range, Side, Track
from app.data.vocabulary import STATUSES
from app.figures.lanes import lane_layout
from app.figures.payload import timeline_chart
from app.theme import DARK_COLOURS, PALETTE, QUIET

ONE_LANE: Final = "Events"  # the name of the lane where the frame has none
ONE_KIND: Final = "Event"
SHAPES: Final = ("circle", "square", "triangle-up", "diamond")
SIGNIFICANCES: Final = (1, 2, 3)
LONGEST_LABEL: Final = 42  # characters that the chart has room for; titles may be of any length
EMPTY_DAY: Final = dt.date(2000, 1, 1)  # around which an empty chart is drawn
EDGE: Final = 0.02  # of the time between the first and the last day is free before and after them
LEAST_EDGE: Final = 4  # days
FIRST_DAY: Final = dt.date(1000, 1, 1)  # that a date can name
LAST_DAY: Final = dt.date(9998, 12, 31)
Relations = Iterable[tuple[Hashable, Hashable]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a frame's columns; only the first two have to be there."""

    date: str = "date"
    label: str = "label"
    end: str = "end"
    lane: str = "lane"
    kind: str = "kind"
    id: str = "id"
    title: str = "title"
    status: str = "status"
    significance: str = "significance"


def timeline_payload(
    frame: pd.DataFrame,
    *,
    relations: Relations = (),
    colours: Mapping[str, str] | None = None,
    also: Iterable[str] = (),
    **columns: str,
) -> dict[str, Any]:
    """What `Timeline(data=...)` draws of a frame: a mark for each row, in the order of the dates.

    The frame needs dates (`date`: days, or texts such as "2025-08", "2025~", "2025-05/2025-08", "2025-07/..") and a
    `label` for each. It may have `end` (the last day of a span), `lane` (lanes stand in the order of their first row),
    `kind` (each has a colour and a shape), `id`, `title`, `status` (official, reported, alleged, disputed, denied) and
    `significance` (1 to 3). Other names are given by keyword: `timeline_payload(frame, date="when", lane="country")`.

    `relations` are pairs of ids, the earlier event first. `colours` are CSS colours by kind, else the program's own.
    Columns named by `also` go along, for filters. A ValueError names the row and what is wrong with it.

    >>> payload = timeline_payload(pd.DataFrame({"date": ["2025-08", "2024-02-29"], "label": ["Later", "Earlier"]}))
    >>> payload["marks"]["label"], payload["marks"]["date"]
    (['Earlier', 'Later'], ['29 February 2024', 'August 2025'])
    """
    named = _columns(frame, columns)
    kinds = list(dict.fromkeys(_texts(frame, named.kind, ONE_KIND))) or [ONE_KIND]
    lanes = list(dict.fromkeys(_texts(frame, named.lane, ONE_LANE)))
    rows, days = _rows(frame, named, also)
    dataset = _dataset(lanes, kinds, days)
    events = _events(rows)
    links = pd.DataFrame(
        [{"target": str(earlier), "event": str(later), "basis": "stated"} for earlier, later in relations],
        columns=["target", "event", "basis"],
    )
    payload = timeline_chart(events, dataset, lane_layout("track", events, dataset)).plain(links)
    payload["directions"] = {kind: _looks(number, kind, colours or {}) for number, kind in enumerate(kinds)}
    shown = events.set_index("id").loc[payload["marks"]["id"]]
    return payload | {"marks": payload["marks"] | {name: shown[name].tolist() for name in also}}


def _columns(frame: pd.DataFrame, columns: Mapping[str, str]) -> Columns:
    known = [field.name for field in fields(Columns)]
    if unknown := sorted(set(columns) - set(known)):
        raise ValueError(f"timeline_payload knows no column {unknown[0]!r}. It knows {', '.join(known)}.")
    named = Columns(**columns)
    needed = {"date", "label", *columns}
    for name in sorted(needed, key=known.index):
        if getattr(named, name) not in frame.columns:
            raise ValueError(
                f"The frame has no column {getattr(named, name)!r}. Name the one that holds it: "
                f"timeline_payload(frame, {name}=...). It has {', '.join(map(str, frame.columns)) or 'none'}."
            )
    return named


def _texts(frame: pd.DataFrame, column: str, otherwise: str) -> list[str]:
    """A column as texts; `otherwise` for a missing value, and for all of them where there is no such column."""
    if column not in frame.columns:
        return [otherwise] * len(frame)
    return [otherwise if pd.isna(value) else str(value) for value in frame[column]]


def _rows(frame: pd.DataFrame, named: Columns, also: Iterable[str]) -> tuple[list[dict[str, Any]], list[PartialDate]]:
    """The rows of an event frame in the order of their dates, and these dates."""
    ends = frame[named.end] if named.end in frame.columns else [None] * len(frame)
    dates = [
        _date(start, end, f"Row {row}, column {named.date!r}")
        for row, start, end in zip(frame.index, frame[named.date], ends, strict=True)
    ]
    labels = _texts(frame, named.label, "")
    columns: dict[str, list[Any]] = {
        "id": _ids(frame, named),
        "label": [label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…" for label in labels],
        "title": _texts(frame, named.title, "") if named.title in frame.columns else labels,
        "track": _texts(frame, named.lane, ONE_LANE),
        "direction": _texts(frame, named.kind, ONE_KIND),
        "status": _one_of(frame, named.status, list(STATUSES), "official"),
        "significance": _one_of(frame, named.significance, list(SIGNIFICANCES), 2),
        **{name: _plain(frame, name) for name in also},
    }
    order = sorted(range(len(frame)), key=lambda row: dates[row])
    rows = [{name: values[row] for name, values in columns.items()} | _span(dates[row]) for row in order]
    return rows, [dates[row] for row in order]


def _ids(frame: pd.DataFrame, named: Columns) -> list[str]:
    ids = [str(value) for value in (frame[named.id] if named.id in frame.columns else frame.index)]
    if twice := sorted({name for name in ids if ids.count(name) > 1}) if len(set(ids)) < len(ids) else []:
        raise ValueError(f"Two rows have the id {twice[0]!r}. Give each row its own in a column 'id'.")
    return ids


def _one_of(frame: pd.DataFrame, column: str, allowed: list[Any], otherwise: object) -> list[Any]:
    if column not in frame.columns:
        return [otherwise] * len(frame)
    values = [otherwise if pd.isna(value) else value for value in frame[column]]
    for row, value in zip(frame.index, values, strict=True):
        if value not in allowed:
            expected = ", ".join(map(str, allowed))
            raise ValueError(f"Row {row}, column {column!r}: must be one of {expected}, got {value!r}.")
    return [type(allowed[0])(value) for value in values]


def _plain(frame: pd.DataFrame, column: str) -> list[Any]:
    if column not in frame.columns:
        raise ValueError(f"The frame has no column {column!r}, which 'also' names.")
    return _texts(frame, column, "")


def _date(start: object, end: object, where: str) -> PartialDate:
    if pd.isna(start):  # type: ignore[call-overload]
        raise ValueError(f"{where}: is missing. Give it a date, or leave the row out.")
    try:
        date = parse_date(_day_text(start))
        if pd.isna(end):  # type: ignore[call-overload]
            return date
        last = parse_date(_day_text(end))
        return date if last == date else parse_date(f"{date.text}/{last.text}")
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _day_text(value: object) -> str:
    """A date as text: a calendar day as its clock shows it, never moved by a time zone."""
    return value.strftime("%Y-%m-%d") if isinstance(value, dt.date) and not pd.isna(value) else str(value).strip()


def _span(date: PartialDate) -> dict[str, Any]:
    return {
        "date_words": date.words,
        "earliest": date.earliest,
        "latest": date.latest,
        "precision": date.precision,
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "open_ended": date.latest is None,
    }


def _events(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows as an event frame, with the columns that a chart takes; an open end lasts as long as the chart."""
    newest = max((row["latest"] or row["earliest"] for row in rows), default=EMPTY_DAY)
    for row in rows:
        row["latest"] = row["latest"] or newest
    names = [
        *("id", "label", "title", "track", "direction", "status", "significance", "rank"),
        *("date_words", "earliest", "latest", "precision", "approximate", "uncertain", "open_ended"),
    ]
    frame = pd.DataFrame(ranked(rows), columns=list(rows[0]) if rows else names)
    return frame.astype({"earliest": "datetime64[s]", "latest": "datetime64[s]", "significance": "int64"})


def _dataset(lanes: list[str], kinds: list[str], days: list[PartialDate]) -> Dataset:
    """What a chart has to know of a dataset, without records: they would have to have sources."""
    first = min((day.earliest for day in days), default=EMPTY_DAY)
    last = max((day.latest or day.earliest for day in days), default=EMPTY_DAY)
    edge = round(max((last - first).days * EDGE, LEAST_EDGE))
    bounds = pd.Timestamp(FIRST_DAY), pd.Timestamp(LAST_DAY)
    wider = cut((moved(pd.Timestamp(first), -edge), moved(pd.Timestamp(last), edge)), bounds)
    start, through = (parse_date(day_text(day)) for day in wider)
    about = About.model_construct(
        title="",
        description="",
        finding="",
        coverage=Coverage.model_construct(start=start, through=through),
        opening=Range.model_construct(start=start, to=through),
    )
    return Dataset.model_construct(
        dataset=about,
        sides=(Side.model_construct(id="", label="", place="between"),),
        directions=tuple(Direction.model_construct(id=kind, label=kind, effect="neutral") for kind in kinds),
        tracks=tuple(Track.model_construct(id=lane, label=lane, side="", why="") for lane in lanes),
        actors=(),
        events=(),
    )


def _looks(number: int, kind: str, colours: Mapping[str, str]) -> dict[str, Any]:
    """How the marks of the kind with this number look: its own colour, or one of the program's, and a shape."""
    colour = colours.get(kind) or (PALETTE[number] if number < len(PALETTE) else QUIET)
    dark = DARK_COLOURS.get(colour, colour)
    shape = SHAPES[number % len(SHAPES)]
    return {"label": kind, "light": colour, "dark": dark, "shape": shape, "hatched": False}
