"""What the script of an exported page needs, in few bytes: `assets/page/records.js` writes it out again."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from app.analysis.filters import FILTERS
from app.data.schema import Dataset
from app.export.extract import Extract
from app.figures.payload import Chart

IN_LIST: Final = ("id", "title", "date")  # columns of the marks that the list of the page says
FEW: Final = (  # columns in which a handful of values stand many times
    *("track", "lane", "direction", "status"),
    *("precision", "approximate", "uncertain", "open_ended", "draft"),
)


def page_records(extract: Extract, chart: Chart, listed: pd.DataFrame) -> dict[str, Any]:
    """The chart with what a search and the filters of the page need of its marks; `listed` are the rows of its list.

    Ids, titles and dates of the marks stand in the list, from which the script takes them by `places`: None where list
    and chart hold the same events. Relations name events by their places among the marks.
    """
    dataset, plain = extract.dataset, chart.plain(extract.tables.relations, extract.today)
    ids = plain["marks"]["id"]
    order = {id_: place for place, id_ in enumerate(ids)}
    listed_ids = listed["id"].tolist()
    in_list = {id_: place for place, id_ in enumerate(listed_ids)}
    values = _values(dataset, chart.rows)
    searched = {actor.id: actor.searched for actor in dataset.actors}
    return plain | {
        "marks": {
            name: _folded(column) if name in FEW else column
            for name, column in plain["marks"].items()
            if name not in IN_LIST
        },
        "places": None if ids == listed_ids else [in_list[id_] for id_ in ids],
        "relations": [[order[earlier], order[later], basis] for earlier, later, basis in plain["relations"]],
        "values": values,
        "names": [searched[actor] for actor in values["actor"]["ids"]],
    }


def _folded(column: list[Any]) -> dict[str, list[Any]]:
    """A column as its different values, and for each row the place of its own among them."""
    different = list(dict.fromkeys(column))
    places = {value: place for place, value in enumerate(different)}
    return {"of": different, "at": [places[value] for value in column]}


def _values(dataset: Dataset, rows: pd.DataFrame) -> dict[str, Any]:
    """For each filter that no column of the marks is enough for its choices, and the places of each event's own."""
    values = {}
    for key, filter_ in FILTERS.items():
        if filter_.in_page:
            continue
        present = set(rows[filter_.column].explode().dropna())
        labels = {id_: label for id_, label in filter_.choices(dataset).items() if id_ in present}
        places = {id_: place for place, id_ in enumerate(labels)}
        listed = ((ids,) if isinstance(ids, str) else ids for ids in rows[filter_.column].fillna(""))
        own = [[places[id_] for id_ in ids if id_ in places] for ids in listed]
        single = [one[0] if len(one) == 1 else one for one in own]  # one place needs no list
        values[key] = {"ids": list(labels), "labels": list(labels.values()), "rows": single}
    return values
