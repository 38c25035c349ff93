"""The timeline by key, ear and phone: nothing here needs a mouse or a wide screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

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
    assert re.match(r"[\w ]*20\d\d\. .+\. .+ · \w+\.$", announced(page))
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
        "31 July 2025. China's cyberspace regulator summoned Nvidia to explain alleged backdoor risks in the H20. "
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


def test_c_follows_the_chain_to_an_answer_and_back(page: Page, address: str) -> None:
    open_page(page, address, "event=chip-security-act-s1705-introduced")
    page.locator(CHART).focus()
    page.keyboard.press("c")
    first = announced(page)
    assert first
    page.keyboard.press("Shift+C")
    assert "Chip Security Act" in announced(page)


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
    page.get_by_role("textbox", name="From").fill("2025-05-08")
    page.get_by_role("textbox", name="To").fill("2025-05-22")
    page.get_by_text("List", exact=True).focus()
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


def test_on_a_phone_the_list_is_the_timeline(browser: Browser, address: str) -> None:
    phone = browser.new_context(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    open_page(page, address)
    expect(page).to_have_url(re.compile("tab=list"))
    rows = page.get_by_role("region", name="Events").get_by_role("listitem")
    rows.nth(3).get_by_role("link").first.tap()
    details = page.get_by_role("region", name="Event details")
    expect(details).to_be_in_viewport()
    page.get_by_text("Timeline", exact=True).tap()
    until(page, "document.querySelector('#timeline .chart')")
    assert page.evaluate("getComputedStyle(document.getElementById('timeline')).touchAction") == "pan-y pinch-zoom"
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    phone.close()


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
