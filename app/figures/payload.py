"""What the chart of a view holds before it is drawn: by Plotly in Python (`timeline.py`), in the browser by
`assets/chart.js`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from app.data.schema import Dataset
from app.data.vocabulary import STATUSES
from app.figures.detail import Counts, counted, drawn_singly
from app.figures.lanes import Days, LaneLayout, chart_marks, day_number, moments
from app.figures.placing import Mark
from app.theme import SYMBOLS, direction_colours, fill

STRIP_HEIGHT: Final = 52
STRIP_GAP: Final = 30
MARGIN: Final = {"l": 150, "r": 14, "t": 6, "b": 26}
MARK_COLUMNS: Final = ("id", "lane", "start", "end", "significance", "rank", "label")
ROW_COLUMNS: Final = ("title", "track", "direction", "status", "precision", "approximate", "uncertain", "open_ended")
Link = tuple[str, str, str]  # the earlier event, the later one, the basis of the relation


@dataclass(frozen=True, slots=True)
class Chart:
    """The marks of a view with their rows of the event frame, its lanes, links and ranges; `rest` is only counted."""

    dataset: Dataset
    rows: pd.DataFrame
    marks: list[Mark]
    rest: Counts
    months: list[list[Any]]  # of all its events: first day, length in days, a count for each direction
    lane_layout: LaneLayout
    shown: Days

    @property
    def height(self) -> int:
        """The height in pixels of the drawing."""
        return round(MARGIN["t"] + STRIP_HEIGHT + STRIP_GAP + self.lane_layout.bottom + MARGIN["b"])

    def plain(self, relations: pd.DataFrame) -> dict[str, Any]:
        """All of it as plain values for `assets/chart.js`, with the relations between its marks.

        Times are days since 1970, lengths are pixels.
        """
        colours = direction_colours(self.dataset)
        return {
            "height": self.height,
            "margin": MARGIN,
            "strip": STRIP_HEIGHT,
            "gap": STRIP_GAP,
            "bottom": self.lane_layout.bottom,
            "lanes": [
                {"id": lane.id, "top": lane.top, "labelRows": lane.label_rows, "height": lane.height}
                | {"name": name.label, "side": name.side}
                for lane, name in zip(self.lane_layout.lanes, self.lane_layout.names, strict=True)
            ],
            "directions": {
                direction.id: {
                    "label": direction.label,
                    "colour": colours[direction.id],
                    "shape": SYMBOLS[direction.effect],
                }
                for direction in self.dataset.directions
            },
            "statuses": {term.id: {"label": term.label, "fill": fill(term.id)} for term in STATUSES.values()},
            "marks": {column: [getattr(mark, column) for mark in self.marks] for column in MARK_COLUMNS}
            | {column: self.rows[column].tolist() for column in ROW_COLUMNS}
            | {"date": self.rows["date_words"].tolist()},
            "links": links_between(self.rows["id"], relations),
            "rest": self.rest.by_lane,
            "counted": self.rest.words,
            "months": self.months,
            "range": moments(self.shown),
            "whole": moments(self.lane_layout.whole),
        }


def links_between(ids: pd.Series[str], relations: pd.DataFrame) -> list[Link]:
    """Each relation between some events."""
    drawn = relations["event"].isin(ids) & relations["target"].isin(ids)
    return list(relations.loc[drawn, ["target", "event", "basis"]].itertuples(index=False, name=None))


def timeline_chart(
    events: pd.DataFrame, dataset: Dataset, lanes: LaneLayout, *, days: Days | None = None, kept: Collection[str] = ()
) -> Chart:
    """The chart of some rows of an event frame, at `days` or the days that its lanes were made for.

    The events whose ids are in `kept` are drawn one by one, however many there are.
    """
    shown = days or lanes.opening
    events = events[events.index.isin(lanes.lane_of.index)]
    single = drawn_singly(events, shown, kept)
    rest = events.loc[~events.index.isin(single.index), ["earliest", "latest"]]
    return Chart(
        dataset,
        single,
        chart_marks(single, lanes.lane_of),
        counted(rest, lanes.lane_of, shown),
        _months(events, dataset),
        lanes,
        shown,
    )


def _months(events: pd.DataFrame, dataset: Dataset) -> list[list[Any]]:
    """Counts of events by month and direction, for the months that have any."""
    directions = [direction.id for direction in dataset.directions]
    months = events["earliest"].to_numpy().astype("datetime64[M]").astype(np.int64)  # since January 1970
    cells = months * len(directions) + pd.Index(directions).get_indexer(pd.Index(events["direction"]))
    start = int(months.min()) if len(months) else 0
    counts = np.bincount(cells - start * len(directions))
    rows = np.pad(counts, (0, -len(counts) % len(directions))).reshape(-1, len(directions))
    firsts = [pd.Timestamp(np.datetime64(month, "M")) for month in range(start, start + len(rows))]
    return [
        [day_number(first), first.days_in_month, row.tolist()]
        for first, row in zip(firsts, rows, strict=True)
        if row.any()
    ]
