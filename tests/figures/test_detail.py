"""Every event is on the chart once: as a mark, or in a count."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from app.analysis.days import spans
from app.analysis.frames import event_frame
from app.data.schema import Dataset
from app.figures.detail import MOST_MARKS, TOP_MARKS
from app.figures.lanes import lane_layout
from app.figures.payload import Chart, timeline_chart
from tests.factories import crowd

YEAR = (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
MAY = (pd.Timestamp("2025-05-01"), pd.Timestamp("2025-05-31"))
COUNT = MOST_MARKS + 200


@pytest.fixture(scope="module", name="crowd")
def a_crowd() -> Dataset:
    return crowd(COUNT)


def chart_of(dataset: Dataset, days: tuple[pd.Timestamp, pd.Timestamp], kept: tuple[str, ...] = ()) -> Chart:
    events = event_frame(dataset)
    return timeline_chart(events, dataset, lane_layout("track", events, dataset), days=days, kept=kept)


def test_few_events_are_all_marks(published: Dataset) -> None:
    chart = chart_of(published, (pd.Timestamp("2019-01-01"), pd.Timestamp("2026-12-31")))
    assert len(chart.rows) == len(published.events)
    assert (chart.rest.by_lane, chart.rest.words) == ({}, "")


def test_of_too_many_the_foremost_are_marks_and_the_rest_are_counted(crowd: Dataset) -> None:
    chart = chart_of(crowd, YEAR)
    assert len(chart.rows) == TOP_MARKS
    assert chart.rows["significance"].tolist().count(3) == COUNT / 10
    [(first, counts)] = chart.rest.by_lane.values()
    assert sum(counts) == COUNT - TOP_MARKS == chart.rest.total
    assert first == (dt.date(2025, 1, 1) - dt.date(1970, 1, 1)).days
    assert chart.rest.words == f" {COUNT - TOP_MARKS} of them are drawn as counts; zoom in to see each."


def test_the_foremost_of_equals_are_spread_over_time(crowd: Dataset) -> None:
    rows = chart_of(crowd, YEAR).rows
    details = [start for start, _ in spans(rows[rows["significance"] == 1])]
    thirds = pd.cut(pd.Series(details), 3).value_counts()
    assert thirds.min() > len(details) / 4


def test_zooming_in_resolves_counts_into_marks(crowd: Dataset) -> None:
    chart = chart_of(crowd, MAY)
    assert len(chart.rows) == 31 * 4
    assert chart.rest.words == ""
    assert chart.rest.total == COUNT - len(chart.rows)


def test_an_event_that_is_asked_for_is_always_a_mark(crowd: Dataset) -> None:
    assert "e1" not in set(chart_of(crowd, MAY).rows["id"])
    assert "e1" in set(chart_of(crowd, MAY, ("e1",)).rows["id"])


def test_the_months_count_every_event_once(crowd: Dataset, published: Dataset) -> None:
    for dataset in (crowd, published):
        months = chart_of(dataset, YEAR).months
        assert sum(sum(counts) for _, _, counts in months) == len(dataset.events)
