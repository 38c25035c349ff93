from __future__ import annotations

import pytest

from app.analysis.view import Notice, View, parse_view, view_in_words
from app.data.schema import Dataset

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
        ("h20-scrutiny", "'h20-scrutiny' is no query such as track=...&from=2025 and was ignored."),
    ],
)
def test_what_a_query_gets_wrong_is_named_and_ignored(query: str, notice: str, published: Dataset) -> None:
    view, notices = parse_view(query, published)
    assert (view, [each.text for each in notices]) == (View(), [notice])


def test_what_no_view_can_have_is_told_apart_from_what_was_only_set_right(published: Dataset) -> None:
    faults = ("from=tomorrow", "from=2026&to=2025", "q=" + "x" * 9_000, "h20-scrutiny", "trak=x", "track=zzzz", "min=5")
    assert all(parse_view(query, published)[1][0].is_error for query in faults)
    assert not parse_view("from=1900", published)[1][0].is_error


def test_dates_outside_of_the_coverage_are_set_to_its_ends_and_said(published: Dataset) -> None:
    view, notices = parse_view("from=1900&to=2100-05", published)
    assert (view.from_, view.to) == ("2019-05-01", "2026-09-30")
    covered = "is outside of what is covered (1 May 2019 to 30 September 2026); it was set to"
    assert notices == [Notice(f"'from' 1900 {covered} 2019-05-01."), Notice(f"'to' 2100-05 {covered} 2026-09-30.")]
    assert parse_view("from=2019&to=2026", published) == (View(from_="2019", to="2026"), [])


def test_a_good_value_beside_a_bad_one_counts(published: Dataset) -> None:
    view, notices = parse_view("track=h20-scrutiny,zzzz", published)
    assert view.track == ("h20-scrutiny",)
    assert notices == [Notice("Unknown value 'zzzz' for 'track' was ignored.", is_error=True)]


def test_a_view_reads_as_words(published: Dataset) -> None:
    view, _ = parse_view("track=h20-scrutiny&from=2025-05&to=2025-10-31&min=2&q=nvidia", published)
    assert view_in_words(view, published) == (
        "Track: Scrutiny of Nvidia chips. From May 2025. To 31 October 2025. "
        "Significance: important or more. Text: “nvidia”."
    )
    assert view_in_words(View(), published) == "All events."


def test_halves_of_characters_from_a_shell_make_no_trouble(published: Dataset) -> None:
    view, notices = parse_view("q=\udce0&\ud800=1", published)
    assert (view.q, view.query()) == ("?", "q=%3F")
    assert notices == [Notice("Unknown key '?' was ignored.", is_error=True)]


def test_a_search_takes_a_few_words_and_says_so(published: Dataset) -> None:
    words = [f"w{number}" for number in range(1_500)]
    view, notices = parse_view(f"q={'+'.join(words)}", published)
    assert view.q.split() == words[:12]
    assert notices == [Notice("A search takes 12 words; the other 1488 were ignored.")]
    assert parse_view(f"q={'+'.join(words[:12])}", published)[1] == []
