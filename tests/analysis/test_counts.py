"""One number for one thing: an actor has the same count in the filter, the search, the list and the Actors tab."""

from __future__ import annotations

import html
import re

from app.analysis.search import finds
from app.analysis.view import View, parse_view
from app.dashboard.snapshot import Snapshot
from app.data.schema import Dataset
from app.pages.actor_panel import actors_html

ROW = re.compile(
    r'data-query="([^"]*)"[^>]*>[^<]*</a>(?:.*?data-query="\1"[^>]*>| <span class="count">)([\d,]+)<', re.DOTALL
)


def test_an_actor_has_one_count_everywhere(published: Dataset) -> None:
    snapshot = Snapshot.of(published)
    events = snapshot.tables.events
    counts = snapshot.counts(View())["actor"]  # beside the boxes of the filter, at the opening
    panel = {
        parse_view(html.unescape(query), published)[0].actor: int(count.replace(",", ""))
        for query, count in ROW.findall(actors_html(published, events, View(tab="actors")))
    }
    for actor in published.actors:
        named = sum(actor.id in event.actors for event in published.events)
        view = View(actor=(actor.id,))
        assert counts.get(actor.id, 0) == named
        assert len(snapshot.shown(view).shown) == named
        assert len(snapshot.shown(view.changed(tab="list")).shown) == named
        assert panel.get((actor.id,), 0) == named, actor.id


def test_a_search_says_in_how_many_events_an_actor_is_named_and_shows_those_that_mention_it(published: Dataset) -> None:
    snapshot = Snapshot.of(published)
    for actor in published.actors[::9]:
        named = sum(actor.id in event.actors for event in published.events)
        view = View(q=actor.name)
        for find in finds(published, snapshot.tables.events, view):
            if find.query == f"actor={actor.id}":
                noun = "event" if named == 1 else "events"
                assert find.words == f"{actor.name}, named as an actor in {named} {noun}"
        assert len(snapshot.shown(view).shown) >= named
