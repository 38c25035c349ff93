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
from app.pages.measure_panel import measures_context, measures_html
from app.pages.panels import PANELS
from app.pages.shift_panel import shift_html
from app.pages.story_panel import story_html
from tests.factories import event, loaded

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("query", ["", "from=2025-03-10&to=2025-11-20&by=quarter&status=official"])
def test_every_number_leads_to_just_its_events(published: Dataset, query: str) -> None:
    snapshot = Snapshot.of(published)
    made = snapshot.tables
    view, _ = parse_view(f"{query}&tab=shift", published)
    view = view.changed(anchor=published.dataset.anchors[1])
    html = shift_html(published, made, snapshot.shown(view).shown, view)
    links = re.findall(r'data-query="([^"]+)">(\d+)</a>', html.replace("&amp;", "&"))
    assert len(links) > 20
    for link, number in links[:: max(len(links) // 60, 1)]:
        asked, notices = parse_view(link, published)
        assert notices == []
        assert len(select(made.events, asked).shown) == int(number), link


def test_the_balance_and_the_difference_are_said_in_words(published: Dataset) -> None:
    made = tables(published)
    view = View(tab="shift", window=30, anchor="cac-summons-nvidia-over-h20")
    html = shift_html(published, made, made.events, view)
    assert re.search(
        r"In the year to .* 2026, of \d+ events, Washington tightened \d+ times and relaxed \d+ times, after \d+ and ",
        html,
    )
    assert re.search(
        r"Beijing tightened \d+ times, relaxed \d+ times and built \d+ times, after \d+, \d+ and \d+ ", html
    )
    assert re.search(r"Counted here are the acts of a side: \d+ of \d+ events\.", html)
    assert "China builds: drawn on its side, and in no net." in html
    assert re.search(r"The chart opens in 2023; \d+ events lie before that", html)
    assert re.search(r"In the 30 days before there are \d+ events, in the 30 days after \d+: .* \d+ to \d+", html)
    assert re.search(
        r"\d+ answers, \d+ of them with both days known\. Median: [\d.]+ days\. Fastest: .* Slowest: ", html
    )


def test_a_bill_climbs_a_ladder_with_its_votes_and_sources(published: Dataset) -> None:
    made = tables(published)
    html = measures_html(measures_context(published, made.measures, TODAY))
    row = html[html.index(">Chip Security Act</a>") : html.index(">AI OVERWATCH Act</a>")]
    assert "S. 1705, H.R. 3447" in row
    assert row.count('class="reached"') == 2
    assert row.count('class="ahead"') == 3
    assert '<strong>42-0</strong> <span class="note">26 March 2026</span>' in row
    through = published.dataset.coverage.through
    days = (min(TODAY, through.earliest) - dt.date(2026, 3, 26)).days
    assert "<strong>Passed committee</strong>" in row
    assert f"last step 26 March 2026, {days} days to {through.words}" in row
    article = html[html.index('id="measure-chip-security-act"') : html.index('id="measure-gain-ai-act"')]
    assert article.count('href="https://') >= 3
    lapsed = html[html.index('id="measure-remote-access-security-act-118"') :]
    assert "Died, 3 January 2025" in lapsed[:400]


def test_the_headline_says_how_many_bills_are_law(published: Dataset) -> None:
    made = tables(published)
    html = measures_html(measures_context(published, made.measures, TODAY))
    through = published.dataset.coverage.through.words
    bills = sum(measure.kind == "bill" for measure in published.measures)
    lead = re.search(
        rf"1 of {bills} bills is law as of {through} \(Defence act for fiscal 2026, chip provisions\): (.+?)\.", html
    )
    assert lead
    assert 1 + sum(int(number) for number in re.findall(r"(\d+) [a-z]", lead[1])) == bills
    pending = made.measures[made.measures["id"].isin(["chip-security-act", "match-act"])]
    assert f"None of 2 bills is law as of {through}: 2 passed a committee." in measures_html(
        measures_context(published, pending, TODAY)
    )


def test_alive_and_ended_measures_stand_apart(published: Dataset) -> None:
    html = measures_html(measures_context(published, tables(published).measures, TODAY), "lives")
    assert [html.index(f"<h3>{name} ") for name in ("In force or published", "Open", "Ended")] == sorted(
        html.index(f"<h3>{name} ") for name in ("In force or published", "Open", "Ended")
    )
    ended = html[html.index("<h3>Ended ") :]
    assert "Licence requirement on chip design software" in ended
    assert "50 percent affiliates rule" not in ended


def test_a_known_date_ahead_stands_with_its_source(published: Dataset) -> None:
    html = measures_html(measures_context(published, tables(published).measures, TODAY))
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


@pytest.mark.parametrize("chart", ["", "all"])
@pytest.mark.parametrize("tab", PANELS)
def test_what_no_key_reaches_stands_in_a_table_that_says_so(published: Dataset, tab: str, chart: str) -> None:
    panel = PANELS[tab](Snapshot.of(published), View(tab=tab), TODAY, chart)
    places = re.findall(r'data-plot="([^"]+)" role="img" aria-label="([^"]+)"', panel.html)
    assert {name for name, _ in places} == set(panel.charts)
    for _, words in places:
        assert "The table below holds the same numbers, and keys reach it." in words
        assert "Keys do not reach these bars; they reach the table" in panel.html
        assert 'role="region" aria-label="Counts by period"' in panel.html


def test_ended_bills_stand_below_those_that_are_alive(published: Dataset) -> None:
    bills = measures_context(published, tables(published).measures, TODAY)["bills"]
    ended = [bill["status"].standing == "ended" for bill in bills]
    assert ended == sorted(ended)


def test_a_bill_that_was_left_out_of_another_is_not_called_dropped(published: Dataset) -> None:
    bills = measures_context(published, tables(published).measures, TODAY)["bills"]
    (act,) = [bill for bill in bills if bill["id"] == "gain-ai-act"]
    assert act["status"].word == "In committee"
    assert "the final act left it out" in " ".join(act["summary"].split())


def test_every_number_of_an_actor_leads_to_just_its_events(published: Dataset) -> None:
    events = tables(published).events
    html = actors_html(published, events, View(tab="actors"))
    links = re.findall(r'data-query="([^"]+)">(\d+)</a>', html.replace("&amp;", "&"))
    assert len(links) > 100
    for link, number in links[::5]:
        asked, notices = parse_view(link, published)
        assert notices == []
        assert len(select(events, asked).shown) == int(number), link


def test_every_actor_is_there_and_can_be_filtered(published: Dataset) -> None:
    html = actors_html(published, tables(published).events, View(tab="actors"))
    named = {actor for record in published.events for actor in record.actors}
    assert len(re.findall(r"<(?:tr data-row|li) data-kind=", html)) == len(named)


def test_actors_are_listed_with_their_counts() -> None:
    made = loaded(event(id="a"), event(id="b", title="A court acted."))
    html = actors_html(made, tables(made).events, View(tab="actors"))
    assert "1 actor named in 2 events. An event counts for each actor that it names" in html
    assert '<th scope="row"><a href="?actor=regulator" data-query="actor=regulator">Regulator</a>' in html
    assert "Government, China" in html


def test_a_topic_without_sides_is_counted_by_track() -> None:
    directions = [{"id": "neutral", "label": "Neutral", "effect": "neutral"}]
    made = loaded(event(direction="neutral"), directions=directions)
    html = shift_html(made, tables(made), tables(made).events, View())
    assert "<h2>Events by track</h2>" in html
    assert "In the year to 31 July 2025 there is 1 event, after 0 in the year before." in html
    assert "No event matches these filters" not in html
