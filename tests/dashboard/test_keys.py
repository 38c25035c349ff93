"""The timeline by key, ear and phone: nothing here needs a mouse or a wide screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.data.schema import Dataset
from tests.dashboard.test_reading import SUMMONS, open_page
from tests.waiting import until

CHART = "#timeline"


def announced(page: Page) -> str:
    return page.locator("#announcer").inner_text()


def test_one_tab_leads_into_the_chart_and_the_next_out_of_it(page: Page, address: str) -> None:
    open_page(page, address)
    page.get_by_role("button", name="Whole period").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "timeline"
    assert re.match(r"[\w ]+: .*20\d\d.*\. .+ · \w+\.$", announced(page))
    page.keyboard.press("Tab")
    assert not page.evaluate("document.getElementById('timeline').contains(document.activeElement)")


def test_arrows_walk_in_time_and_between_lanes(page: Page, address: str) -> None:
    open_page(page, address, f"event={SUMMONS}")
    page.locator(CHART).focus()
    page.keyboard.press("ArrowRight")
    after = announced(page)
    assert "China's cyberspace regulator summoned" not in after
    page.keyboard.press("ArrowLeft")
    assert announced(page) == (
        "Scrutiny of Nvidia chips: 31 July 2025. "
        "China's cyberspace regulator summoned Nvidia to explain alleged backdoor risks in the H20. "
        "China tightens · Official."
    )
    page.keyboard.press("ArrowUp")
    assert announced(page) not in ("", after)
    expect(page.locator("#timeline .ring.cursor")).to_have_attribute("visibility", "visible")


def test_home_and_end_reach_what_is_in_sight(page: Page, address: str) -> None:
    open_page(page, address, "from=2025-07&to=2025-09")
    page.locator(CHART).focus()
    page.keyboard.press("End")
    assert re.search(r"September 2025", announced(page))
    page.keyboard.press("Home")
    assert re.search(r"(June|July) 2025", announced(page))


def test_enter_shows_the_event_and_escape_returns_to_the_chart(page: Page, address: str) -> None:
    open_page(page, address, "from=2025-07&to=2025-09")
    page.locator(CHART).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    details = page.get_by_role("region", name="Event details")
    expect(details).to_be_focused()
    expect(page).to_have_url(re.compile("event="))
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(page.locator(CHART)).to_be_focused()


def test_c_follows_the_chain_to_its_first_answer_and_back(page: Page, address: str, published: Dataset) -> None:
    bill = published.by_id["chip-security-act-s1705-introduced"]
    first = next(event for event in published.events if bill.id in {relation.event for relation in event.relations})
    open_page(page, address, f"event={bill.id}")
    page.locator(CHART).focus()
    page.keyboard.press("c")
    assert first.title in announced(page)
    page.keyboard.press("Shift+C")
    assert bill.title in announced(page)


def test_keys_zoom_and_reset(page: Page, address: str) -> None:
    open_page(page, address)
    page.locator(CHART).focus()
    page.keyboard.press("+")
    expect(page).to_have_url(re.compile("from=.*&to="))
    page.keyboard.press("0")
    expect(page).not_to_have_url(re.compile("from="))


def test_slash_searches_and_question_mark_lists_the_keys(page: Page, address: str) -> None:
    open_page(page, address)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search events")).to_be_focused()
    page.keyboard.type("a?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator(CHART).focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_answered_the_act_within_two_weeks_is_found_without_a_mouse(page: Page, address: str) -> None:
    open_page(page, address)
    page.keyboard.press("/")
    page.keyboard.type("Chip Security Act introduced")
    page.get_by_role("searchbox").clear()
    page.get_by_role("button", name=re.compile("^Filters")).press("Enter")
    page.get_by_role("textbox", name="From", exact=True).fill("8 May 2025")
    page.get_by_role("textbox", name="To", exact=True).fill("22 May 2025")
    expect(page).to_have_url(re.compile("from=2025-05-08&to=2025-05-22"))
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="List").check()
    page.get_by_role("checkbox", name=re.compile("^China (tightens|builds)")).first.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("direction=cn-tightens"))
    rows = page.get_by_role("region", name="Events").get_by_role("listitem")
    expect(rows.first).to_contain_text("May 2025")
    rows.first.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    details = page.get_by_role("region", name="Event details")
    expect(details).to_be_visible()
    source = details.get_by_role("list").first.get_by_role("link").first
    assert (source.get_attribute("href") or "").startswith("https://")


def test_a_row_of_the_list_opens_by_key_and_escape_leads_back_to_it(page: Page, address: str) -> None:
    open_page(page, address, "tab=list&from=2025-07&to=2025-09")
    link = page.get_by_role("region", name="Events", exact=True).locator(".row-title").nth(3)
    link.press("Enter")
    expect(page.get_by_role("region", name="Event details")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Event details")).to_be_hidden()
    expect(link).to_be_focused()


def test_the_skip_links_lead_to_the_chart_and_to_the_list(page: Page, address: str) -> None:
    open_page(page, address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the chart")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(CHART)).to_be_focused()
    page.get_by_role("link", name="Skip to the list of events").press("Enter")
    expect(page).to_have_url(re.compile("tab=list"))
    expect(page.get_by_role("region", name="Events", exact=True)).to_be_focused()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def test_on_a_phone_time_runs_down_the_page_turning_points_first(phone: Page, address: str) -> None:
    open_page(phone, address)
    expect(phone).to_have_url(re.compile(r"\?min=3$"))
    rows = phone.get_by_role("region", name="Events down the page").get_by_role("listitem")
    rows.first.wait_for()
    bottoms = rows.evaluate_all("(rows) => rows.map((row) => row.getBoundingClientRect().bottom)")
    assert sum(bottom <= 844 for bottom in bottoms) >= 6
    assert bottoms == sorted(bottoms)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_a_tap_opens_a_sheet_and_closing_leads_back(phone: Page, address: str) -> None:
    open_page(phone, address)
    link = phone.get_by_role("region", name="Events down the page").get_by_role("link").nth(2)
    link.tap()
    details = phone.get_by_role("region", name="Event details")
    expect(details).to_be_focused()
    box = details.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert 844 * 0.3 < box["y"] < 844 * 0.6
    details.get_by_role("button", name="Close").tap()
    expect(details).to_be_hidden()
    expect(link).to_be_focused()


def test_on_a_phone_the_chart_with_its_axis_is_one_tap_away(phone: Page, address: str) -> None:
    open_page(phone, address)
    expect(phone.locator("#timeline")).to_be_hidden()
    phone.get_by_role("button", name="Chart with its axis").tap()
    until(phone, "document.querySelector('#timeline .mark')")
    expect(phone.get_by_role("region", name="Events down the page")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("tab", ["list", "list&sort=date", "shift", "measures", "stories", "actors", "method"])
def test_on_a_phone_no_tab_is_wider_than_the_screen(phone: Page, address: str, tab: str) -> None:
    phone.goto(f"{address}?tab={tab}")
    until(phone, f"document.body.dataset.tab === '{tab.split('&')[0]}'")
    phone.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    wide = """() => [...document.querySelectorAll('body *')]
        .filter((part) => part.checkVisibility() && part.scrollWidth > part.clientWidth + 2)
        .filter((part) => ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
        .filter((part) => !part.matches('.tabs, .narrow-tools, .choices'))
        .map((part) => part.outerHTML.slice(0, 90))"""
    assert phone.evaluate(wide) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_and_can_be_chosen(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    open_page(page, address)
    paper = "getComputedStyle(document.body).backgroundColor"
    system = page.evaluate(paper)
    theme = page.get_by_role("button", name=re.compile("^Theme"))
    seen = []
    for _ in range(3):
        theme.click()
        seen.append((theme.inner_text(), page.evaluate(paper)))
    assert [name for name, _ in seen] == ["Theme: light", "Theme: dark", "Theme: system"]
    assert seen[2][1] == system == seen[scheme == "dark"][1]
    theme.click()
    page.reload()
    assert page.evaluate(paper) == seen[0][1]
    context.close()
