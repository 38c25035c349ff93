"""Dataset -> pandas tables, their columns and types stated once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from app.data.evidence import Evidence
from app.data.schema import Dataset, Event, Measure
from app.data.vocabulary import STATUSES

TEXT: Final = "str"
DAY: Final = "datetime64[s]"  # a calendar day at midnight, without a time zone
LISTS: Final = "object"  # a tuple of ids

EVENT_COLUMNS: Final = {
    "id": TEXT,
    "date": TEXT,  # as written
    "date_words": TEXT,
    "earliest": DAY,
    "latest": DAY,  # the end of the coverage where the end is open
    "precision": TEXT,
    "approximate": "bool",
    "uncertain": "bool",
    "open_ended": "bool",
    "date_note": TEXT,
    "label": TEXT,
    "title": TEXT,
    "summary": TEXT,
    "track": TEXT,
    "tags": LISTS,
    "kind": TEXT,
    "jurisdiction": TEXT,
    "direction": TEXT,
    "status": TEXT,
    "significance": "int64",
    "evidence": TEXT,
    "classes": LISTS,  # of the publishers that it cites
    "actors": LISTS,
    "measure": TEXT,
    "stage": TEXT,
    "vote": TEXT,
    "rank": "int64",  # 0 is named first where there is no room for all: see ranked
    "conflicts": TEXT,
    "draft": "bool",
    "search_text": TEXT,  # what a text search looks in, casefolded
}
SOURCE_COLUMNS: Final = {
    "event": TEXT,
    "number": "int64",  # from 1, within the event
    "url": TEXT,
    "publisher": TEXT,
    "class": TEXT,  # of the publisher, where it is declared
    "title": TEXT,
    "published": TEXT,
    "kind": TEXT,
    "origin": TEXT,
    "language": TEXT,
    "archived": TEXT,
}
RELATION_COLUMNS: Final = {
    "event": TEXT,
    "type": TEXT,
    "target": TEXT,
    "basis": TEXT,
    "lag_days": "Int64",  # from target to event, where both are known to the day
}
MEASURE_COLUMNS: Final = {
    "id": TEXT,
    "title": TEXT,
    "kind": TEXT,
    "numbers": LISTS,
    "jurisdiction": TEXT,
    "sponsor": TEXT,
    "summary": TEXT,
    "first": DAY,
    "last": DAY,
    "stage": TEXT,  # the newest stage reached
    "stage_date": TEXT,
    "lapsed": DAY,
    "events": LISTS,
}

COLUMNS: Final = {
    "events": EVENT_COLUMNS,
    "sources": SOURCE_COLUMNS,
    "relations": RELATION_COLUMNS,
    "measures": MEASURE_COLUMNS,
}
_AS_STATED: Final = (
    "id",
    "date_note",
    "label",
    "title",
    "summary",
    "track",
    "tags",
    "kind",
    "jurisdiction",
    "direction",
    "status",
    "significance",
    "actors",
    "measure",
    "stage",
    "vote",
    "conflicts",
)


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """The four tables of a dataset."""

    events: pd.DataFrame
    sources: pd.DataFrame
    relations: pd.DataFrame
    measures: pd.DataFrame

    def __repr__(self) -> str:
        """How many rows each table has."""
        return f"<Tables: {', '.join(f'{len(getattr(self, name))} {name}' for name in COLUMNS)}>"


def tables(dataset: Dataset) -> Tables:
    """All tables of a dataset."""
    return Tables(event_frame(dataset), source_frame(dataset), relation_frame(dataset), measure_frame(dataset))


def event_frame(dataset: Dataset) -> pd.DataFrame:
    """One row for each event, in date order; columns EVENT_COLUMNS.

    >>> from app.data.loading import load_dataset
    >>> event_frame(load_dataset("tests/data/tariffs.yaml"))["date_words"].iloc[0]
    '8 March 2018'
    """
    names = {actor.id: actor.searched for actor in dataset.actors}
    through = dataset.dataset.coverage.through.earliest
    evidence = Evidence.of(dataset)
    rows = []
    for event in sorted(dataset.events, key=lambda event: event.date):
        latest = event.date.latest or max(through, event.date.earliest)
        searched = [event.title, event.label, event.summary, *(names[actor] for actor in event.actors)]
        rows.append(
            {name: getattr(event, name) for name in _AS_STATED}
            | {
                "label": f"Draft: {event.label}" if event.draft or dataset.dataset.draft else event.label,
                "evidence": evidence.grade(event),
                "classes": evidence.classes(event),
                "date": event.date.text,
                "date_words": event.date.words,
                "earliest": event.date.earliest,
                "latest": latest,
                "precision": event.date.precision,
                "approximate": event.date.approximate,
                "uncertain": event.date.uncertain,
                "open_ended": event.date.latest is None,
                "draft": event.draft or dataset.dataset.draft,
                "search_text": " ".join(searched).casefold(),
            }
        )
    return _frame(ranked(rows, dataset.dataset.finding_events), EVENT_COLUMNS)


def ranked(rows: list[dict[str, Any]], bearing: Collection[str] = ()) -> list[dict[str, Any]]:
    """The rows, which come in date order, with the rank of each: by significance, then by who says so.

    The events that bear the finding come before others of their significance. Among equals the order is that of their
    places with the bits reversed, so that the foremost are spread over time.
    """
    statuses = list(STATUSES)
    bits = len(rows).bit_length()
    spread = [int(f"{place:0{bits}b}"[::-1], 2) for place in range(len(rows))]
    order = sorted(zip(rows, spread, strict=True), key=lambda pair: (*_weight(pair[0], bearing, statuses), pair[1]))
    for rank, (row, _) in enumerate(order):
        row["rank"] = rank
    return rows


def _weight(row: Mapping[str, Any], bearing: Collection[str], statuses: list[str]) -> tuple[int, ...]:
    return -row["significance"], row["id"] not in bearing, statuses.index(row["status"])


def source_frame(dataset: Dataset) -> pd.DataFrame:
    """One row for each source of each event; columns SOURCE_COLUMNS."""
    evidence = Evidence.of(dataset)
    return _frame(
        (
            source.model_dump(exclude={"published"})
            | {
                "event": event.id,
                "number": number,
                "published": source.published.text if source.published else None,
                "class": publisher.class_ if (publisher := evidence.publisher(source.url)) else None,
            }
            for event in dataset.events
            for number, source in enumerate(event.sources, 1)
        ),
        SOURCE_COLUMNS,
    )


def relation_frame(dataset: Dataset) -> pd.DataFrame:
    """One row for each relation, from the later event to the earlier `target`; columns RELATION_COLUMNS."""
    events = {event.id: event for event in dataset.events}
    return _frame(
        (
            {
                "event": event.id,
                "type": relation.type,
                "target": relation.event,
                "basis": relation.basis,
                "lag_days": _lag(events[relation.event], event),
            }
            for event in dataset.events
            for relation in event.relations
        ),
        RELATION_COLUMNS,
    )


def measure_frame(dataset: Dataset) -> pd.DataFrame:
    """One row for each measure with its newest stage, which is computed from its events; columns MEASURE_COLUMNS."""
    steps: dict[str, list[Event]] = {measure.id: [] for measure in dataset.measures}
    for event in sorted(dataset.events, key=lambda event: event.date):
        if event.measure:
            steps[event.measure].append(event)
    return _frame(
        ({**_measure_row(measure), **_life(steps[measure.id])} for measure in dataset.measures),
        MEASURE_COLUMNS,
    )


def _measure_row(measure: Measure) -> dict[str, Any]:
    lapsed = measure.lapsed.earliest if measure.lapsed else None
    return measure.model_dump(exclude={"planned", "lapsed"}) | {"lapsed": lapsed}


def _life(steps: list[Event]) -> Mapping[str, Any]:
    staged = [event for event in steps if event.stage]
    return {
        "first": steps[0].date.earliest if steps else None,
        "last": steps[-1].date.earliest if steps else None,
        "stage": staged[-1].stage if staged else None,
        "stage_date": staged[-1].date.text if staged else None,
        "events": tuple(event.id for event in steps),
    }


def _lag(earlier: Event, later: Event) -> int | None:
    """Days from one event to the next, where both dates are single days."""
    if not (earlier.date.is_day and later.date.is_day):
        return None
    return (later.date.earliest - earlier.date.earliest).days


def _frame(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """A frame of these columns and types; what a row lacks is missing, and no row at all is an empty frame."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))
