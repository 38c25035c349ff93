"""What the chart of a view holds. Where it stands is for the browser (`assets/timeline/`), which knows the room."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import numpy as np
import pandas as pd

from app.analysis.days import Days, day_number, moments, spans
from app.data.completing import ALL
from app.data.dates import PartialDate
from app.data.schema import Dataset
from app.data.vocabulary import STATUSES
from app.figures.detail import Counts, counted, drawn_singly
from app.figures.lanes import LaneLayout
from app.theme import HATCHED, SYMBOLS, dark_colours, direction_colours, fill, kind_shapes, looks

COLUMNS: Final = (
    *("id", "significance", "rank", "label", "title", "track", "direction", "status"),
    *("precision", "approximate", "uncertain", "open_ended"),
)
Link = tuple[str, str, str]  # the earlier event, the later one, the basis of the relation


@dataclass(frozen=True, slots=True)
class Chart:
    """The marks of a view with their rows of the event frame, its lanes, links and ranges; `rest` is only counted."""

    dataset: Dataset
    rows: pd.DataFrame
    rest: Counts
    months: list[list[Any]]  # of all its events: first day, length in days, a count for each direction
    lane_layout: LaneLayout
    shown: Days
    candidates: Collection[str] = ()  # ids of rows that no curator has taken into the data yet

    def plain(self, relations: pd.DataFrame, today: dt.date | None = None) -> dict[str, Any]:
        """All of it as plain values for `assets/timeline/`, with the relations between its marks.

        Times are days since 1970. With `today` the chart reaches to it, and shades the days that the data do not cover.
        """
        about = self.dataset.dataset
        covered = moments((_first(about.coverage.start), _first(about.coverage.through)))
        now = None if today is None else day_number(pd.Timestamp(today))
        first, last = moments(self.lane_layout.whole)
        lanes = Counter(chain(self.lane_layout.lane_of, *self.lane_layout.others.values()))
        return {
            "lanes": [
                {"id": lane.id, "name": lane.label, "side": lane.side, "lead": lane.id in about.lead}
                | {"count": lanes[lane.id]}
                for lane in self.lane_layout.names
            ],
            "sides": {side.id: side.label for side in self.dataset.sides if side != ALL},
            "directions": self._directions(),
            "statuses": {term.id: {"label": term.label, "fill": fill(term.id)} for term in STATUSES.values()},
            "looks": looks(),
            "marks": self._marks(),
            "relations": links_between(self.rows["id"], relations),
            "rest": self.rest.by_lane,
            "counted": self.rest.words,
            "months": self.months,
            "periods": _periods(self.dataset, last),
            "finding": list(about.finding_events),
            "covered": covered,
            "today": now,
            "range": moments(self.shown),
            "whole": (first, last if now is None else max(last, now + 1)),
            "isFiltered": len(self.rows) + self.rest.total < len(self.lane_layout.lane_of),
        }

    def _marks(self) -> dict[str, list[Any]]:
        days, others = spans(self.rows), self.lane_layout.others
        shapes = kind_shapes(self.dataset)
        return {
            **{column: self.rows[column].tolist() for column in COLUMNS},
            **({"shape": self.rows["kind"].map(shapes).tolist()} if shapes else {}),
            **({"also": [others.get(index, []) for index in self.rows.index]} if others else {}),
            "lane": self.lane_layout.lane_of[self.rows.index].tolist(),
            "start": [start for start, _ in days],
            "end": [end for _, end in days],
            "date": self.rows["date_words"].tolist(),
            "draft": self._drafts(),
        }

    def _drafts(self) -> list[str]:
        """For each mark what is said of it that is no full record yet: "Draft", "Candidate" or nothing."""
        drafts = self.rows.get("draft", pd.Series(data=False, index=self.rows.index))
        found = zip(self.rows["id"], drafts, strict=True)
        return ["Candidate" if id_ in self.candidates else "Draft" if draft else "" for id_, draft in found]

    def _directions(self) -> dict[str, dict[str, Any]]:
        light, dark = direction_colours(self.dataset), dark_colours(self.dataset)
        hatched = () if self.dataset.goes_by_track else HATCHED
        return {
            direction.id: {"label": direction.label, "light": light[direction.id], "dark": dark[direction.id]}
            | {"shape": SYMBOLS[direction.effect], "hatched": direction.effect in hatched}
            for direction in self.dataset.directions
        }


def _periods(dataset: Dataset, last: float) -> list[dict[str, Any]]:
    """The named stretches of time with their days; one that still lasts ends with the chart."""
    return [
        {"id": period.id, "label": period.label, "why": period.why}
        | {"from": day_number(_first(period.start)), "to": day_number(_first(period.to)) + 1 if period.to else last}
        for period in dataset.periods
    ]


def _first(day: PartialDate) -> pd.Timestamp:
    return pd.Timestamp(day.earliest)


def links_between(ids: pd.Series[str], relations: pd.DataFrame) -> list[Link]:
    """Each relation between some events."""
    drawn = relations["event"].isin(ids) & relations["target"].isin(ids)
    return list(relations.loc[drawn, ["target", "event", "basis"]].itertuples(index=False, name=None))


def timeline_chart(
    events: pd.DataFrame,
    dataset: Dataset,
    lanes: LaneLayout,
    *,
    days: Days | None = None,
    kept: Collection[str] = (),
    candidates: Collection[str] = (),
) -> Chart:
    """The chart of some rows of an event frame, at `days` or the days that its lanes were made for.

    The events whose ids are in `kept` are drawn one by one, however many there are; those in `candidates` as marks
    that are not of the data yet, hollow and dashed as drafts are.
    """
    shown = days or lanes.opening
    events = events[events.index.isin(lanes.lane_of.index)]
    single = drawn_singly(events, shown, kept)
    rest = events.loc[~events.index.isin(single.index), ["earliest", "latest"]]
    return Chart(
        dataset,
        single,
        counted(rest, lanes.every_lane(rest), shown),
        _months(events, dataset),
        lanes,
        shown,
        candidates,
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
