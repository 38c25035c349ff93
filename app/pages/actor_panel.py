"""HTML of the actors: how many events each has, by direction."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pandas as pd

from app.analysis.activity import most_active_actors
from app.analysis.view import View
from app.data.schema import Dataset
from app.data.wording import counted
from app.pages.queries import to_list
from app.pages.templates import TEMPLATES

MOST: Final = 40


def actors_html(dataset: Dataset, shown: pd.DataFrame, view: View, chart: str = "") -> str:
    """The most active actors among the events shown; a name filters everything by it, a number lists its events."""
    names = {actor.id: actor.name for actor in dataset.actors}
    single = shown.explode("actors")
    counts = Counter(zip(single["actors"], single["direction"], strict=True))
    totals = Counter(single["actors"])
    rows = [
        {
            "name": names[actor],
            "total": totals[actor],
            "query": view.changed(tab="timeline", actor=(actor,)).query(),
            "cells": [
                {
                    "count": counts[actor, direction.id],
                    "query": to_list(view, actor=(actor,), direction=(direction.id,)),
                }
                for direction in dataset.directions
            ],
        }
        for actor in most_active_actors(shown, MOST)
    ]
    words = f"{_counted(len(totals), len(shown), len(rows))} A number leads to its events."
    return TEMPLATES.get_template("actors.html.j2").render(
        chart=chart, words=words, rows=rows, directions=[direction.label for direction in dataset.directions]
    )


def _counted(actors: int, events: int, rows: int) -> str:
    """How many actors there are, and how many of them are listed where those are not all."""
    lead = f"{counted(actors, 'actor')} in {counted(events, 'event')}"
    return f"{lead}; the {rows} most active are listed." if rows < actors else f"{lead}."
