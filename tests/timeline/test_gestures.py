"""What the reader's hands do on the chart: each gesture is stated once, when it ends."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from app.data.schema import Dataset
from tests.timeline.conftest import Open, payload
from tests.waiting import until

FIVE_WEEKS = {"from": "2025-07-25", "to": "2025-08-31"}
CENTRE = (700, 400)


def did(page: Page, name: str) -> list[Any]:
    found: list[Any] = page.evaluate(
        "(name) => did.filter(([what]) => what === name).map(([, ...values]) => values)", name
    )
    return found


def days(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("chart.state().range")
    return found


def length(page: Page) -> float:
    lasts: float = page.evaluate("(Date.parse(chart.state().range.to) - Date.parse(chart.state().range.from)) / 864e5")
    return lasts


def free_spot(page: Page) -> tuple[float, float]:
    """A spot of the plot away from marks and labels."""
    spot: tuple[float, float] = page.evaluate(
        """() => {
            const near = ({ left, right, top, bottom }, x, y) =>
                x > left - 30 && x < right + 30 && y > top - 30 && y < bottom + 30;
            const taken = [...document.querySelectorAll(".mark, .label")].map((node) => node.getBoundingClientRect());
            for (let y = 230; y < 700; y += 5) for (let x = 400; x < 1000; x += 10) {
                if (!taken.some((box) => near(box, x, y))) return [x, y];
            }
        }"""
    )
    return spot


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    spots = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})


@pytest.mark.parametrize("part", [".label", ".mark"])
def test_a_click_on_a_label_or_on_its_mark_chooses_the_event(open_chart: Open, published: Dataset, part: str) -> None:
    page = open_chart(published, range=FIVE_WEEKS)
    target = page.locator(part).first
    event = target.get_attribute("data-mark")
    box = target.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + min(box["height"], 12) / 2)
    assert did(page, "event") == [[event, "pointer"]]


def test_a_drag_selects_days_and_chooses_nothing(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, range=FIVE_WEEKS)
    x, y = free_spot(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y, steps=6)
    page.mouse.move(x + 300, y, steps=6)
    page.mouse.up()
    until(page, "did.some(([what]) => what === 'range')")
    assert did(page, "range") == [[days(page)]]
    assert length(page) < 20
    assert did(page, "event") == []


def test_the_wheel_zooms_with_a_modifier_alone_and_once_for_all_its_turns(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, range=FIVE_WEEKS)
    page.mouse.move(*CENTRE)
    page.mouse.wheel(0, 200)
    assert days(page) == FIVE_WEEKS
    page.keyboard.down("Control")
    for _ in range(6):
        page.mouse.wheel(0, -30)
    page.keyboard.up("Control")
    until(page, "did.some(([what]) => what === 'range')")
    assert len(did(page, "range")) == 1
    assert length(page) < 25


def test_two_fingers_zoom_and_one_pans(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, (1024, 900), range=FIVE_WEEKS, touch=True)
    session = page.context.new_cdp_session(page)
    touch(session, "touchStart", (500, 400), (540, 400))
    for step in range(1, 9):
        touch(session, "touchMove", (500 - 15 * step, 400), (540 + 15 * step, 400))
    touch(session, "touchEnd")
    until(page, "did.some(([what]) => what === 'range')")
    zoomed = length(page)
    assert zoomed < 20
    before = days(page)
    touch(session, "touchStart", (700, 420))
    for step in range(1, 9):
        touch(session, "touchMove", (700 - 25 * step, 420))
    touch(session, "touchEnd")
    until(page, "did.filter(([what]) => what === 'range').length > 1")
    assert len(did(page, "range")) == 2
    assert days(page)["from"] > before["from"]
    assert length(page) == pytest.approx(zoomed, abs=1)


def test_the_window_of_the_strip_moves_by_mouse_and_by_touch(open_chart: Open, published: Dataset) -> None:
    for is_touch in (False, True):
        page = open_chart(published, (1024, 900), touch=is_touch)
        box = page.locator(".overview .window").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        if is_touch:
            session = page.context.new_cdp_session(page)
            touch(session, "touchStart", (x, y))
            for step in range(1, 7):
                touch(session, "touchMove", (x - 20 * step, y))
            touch(session, "touchEnd")
        else:
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x - 120, y, steps=6)
            page.mouse.up()
        until(page, "did.some(([what]) => what === 'range')")
        assert len(did(page, "range")) == 1
        assert days(page)["from"] < "2024-12"


def test_keys_walk_without_moving_the_days_and_say_the_lane(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, range=FIVE_WEEKS)
    page.locator("#timeline").focus()
    for key in ["End", *["ArrowRight"] * 9, *["ArrowDown"] * 9, *["ArrowLeft"] * 30]:
        page.keyboard.press(key)
    assert days(page) == FIVE_WEEKS
    said = [words for (words,) in did(page, "announce")]
    lanes = {track.label for track in published.tracks}
    assert "This is the last event of the lane in sight." in said
    assert any(words.split(":")[0] in lanes for words in said)
    page.keyboard.press("+")
    until(page, "did.some(([what]) => what === 'range')")
    assert len(did(page, "range")) == 1


def test_no_result_says_so_with_one_click_out(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, kept=[])
    assert page.get_by_text("No event matches these filters.").is_visible()
    page.get_by_role("button", name="Clear the filters").click()
    assert did(page, "reset") == [["filters"]]
    page = open_chart(published, range={"from": "2019-06-10", "to": "2019-06-20"})
    page.get_by_role("button", name="Show the days that have events").click()
    until(page, "did.some(([what]) => what === 'range')")
    assert len(page.evaluate("chart.state().shown")) > 100


def test_two_charts_stand_in_one_document_and_a_destroyed_one_leaves_nothing(
    open_chart: Open, published: Dataset, tariffs: Dataset
) -> None:
    page = open_chart(published)
    before = page.evaluate("document.getElementById('timeline').outerHTML.length")
    page.evaluate(
        """(chart) => {
            const place = document.createElement("div");
            place.id = "other";
            document.body.append(place);
            window.other = policyTimeline.create(place, { chart, height: 500 });
        }""",
        payload(tariffs),
    )
    ids = page.evaluate("[...document.querySelectorAll('svg [id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("#other .label").count() > 3
    page.evaluate("other.focus(other.state().shown[0])")
    assert page.evaluate("chart.state().event") == ""
    page.evaluate("other.destroy()")
    assert page.evaluate("document.getElementById('other').outerHTML") == '<div id="other" class=""></div>'
    page.mouse.move(*CENTRE)
    page.set_viewport_size({"width": 1200, "height": 800})
    until(page, "document.querySelector('#timeline svg').getAttribute('width') === '1144'")
    assert page.evaluate("document.getElementById('other').childElementCount") == 0
    assert before > 0
