"""What the tab of the shift says of the days before and after an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from app.analysis.days import day_text, moved
from app.analysis.frames import Tables
from app.analysis.selection import select
from app.analysis.shift import Groups, anchor_days, around, before_after, groups_of, kind_labels, with_anchor
from app.analysis.view import WINDOWS, View
from app.data.schema import Dataset, Event
from app.data.wording import counted
from app.figures.spots import direction_look
from app.figures.strips import around_strips, distances
from app.pages.queries import to_list

MOST_OFFERED: Final = 1_000  # events to choose an anchor from by words: the newest
OFFERED: Final = 3  # events to choose from at once, where the data name none


def chosen_anchor(dataset: Dataset, events: pd.DataFrame, view: View) -> Event:
    """The event that a view tells before and after from: its own, or the first on offer."""
    return dataset.by_id[view.anchor] if view.anchor else _anchors(dataset, events)[0]


def around_context(dataset: Dataset, tables: Tables, view: View) -> dict[str, Any]:
    """What the template knows of the events near the anchor of a view."""
    events, groups = tables.events, groups_of(dataset)
    record = chosen_anchor(dataset, events, view)
    first, last = anchor_days(events, record.id)
    near = around(with_anchor(select(events, view.filters).shown, events, record.id), record.id, view.window)
    return {
        "anchor": {"id": record.id, "label": record.label, "date_words": record.date.words},
        "anchor_options": [(one.label, view.changed(anchor=one.id).query()) for one in _anchors(dataset, events)],
        "anchor_query": view.changed(anchor="ANCHOR").query(),
        "any_anchor": [(one.id, _offered(one)) for one in dataset.events[-MOST_OFFERED:]],
        "anchor_words": _offered(record),
        "window": f"{view.window} days",
        "days": view.window,
        "window_limits": (WINDOWS[0], WINDOWS[-1]),
        "window_options": [(f"{days} days", view.changed(window=days).query()) for days in WINDOWS],
        "window_query": view.changed(window=WINDOWS[0]).query(),
        "around_words": _around_words(near, groups, view.window),
        "around_tables": list(_tables(near, dataset, groups, view, (first, last))) if len(near) else [],
        "around_strips": around_strips(near, dataset, first, last, view.window),
        "around_lists": _lists(near, dataset, first, last),
    }


def _offered(event: Event) -> str:
    return f"{event.label} ({event.date.words})"


def _anchors(dataset: Dataset, events: pd.DataFrame) -> list[Event]:
    """The anchors on offer: those that the data name, else the newest of the foremost events."""
    foremost = events[events["significance"] == events["significance"].max()]["id"].tail(OFFERED)
    return [dataset.by_id[anchor] for anchor in dataset.dataset.anchors or foremost]


def _lists(near: pd.DataFrame, dataset: Dataset, first: pd.Timestamp, last: pd.Timestamp) -> list[Any]:
    """The events before the anchor and those after it, the nearest first, each with its mark and its days."""
    rows = [
        row | {"days": days, "look": direction_look(row["direction"], dataset, row["status"], row["kind"])}
        for row, days in zip(near.to_dict("records"), distances(near, first, last), strict=True)
    ]
    return [
        (name, sorted((row for row in rows if row["when"] == name.lower()), key=lambda row: abs(row["days"])))
        for name in ("Before", "After")
    ]


def _tables(
    near: pd.DataFrame, dataset: Dataset, groups: Groups, view: View, anchor: tuple[pd.Timestamp, pd.Timestamp]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Counts before and after by group and by kind, each number with the query of what it counts."""
    first, last = anchor
    ranges = {
        "before": {"from_": day_text(moved(first, -view.window)), "to": day_text(moved(first, -1))},
        "after": {"from_": day_text(moved(last, 1)), "to": day_text(moved(last, view.window))},
    }
    return [
        (
            name,
            [
                _row(row, view, name, ranges)
                for row in before_after(near, name, labels).reset_index(names="key").to_dict("records")
            ],
        )
        for name, labels in ((groups.column, groups.labels), ("kind", kind_labels(dataset)))
    ]


def _row(row: Mapping[Any, Any], view: View, name: str, ranges: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    queries = {
        f"{when}_query": to_list(view, dates="within", **span, **{name: (row["key"],)}) for when, span in ranges.items()
    }
    return {**row, **queries}


def _around_words(near: pd.DataFrame, groups: Groups, window: int) -> str:
    if near.empty:
        return f"No event that these filters leave lies within {window} days of it."
    rows = before_after(near, groups.column, groups.labels).to_dict("records")
    before, after = int((near["when"] == "before").sum()), int((near["when"] == "after").sum())
    changed = [f"{row['label']} {row['before']} to {row['after']}" for row in rows if row["difference"]]
    detail = f": {', '.join(changed)}" if changed and len(groups.labels) > 1 else ""
    lead = f"In the {window} days before there {'is' if before == 1 else 'are'} {counted(before, 'event')}"
    return f"{lead}, in the {window} days after {after}{detail}."
