"""HTML of the method: how the dataset is made, told by the schema and by the data themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from app.analysis.frames import Tables
from app.analysis.shift import formulas
from app.data.dates import ORDER_IN_WORDS
from app.data.schema import Dataset
from app.data.vocabulary import (
    BASES,
    EFFECTS,
    EVIDENCE_GRADES,
    PUBLISHER_CLASSES,
    RELATION_TYPES,
    SIGNIFICANCES,
    SOURCE_KINDS,
    STATUSES,
    Term,
    Vocabulary,
)
from app.data.wording import counted, listed
from app.pages.templates import TEMPLATES, page_context

_METHOD: Final = (
    "An event is one dated act, or one published finding, that at least one source bears out. A date is no more exact "
    "than its sources. Evidence is computed from the cited pages: strong is a document of the acting body or company "
    "itself, or two newsrooms of different houses, each with a report of its own; fair is one newsroom, thin is the "
    "rest. "
)
_CHARGES: Final = "Charges are allegations until a plea or a verdict. "
_LINKS: Final = (
    "A link between events is stated by those who act, reported by press, or inferred by the curators, and says which."
)


def method_in_short(dataset: Dataset) -> str:
    """How a dataset is made, in a paragraph; of charges only where it holds some."""
    charges = _CHARGES if any(event.stage == "charged" for event in dataset.events) else ""
    links = _LINKS if any(event.relations for event in dataset.events) else ""
    return f"{_METHOD}{charges}{links}".strip()


def method_html(dataset: Dataset, tables: Tables) -> str:
    """The method: limits first, then scope and counts, then how events are coded."""
    events = tables.events
    effects = [one.effect for one in dataset.directions]
    return TEMPLATES.get_template("method.html.j2").render(
        **page_context(dataset),
        totals=_totals(tables),
        tracks=dataset.tracks,
        order=ORDER_IN_WORDS,
        grades=[grade.label for grade in EVIDENCE_GRADES.values()],
        years=_counts(events, events["earliest"].dt.year, {year: str(year) for year in events["earliest"].dt.year}),
        by_track=_counts(events, events["track"], {track.id: track.label for track in dataset.tracks}),
        statuses=_used(STATUSES, events["status"]),
        evidence=EVIDENCE_GRADES.values(),
        effects=_used(EFFECTS, effects) if any(one.side for one in dataset.directions) else [],
        significances=SIGNIFICANCES.values(),
        relation_types=RELATION_TYPES.values() if len(tables.relations) else (),
        bases=BASES.values() if len(tables.relations) else (),
        source_kinds=SOURCE_KINDS.values(),
        classes=_classes(tables) if dataset.publishers else [],
        glossary=sorted(dataset.terms, key=lambda term: term.name.casefold()),
        exceptions=dataset.exceptions,
        formulas=formulas(dataset),
    )


def _used(vocabulary: Vocabulary, ids: Iterable[str]) -> list[Term]:
    """The terms of a vocabulary that occur."""
    occurring = set(ids)
    return [term for term in vocabulary.values() if term.id in occurring]


def _totals(tables: Tables) -> str:
    strong = (tables.events["evidence"] == "strong").mean()
    parts = [("source", tables.sources), ("relation", tables.relations), ("measure", tables.measures)]
    counts = listed([counted(len(frame), noun) for noun, frame in parts if len(frame)])
    total = f"The data hold {counted(len(tables.events), 'event')}{f' with {counts}' if counts else ''}."
    return f"{total} Strong evidence bears out {strong:.0%} of the events."


def _classes(tables: Tables) -> list[dict[str, Any]]:
    """A row for each class of publishers: its citations, their share, and the events that cite it."""
    cited = tables.sources["class"].value_counts()
    citing = tables.sources.drop_duplicates(["event", "class"])["class"].value_counts()
    return [
        {
            "label": term.label,
            "meaning": term.meaning,
            "sources": int(cited[term.id]),
            "share": f"{cited[term.id] / len(tables.sources):.0%}",
            "events": int(citing[term.id]),
        }
        for term in PUBLISHER_CLASSES.values()
        if term.id in cited
    ]


def _counts(events: pd.DataFrame, groups: pd.Series[Any], labels: dict[Any, str]) -> list[dict[str, Any]]:
    """A row for each label: all events, and those of each evidence grade."""
    rows = []
    for key, label in labels.items():
        grades = events.loc[groups == key, "evidence"]
        rows.append(
            {"label": label, "total": len(grades), "grades": [int((grades == g).sum()) for g in EVIDENCE_GRADES]}
        )
    return rows
