from __future__ import annotations

from typing import Any

import pytest

from app.analysis.activity import most_active_actors, with_opening_days
from app.analysis.filters import FILTERS
from app.analysis.frames import event_frame
from app.analysis.selection import facet_counts, select
from app.analysis.view import DATES, View, allowed_values, parse_view
from app.data.schema import Dataset
from tests.factories import event, loaded


def test_every_hidden_event_is_counted_under_one_reason(published: Dataset) -> None:
    events = event_frame(published)
    view, _ = parse_view("from=2025-05&to=2025-10&track=h20-scrutiny&min=2&q=nvidia", published)
    selection = select(events, view)
    assert len(selection.shown) + sum(selection.hidden.values()) == selection.total == len(events)
    assert set(selection.shown["track"]) == {"h20-scrutiny"}


def test_the_status_line_says_what_is_not_shown_and_why() -> None:
    made = loaded(
        event(id="a", date="2025-02-01"),
        event(id="b", date="2025-03", significance="3", title="The regulator met the firm."),
        event(id="c", date="2025-04-01", status="reported"),
    )
    frame = event_frame(made)
    assert select(frame, View()).words == "3 of 3 events shown."
    assert (
        select(frame, View(from_="2025-03", status=("official",), q="FIRM")).words
        == "1 of 3 events shown. Not shown: 1 of other status, 1 without “firm”."
    )


def test_dates_are_named_for_those_alone_that_other_days_would_show() -> None:
    frame = event_frame(loaded(event(id="a", date="2025-02-01"), event(id="b", date="2025-02-01", status="reported")))
    words = select(frame, View(from_="2025-03", status=("official",))).words
    assert words == "0 of 2 events shown. Not shown: 1 of other status, 1 before 2025-03."


def test_a_month_is_shown_wherever_a_part_of_it_is() -> None:
    frame = event_frame(loaded(event(date="2025-03")))
    assert len(select(frame, View(from_="2025-03-31")).shown) == 1
    assert len(select(frame, View(to="2025-03-01")).shown) == 1
    assert len(select(frame, View(from_="2025-04")).shown) == 0


@pytest.mark.parametrize(("dates", "kept"), [("overlap", ["a", "b"]), ("first", ["a"]), ("within", ["a"])])
def test_dates_match_in_part_by_first_day_or_wholly(dates: str, kept: list[str]) -> None:
    frame = event_frame(loaded(event(id="b", date="2025-02/2025-04"), event(id="a", date="2025-03-05")))
    assert sorted(select(frame, View(from_="2025-03", to="2025-03", dates=dates)).shown["id"]) == kept


def test_filters_of_lists_keep_what_shares_an_entry() -> None:
    actors = [{"id": "regulator", "name": "R", "kind": "other"}, {"id": "firm", "name": "F", "kind": "company"}]
    made = loaded(event(id="a"), event(id="b", actors=["regulator", "firm"]), actors=actors)
    assert select(event_frame(made), View(actor=("firm",))).shown["id"].tolist() == ["b"]


def test_the_chart_opens_on_the_months_that_hold_the_action(published: Dataset) -> None:
    events = event_frame(published)
    shown = select(events, with_opening_days(View(), events, published)).shown
    assert 0.75 < len(shown) / len(events) < 1


QUERIES = (
    "",
    "track=h20-scrutiny&min=2&q=nvidia",
    "from=2025-05&to=2025-10&status=official,reported&direction=cn-tightens",
    "actor=nvidia,huawei&tag=h20&lanes=actor",
    "evidence=strong&kind=rule&jurisdiction=us&from=2024&dates=within",
    "q=nvidia+h20&track=company-market",
    "q=zzzz",
)


@pytest.mark.parametrize("query", QUERIES)
def test_a_count_beside_a_choice_is_the_number_of_events_that_it_alone_would_show(
    query: str, published: Dataset
) -> None:
    events = event_frame(published)
    view, _ = parse_view(query, published)
    for key, counted in facet_counts(events, view).items():
        allowed = allowed_values(published)[key]
        alone: list[dict[str, Any]] = [{key: (id_,)} for id_ in list(allowed)[:12]]
        for change in alone:
            (id_,) = change[key]
            assert len(select(events, view.changed(**change)).shown) == counted.get(id_, 0), (key, id_)


@pytest.mark.parametrize("query", QUERIES)
def test_filters_keep_what_a_look_at_each_row_keeps(query: str, published: Dataset) -> None:
    events = event_frame(published)
    view, _ = parse_view(query, published)
    first, last = view.first_day, view.last_day
    start, end = DATES[view.dates]

    def kept(row: dict[Any, Any]) -> bool:
        return (
            (first is None or row[end] >= first)
            and (last is None or row[start] <= last)
            and all(
                not getattr(view, key) or row[key] in getattr(view, key)
                for key in FILTERS
                if key not in ("actor", "tag")
            )
            and (not view.actor or not set(view.actor).isdisjoint(row["actors"]))
            and (not view.tag or not set(view.tag).isdisjoint(row["tags"]))
            and (view.lanes != "actor" or not set(most_active_actors(events)).isdisjoint(row["actors"]))
            and row["significance"] >= view.min
            and all(word in row["search_text"] for word in view.q.casefold().split())
        )

    expected = [row["id"] for row in events.to_dict("records") if kept(row)]
    assert select(events, view).shown["id"].tolist() == expected


def test_a_selection_is_told_by_its_status_line(tariffs: Dataset) -> None:
    selection = select(event_frame(tariffs), View())
    assert repr(selection) == "<Selection: 10 of 10 events shown.>"
