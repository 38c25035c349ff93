"""HTML of an event and of a list of events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import pandas as pd

from app.analysis.frames import relation_frame
from app.analysis.view import SORTS
from app.data.dates import PartialDate
from app.data.evidence import Evidence
from app.data.schema import Dataset, Direction, Event, Relation, Source
from app.data.vocabulary import (
    BASES,
    EVIDENCE_GRADES,
    PUBLISHER_CLASSES,
    SIGNIFICANCES,
    STATUSES,
    Vocabulary,
)
from app.data.wording import counted
from app.pages.glossary import Glossary
from app.pages.templates import TEMPLATES
from app.theme import SYMBOLS, css_colours, fill, kind_shapes

LANGUAGES: Final = {"zh": "Chinese", "de": "German", "fr": "French", "ja": "Japanese", "ko": "Korean", "it": "Italian"}


CONTEXTS_KEPT: Final = 5_000
Context = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Fragments:
    """Makes HTML from the events of one dataset; what the templates know of an event is made when first asked for."""

    dataset: Dataset
    names: _Names
    answers: Mapping[str, list[str]]  # for each event that others relate to, those others
    evidence: Evidence
    glossary: Glossary

    @classmethod
    def of(cls, dataset: Dataset, relations: pd.DataFrame | None = None) -> Fragments:
        """The fragments of a dataset; `relations` is its table of them, where it is made already."""
        relations = relation_frame(dataset) if relations is None else relations
        answers: dict[str, list[str]] = {}
        for event, target in zip(relations["event"].tolist(), relations["target"].tolist(), strict=True):
            answers.setdefault(target, []).append(event)
        return cls(dataset, _Names.of(dataset), answers, Evidence.of(dataset), Glossary.of(dataset))

    def context(self, event_id: str) -> Context:
        """What the templates know of an event."""
        return self._kept(event_id)

    @cached_property
    def _kept(self) -> Callable[[str], Context]:
        return lru_cache(CONTEXTS_KEPT)(self._whole)

    def _whole(self, event_id: str) -> Context:
        event = self.dataset.by_id[event_id]
        return _context(event, self.names, self.evidence) | {"relations": list(self._relations(event))}

    def _relations(self, event: Event) -> Iterable[dict[str, str]]:
        events, types = self.dataset.by_id, self.dataset.vocabulary("relation_types")
        for relation in event.relations:
            yield _relation_context(types[relation.type].label, relation, events[relation.event], event)
        for answer in map(events.__getitem__, dict.fromkeys(self.answers.get(event.id, ()))):
            for relation in answer.relations:
                if relation.event == event.id:
                    yield _relation_context(types[relation.type].inverse, relation, answer, event)

    def details(self, event_id: str, words: Sequence[str] = ()) -> str:
        """One event: date as known, title, summary, facts, numbered sources, related events; `words` are marked."""
        return TEMPLATES.get_template("details.html.j2").render(
            event=self.context(event_id), words=words, glossary=self.glossary
        )

    def listing(self, shown: pd.DataFrame, *, whole: bool, words: Sequence[str] = (), own: str = "") -> str:
        """The events shown, by year and month: as whole articles, or as rows that open one; `words` are marked.

        Where events have pages of their own, `own` is the beginning of the addresses of these.
        """
        contexts = [self.context(event) for event in shown["id"]]
        years = [
            (year, [(month, list(rows)) for month, rows in groupby(group, itemgetter("month"))])
            for year, group in groupby(contexts, itemgetter("year"))
        ]
        colours = list(dict.fromkeys(context["colour"] for context in contexts))
        html = TEMPLATES.get_template("list.html.j2").render(
            years=years, whole=whole, words=words, own=own, here=set(shown["id"]), colours=colours
        )
        return html.replace("&#39;", "'") if whole else html  # no attribute here is in single quotes

    def brief(self, shown: pd.DataFrame) -> str:
        """The events shown in the fewest bytes: date, title and the addresses of the sources."""
        return TEMPLATES.get_template("brief.html.j2").render(events=[self.context(event) for event in shown["id"]])

    def ordered(self, shown: pd.DataFrame, sort: str) -> pd.DataFrame:
        """The events shown in the order of a column, or against it where `sort` begins with "-"."""
        column = sort.removeprefix("-")
        ranked = {"track": self.names.tracks, "direction": self.names.directions, "evidence": EVIDENCE_GRADES}
        if column in ranked:
            ranks = {id_: rank for rank, id_ in enumerate(ranked[column])}
            shown = shown.loc[shown[column].map(ranks).sort_values(kind="stable").index]
        elif column != "date":  # they come by date
            shown = shown.sort_values(column, kind="stable")
        return shown[::-1] if sort.startswith("-") else shown

    def table(self, shown: pd.DataFrame, sort: str, words: Sequence[str] = ()) -> str:
        """The events shown, which are `ordered` by `sort`, as a table; `words` are marked."""
        contexts = [self.context(event) for event in shown["id"]]
        columns = {key: label for key, label in SORTS.items() if key != "direction" or not self.names.by_track}
        return TEMPLATES.get_template("table.html.j2").render(events=contexts, sort=sort, columns=columns, words=words)


@dataclass(frozen=True, slots=True)
class _Names:
    """How a dataset calls what its events refer to."""

    actors: Mapping[str, str]
    measures: Mapping[str, str]
    tracks: Mapping[str, str]
    directions: Mapping[str, Direction]
    colours: Mapping[str, str]
    shapes: Mapping[str, str]  # of kinds, where they have one
    stages: Vocabulary
    all_drafts: bool
    by_track: bool  # whether directions are only those of tracks

    @classmethod
    def of(cls, dataset: Dataset) -> _Names:
        return cls(
            actors={actor.id: actor.name for actor in dataset.actors},
            measures={measure.id: measure.title for measure in dataset.measures},
            tracks={track.id: track.label for track in dataset.tracks},
            directions={direction.id: direction for direction in dataset.directions},
            colours=css_colours(dataset),
            shapes=kind_shapes(dataset),
            stages=dataset.vocabulary("stages"),
            all_drafts=dataset.dataset.draft,
            by_track=dataset.goes_by_track,
        )


def _context(event: Event, names: _Names, evidence: Evidence) -> Context:
    direction = names.directions[event.direction]
    return {
        "draft": event.draft or names.all_drafts,
        **event.model_dump(include={"id", "title", "summary", "date_note", "conflicts"}),
        "date_words": event.date.words,
        "earliest": event.date.earliest.isoformat(),
        "year": event.date.earliest.year,
        "month": event.date.month_words,
        "direction": "" if names.by_track else direction.label,
        "colour": names.colours[event.direction],
        "shape": names.shapes.get(event.kind, SYMBOLS[direction.effect]),
        "fill": fill(event.status),
        "first_sentence": first_sentence(event.summary),
        "status": STATUSES[event.status].label,
        "evidence": EVIDENCE_GRADES[evidence.grade(event)].label,
        "significance": SIGNIFICANCES[str(event.significance)].label,
        "track": names.tracks[event.track],
        "measure": names.measures.get(event.measure or ""),
        "stage": names.stages[event.stage].label.lower() if event.stage else "",
        "actors": [names.actors[actor] for actor in event.actors],
        "figures": [{"name": f.name, "value": f"{f.value:,.10g}", "unit": f.unit} for f in event.figures],
        "sources": [_source_context(source, evidence) for source in event.sources],
    }


_SENTENCE_END: Final = re.compile(r"(?<!\bNo)(?<=[^.\s][a-z0-9%)”\"])[.!?](?=\s+[^a-z\s])|[。！？؟]")


def first_sentence(text: str) -> str:
    """The first sentence of a text; an abbreviation such as "U.S." ends none."""
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


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
    return f"{about}{counted(abs(days), 'day')} {'later' if days > 0 else 'before'}"


def _source_context(source: Source, evidence: Evidence) -> dict[str, Any]:
    parts = [source.publisher] if source.title else []
    if publisher := evidence.publisher(source.url):
        parts.append(PUBLISHER_CLASSES[publisher.class_].label.lower())
    if origin := evidence.origin_name(source):
        parts.append(f"report by {origin}")
    if source.published:
        parts.append(source.published.words)
    if source.kind == "primary":
        parts.append("primary document")
    if source.language != "en":
        parts.append(f"in {LANGUAGES.get(source.language, source.language)}")
    return {
        "url": source.url,
        "document": "" if source.url else source.place,
        "publisher": source.publisher,
        "title": source.title,
        "note": ", ".join(parts),
        "archived": source.archived,
    }
