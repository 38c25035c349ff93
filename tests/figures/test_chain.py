from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

from app.analysis.frames import event_frame, relation_frame
from app.bundle import linked
from app.data.schema import Dataset
from app.data.vocabulary import BASES
from app.figures.chain import LINES, chain_of
from app.figures.payload import Link, links_between
from app.figures.timeline import DIMMED, timeline_figure
from tests.figures.test_timeline import drawn, traces

SUMMONS = "cac-summons-nvidia-over-h20"
WHOLE = (pd.Timestamp("2019-01-01"), pd.Timestamp("2026-07-31"))

# Links, the chosen event, the events of its chain.
CASES: list[tuple[list[Link], str, set[str]]] = [
    ([], "a", {"a"}),
    ([("a", "b", "stated")], "c", {"c"}),
    ([("a", "b", "stated"), ("b", "c", "reported"), ("c", "d", "inferred")], "b", {"a", "b", "c", "d"}),
    ([("a", "b", "stated"), ("a", "c", "stated")], "b", {"a", "b"}),  # not another answer to the same act
    ([("a", "c", "stated"), ("b", "c", "stated")], "a", {"a", "c"}),  # nor another cause of the same answer
    ([("a", "b", "stated"), ("b", "c", "stated"), ("a", "c", "inferred")], "a", {"a", "b", "c"}),
    ([("a", "b", "stated"), ("a", "b", "inferred")], "b", {"a", "b"}),
    ([("a", "b", "stated"), ("b", "a", "stated")], "a", {"a", "b"}),
]


def links_of(dataset: Dataset) -> list[Link]:
    return links_between(event_frame(dataset)["id"], relation_frame(dataset))


@pytest.mark.parametrize(("links", "event", "ids"), CASES)
def test_a_chain_is_all_that_led_to_an_event_and_all_that_followed(
    links: list[Link], event: str, ids: set[str]
) -> None:
    chain = chain_of(event, links)
    assert chain.ids == ids
    assert set(chain.edges) == {link for link in links if {link[0], link[1]} <= ids}


def test_the_browser_finds_the_same_chains(browser: Browser, published: Dataset) -> None:
    cases = [(links, event) for links, event, _ in CASES]
    cases += [(links_of(published), event.id) for event in published.events[::10]]
    page = browser.new_page()
    page.add_script_tag(content=linked("timeline/walk.js", "timelineWalk"))
    script = """cases => JSON.stringify(cases.map(([links, event]) => {
        const named = links.flatMap(([earlier, later]) => [earlier, later]);
        const marks = [...new Set([event, ...named])].map((id) => ({ id }));
        const { ids, edges } = timelineWalk.createWalk(marks, [], links).chain(event);
        return { ids: [...ids], edges };
    }))"""
    found: list[dict[str, Any]] = json.loads(page.evaluate(script, cases))
    page.close()
    for (links, event), theirs in zip(cases, found, strict=True):
        chain = chain_of(event, links)
        assert set(theirs["ids"]) == chain.ids
        assert sorted(map(tuple, theirs["edges"])) == sorted(set(chain.edges))


def test_a_chosen_event_shows_its_chain_and_the_rest_is_dimmed(published: Dataset) -> None:
    figure = timeline_figure(event_frame(published), published, days=WHOLE, event=SUMMONS)
    chain = chain_of(SUMMONS, links_of(published))
    marks = traces(figure, "marks")
    assert {event for trace in marks if trace.opacity is None for event in trace.customdata} == chain.ids
    assert {trace.opacity for trace in marks} == {None, DIMMED}
    assert sorted(drawn(figure)) == sorted(event.id for event in published.events)
    labels = traces(figure, "labels-major") + traces(figure, "labels-minor")
    assert SUMMONS in {event for trace in labels for event in trace.customdata} <= chain.ids
    (ring,) = traces(figure, "ring")
    assert ring.x[0] == "2025-07-31 12:00"


def test_each_basis_of_a_link_has_its_own_line(published: Dataset) -> None:
    assert LINES.keys() == BASES.keys()
    assert len(set(LINES.values())) == len(BASES)
    figure = timeline_figure(event_frame(published), published, days=WHOLE, event=SUMMONS)
    bases = {basis for _, _, basis in chain_of(SUMMONS, links_of(published)).edges}
    assert len({trace.line.dash for trace in traces(figure, "arrows")}) == len(traces(figure, "arrows")) == len(bases)


def test_an_event_that_is_not_shown_dims_nothing(published: Dataset) -> None:
    events = event_frame(published)
    others = events[events["id"] != SUMMONS]
    chosen, none = (timeline_figure(others, published, all_events=events, event=event) for event in (SUMMONS, ""))
    assert chosen.to_json() == none.to_json()
