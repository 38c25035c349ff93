"""What the chart puts where, measured on the boxes that a browser draws."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page

from app.data.schema import Dataset
from tests.timeline.conftest import Open
from tests.waiting import until

SUMMONS = "cac-summons-nvidia-over-h20"
LAPTOP, LARGER = (1366, 768), (1400, 900)
ZOOMS: dict[str, dict[str, str] | None] = {
    "opening": None,
    "all": {"from": "2019-01-01", "to": "2026-11-24"},
    "quarter": {"from": "2025-07-01", "to": "2025-10-31"},
    "five weeks": {"from": "2025-07-25", "to": "2025-08-31"},
    "a fortnight": {"from": "2025-07-28", "to": "2025-08-10"},
}
# The window, the days, and how many labels at least: a number, or a share of the events in sight.
PROMISES = [
    (LARGER, "opening", 60),
    (LAPTOP, "opening", 45),
    (LARGER, "quarter", 60),
    (LARGER, "five weeks", 0.9),
    (LARGER, "a fortnight", 0.9),
]
BOXES = """(selector) => [...document.querySelectorAll(selector)].map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { id: node.closest("[data-mark]")?.dataset.mark ?? "", left, top, right, bottom };
}).filter((box) => box.right > box.left)"""
Box = dict[str, Any]


def boxes(page: Page, selector: str) -> list[Box]:
    found: list[Box] = page.evaluate(BOXES, selector)
    return found


def meet(one: Box, other: Box) -> bool:
    across = one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1
    return bool(across and one["top"] < other["bottom"] - 2.5 and other["top"] < one["bottom"] - 2.5)


def is_inside(label: Box, mark: Box) -> bool:
    """Whether a label stands inside its own span."""
    return bool(label["id"] == mark["id"] and mark["right"] - mark["left"] > label["right"] - label["left"])


def overlaps(labels: list[Box]) -> list[tuple[str, str]]:
    return [(one["id"], other["id"]) for one, other in combinations(labels, 2) if meet(one, other)]


def kept_of(dataset: Dataset, track: str) -> list[str]:
    return [event.id for event in dataset.events if event.track == track]


@pytest.mark.parametrize(("size", "days", "least"), PROMISES)
def test_so_many_events_are_labelled(
    open_chart: Open, published: Dataset, size: tuple[int, int], days: str, least: float
) -> None:
    page = open_chart(published, size, range=ZOOMS[days])
    marks, labels = boxes(page, ".mark"), boxes(page, ".label")
    assert len(labels) >= (least if least > 1 else least * len(marks))


def test_up_to_thirty_events_in_sight_are_all_labelled(open_chart: Open, published: Dataset) -> None:
    for size in (LAPTOP, LARGER):
        page = open_chart(published, size, kept=kept_of(published, "h20-scrutiny"))
        marks = boxes(page, ".mark")
        assert 20 <= len(marks) <= 30
        assert len(boxes(page, ".label")) == len(marks)


@pytest.mark.parametrize("days", ZOOMS)
def test_no_label_meets_another_a_mark_or_a_span(open_chart: Open, published: Dataset, days: str) -> None:
    for size in (LAPTOP, (1024, 768), (390, 844)):
        page = open_chart(published, size, range=ZOOMS[days])
        labels, marks = boxes(page, ".label"), boxes(page, ".mark .body")
        wrong = overlaps(labels) + [
            (label["id"], mark["id"])
            for label in labels
            for mark in marks
            if meet(label, mark) and not is_inside(label, mark)
        ]
        assert wrong == []


def test_a_chart_of_another_topic_labels_all(open_chart: Open, tariffs: Dataset) -> None:
    for size in (LAPTOP, (390, 844)):
        page = open_chart(tariffs, size)
        labels, marks = boxes(page, ".label"), boxes(page, ".mark")
        assert len(labels) >= len(marks) * (0.9 if size == LAPTOP else 0.4)
        assert overlaps(labels) == []


@pytest.mark.parametrize("size", [LAPTOP, LARGER, (1920, 1080), (1024, 768)])
def test_the_whole_chart_stands_in_the_first_screen(
    open_chart: Open, published: Dataset, size: tuple[int, int]
) -> None:
    page = open_chart(published, size)
    (chart,) = boxes(page, "svg.chart")
    assert chart["top"] == 170
    assert size[1] - 30 <= chart["bottom"] <= size[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert set(page.evaluate("chart.state().lanes.map(({ id }) => id)")) == {track.id for track in published.tracks}


@pytest.mark.parametrize("size", [LAPTOP, LARGER, (390, 844)])
def test_each_member_of_a_chain_is_labelled_with_its_date_and_the_days_between(
    open_chart: Open, published: Dataset, size: tuple[int, int]
) -> None:
    page = open_chart(published, size, event=SUMMONS)
    members = {box["id"] for box in boxes(page, ".raised .mark .body")}
    labels = boxes(page, ".label")
    assert {label["id"] for label in labels} == members
    assert len(members) >= 6
    assert overlaps(labels) == []
    said = page.evaluate("[...document.querySelectorAll('.label .when')].map((line) => line.textContent)")
    assert len(said) == len(labels)
    assert all("20" in words for words in said)
    assert any("days later" in words for words in said)


def test_a_chain_that_reaches_out_of_sight_widens_the_days_until_it_is_left(
    open_chart: Open, published: Dataset
) -> None:
    page = open_chart(published, range={"from": "2025-07-25", "to": "2025-08-31"})
    page.evaluate("(id) => chart.focus(id)", SUMMONS)
    until(page, "chart.state().range.from < '2025-05-09'")  # the bill that was answered
    page.evaluate("chart.focus('')")
    until(page, "chart.state().range.from === '2025-07-25' && chart.state().range.to === '2025-08-31'")
    assert page.evaluate("did.filter(([name]) => name === 'range')") == []


STANDS = """() => Object.fromEntries([...document.querySelectorAll(".mark")]
    .map((mark) => [mark.dataset.mark, mark.getAttribute("transform")]))"""


@pytest.mark.parametrize("size", [LARGER, (1920, 1080)])
def test_a_choice_moves_no_mark_whose_lanes_are_open_and_whose_chain_is_in_sight(
    open_chart: Open, published: Dataset, size: tuple[int, int]
) -> None:
    page = open_chart(published, size, open=[track.id for track in published.tracks])
    before = page.evaluate(STANDS)
    page.evaluate("(id) => chart.focus(id)", SUMMONS)
    assert page.locator(".raised .mark").count() >= 6
    assert page.evaluate(STANDS) == before
    page.evaluate("chart.focus('')")
    assert page.evaluate(STANDS) == before


def test_a_choice_is_drawn_at_once_and_the_days_of_its_chain_come_after_it(
    open_chart: Open, published: Dataset
) -> None:
    page = open_chart(published, LARGER, range=ZOOMS["five weeks"])
    seen = page.evaluate(
        "(id) => (chart.focus(id), [chart.state().range.from, document.querySelectorAll('.arrow').length])", SUMMONS
    )
    assert seen[0] == "2025-07-25"
    assert seen[1] > 0
    until(page, "chart.state().range.from < '2025-05-09'")
    assert page.locator(".arrow").count() > seen[1]


def test_what_changes_nothing_is_not_drawn_again(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, LARGER)
    count = "performance.getEntriesByName('timeline:drawn').length"
    until(page, f"{count} > 0")
    page.evaluate("performance.clearMarks()")
    page.evaluate(
        "[{}, { event: '' }, { range: null, kept: null }, { open: [] }].forEach((same) => chart.update(same))"
    )
    page.evaluate("chart.zoom(0.5)")
    until(page, f"{count} > 0")
    assert page.evaluate(count) == 1


def test_a_lane_without_an_event_folds_to_its_name_and_opens_by_a_click(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, kept=kept_of(published, "h20-scrutiny"))
    modes = dict(page.evaluate("chart.state().lanes.map(({ id, mode }) => [id, mode])"))
    assert modes.pop("h20-scrutiny") == "open"
    assert set(modes.values()) == {"folded"}
    page.locator("[data-lane=us-tracking-bills]").click()
    assert ["us-tracking-bills", "open"] in page.evaluate("chart.state().lanes.map(({ id, mode }) => [id, mode])")
    assert page.evaluate("did.at(-1)") == ["lane", "us-tracking-bills", True]


def test_lanes_that_lead_are_taller_and_the_others_thin_where_the_window_is_low(
    open_chart: Open, published: Dataset
) -> None:
    lanes = open_chart(published, LAPTOP).evaluate("chart.state().lanes")
    heights = {lane["id"]: lane["height"] for lane in lanes}
    lead = set(published.dataset.lead)
    assert lead
    assert {lane["id"] for lane in lanes if lane["mode"] == "thin"} == set(heights) - lead
    assert min(heights[id_] for id_ in lead) > max(heights[id_] for id_ in set(heights) - lead)


def test_the_chart_fits_again_when_what_stands_above_it_grows(open_chart: Open, published: Dataset) -> None:
    page = open_chart(published, LAPTOP)
    page.evaluate("document.querySelector('.head').style.height = '240px'")
    until(page, "document.querySelector('svg.chart').getBoundingClientRect().bottom <= innerHeight")
    assert boxes(page, "svg.chart")[0]["top"] == 240
