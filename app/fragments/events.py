"""HTML of an event and of a list of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import pandas as pd

from app.dates import PartialDate
from app.fragments.templates import TEMPLATES
from app.schema import Dataset, Direction, Event, Relation, Source
from app.theme import SYMBOLS, direction_colours
from app.view import SORTS
from app.vocabulary import BASES, EVIDENCE_GRADES, RELATION_TYPES, SIGNIFICANCES, STAGES, STATUSES

INVERSE_VERBS: Final = {
    "responds_to": "answered by",
    "implements": "implemented by",
    "amends": "amended by",
    "supersedes": "superseded by",
    "rescinds": "rescinded by",
    "enables": "enabled by",
    "part_of": "has as a part",
}
LANGUAGES: Final = {"zh": "Chinese", "de": "German", "fr": "French", "ja": "Japanese", "ko": "Korean", "it": "Italian"}


Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fragments:
    """Makes HTML from the events of one dataset; `contexts` holds what the templates know of each event."""

    contexts: Mapping[str, Context]

    @classmethod
    def of(cls, dataset: Dataset) -> Fragments:
        """The fragments of a dataset."""
        events = {event.id: event for event in dataset.events}
        answers: dict[str, list[tuple[Event, Relation]]] = {}
        for event in dataset.events:
            for relation in event.relations:
                answers.setdefault(relation.event, []).append((event, relation))
        names = _Names.of(dataset)
        contexts = {
            event.id: _context(event, names) | {"relations": list(_relations(event, events, answers.get(event.id, ())))}
            for event in dataset.events
        }
        return cls(contexts)

    def details(self, event_id: str, words: Sequence[str] = ()) -> str:
        """One event: date as known, title, summary, facts, numbered sources, related events; `words` are marked."""
        return TEMPLATES.get_template("details.html.j2").render(event=self.contexts[event_id], words=words)

    def listing(self, shown: pd.DataFrame, *, whole: bool, words: Sequence[str] = (), own: str = "") -> str:
        """The events shown, by year and month: as whole articles, or as rows that open one; `words` are marked.

        Where events have pages of their own, `own` is the beginning of the addresses of these.
        """
        contexts = [self.contexts[event] for event in shown["id"]]
        years = [
            (year, [(month, list(rows)) for month, rows in groupby(group, itemgetter("month"))])
            for year, group in groupby(contexts, itemgetter("year"))
        ]
        return TEMPLATES.get_template("list.html.j2").render(
            years=years, whole=whole, words=words, own=own, here=set(shown["id"])
        )

    def brief(self, shown: pd.DataFrame) -> str:
        """The events shown in the fewest bytes: date, title and the addresses of the sources."""
        return TEMPLATES.get_template("brief.html.j2").render(events=[self.contexts[event] for event in shown["id"]])

    def table(self, shown: pd.DataFrame, sort: str, words: Sequence[str] = ()) -> str:
        """The events shown as a table in the order of a column, or against it where `sort` begins with "-"."""
        contexts = [self.contexts[event] for event in shown["id"]]
        column = sort.removeprefix("-")
        if column != "date":  # they come by date
            ranks = {
                "direction": self._ranks("direction"),
                "track": self._ranks("track"),
                "evidence": self._ranks("evidence"),
            }
            contexts.sort(key=lambda context: ranks[column][context[column]] if column in ranks else context[column])
        if sort.startswith("-"):
            contexts.reverse()
        return TEMPLATES.get_template("table.html.j2").render(events=contexts, sort=sort, columns=SORTS, words=words)

    def _ranks(self, column: str) -> dict[str, int]:
        """The place of each label of a column in its display order."""
        labels = sorted({(context[f"{column}_rank"], context[column]) for context in self.contexts.values()})
        return {label: rank for rank, label in labels}


@dataclass(frozen=True, slots=True)
class _Names:
    """How a dataset calls what its events refer to."""

    actors: Mapping[str, str]
    measures: Mapping[str, str]
    tracks: Mapping[str, str]
    directions: Mapping[str, Direction]
    colours: Mapping[str, str]

    @classmethod
    def of(cls, dataset: Dataset) -> _Names:
        return cls(
            actors={actor.id: actor.name for actor in dataset.actors},
            measures={measure.id: measure.title for measure in dataset.measures},
            tracks={track.id: track.label for track in dataset.tracks},
            directions={direction.id: direction for direction in dataset.directions},
            colours=direction_colours(dataset),
        )


def _context(event: Event, names: _Names) -> Context:
    direction = names.directions[event.direction]
    return {
        **event.model_dump(include={"id", "title", "summary", "date_note", "conflicts"}),
        "date_words": event.date.words,
        "earliest": event.date.earliest.isoformat(),
        "year": event.date.earliest.year,
        "month": event.date.month_words,
        "direction": direction.label,
        "direction_rank": list(names.directions).index(event.direction),
        "colour": names.colours[event.direction],
        "shape": SYMBOLS[direction.effect],
        "status": STATUSES[event.status].label,
        "evidence": EVIDENCE_GRADES[event.evidence].label,
        "evidence_rank": list(EVIDENCE_GRADES).index(event.evidence),
        "significance": SIGNIFICANCES[str(event.significance)].label,
        "track": names.tracks[event.track],
        "track_rank": list(names.tracks).index(event.track),
        "measure": names.measures.get(event.measure or ""),
        "stage": STAGES[event.stage].label.lower() if event.stage else "",
        "actors": [names.actors[actor] for actor in event.actors],
        "figures": [{"name": f.name, "value": f"{f.value:,.10g}", "unit": f.unit} for f in event.figures],
        "sources": [_source_context(source) for source in event.sources],
    }


def _relations(
    event: Event, events: Mapping[str, Event], answers: Iterable[tuple[Event, Relation]]
) -> Iterable[dict[str, str]]:
    for relation in event.relations:
        yield _relation_context(RELATION_TYPES[relation.type].label, relation, events[relation.event], event)
    for answer, relation in answers:
        yield _relation_context(INVERSE_VERBS[relation.type], relation, answer, event)


def _relation_context(verb: str, relation: Relation, other: Event, event: Event) -> dict[str, str]:
    note = f", {lag_words(other.date, event.date)}; {BASES[relation.basis].label}."
    return {"verb": verb.capitalize(), "id": other.id, "label": other.label, "note": note}


def lag_words(other: PartialDate, own: PartialDate) -> str:
    """How far apart two dates lie, seen from `own`: "5 days before", "the same day", or the other's date."""
    if not (other.is_day and own.is_day):
        return other.words
    days = (other.earliest - own.earliest).days
    if days == 0:
        return "the same day"
    about = "about " if other.approximate or own.approximate else ""
    return f"{about}{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'before'}"


def _source_context(source: Source) -> dict[str, Any]:
    parts = [source.publisher] if source.title else []
    if source.origin:
        parts.append(f"report by {source.origin}")
    if source.published:
        parts.append(source.published.words)
    if source.kind == "primary":
        parts.append("primary document")
    if source.language != "en":
        parts.append(f"in {LANGUAGES.get(source.language, source.language)}")
    return {
        "url": source.url,
        "publisher": source.publisher,
        "title": source.title,
        "note": ", ".join(parts),
        "archived": source.archived,
    }
