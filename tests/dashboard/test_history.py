"""What the browser remembers of a visit: an entry for each view that the reader chose, and where the focus stood."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.dashboard.test_reading import MARKS, SUMMONS, open_page
from tests.waiting import until


def test_each_choice_is_one_entry_and_back_leads_through_all_of_them(page: Page, address: str) -> None:
    open_page(page, address)
    until(page, "typeof window.dash_clientside.set_props === 'function'")
    before = page.evaluate("history.length")
    seen = [page.url]
    for name in ("China builds", "U.S. tightens"):
        page.get_by_role("checkbox", name=name).check()
        until(page, f"location.href !== {seen[-1]!r}")
        seen.append(page.url)
    page.get_by_role("radio", name="List").check()
    expect(page.get_by_role("region", name="Events", exact=True)).to_be_visible()
    until(page, "location.search.includes('tab=list')")
    assert page.evaluate("history.length") == before + 3
    for url in reversed(seen):
        page.go_back()
        expect(page).to_have_url(url)


def test_what_changes_nothing_makes_no_entry(page: Page, address: str) -> None:
    open_page(page, address, f"event={SUMMONS}")
    before = page.evaluate("history.length")
    page.locator(f"{MARKS}[data-mark='{SUMMONS}']").dispatch_event("click")
    page.locator("#timeline").press("Enter")
    expect(page.get_by_role("region", name="Event details")).to_be_focused()
    assert page.evaluate("history.length") == before


def test_a_click_on_a_mark_leaves_the_focus_on_the_chart_and_closing_leads_back_there(page: Page, address: str) -> None:
    open_page(page, address, "from=2025-07&to=2025-09")
    label = page.locator("#timeline .label").first
    label.click()
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("button", name="Close")).to_be_visible()
    expect(page.locator("#timeline")).to_be_focused()
    details.get_by_role("button", name="Close").click()
    expect(details).to_be_hidden()
    expect(page.locator("#timeline")).to_be_focused()
