from __future__ import annotations

import statistics
from collections import Counter

import pandas as pd
import pytest

from app.analysis.frames import event_frame, relation_frame, tables
from app.analysis.shift import (
    around,
    before_after,
    lag_summary,
    period_counts,
    response_lags,
    running_balance,
    shown_singly,
    with_anchor,
)
from app.analysis.view import View
from app.data.schema import Dataset
from app.pages.shift_panel import shift_html
from tests.factories import event, loaded

DIRECTIONS = [
    {"id": "cn-tightens", "label": "China tightens", "side": "beijing", "effect": "tightens"},
    {"id": "cn-relaxes", "label": "China relaxes", "side": "beijing", "effect": "relaxes"},
]


@pytest.fixture
def small() -> Dataset:
    answer = {"type": "responds_to", "basis": "stated"}
    return loaded(
        event(id="a", date="2025-01-10", significance="3"),
        event(id="b", date="2025-01-20", direction="cn-relaxes", relations=[answer | {"event": "a"}]),
        event(id="c", date="2025-03", significance="1", relations=[answer | {"event": "a"}]),
        event(id="d", date="2025-04-01", kind="report", relations=[answer | {"event": "b"}]),
        directions=DIRECTIONS,
    )


def test_counts_hold_every_month_and_the_empty_ones(small: Dataset) -> None:
    counts = period_counts(event_frame(small), small)
    assert [f"{month:%Y-%m}" for month in counts.index] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert counts["cn-tightens"].tolist() == [1, 0, 1, 1]
    assert counts["cn-relaxes"].tolist() == [1, 0, 0, 0]
    assert period_counts(event_frame(small), small, "quarter")["cn-tightens"].tolist() == [2, 1]


@pytest.mark.parametrize(("weighted", "balance"), [(False, [0, 0, 1, 2]), (True, [1, 1, 2, 4])])
def test_the_balance_sums_what_tightens_minus_what_relaxes(small: Dataset, weighted: bool, balance: list[int]) -> None:
    assert running_balance(event_frame(small), small, weighted=weighted)["beijing"].tolist() == balance


def test_no_event_is_no_count(small: Dataset) -> None:
    nothing = event_frame(small).iloc[:0]
    assert period_counts(nothing, small).empty
    assert running_balance(nothing, small).empty


def test_only_pairs_of_known_days_enter_the_median(small: Dataset) -> None:
    lags = response_lags(event_frame(small), relation_frame(small), small)
    assert lags["lag_days"].tolist() == [10, pd.NA, 71]
    row = lag_summary(lags, "side", {"beijing": "Beijing"}).iloc[0]
    assert (row["pairs"], row["known"], row["fastest"], row["median"], row["slowest"]) == (3, 2, 10, 40.5, 71)
    kinds = lag_summary(lags, "kind", {"rule": "Rule", "report": "Report", "ipo": "Listing"})
    assert kinds["label"].tolist() == ["Rule", "Report"]


@pytest.mark.parametrize(
    ("window", "before", "after"), [(5, [], []), (30, ["a"], []), (71, ["a"], ["c", "d"]), (70, ["a"], ["c"])]
)
def test_around_takes_what_lies_wholly_within(small: Dataset, window: int, before: list[str], after: list[str]) -> None:
    near = around(event_frame(small), "b", window)
    assert near.loc[near["when"] == "before", "id"].tolist() == before
    assert near.loc[near["when"] == "after", "id"].tolist() == after


def test_an_anchor_that_filters_hide_is_still_the_anchor(small: Dataset) -> None:
    events = event_frame(small)
    shown = events[events["direction"] == "cn-tightens"]
    kept = with_anchor(shown, events, "b")
    assert kept["id"].tolist() == ["a", "b", "c", "d"]
    assert around(kept, "b", 90)["id"].tolist() == ["a", "c", "d"]


def test_before_and_after_are_counted_and_compared(small: Dataset) -> None:
    near = around(event_frame(small), "b", 90)
    table = before_after(near, "direction", {"cn-tightens": "China tightens", "cn-relaxes": "China relaxes"})
    assert table[["label", "before", "after", "difference"]].to_numpy().tolist() == [["China tightens", 1, 2, 1]]


def test_the_published_counts_agree_with_plain_python(published: Dataset) -> None:
    counts = period_counts(event_frame(published), published)
    plain = Counter((f"{record.date.earliest:%Y-%m}", record.direction) for record in published.events)
    assert int(counts.to_numpy().sum()) == len(published.events)
    for (month, direction), number in plain.items():
        assert counts.loc[f"{month}-01", direction] == number


@pytest.mark.parametrize("weighted", [True, False])
def test_the_published_balance_agrees_with_plain_python(published: Dataset, weighted: bool) -> None:
    balance = running_balance(event_frame(published), published, weighted=weighted)
    signs = {direction.id: (direction.side, direction.effect) for direction in published.directions}
    for side in ("washington", "beijing"):
        total = 0
        for record in published.events:
            of, effect = signs[record.direction]
            step = record.significance if weighted else 1
            total += step * ((effect == "tightens") - (effect == "relaxes")) * (of == side)
        assert balance[side].iloc[-1] == total


def test_the_published_lags_agree_with_plain_python(published: Dataset) -> None:
    events = {record.id: record for record in published.events}
    plain = [
        (record.date.earliest - events[relation.event].date.earliest).days
        for record in published.events
        for relation in record.relations
        if relation.type == "responds_to" and record.date.is_day and events[relation.event].date.is_day
    ]
    lags = response_lags(event_frame(published), relation_frame(published), published)
    assert sorted(lags["lag_days"].dropna()) == sorted(plain)
    assert lags["lag_days"].dropna().median() == statistics.median(plain)


@pytest.mark.parametrize("window", [30, 90, 180])
def test_the_published_before_and_after_agree_with_plain_python(published: Dataset, window: int) -> None:
    anchor = next(record for record in published.events if record.id == published.dataset.anchors[1])
    plain = {"before": 0, "after": 0}
    for record in published.events:
        days = [(day - anchor.date.earliest).days for day in (record.date.earliest, record.date.latest) if day]
        if len(days) == 2 and -window <= days[0] and days[1] < 0:
            plain["before"] += 1
        if len(days) == 2 and days[0] > 0 and days[1] <= window:
            plain["after"] += 1
    near = around(event_frame(published), anchor.id, window)
    assert near["when"].value_counts().to_dict() == plain


def test_of_very_many_answers_the_newest_are_shown_one_by_one(
    published: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tables(published)
    lags = response_lags(made.events, made.relations, published)
    monkeypatch.setattr("app.analysis.shift.MOST_PAIRS", 20)
    assert shown_singly(lags)["event"].tolist() == lags["event"].tolist()[-20:]
    text = shift_html(published, made, made.events, View(anchor=published.events[0].id))
    assert f"{len(lags)} answers" in text
    assert "One by one, the newest 20 of them are shown." in text
