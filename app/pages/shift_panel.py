"""HTML of the shift: balance, before and after, response lags, each with its numbers as words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from app.analysis.days import day_text, moved
from app.analysis.frames import Tables
from app.analysis.periods import period_end, period_label, readable
from app.analysis.selection import select
from app.analysis.shift import (
    FEWEST_PAIRS,
    acts_of,
    anchor_days,
    around,
    before_after,
    dense_from,
    kind_labels,
    lag_summary,
    period_counts,
    response_lags,
    running_balance,
    shown_singly,
    with_anchor,
)
from app.analysis.view import PERIODS, WINDOWS, View
from app.data.schema import Dataset, Event
from app.data.vocabulary import BASES
from app.data.wording import counted
from app.figures.spots import direction_look
from app.figures.strips import around_strips, distances, lag_strips
from app.pages.queries import to_list
from app.pages.templates import TEMPLATES

MOST_OFFERED: Final = 1_000  # events to choose an anchor from: the newest


def shift_html(dataset: Dataset, tables: Tables, shown: pd.DataFrame, view: View, anchor: str, chart: str = "") -> str:
    """The shift in the events shown; `anchor` is the event that before and after are told from."""
    return TEMPLATES.get_template("shift.html.j2").render(
        chart=chart,
        **_balance_context(dataset, shown, view),
        **_around_context(dataset, tables.events, view, anchor),
        **_lag_context(dataset, tables, shown),
    )


def _balance_context(dataset: Dataset, shown: pd.DataFrame, view: View) -> dict[str, Any]:
    weighted = view.weigh == "significance"
    by = readable(shown["earliest"], view.by)
    counts = period_counts(shown, dataset, by)
    balance = running_balance(shown, dataset, by, weighted=weighted)
    sides = {side.id: side.label for side in dataset.sides}
    facing = [side.label for place in ("above", "below") for side in dataset.sides if side.place == place]
    return {
        "balance_words": _balance_words(shown, dataset),
        "meaning": _meaning(shown, dataset, weighted=weighted),
        "opens": _opens(counts),
        "upper": facing[0] if facing else "",
        "lower": facing[-1] if facing else "",
        "by": PERIODS[view.by],
        "counted_by": f"Counted by {by}, for so long a time has too many {view.by}s." if by != view.by else "",
        "by_options": [(label, view.changed(by=by).query()) for by, label in PERIODS.items()],
        "weigh": "By significance" if weighted else "Each act counts one",
        "weigh_options": [
            ("Each act counts one", view.changed(weigh="").query()),
            ("By significance", view.changed(weigh="significance").query()),
        ],
        "directions": [direction.label for direction in dataset.directions],
        "sides": [sides[side] for side in balance.columns],
        "periods": list(_period_rows(dataset, counts, balance, view, by)),
    }


def _balance_words(shown: pd.DataFrame, dataset: Dataset) -> str:
    """What each side did in the last year of the events, beside the year before: counts, which no sum hides."""
    if not any(direction.side for direction in dataset.directions):
        return "No direction of this topic has a side, so that no balance can be drawn."
    last = shown["earliest"].max()
    year, before = (moved(last, -364), last), (moved(last, -729), moved(last, -365))
    lately, earlier = acts_of(shown, dataset, year), acts_of(shown, dataset, before)
    sides = {side.id: side.label for side in dataset.sides}
    parts = [
        f"{sides[side]} tightened {_times(tight)} and relaxed {_times(loose)}, "
        f"after {earlier[side][0]} and {earlier[side][1]} in the year before"
        for side, (tight, loose) in lately.items()
        if tight or loose or any(earlier[side])
    ]
    words = f"In the year to {last.day} {last:%B} {last.year} {'; '.join(parts)}."
    return words if parts else "No act that tightens or relaxes is among these events."


def _times(count: int) -> str:
    return {0: "not once", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _meaning(shown: pd.DataFrame, dataset: Dataset, *, weighted: bool) -> str:
    """What the numbers count, and what they leave out."""
    sided = {direction.id for direction in dataset.directions if direction.side}
    builds = [one.label for one in dataset.directions if one.side and one.effect == "builds"]
    count = int(shown["direction"].isin(sided).sum())
    words = f"Counted here are the acts of a side: {count} of {counted(len(shown), 'event')}. "
    words += "The net of a side is its acts that tighten less those that relax. "
    weight = "as its significance, 1 to 3" if weighted else "one, however much it changes"
    words += f"Each act counts {weight}"
    words += ", so that a high net says that a side acted often, not that its rules are strict. "
    if builds:
        words += f"{', '.join(builds)}: drawn on its side, and in no net. "
    return words


def _opens(counts: pd.DataFrame) -> str:
    """From which year on the chart is drawn, and how much lies before it."""
    since = dense_from(counts)
    early = int(counts[counts.index < since].sum().sum())
    lie = counted(early, "event lies", "events lie")
    words = f"The chart opens in {since.year}; {lie} before that, and the net since the start counts them."
    return words if early else ""


def _period_rows(
    dataset: Dataset, counts: pd.DataFrame, balance: pd.DataFrame, view: View, by: str
) -> Iterable[dict[str, Any]]:
    for first in counts.index:
        span = _within(first, period_end(first, by), view)
        yield {
            "label": period_label(first, by),
            "query": to_list(view, **span),
            "cells": [
                {"count": int(counts.loc[first, d.id]), "query": to_list(view, **span, direction=(d.id,))}
                for d in dataset.directions
            ],
            "balances": [f"{balance.loc[first, side]:+d}" for side in balance.columns],
        }


def _within(first: pd.Timestamp, last: pd.Timestamp, view: View) -> dict[str, str]:
    """The dates of a period, cut to those of the view, so that a link lists just what was counted."""
    start = first if view.first_day is None else max(first, view.first_day)
    end = last if view.last_day is None else min(last, view.last_day)
    return {"from_": day_text(start), "to": day_text(end), "dates": "first"}


def _around_context(dataset: Dataset, events: pd.DataFrame, view: View, anchor: str) -> dict[str, Any]:
    record = dataset.by_id[anchor]
    first, last = anchor_days(events, anchor)
    near = around(with_anchor(select(events, view.filters).shown, events, anchor), anchor, view.window)
    ranges = {
        "before": {"from_": day_text(moved(first, -view.window)), "to": day_text(moved(first, -1))},
        "after": {"from_": day_text(moved(last, 1)), "to": day_text(moved(last, view.window))},
    }
    directions = {direction.id: direction.label for direction in dataset.directions}
    tables = [
        (
            name,
            [
                _around_row(row, view, name, ranges)
                for row in before_after(near, name, labels).reset_index(names="key").to_dict("records")
            ],
        )
        for name, labels in (("direction", directions), ("kind", kind_labels()))
    ]
    return {
        "anchor": {"id": record.id, "label": record.label, "date_words": record.date.words},
        "anchor_options": [(event.label, view.changed(anchor=event.id).query()) for event in _anchors(dataset, events)],
        "anchor_query": view.changed(anchor="ANCHOR").query(),
        "any_anchor": [(event.id, f"{event.date.words}: {event.label}") for event in dataset.events[-MOST_OFFERED:]],
        "window": f"{view.window} days",
        "window_options": [(f"{days} days", view.changed(window=days).query()) for days in WINDOWS],
        "around_words": _around_words(near, directions, view.window),
        "around_tables": tables,
        "around_strips": around_strips(near, dataset, first, last, view.window),
        "around_lists": _around_lists(near, dataset, first, last),
    }


def _around_lists(near: pd.DataFrame, dataset: Dataset, first: pd.Timestamp, last: pd.Timestamp) -> list[Any]:
    """The events before the anchor and those after it, the nearest first, each with its mark and its days."""
    rows = [
        row | {"days": days, "look": direction_look(row["direction"], dataset, row["status"])}
        for row, days in zip(near.to_dict("records"), distances(near, first, last), strict=True)
    ]
    return [
        (name, sorted((row for row in rows if row["when"] == name.lower()), key=lambda row: abs(row["days"])))
        for name in ("Before", "After")
    ]


def _anchors(dataset: Dataset, events: pd.DataFrame) -> list[Event]:
    """The anchors on offer: those that the data name, else the newest turning points."""
    turning = events.loc[events["significance"] == 3, "id"].tail(3)
    return [dataset.by_id[anchor] for anchor in dataset.dataset.anchors or turning]


def _around_row(row: Mapping[Any, Any], view: View, name: str, ranges: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    queries = {
        f"{when}_query": to_list(view, dates="within", **span, **{name: (row["key"],)}) for when, span in ranges.items()
    }
    return {**row, **queries}


def _around_words(near: pd.DataFrame, directions: Mapping[str, str], window: int) -> str:
    rows = before_after(near, "direction", dict(directions)).to_dict("records")
    before, after = int((near["when"] == "before").sum()), int((near["when"] == "after").sum())
    changed = [f"{row['label']} {row['before']} to {row['after']}" for row in rows if row["difference"]]
    detail = f": {', '.join(changed)}" if changed else ", no direction differs"
    lead = f"In the {window} days before there {'is' if before == 1 else 'are'} {counted(before, 'event')}"
    return f"{lead}, in the {window} days after {after}{detail}."


def _lag_context(dataset: Dataset, tables: Tables, shown: pd.DataFrame) -> dict[str, Any]:
    lags = response_lags(shown, tables.relations, dataset)
    labels = dict(zip(tables.events["id"].tolist(), tables.events["label"].tolist(), strict=True))
    sides = {side.id: side.label for side in dataset.sides}
    return {
        "lag_words": _lag_words(lags, labels) + _left_out(lags),
        "lag_strips": lag_strips(shown_singly(lags), dataset, labels),
        "lag_tables": [
            (name, [_lag_row(row) for row in lag_summary(lags, name, words).to_dict("records")])
            for name, words in (("side", sides), ("kind", kind_labels()))
        ],
        "pairs": [
            {
                "answer": {"id": row["event"], "label": labels[row["event"]]},
                "act": {"id": row["target"], "label": labels[row["target"]]},
                "lag": "day not known" if pd.isna(row["lag_days"]) else counted(row["lag_days"], "day"),
                "basis": BASES[row["basis"]].label,
            }
            for row in shown_singly(lags).sort_values("lag_days").to_dict("records")
        ],
    }


def _left_out(lags: pd.DataFrame) -> str:
    """A sentence on the answers that are counted and not shown one by one, or nothing."""
    shown = len(shown_singly(lags))
    return f" One by one, the newest {shown:,} of them are shown." if shown < len(lags) else ""


def _lag_words(lags: pd.DataFrame, labels: Mapping[str, str]) -> str:
    known = lags.dropna(subset=["lag_days"]).astype({"lag_days": "int64"})
    if known.empty:
        return "No answer of a known day is among these events."
    start = f"{counted(len(lags), 'answer')}, {len(known)} of them with both days known."
    if len(known) < FEWEST_PAIRS:
        return f"{start} Too few for a median."
    ordered = known.sort_values("lag_days", kind="stable")
    fastest, slowest = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"{start} Median: {counted(round(known['lag_days'].median()), 'day')}. "
        f"Fastest: {_pair(fastest, labels)}. Slowest: {_pair(slowest, labels)}."
    )


def _pair(row: pd.Series[Any], labels: Mapping[str, str]) -> str:
    return f"{labels[row['event']]}, {counted(row['lag_days'], 'day')} after {labels[row['target']]}"


def _lag_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of the table, in whole days; of fewer than FEWEST_PAIRS pairs nothing is stated."""
    if row["known"] < FEWEST_PAIRS:
        return {**row, "median": "", "middle": "", "fastest": "", "slowest": ""}
    numbers = {name: f"{round(row[name])}" for name in ("median", "fastest", "slowest")}
    return {**row, **numbers, "middle": f"{round(row['lower'])} to {round(row['upper'])}"}
