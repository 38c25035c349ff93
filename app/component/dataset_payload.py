"""A view of a dataset -> what the chart draws."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.analysis.frames import event_frame, relation_frame
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from app.figures.lanes import lane_layout
from app.figures.payload import timeline_chart


def viewed(dataset: Dataset, view: str) -> View:
    """The view that a query string such as "track=rules&from=2025" asks for; a ValueError where it cannot."""
    asked, notices = parse_view(view.removeprefix("?"), dataset)
    if notices:
        raise ValueError(f"view={view!r}: {' '.join(notice.text for notice in notices)}")
    return asked


def dataset_payload(dataset: Dataset, view: str = "", *, today: dt.date | None = None) -> dict[str, Any]:
    """What `Timeline(data=...)` and the notebook draw of a dataset: the events that a view leaves, at its days.

    With `today` the chart reaches to that day and shades what the data do not cover. A ValueError names what of the
    view is not understood.

    >>> from app.data.loading import load_dataset
    >>> len(dataset_payload(load_dataset("tests/data/tariffs.yaml"), "from=2019")["marks"]["id"])
    10
    """
    asked = viewed(dataset, view)
    events = event_frame(dataset)
    shown = select(events, asked.filters).shown
    lanes = lane_layout(asked.lanes, events, dataset)
    chart = timeline_chart(shown, dataset, lanes, days=asked.days(dataset), kept={asked.event})
    return chart.plain(relation_frame(dataset), today)
