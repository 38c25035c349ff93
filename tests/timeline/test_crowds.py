"""Events that cannot be told apart are counted, and the count opens them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from app.data.schema import Dataset
from tests.factories import event, loaded
from tests.timeline.conftest import Open
from tests.timeline.test_boxes import boxes, meet
from tests.waiting import until

TRACKS = [{"id": id_, "label": id_.title(), "side": "beijing", "why": "Acts."} for id_ in ("scrutiny", "calm")]
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


def crowded(count: int, *, on: int = 1) -> Dataset:
    """So many events on some days of March, and a quiet lane beside them."""
    days = sorted(f"2025-03-{10 + number % on:02}" for number in range(count))
    crowd = [event(id=f"e{number}", date=day, label=f"Act {number}") for number, day in enumerate(days)]
    return loaded(*crowd, event(id="alone", date="2025-06-01", track="calm", label="A calm act"), tracks=TRACKS)


@pytest.fixture(scope="module")
def crowd(open_chart: Open) -> Page:
    return open_chart(crowded(364), range=YEAR)


def test_events_of_one_day_are_marks_of_their_size_and_a_count_of_the_others(crowd: Page) -> None:
    marks, chips = boxes(crowd, ".mark .body"), boxes(crowd, ".crowd")
    assert len(chips) == 1
    counted = int((crowd.locator(".crowd text").text_content() or "").removeprefix("+"))
    assert counted + len(marks) == 365
    assert len(crowd.evaluate("chart.state().shown")) == 365
    assert len({round(mark["bottom"] - mark["top"], 1) for mark in marks}) == 1
    assert not any(meet(chips[0], mark) for mark in marks)


def test_a_crowded_day_of_one_lane_leaves_the_marks_of_the_others_as_they_are(open_chart: Open, crowd: Page) -> None:
    calm = open_chart(crowded(3), range=YEAR)
    sizes = [
        next(box["bottom"] - box["top"] for box in boxes(page, ".mark .body") if box["id"] == "alone")
        for page in (crowd, calm)
    ]
    assert sizes[0] == sizes[1]
    assert {box["id"] for box in boxes(crowd, ".label")} >= {"alone"}


def test_tooltip_and_announcement_name_how_many_stand_there(crowd: Page) -> None:
    count = (crowd.locator(".crowd text").text_content() or "").removeprefix("+")
    crowd.locator(".crowd").hover()
    assert f"{count} more events stand here" in crowd.locator(".tooltip").inner_text()
    assert "10 Mar 2025" in crowd.locator(".tooltip").inner_text()
    singly = {box["id"] for box in boxes(crowd, ".mark .body")}
    hidden = next(id_ for id_ in crowd.evaluate("chart.state().shown") if id_ not in singly)
    assert f"One of {count} events that stand on one spot." in crowd.evaluate("(id) => chart.sentence(id)", hidden)


def test_a_click_on_a_count_zooms_to_its_days_and_then_asks_for_their_list(open_chart: Open) -> None:
    page = open_chart(crowded(200, on=2), range=YEAR)
    page.locator(".crowd").first.click()
    until(page, "chart.state().range.from > '2025-03-01' && chart.state().range.to < '2025-03-20'")
    page.locator(".crowd").first.click()
    assert page.evaluate("did.at(-1)[0]") == "crowd"
    assert page.evaluate("did.at(-1)[1].from") in ("2025-03-10", "2025-03-11")
