from __future__ import annotations

import pytest

from app.frames import event_frame
from app.schema import Dataset
from app.view import View, parse_view, select, view_in_words
from tests.factories import event, loaded

QUERIES = [
    "",
    "track=h20-scrutiny",
    "from=2025-05&to=2025-10-31&track=h20-scrutiny,domestic-chips&direction=cn-tightens",
    "kind=summons,statement&status=official&evidence=strong&jurisdiction=cn&min=3",
    "actor=nvidia&q=backdoor%20%E5%90%8E%E9%97%A8&event=cac-summons-nvidia-over-h20&tab=list",
    "lanes=side&tag=h20",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_survives_the_way_there_and_back(query: str, published: Dataset) -> None:
    view, notices = parse_view(f"?{query}", published)
    assert notices == []
    assert parse_view(view.query(), published) == (view, [])
    assert view.query().count("=") == query.count("=")


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("trak=x", "Unknown key 'trak' was ignored. Did you mean 'track'?"),
        (
            "track=h20-scrutny",
            "Unknown value 'h20-scrutny' for 'track' was ignored. Did you mean 'h20-scrutiny'?",
        ),
        ("min=5", "Unknown value '5' for 'min' was ignored."),
        ("tab=nowhere", "Unknown value 'nowhere' for 'tab' was ignored."),
        ("event=gone", "Unknown value 'gone' for 'event' was ignored."),
        ("from=tomorrow", "'from' must be YYYY, YYYY-MM or YYYY-MM-DD; 'tomorrow' was ignored."),
        ("to=2025-02-30", "'to' must be YYYY, YYYY-MM or YYYY-MM-DD; '2025-02-30' was ignored."),
        ("from=2026&to=2025", "'from' 2026 is after 'to' 2025; both were ignored."),
        ("q=" + "x" * 9_000, "The address has more than 8000 characters and was ignored."),
    ],
)
def test_what_a_query_gets_wrong_is_named_and_ignored(query: str, notice: str, published: Dataset) -> None:
    assert parse_view(query, published) == (View(), [notice])


def test_dates_outside_of_the_coverage_are_set_to_its_ends_and_said(published: Dataset) -> None:
    view, notices = parse_view("from=1900&to=2100-05", published)
    assert (view.from_, view.to) == ("2019-05-01", "2026-07-31")
    covered = "is outside of what is covered (1 May 2019 to 31 July 2026); it was set to"
    assert notices == [f"'from' 1900 {covered} 2019-05-01.", f"'to' 2100-05 {covered} 2026-07-31."]
    assert parse_view("from=2019&to=2026", published) == (View(from_="2019", to="2026"), [])


def test_a_good_value_beside_a_bad_one_counts(published: Dataset) -> None:
    view, notices = parse_view("track=h20-scrutiny,zzzz", published)
    assert view.track == ("h20-scrutiny",)
    assert notices == ["Unknown value 'zzzz' for 'track' was ignored."]


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
        == "1 of 3 events shown. Not shown: 1 before 2025-03, 1 of other status."
    )


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


def test_a_view_reads_as_words(published: Dataset) -> None:
    view, _ = parse_view("track=h20-scrutiny&from=2025-05&to=2025-10-31&min=2&q=nvidia", published)
    assert view_in_words(view, published) == (
        "Track: Scrutiny of Nvidia chips. From May 2025. To 31 October 2025. "
        "Significance: important or more. Text: “nvidia”."
    )
    assert view_in_words(View(), published) == "All events."


def test_the_chart_opens_on_the_months_that_hold_the_action(published: Dataset) -> None:
    events = event_frame(published)
    shown = select(events, View().bounded(events)).shown
    assert 0.75 < len(shown) / len(events) < 1
