"""What the tab of the shift says of counts over time: by direction with the net of each side, or by track."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from app.analysis.days import day_text, moved
from app.analysis.periods import period_end, period_label, readable
from app.analysis.shift import (
    SIGNS,
    Groups,
    acts_of,
    dense_from,
    groups_of,
    has_balance,
    period_counts,
    running_balance,
    sides_in_balance,
)
from app.analysis.view import PERIODS, View
from app.data.schema import Dataset
from app.data.wording import counted, listed
from app.figures.balance import noted
from app.figures.spots import direction_look
from app.pages.queries import to_list

VERBS: Final = {"tightens": "tightened", "relaxes": "relaxed", "builds": "built"}
NETS: Final = {
    ("relaxes", "tightens"): "its acts that tighten less those that relax",
    ("tightens",): "the number of its acts that tighten, for none is coded to relax",
    ("relaxes",): "below zero: the number of its acts that relax, for none is coded to tighten",
}
MOST_NAMED: Final = 6  # groups in a sentence; the table has them all
RESEARCH: Final = "A busy month may only be one that was searched more closely."


@dataclass(frozen=True, slots=True)
class Year:
    """The events of the last year of some events, and those of the year before."""

    last: pd.Timestamp
    events: pd.DataFrame
    before: pd.DataFrame

    @classmethod
    def of(cls, shown: pd.DataFrame) -> Year:
        """The two years to the day of the last event."""
        last, days = shown["earliest"].max(), shown["earliest"]
        lately, earlier = (moved(last, -364), last), (moved(last, -729), moved(last, -365))
        return cls(last, shown[days.between(*lately)], shown[days.between(*earlier)])

    @property
    def lead(self) -> str:
        """How a sentence on the year begins, with the number that its counts are parts of."""
        return f"{self.name}, of {counted(len(self.events), 'event')}"

    @property
    def words(self) -> str:
        """How many events both years have."""
        are = f"{'is' if len(self.events) == 1 else 'are'} {counted(len(self.events), 'event')}"
        return f"{self.name} there {are}, after {len(self.before)} in the year before."

    @property
    def name(self) -> str:
        """Which year it is."""
        return f"In the year to {self.last.day} {self.last:%B} {self.last.year}"


def balance_heading(dataset: Dataset) -> str:
    """What the chart is called."""
    return "The balance of acts" if has_balance(dataset) else f"Events by {groups_of(dataset).column}"


def balance_context(dataset: Dataset, shown: pd.DataFrame, view: View) -> dict[str, Any]:
    """What the template knows of the counts over time of the events shown."""
    weighted = view.weigh == "significance"
    by = readable(shown["earliest"], view.by)
    counts = period_counts(shown, dataset, by)
    balance = running_balance(shown, dataset, by, weighted=weighted)
    sides = {side.id: side.label for side in dataset.sides}
    groups = groups_of(dataset)
    return {
        "balance_heading": balance_heading(dataset),
        "balance_words": _balance_words(shown, dataset) if has_balance(dataset) else _group_words(shown, groups),
        "bearing": _bearing(shown, dataset),
        "meaning": " ".join(_meaning(shown, dataset, counts, weighted=weighted)),
        "described": _described(dataset),
        "by": PERIODS[view.by],
        "counted_by": f"Counted by {by}, for so long a time has too many {view.by}s." if by != view.by else "",
        "by_options": [(label, view.changed(by=by).query()) for by, label in PERIODS.items()],
        "weigh": "By significance" if weighted else "Each act counts one",
        "weigh_options": [
            ("Each act counts one", view.changed(weigh="").query()),
            ("By significance", view.changed(weigh="significance").query()),
        ]
        if has_balance(dataset)
        else [],
        "groups": list(groups.labels.values()),
        "sides": [sides[side] for side in balance.columns],
        "periods": list(_period_rows(counts, balance, groups, view, by)),
    }


def _balance_words(shown: pd.DataFrame, dataset: Dataset) -> str:
    """What each side did in the last year of the events, beside the year before: counts, which no sum hides."""
    year = Year.of(shown)
    lately, earlier = acts_of(year.events, dataset), acts_of(year.before, dataset)
    sides = {side.id: side.label for side in dataset.sides}
    parts = [
        f"{sides[side]} {_acted(acts)}, after {listed([str(number) for number in earlier[side].values()])} "
        "in the year before"
        for side, acts in lately.items()
        if any(acts.values()) or any(earlier[side].values())
    ]
    return (
        f"{year.lead}, {'; '.join(parts)}." if parts else "No act of a side is among the events of the last two years."
    )


def _acted(acts: Mapping[str, int]) -> str:
    """ "tightened 52 times and relaxed twice"."""
    return listed([f"{VERBS[effect]} {_times(count)}" for effect, count in acts.items()])


def _times(count: int) -> str:
    return {0: "not once", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _group_words(shown: pd.DataFrame, groups: Groups) -> str:
    """How many events each group had in the last year, beside the year before; the largest groups alone."""
    year = Year.of(shown)
    if len(groups.labels) == 1:
        return year.words
    lately, earlier = (rows[groups.column].value_counts() for rows in (year.events, year.before))
    both = {key: (int(lately.get(key, 0)), int(earlier.get(key, 0))) for key in groups.labels}
    numbers = {key: counts for key, counts in both.items() if any(counts)}
    foremost = sorted(numbers, key=lambda key: -sum(numbers[key]))[:MOST_NAMED]
    before = " (after {})" if len(year.before) else ""
    parts = [
        f"{groups.labels[key]} {now}{before.format(then)}" for key, (now, then) in numbers.items() if key in foremost
    ]
    return f"{year.words[:-1]}: {', '.join(parts)}."


def _bearing(shown: pd.DataFrame, dataset: Dataset) -> list[dict[Any, Any]]:
    """The events that the finding of the dataset rests on, of those shown, in their order in time."""
    rows = shown[shown["id"].isin(dataset.dataset.finding_events)]
    return [
        row | {"look": direction_look(row["direction"], dataset, row["status"], row["kind"])}
        for row in rows.to_dict("records")
    ]


def _meaning(shown: pd.DataFrame, dataset: Dataset, counts: pd.DataFrame, *, weighted: bool) -> Iterable[str]:
    """What the numbers count and leave out, and what the chart's looks mean."""
    if has_balance(dataset):
        yield from _meaning_of_net(shown, dataset, weighted=weighted)
    else:
        yield "Each event counts once, on the first day that its date can mean."
    if opens := _opens(counts, "and the net since the start counts them" if has_balance(dataset) else "undrawn"):
        yield opens
    yield RESEARCH
    if any(direction.effect == "relaxes" and direction.side for direction in dataset.directions):
        yield "Hatched bars relax."
    if len(noted(shown, dense_from(counts))):
        yield "Diamonds are turning points."


def _meaning_of_net(shown: pd.DataFrame, dataset: Dataset, *, weighted: bool) -> Iterable[str]:
    sided = {direction.id for direction in dataset.directions if direction.side}
    builds = [one.label for one in dataset.directions if one.side and one.effect == "builds"]
    declared = tuple(sorted({one.effect for one in dataset.directions if one.side and one.effect in SIGNS}))
    count = int(shown["direction"].isin(sided).sum())
    yield f"Counted here are the acts of a side: {count} of {counted(len(shown), 'event')}."
    yield f"The net of a side is {NETS[declared]}."
    weight = "as its significance, 1 to 3" if weighted else "one, however much it changes"
    yield f"Each act counts {weight}: a high net says that a side acted often, not that its rules are strict."
    if builds:
        yield f"{listed(builds)}: drawn on its side, and in no net."


def _opens(counts: pd.DataFrame, fate: str) -> str:
    """From which year on the chart is drawn, and how much lies before it, with what becomes of that, or nothing."""
    since = dense_from(counts)
    early = int(counts[counts.index < since].sum().sum())
    lie = counted(early, "event lies", "events lie")
    return f"The chart opens in {since.year}; {lie} before that, {fate}." if early else ""


def _described(dataset: Dataset) -> str:
    """What the chart shows, for those who do not see it, and that the table holds the same."""
    below = [side.label for side in dataset.sides if side.place == "below" and side.id in _sided(dataset)]
    above = [side.label for side in dataset.sides if side.place != "below" and side.id in _sided(dataset)]
    ways = [f"{listed(names)} {way}" for names, way in ((above, "upwards"), (below, "downwards")) if names]
    of = f", {listed(ways)}" if ways else f", by {groups_of(dataset).column}"
    nets = ", with the net of each side over a year and since the start below" if sides_in_balance(dataset) else ""
    return f"Counts of events by period{of}{nets}."


def _sided(dataset: Dataset) -> set[str | None]:
    """The sides that the chart tells apart."""
    by_direction = groups_of(dataset).column == "direction"
    return {direction.side for direction in dataset.directions} if by_direction else set()


def _period_rows(
    counts: pd.DataFrame, balance: pd.DataFrame, groups: Groups, view: View, by: str
) -> Iterable[dict[str, Any]]:
    for first in counts.index:
        span = _within(first, period_end(first, by), view)
        yield {
            "label": period_label(first, by),
            "query": to_list(view, **span),
            "total": int(counts.loc[first].sum()),
            "cells": [
                {"count": int(counts.loc[first, id_]), "query": to_list(view, **span, **{groups.column: (id_,)})}
                for id_ in groups.labels
            ],
            "balances": [f"{balance.loc[first, side]:+d}" for side in balance.columns],
        }


def _within(first: pd.Timestamp, last: pd.Timestamp, view: View) -> dict[str, str]:
    """The dates of a period, cut to those of the view, so that a link lists just what was counted."""
    start = first if view.first_day is None else max(first, view.first_day)
    end = last if view.last_day is None else min(last, view.last_day)
    return {"from_": day_text(start), "to": day_text(end), "dates": "first"}
