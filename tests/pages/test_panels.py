"""The words and tables of the shift, measures, stories and actors tabs."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from app.analysis.frames import tables
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.dashboard.snapshot import Snapshot
from app.data.schema import Dataset
from app.pages.actor_panel import actors_html
from app.pages.measure_panel import measures_html
from app.pages.shift_panel import shift_html
from app.pages.story_panel import story_html
from tests.factories import event, loaded

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("query", ["", "from=2025-03-10&to=2025-11-20&by=quarter&status=official"])
def test_every_number_leads_to_just_its_events(published: Dataset, query: str) -> None:
    snapshot = Snapshot.of(published)
    made = snapshot.tables
    view, _ = parse_view(f"{query}&tab=shift", published)
    html = shift_html(published, made, snapshot.shown(view).shown, view, published.dataset.anchors[1])
    links = re.findall(r'data-query="([^"]+)">(\d+)</a>', html.replace("&amp;", "&"))
    assert len(links) > 20
    for link, number in links[:: max(len(links) // 60, 1)]:
        asked, notices = parse_view(link, published)
        assert notices == []
        assert len(select(made.events, asked).shown) == int(number), link


def test_the_balance_and_the_difference_are_said_in_words(published: Dataset) -> None:
    made = tables(published)
    html = shift_html(published, made, made.events, View(tab="shift", window=30), "cac-summons-nvidia-over-h20")
    assert re.search(r"Acts that tighten minus acts that relax, at the end: Washington \+\d+, Beijing \+\d+", html)
    assert re.search(r"In the 30 days before there are \d+ events, in the 30 days after \d+: .* \d+ to \d+", html)
    assert re.search(r"\d+ answers, \d+ of them with both days known: median [\d.]+ days\. Fastest: .* Slowest: ", html)


def test_a_bill_is_tracked_with_its_votes_and_sources(published: Dataset) -> None:
    made = tables(published)
    html = measures_html(published, made.measures, TODAY)
    row = html[html.index("<strong>Chip Security Act") : html.index("<strong>GAIN AI Act")]
    assert "S. 1705, H.R. 3447" in row
    assert "Passed committee" in row
    assert "42-0" in row
    assert str((TODAY - dt.date(2026, 3, 26)).days) in row
    assert row.count('href="https://') >= 3
    lapsed = html[html.index('id="measure-remote-access-security-act-118"') :]
    assert "lapsed on 3 January 2025" in lapsed[:400]


def test_a_known_date_ahead_stands_with_its_source(published: Dataset) -> None:
    html = measures_html(published, tables(published).measures, TODAY)
    assert "Due 9 November 2026, outcome not known here" in html
    assert "Planned for 23 June 2027" in html


def test_the_claims_carry_verdict_reason_and_events(published: Dataset) -> None:
    story = published.stories[0]
    html = story_html(published, story, View(tab="stories"))
    assert "26 claims: " in html
    assert html.count('class="verdict"') == 26
    assert html.count("data-step=") == 26
    for claim in story.claims:
        assert all(f'data-event="{cited}"' in html for cited in claim.events)
    assert len(story.references) == 11


def test_the_other_stories_have_eight_to_sixteen_steps(published: Dataset) -> None:
    for story in published.stories[1:]:
        assert 8 <= len(story.steps) <= 16
        assert story_html(published, story, View(tab="stories")).count("data-step=") == len(story.steps)


def test_actors_are_listed_with_their_counts() -> None:
    made = loaded(event(id="a"), event(id="b", title="A court acted."))
    html = actors_html(made, tables(made).events, View(tab="actors"))
    assert "1 actors in 2 events" in html
    assert '<th scope="row">Regulator</th><td><a href="?actor=regulator"' in html
