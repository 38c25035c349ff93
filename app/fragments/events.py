"""HTML of an event and of a list of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import pandas as pd

from app.dates import PartialDate
from app.fragments.templates import TEMPLATES
from app.schema import Dataset, Event, Relation, Source
from app.theme import SYMBOLS, direction_colours
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


@dataclass(frozen=True, slots=True)
class Fragments:
    """Makes HTML from the events of one dataset."""

    dataset: Dataset
    events: Mapping[str, Event]
    answers: Mapping[str, list[tuple[Event, Relation]]]  # by the id that is pointed at

    @classmethod
    def of(cls, dataset: Dataset) -> Fragments:
        """The fragments of a dataset."""
        answers: dict[str, list[tuple[Event, Relation]]] = {}
        for event in dataset.events:
            for relation in event.relations:
                answers.setdefault(relation.event, []).append((event, relation))
        return cls(dataset, {event.id: event for event in dataset.events}, answers)

    def details(self, event_id: str) -> str:
        """One event: date as known, title, summary, facts, numbered sources, related events."""
        template = TEMPLATES.from_string(
            '{% from "event.html.j2" import event_article %}{{ event_article(event, "h3") }}'
        )
        return template.render(event=self._context(self.events[event_id]))

    def listing(self, shown: pd.DataFrame, *, whole: bool) -> str:
        """The events shown, grouped by year: as whole articles, or as rows that open one."""
        contexts = [self._context(self.events[event]) for event in shown["id"]]
        years = [(year, list(group)) for year, group in groupby(contexts, lambda context: context["earliest"][:4])]
        return TEMPLATES.get_template("list.html.j2").render(years=years, whole=whole)

    def _context(self, event: Event) -> dict[str, Any]:
        dataset = self.dataset
        direction = next(record for record in dataset.directions if record.id == event.direction)
        measures = {measure.id: measure.title for measure in dataset.measures}
        names = {actor.id: actor.name for actor in dataset.actors}
        return {
            **event.model_dump(include={"id", "title", "summary", "date_note", "conflicts"}),
            "date_words": event.date.words,
            "earliest": event.date.earliest.isoformat(),
            "direction": direction.label,
            "colour": direction_colours(dataset)[direction.id],
            "shape": SYMBOLS[direction.effect],
            "status": STATUSES[event.status].label,
            "evidence": EVIDENCE_GRADES[event.evidence].label,
            "significance": SIGNIFICANCES[str(event.significance)].label,
            "track": next(track.label for track in dataset.tracks if track.id == event.track),
            "measure": measures.get(event.measure or ""),
            "stage": STAGES[event.stage].label.lower() if event.stage else "",
            "actors": [names[actor] for actor in event.actors],
            "figures": [{"name": f.name, "value": f"{f.value:,.10g}", "unit": f.unit} for f in event.figures],
            "sources": [_source_context(source) for source in event.sources],
            "relations": list(self._relations(event)),
        }

    def _relations(self, event: Event) -> Iterable[dict[str, str]]:
        for relation in event.relations:
            yield _relation_context(RELATION_TYPES[relation.type].label, relation, self.events[relation.event], event)
        for answer, relation in self.answers.get(event.id, ()):
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
