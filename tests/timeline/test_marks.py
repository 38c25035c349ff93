"""What the date and the state of an event make of its mark, read from what a browser draws."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.factories import dataset, event, loaded
from tests.timeline.conftest import Open

DATES = {
    "day": "2025-02-03",
    "month": "2025-03",
    "lasts": "2025-04-01/2025-04-30",
    "between": "2025-06-01?/2025-06-30?",
    "about": "2025-07-15~",
    "maybe": "2025-08-15?",
    "open": "2025-09-01/..",
}
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}
LOOK = """(id) => {
    const { fill, strokeDasharray } = getComputedStyle(document.querySelector(`.mark[data-mark=${id}] .body`));
    return [fill, strokeDasharray];
}"""
DRAWN = """(id) => {
    const part = (name) => document.querySelector(`.mark[data-mark="${id}"] ${name}`);
    const across = (node) => {
        const { left, right } = node.getBoundingClientRect();
        return { left, right, width: right - left };
    };
    const [body, band, ends, whisker] = [".body", ".band", ".ends", ".whisker"].map(part);
    return {
        shape: body.tagName,
        body: across(body),
        band: band && across(band),
        strokes: ends ? (ends.getAttribute("d").match(/M/g) ?? []).length : 0,
        whisker: whisker && across(whisker),
        fades: document.querySelectorAll(`.mark[data-mark="${id}"] .fade`).length,
    };
}"""


@pytest.fixture(scope="module")
def dated(open_chart: Open) -> Page:
    return open_chart(loaded(*(event(id=id_, label=id_.title(), date=date) for id_, date in DATES.items())), range=YEAR)


def drawn(page: Page, id_: str) -> Any:
    return page.evaluate(DRAWN, id_)


def per_day(page: Page) -> float:
    """Pixels of a day, by the two days that are a half year less two weeks apart."""
    middles = [(box["left"] + box["right"]) / 2 for box in (drawn(page, "day")["body"], drawn(page, "maybe")["body"])]
    return float(middles[1] - middles[0]) / 193


def test_what_lasts_is_a_bar_over_its_days_with_firm_ends(dated: Page) -> None:
    span = drawn(dated, "lasts")
    assert (span["shape"], span["band"], span["strokes"], span["fades"]) == ("rect", None, 2, 0)
    assert span["body"]["width"] == pytest.approx(30 * per_day(dated), abs=2)
    assert drawn(dated, "open")["strokes"] == 1
    assert drawn(dated, "open")["fades"] == 1


@pytest.mark.parametrize(("id_", "days"), [("month", 31), ("between", 30)])
def test_a_day_within_a_stretch_is_a_mark_on_a_band_as_long_as_that(dated: Page, id_: str, days: int) -> None:
    within = drawn(dated, id_)
    assert (within["shape"], within["strokes"]) == ("path", 0)
    assert within["band"]["width"] == pytest.approx(days * per_day(dated), abs=2)
    assert within["body"]["width"] == pytest.approx(drawn(dated, "day")["body"]["width"], abs=0.5)
    middles = [(within[part]["left"] + within[part]["right"]) / 2 for part in ("body", "band")]
    assert middles[0] == pytest.approx(middles[1], abs=1)


def test_whiskers_reach_over_the_days_between_which_it_was_and_beyond_a_day_that_is_not_sure(dated: Page) -> None:
    between, maybe = drawn(dated, "between"), drawn(dated, "maybe")
    assert between["whisker"]["width"] == pytest.approx(between["band"]["width"], abs=2)
    assert maybe["band"] is None
    assert maybe["whisker"]["width"] > maybe["body"]["width"] + 10


def test_a_day_is_a_mark_alone_and_about_a_day_has_two_fades(dated: Page) -> None:
    day = drawn(dated, "day")
    assert (day["shape"], day["band"], day["strokes"], day["whisker"], day["fades"]) == ("path", None, 0, None, 0)
    assert drawn(dated, "about")["fades"] == 2


def test_the_tooltip_tells_what_lasts_from_what_is_doubtful(dated: Page) -> None:
    said = dated.evaluate("(ids) => ids.map((id) => chart.words(id).date)", list(DATES))
    assert said == [
        "3 February 2025",
        "March 2025",
        "1 to 30 April 2025",
        "between 1 and 30 June 2025",
        "about 15 July 2025",
        "possibly 15 August 2025",
        "since 1 September 2025",
    ]


def test_a_draft_is_hollow_with_dashes_and_says_so(open_chart: Open) -> None:
    page = open_chart(loaded(event(), event(id="second", date="2025-08-01", draft=True)))
    full, draft = (page.evaluate(LOOK, id_) for id_ in ("first-act", "second"))
    assert full[1] == "none"
    assert draft[1] != "none"
    assert draft[0] != full[0]
    assert page.evaluate("chart.words('second').note") == "Draft · China tightens · Official"
    assert page.evaluate("chart.words('first-act').note") == "China tightens · Official"
    assert "Draft · China tightens" in page.evaluate("chart.sentence('second')")


def test_a_joint_act_stands_in_the_lane_of_each_of_its_actors_and_is_chosen_in_all(open_chart: Open) -> None:
    court = {"id": "court", "name": "Court", "kind": "court", "country": "cn"}
    regulator = dataset()["actors"][0]
    joint = event(id="joint", date="2025-08-01", actors=["regulator", "court"])
    page = open_chart(loaded(event(), joint, actors=[regulator, court]), lanes="actor")
    assert page.locator(".mark[data-mark=joint]").count() == 2
    page.locator(".mark[data-mark=joint] .body").last.click()
    assert page.evaluate("did.at(-1)") == ["event", "joint", "pointer"]
    page.evaluate("chart.focus('joint')")
    assert page.locator(".raised .mark").count() == 2
    assert page.evaluate("chart.state().shown") == ["first-act", "joint"]
