"""The tabs beyond timeline and list, by mouse and by key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.analysis.tabs import TABS
from app.data.schema import Dataset
from tests.conftest import Serve
from tests.dashboard.test_reading import SUMMONS, open_page
from tests.factories import event, text
from tests.waiting import until


@pytest.mark.parametrize("tab", ["shift", "measures", "stories", "actors"])
def test_each_tab_is_reached_by_key_and_has_its_address(page: Page, address: str, tab: str) -> None:
    open_page(page, address)
    page.get_by_role("radio", name="Timeline").focus()
    for _ in range(list(TABS).index(tab)):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(f"tab={tab}"))
    panel = page.get_by_role("region", name=TABS[tab].label)
    expect(panel.get_by_role("heading", level=2).first).to_be_visible()
    if tab != "stories":
        expect(panel.locator(".main-svg, .figure svg").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 768, 1366])
def test_no_word_of_the_shift_is_cut_at_any_width(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, address, "tab=shift")
    page.locator("[data-plot=shift] .barlayer .point path").first.wait_for(state="attached")
    cut = page.evaluate(
        """() => {
            const frame = document.querySelector('[data-plot=shift]').getBoundingClientRect();
            return [...document.querySelectorAll('[data-plot=shift] text')]
                .filter((text) => text.getBoundingClientRect().width > 0)
                .filter((text) => text.getBoundingClientRect().left < frame.left - 1)
                .map((text) => text.textContent);
        }"""
    )
    assert cut == []


def test_a_bar_of_the_shift_lists_its_events(page: Page, address: str) -> None:
    open_page(page, address, "tab=shift&by=quarter")
    panel = page.get_by_role("region", name="Shift")
    panel.locator("[data-plot=shift] .barlayer .point path").first.wait_for(state="attached")
    x, y = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll('[data-plot=shift] .barlayer .point path')]
                .map((bar) => bar.getBoundingClientRect());
            const tallest = boxes.reduce((best, box) => (box.height > best.height ? box : best));
            return [tallest.x + tallest.width / 2, tallest.y + tallest.height / 2];
        }"""
    )
    page.mouse.move(x, y)
    page.wait_for_timeout(200)
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile(r"tab=list.*from=.*dates=first.*direction="))


def test_a_number_of_the_table_lists_just_its_events(page: Page, address: str) -> None:
    open_page(page, address, "tab=shift&by=quarter")
    panel = page.get_by_role("region", name="Shift")
    panel.get_by_text("The same as a table").click()
    cell = panel.get_by_role("region", name="Counts by period").locator("td a").last
    number = int(cell.inner_text())
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{number} of "))
    expect(page.get_by_role("region", name="Events").get_by_role("listitem")).to_have_count(number)


def test_choices_of_the_shift_are_links_with_addresses(page: Page, address: str) -> None:
    open_page(page, address, "tab=shift")
    panel = page.get_by_role("region", name="Shift")
    panel.get_by_role("link", name="By significance").click()
    expect(page).to_have_url(re.compile("weigh=significance"))
    panel.get_by_role("link", name="30 days", exact=True).click()
    expect(page).to_have_url(re.compile("window=30"))
    expect(panel.get_by_text("In the 30 days before there are")).to_be_visible()
    page.go_back()
    expect(page).not_to_have_url(re.compile("window="))
    expect(panel.get_by_role("link", name="90 days", exact=True)).to_have_attribute("aria-current", "true")


def test_any_event_can_be_the_anchor(page: Page, address: str) -> None:
    open_page(page, address, f"event={SUMMONS}")
    page.get_by_role("region", name="Event details").get_by_role("link", name="Before and after this event").click()
    expect(page).to_have_url(re.compile(f"anchor={SUMMONS}"))
    panel = page.get_by_role("region", name="Shift")
    expect(panel.get_by_role("link", name="CAC summons Nvidia over the H20").first).to_be_visible()
    expect(panel.locator(".strips svg").first).to_be_visible()


def test_an_anchor_is_found_by_words_and_a_window_by_its_number(page: Page, address: str) -> None:
    open_page(page, address, "tab=shift")
    panel = page.get_by_role("region", name="Shift")
    field = panel.get_by_role("combobox", name="or any other")
    field.fill("cac summons")
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"anchor={SUMMONS}"))
    expect(panel.get_by_text("In the 90 days before there are")).to_be_visible()
    days = panel.get_by_role("spinbutton", name="Days before and after, 7 to 180")
    days.fill("21")
    days.press("Enter")
    expect(page).to_have_url(re.compile("window=21"))
    expect(panel.get_by_text("In the 21 days before there are")).to_be_visible()
    days.fill("500")
    days.press("Enter")
    expect(days).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile("window=21"))


def test_up_to_thirty_marks_around_an_event_are_all_labelled(page: Page, address: str) -> None:
    open_page(page, address, f"tab=shift&anchor={SUMMONS}&window=14")
    strips = page.get_by_role("region", name="Shift").locator(".strips").first
    strips.locator("g[data-event]").first.wait_for(state="attached")
    marks, names = strips.locator("g[data-event]").count(), strips.locator(".name")
    assert 5 <= marks <= 30
    expect(names).to_have_count(marks)
    boxes = [box for box in (name.bounding_box() for name in names.all()) if box]
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart_x = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            apart_y = one["y"] + 10 <= other["y"] or other["y"] + 10 <= one["y"]
            assert apart_x or apart_y


def test_the_two_lists_stand_below_each_other_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, address, f"tab=shift&anchor={SUMMONS}&window=14")
    before, after = (page.get_by_role("list", name=name).bounding_box() for name in ("Before", "After"))
    assert before
    assert after
    assert after["y"] >= before["y"] + before["height"]


def test_a_tab_with_nothing_to_show_is_not_there_and_a_link_to_it_says_so(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "events.yaml").write_text(text(event()), "utf-8")
    page.goto(f"{serve(tmp_path / 'events.yaml')}?tab=measures")
    expect(page.get_by_role("radio", name="Timeline")).to_be_checked()
    expect(page.get_by_role("radio", name="Measures")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_text(
        "These data have no measure that an event moves; the timeline is shown."
    )


def test_a_mark_of_a_measure_shows_its_event(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address, "tab=measures&q=chip%20security%20act")
    panel = page.get_by_role("region", name="Measures")
    expect(panel.get_by_role("heading", name="The bills")).to_be_visible()
    panel.get_by_role("link", name="Cotton introduces the Chip Security Act").first.click()
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("heading")).to_contain_text("Chip Security Act")
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    assert len(published.measures) > panel.locator("article.measure").count() > 0


def test_a_story_is_read_step_by_step_and_the_chart_follows(page: Page, address: str, published: Dataset) -> None:
    story = published.stories[-1]
    open_page(page, address, f"tab=stories&story={story.id}")
    panel = page.get_by_role("region", name="Stories")
    panel.get_by_role("button", name="Next step →").click()
    expect(page).to_have_url(re.compile("step=1"))
    expect(panel.locator("[aria-current=step]")).to_contain_text(story.steps[0].text[:40])
    until(page, "document.querySelector('#timeline .ring.focus')?.getAttribute('visibility') === 'visible'")
    first = page.evaluate("document.getElementById('timeline').dataset.from")
    panel.focus()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("step=2"))
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("step=1"))
    panel.get_by_role("link", name=story.steps[-1].text[:60]).click()
    expect(page).to_have_url(re.compile(f"step={len(story.steps)}"))
    until(page, f"document.getElementById('timeline').dataset.from !== '{first}'")


def test_scrolling_through_a_story_moves_its_step(page: Page, address: str) -> None:
    open_page(page, address, "tab=stories&story=the-h200-reversal")
    page.wait_for_timeout(300)
    assert "step=" not in page.url
    page.mouse.move(200, 600)
    for _ in range(6):
        page.mouse.wheel(0, 250)
        page.wait_for_timeout(120)
    expect(page).to_have_url(re.compile(r"step=\d+"))


def test_all_events_of_a_claim_stand_out_on_the_chart(page: Page, address: str, published: Dataset) -> None:
    number = next(n for n, other in enumerate(published.stories[0].claims, 1) if len(other.events) > 3)
    claim = published.stories[0].claims[number - 1]
    open_page(page, address, f"tab=stories&story=china-signals-a-shift&step={number}")
    bright = page.evaluate(
        """() => [...document.querySelectorAll('#timeline .raised .mark')]
            .map((mark) => mark.dataset.mark)"""
    )
    assert set(claim.events) <= set(bright)


def drawn(page: Page) -> set[str]:
    """The events that the chart holds."""
    marks = page.evaluate("[...document.querySelectorAll('#timeline .mark')].map((mark) => mark.dataset.mark)")
    return set(marks)


def test_a_step_draws_its_events_alone_and_names_them_all(page: Page, address: str, published: Dataset) -> None:
    story = next(story for story in published.stories if story.id == "the-h200-reversal")
    open_page(page, address, f"tab=stories&story={story.id}&step=3")
    until(page, f"document.querySelectorAll('#timeline .mark').length === {len(story.steps[2].events)}")
    assert drawn(page) == set(story.steps[2].events)
    labels = page.evaluate("[...document.querySelectorAll('#timeline .label')].map((label) => label.dataset.mark)")
    assert set(labels) == set(story.steps[2].events)
    expect(page.get_by_role("status")).to_have_text(
        f"{len(story.steps[2].events)} of {len(published.events)} events shown: those of this step."
    )


def test_the_claims_open_with_the_events_that_they_cite(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address, "tab=stories")
    cited = {id_ for claim in published.stories[0].claims for id_ in claim.events}
    until(page, f"document.querySelectorAll('#timeline .mark').length === {len(cited)}")
    assert drawn(page) == cited


def test_on_a_phone_the_chart_of_a_step_stays_above_its_text(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, address, "tab=stories&story=the-h200-reversal&step=3")
    until(page, "document.querySelector('.step[aria-current]')?.getBoundingClientRect().top > 0")
    chart = page.locator(".timeline-view").bounding_box()
    step = page.locator(".step[aria-current]").bounding_box()
    assert chart
    assert step
    assert chart["y"] == pytest.approx(0, abs=1)
    assert chart["height"] < 844 * 0.5
    assert chart["y"] + chart["height"] <= step["y"]
    panel = page.get_by_role("region", name="Stories")
    panel.get_by_role("button", name="Next step →").click()
    expect(panel.locator("[aria-current=step]")).to_have_attribute("data-step", "4")
    chart = page.locator(".timeline-view").bounding_box()
    assert chart
    assert chart["y"] == pytest.approx(0, abs=1)


def test_a_step_or_a_story_that_is_not_there_is_told(page: Page, address: str) -> None:
    page.goto(f"{address}?tab=stories&story=the-h200-reversal&step=99")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text(
        re.compile(r"“The H200 reversal” has \d+ steps; there is no step 99, so its beginning")
    )
    page.goto(f"{address}?tab=stories&story=no-such-tale")
    expect(notice).to_have_text("There is no story 'no-such-tale'. The first one is shown.")


def test_the_claims_lead_with_a_count_of_verdicts(page: Page, address: str) -> None:
    open_page(page, address, "tab=stories&story=china-signals-a-shift")
    panel = page.get_by_role("region", name="Stories")
    expect(panel.get_by_text(re.compile(r"^26 claims: \d+ supported, \d+ partly supported"))).to_be_visible()
    expect(panel.locator(".verdict")).to_have_count(26)


def test_actors_are_narrowed_by_kind_and_country_those_named_less_often_too(page: Page, address: str) -> None:
    open_page(page, address, "tab=actors")
    panel = page.get_by_role("region", name="Actors", exact=True)
    panel.get_by_role("combobox", name="Country").select_option("nl")
    expect(panel.get_by_text(re.compile(r"^\d+ of \d+ actors shown\.$"))).to_be_visible()
    expect(panel.locator("[data-kind]:visible").first).to_contain_text("Netherlands")
    assert panel.locator(".actor-rest > li:visible").count() > 0
    for row in panel.locator("[data-kind]:visible").all():
        expect(row).to_have_attribute("data-country", "nl")


def test_an_actor_of_the_table_filters_everything(page: Page, address: str) -> None:
    open_page(page, address, "tab=actors")
    panel = page.get_by_role("region", name="Actors")
    row = panel.get_by_role("row", name=re.compile("^Huawei"))
    row.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("actor=huawei"))
    expect(page.get_by_role("status")).to_contain_text("without these actors")


@pytest.mark.parametrize("tab", ["shift", "measures", "stories", "actors"])
@pytest.mark.parametrize("width", [768, 375])
def test_no_tab_scrolls_the_page_sideways(page: Page, address: str, tab: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    open_page(page, address, f"tab={tab}")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("tab", ["shift", "measures", "actors"])
def test_no_match_says_so(page: Page, address: str, tab: str) -> None:
    page.goto(f"{address}?tab={tab}&q=zzzzzz")
    expect(page.get_by_role("region", name=TABS[tab].label)).to_contain_text(re.compile("^No (event|measure)"))
