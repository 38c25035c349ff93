"""HTML of the actors: a row each, with the events that name it, by direction and over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from app.analysis.filters import country
from app.analysis.view import View
from app.data.schema import Actor, Dataset
from app.data.wording import counted
from app.figures.sparklines import sparkline
from app.figures.spots import direction_look
from app.pages.queries import to_list
from app.pages.templates import TEMPLATES

DRAWN: Final = 40  # actors whose events are drawn over time; the others are listed with their counts


def actors_html(dataset: Dataset, shown: pd.DataFrame, view: View, chart: str = "") -> str:
    """The actors of the events shown, those named most first; a name filters everything by it, a number lists events.

    An event counts for each of its actors, whether it acts or is acted upon.
    """
    named = shown[["id", "earliest", "direction", "actors"]].explode("actors")
    totals = Counter(named["actors"].dropna())
    records = {actor.id: actor for actor in dataset.actors}
    ordered = [records[actor] for actor, _ in totals.most_common()]
    groups = dict(tuple(named.groupby("actors")))
    rows = [_row(actor, groups[actor.id], dataset, view) for actor in ordered[:DRAWN]]
    rest = [_named(actor, totals[actor.id], dataset, view) for actor in ordered[DRAWN:]]
    return TEMPLATES.get_template("actors.html.j2").render(
        chart=chart,
        words=_words(len(ordered), len(shown)),
        rows=rows,
        rest=rest,
        kinds=_kinds(ordered, dataset),
        countries=_countries(ordered),
        directions=[(direction.label, direction_look(direction.id, dataset)) for direction in dataset.directions],
    )


def _only(view: View, actor: Actor) -> str:
    return view.changed(tab="timeline", actor=(actor.id,)).query()


def _named(actor: Actor, total: int, dataset: Dataset, view: View) -> dict[str, Any]:
    """Who an actor is, how many events name it, and the query of these."""
    kind = dataset.vocabulary("actor_kinds")[actor.kind].label
    return {
        "name": actor.name,
        "native": actor.native,
        "kind": actor.kind,
        "country": actor.country or "",
        "note": f"{kind}, {country(actor.country)}" if actor.country else kind,
        "total": total,
        "query": _only(view, actor),
    }


def _row(actor: Actor, events: pd.DataFrame, dataset: Dataset, view: View) -> dict[str, Any]:
    end = pd.Timestamp(dataset.dataset.coverage.through.earliest)
    counts = Counter(events["direction"])
    return _named(actor, len(events), dataset, view) | {
        "line": sparkline(events["earliest"], events["direction"].tolist(), dataset, end),
        "cells": [
            {
                "count": counts[direction.id],
                "query": to_list(view, actor=(actor.id,), direction=(direction.id,)),
            }
            for direction in dataset.directions
        ],
    }


def _kinds(actors: Iterable[Actor], dataset: Dataset) -> list[tuple[str, str, int]]:
    counts = Counter(actor.kind for actor in actors)
    terms = dataset.vocabulary("actor_kinds")
    return [(id_, term.label, counts[id_]) for id_, term in terms.items() if counts[id_]]


def _countries(actors: Iterable[Actor]) -> list[tuple[str, str, int]]:
    counts: Mapping[str, int] = Counter(actor.country for actor in actors if actor.country)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(code, country(code), count) for code, count in ordered]


def _words(actors: int, events: int) -> str:
    """How many actors there are, and what the counts are of."""
    if not actors and events:
        return f"None of {counted(events, 'event')} names an actor."
    named = f"{counted(actors, 'actor')} named in {counted(events, 'event')}."
    return f"{named} An event counts for each actor that it names, whether it acts or is acted upon."
