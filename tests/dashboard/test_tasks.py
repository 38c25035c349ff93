"""Ten questions of a newcomer, each answered in at most five actions: by mouse, and where it says so by key alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.dashboard.test_reading import open_page
from tests.waiting import until

MOST = 5


class Reader:
    """Does what a newcomer does, and counts it. A typed text is one action, a key pressed again and again too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def _count(self) -> None:
        self.actions += 1
        assert self.actions <= MOST

    def click(self, target: Locator) -> None:
        """A click."""
        self._count()
        target.click()

    def press(self, target: Locator, key: str) -> None:
        """A key on what Tab leads to."""
        self._count()
        target.press(key)

    def search(self, text: str) -> None:
        """The key of the search, and words."""
        self._count()
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)

    def type(self, name: str, text: str) -> None:
        """A text in a field."""
        self._count()
        self.page.get_by_role("textbox", name=name, exact=True).fill(text)

    def tab(self, name: str) -> None:
        """Another tab."""
        self._count()
        self.page.get_by_role("radio", name=name).check()

    def button(self, name: str) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}"))

    @property
    def details(self) -> Locator:
        """The event that is shown."""
        return self.page.get_by_role("region", name="Event details")

    @property
    def rows(self) -> Locator:
        """The rows of the list."""
        return self.page.get_by_role("region", name="Events", exact=True).locator(".row")

    def label(self, text: str) -> Locator:
        """A label of the chart."""
        return self.page.locator("#timeline .label").filter(has_text=text).first


@pytest.fixture
def reader(page: Page, address: str) -> Reader:
    """A newcomer before the timeline on a laptop."""
    page.set_viewport_size({"width": 1366, "height": 768})
    open_page(page, address)
    return Reader(page)


def test_what_beijing_did_within_two_weeks_of_the_act(reader: Reader) -> None:
    reader.click(reader.label("Cotton introduces the Chip"))
    reader.click(reader.button("14 days around this event"))
    reader.click(reader.button("Filters"))
    reader.click(reader.page.get_by_role("checkbox", name="China", exact=True))
    reader.page.get_by_role("button", name="Done").click()  # the drawer would close by itself at the next click
    reader.tab("List")
    expect(reader.page).to_have_url(re.compile("from=2025-04-24&to=2025-05-22"))
    expect(reader.rows.filter(has_text="May 2025").first).to_be_visible()


def test_who_said_backdoor_and_what_nvidia_answered(reader: Reader) -> None:
    reader.search("backdoor")
    reader.tab("List")
    expect(reader.rows.filter(has_text="summoned Nvidia").first).to_be_visible()
    reader.press(reader.rows.filter(has_text="summoned Nvidia").first.get_by_role("link").first, "Enter")
    expect(reader.details).to_contain_text("Nvidia denies backdoors in its chips")


def test_which_bills_are_alive(reader: Reader) -> None:
    reader.tab("Measures")
    expect(reader.page.get_by_role("region", name="Measures")).to_contain_text("bills")
    expect(reader.page.get_by_role("region", name="Measures")).to_contain_text("in committee")


def test_whether_hyperscalers_still_rely_on_nvidia(reader: Reader) -> None:
    reader.search("hyperscaler")
    claim = reader.page.get_by_role("list", name="Also found").get_by_role("link").first
    expect(claim).to_contain_text("Large Chinese cloud firms")
    reader.press(claim, "Enter")
    step = reader.page.locator("[data-step][aria-current=step]")
    expect(step).to_contain_text("still rely to a great degree on Nvidia")
    expect(step).to_be_in_viewport()
    expect(step).to_contain_text("Partly supported")


def test_everything_on_cambricon_is_one_number_everywhere(reader: Reader) -> None:
    reader.search("cambricon")
    status = reader.page.get_by_role("status")
    expect(status).to_contain_text("without “cambricon”")
    reader.tab("List")
    expect(status).to_have_text(re.compile(r"^\d+ of"))
    until(reader.page, "document.querySelectorAll('#list .row').length > 5")
    number = "parseInt(document.getElementById('status-line').textContent)"
    until(reader.page, f"{number} === document.querySelectorAll('#list .row').length")


def test_ninety_days_around_the_ban_of_the_h20(reader: Reader) -> None:
    reader.search("H20 licence")
    reader.tab("List")
    link = reader.rows.filter(has_text="9 April 2025").first.get_by_role("link").first
    reader.press(link, "Enter")
    expect(reader.details).to_be_focused()
    reader.press(reader.button("90 days around this event"), "Enter")
    expect(reader.page).to_have_url(re.compile("from=2025-01-09&to=2025-07-08"))
    expect(reader.button("90 days around this event")).to_be_focused()


def test_a_link_to_just_this(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.click(reader.label("Cotton introduces the Chip"))
    expect(reader.details.get_by_role("heading")).to_contain_text("Chip Security Act")
    reader.click(reader.button("Copy link"))
    expect(reader.button("Copied")).to_be_visible()
    assert "event=chip-security-act" in reader.page.evaluate("navigator.clipboard.readText()")


def test_the_months_that_someone_types(reader: Reader) -> None:
    reader.press(reader.button("Filters"), "Enter")
    reader.type("From", "May 2025")
    reader.type("To", "8 August 2025")
    expect(reader.page).to_have_url(re.compile("from=2025-05&to=2025-08-08"))
    expect(reader.page.get_by_role("button", name="Remove filter: from May 2025")).to_be_attached()


def test_the_turning_points_alone(reader: Reader) -> None:
    reader.press(reader.page.get_by_role("radio", name="Turning points"), "Space")
    expect(reader.page).to_have_url(re.compile("min=3"))
    expect(reader.page.get_by_role("status")).to_contain_text("of lower significance")


def test_a_story_from_its_card(reader: Reader) -> None:
    reader.click(reader.page.get_by_role("link", name=re.compile("^The H20, from workaround")))
    expect(reader.page.get_by_role("region", name="Stories")).to_contain_text("The H20, from workaround")
    reader.click(reader.button("Next step"))
    expect(reader.page.locator("[data-step='1'][aria-current=step]")).to_be_visible()


def test_the_citation_of_a_view(reader: Reader) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.press(reader.button("Share"), "Enter")
    reader.press(reader.button("Copy citation of the view"), "Enter")
    expect(reader.button("Copied")).to_be_visible()
    assert "AI chips between Washington and Beijing" in reader.page.evaluate("navigator.clipboard.readText()")
