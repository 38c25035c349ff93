"""Ten questions of a newcomer, each answered on the screen in at most five actions, by mouse and by key alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.data.schema import Dataset
from tests.dashboard.test_reading import open_page
from tests.waiting import until

MOST = 5


class Reader:
    """Does what a newcomer does, and counts it. A typed text is one action, a key pressed again and again too."""

    def __init__(self, page: Page, by: str) -> None:
        self.page = page
        self.by = by  # mouse or key
        self.actions = 0

    def _count(self) -> None:
        self.actions += 1
        assert self.actions <= MOST

    def use(self, target: Locator, key: str = "Enter") -> None:
        """A click, or a key on what Tab leads to."""
        self._count()
        if self.by == "mouse":
            target.click()
        else:
            target.press(key)

    def search(self, text: str) -> None:
        """Words in the search box, which a click or the key of the search leads to."""
        self._count()
        if self.by == "mouse":
            self.page.get_by_role("searchbox", name="Search events").click()
        else:
            self.page.keyboard.press("/")
        self.page.keyboard.type(text)

    def find(self, words: str) -> None:
        """What a search leads to: a click, or down to it and Enter."""
        link = self.page.get_by_role("list", name="Also found").get_by_role("link").filter(has_text=words).first
        if self.by == "mouse":
            self.use(link)
            return
        link.wait_for()
        self._count()
        for _ in range(20):
            self.page.keyboard.press("ArrowDown")
            if link.evaluate("(node) => node === document.activeElement"):
                break
        self._count()
        self.page.keyboard.press("Enter")

    def event(self, label: str, words: str) -> None:
        """An event by its label in the chart, or by words of it in the search."""
        if self.by == "mouse":
            self.use(self.label(label))
        else:
            self.search(words)
            self.find(label)
        expect(self.details).to_be_visible()

    def choose(self, name: str, value: str) -> None:
        """One of several choices of a field."""
        self._count()
        self.page.get_by_role("combobox", name=name).select_option(value)

    def tab(self, name: str) -> None:
        """Another tab."""
        radio = self.page.get_by_role("radio", name=name)
        self.use(radio.locator("xpath=..") if self.by == "mouse" else radio, "Space")

    def legend(self, name: str) -> None:
        """A choice of the legend, which filters."""
        self.use(self.page.get_by_role("checkbox", name=name), "Space")

    def button(self, name: str) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}"))

    @property
    def details(self) -> Locator:
        """The event that is shown."""
        return self.page.get_by_role("region", name="Event details")

    @property
    def status(self) -> Locator:
        """The line that counts."""
        return self.page.locator("#status-line")

    def label(self, text: str) -> Locator:
        """A label of the chart."""
        return self.page.locator("#timeline .label").filter(has_text=text).first

    def copied(self) -> str:
        """What was copied."""
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text


@pytest.fixture(params=["mouse", "key"])
def reader(request: pytest.FixtureRequest, page: Page, address: str) -> Reader:
    """A newcomer before the timeline on a laptop, with a mouse or with keys alone."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 1366, "height": 768})
    open_page(page, address)
    until(page, "typeof window.dash_clientside.set_props === 'function'")
    return Reader(page, request.param)


def test_what_beijing_did_within_two_weeks_of_the_act(reader: Reader, published: Dataset) -> None:
    answer = published.by_id["mofcom-warns-firms-following-ascend-guidance"]
    reader.event("Cotton introduces the Chip", "cotton chip security act")
    reader.use(reader.button("14 days around this event"))
    reader.legend("China tightens")
    expect(reader.page).to_have_url(re.compile("from=2025-04-24&to=2025-05-22"))
    until(reader.page, f"document.querySelector('#timeline .label[data-mark={answer.id}]')")
    expect(reader.page.locator(f"#timeline .label[data-mark={answer.id}]").first).to_be_in_viewport()
    expect(reader.page.locator("#timeline .mark")).to_have_count(1)


def test_who_said_backdoor_and_what_nvidia_answered(reader: Reader) -> None:
    reader.search("backdoor")
    for label in ("CAC summons Nvidia over the H20", "Nvidia rejects backdoors and kill switches"):
        expect(reader.label(label)).to_be_in_viewport()
    reader.find("Nvidia denies backdoors in its chips")
    expect(reader.details.get_by_role("heading")).to_contain_text("denied")
    expect(reader.details.get_by_role("link", name="CAC summons Nvidia over the H20")).to_be_visible()


def test_which_bills_are_alive(reader: Reader, published: Dataset) -> None:
    reader.tab("Measures")
    bills = sum(measure.kind == "bill" for measure in published.measures)
    panel = reader.page.get_by_role("region", name="Measures")
    expect(panel).to_contain_text(re.compile(rf"of {bills} bills is law as of .+ in committee"))
    expect(panel.get_by_text("In committee").first).to_be_in_viewport()


def test_whether_hyperscalers_still_rely_on_nvidia(reader: Reader) -> None:
    reader.search("hyperscaler")
    reader.find("Large Chinese cloud firms")
    step = reader.page.locator("[data-step][aria-current=step]")
    expect(step).to_contain_text("still rely to a great degree on Nvidia")
    expect(step).to_contain_text("Partly supported")
    expect(step).to_be_in_viewport()


def test_everything_on_cambricon(reader: Reader, published: Dataset) -> None:
    count = sum("cambricon" in event.actors for event in published.events)
    reader.search("cambricon")
    reader.find(f"named as an actor in {count} events")
    expect(reader.status).to_contain_text(f"{count} of {len(published.events)} events shown")
    reader.tab("List")
    until(reader.page, f"document.querySelectorAll('#list .row').length === {count}")
    expect(reader.status).to_contain_text(f"{count} of {len(published.events)} events shown")


def test_ninety_days_around_the_ban_of_the_h20(reader: Reader) -> None:
    reader.search("h20 licence")
    reader.find("U.S. puts the H20 under licence")
    reader.use(reader.button("90 days around this event"))
    expect(reader.page).to_have_url(re.compile("from=2025-01-09&to=2025-07-08"))
    expect(reader.status).to_contain_text(re.compile("before 2025-01-09, .+ after 2025-07-08"))
    expect(reader.label("U.S. puts the H20 under licence")).to_be_in_viewport()


def test_a_link_to_just_this(reader: Reader) -> None:
    reader.event("Cotton introduces the Chip", "cotton chip security act")
    reader.use(reader.button("Copy link"))
    expect(reader.button("Copied")).to_be_visible()
    assert "event=chip-security-act-s1705-introduced" in reader.copied()


def test_what_bears_an_event_out(reader: Reader) -> None:
    reader.event("CAC summons Nvidia over the H20", "cac summons nvidia")
    expect(reader.details).to_contain_text("Evidence")
    source = reader.details.locator(".sources a").first
    source.scroll_into_view_if_needed()
    assert (source.get_attribute("href") or "").startswith("https://")


def test_a_picture_of_this_for_a_slide(reader: Reader) -> None:
    reader.use(reader.button("Share"))
    reader.use(reader.page.get_by_text("with a preview"))
    reader.choose("Size", "slide")
    reader.use(reader.button("Show the preview"))
    expect(reader.page.get_by_role("img", name="Preview of the picture")).to_be_visible(timeout=60_000)
    until(reader.page, "document.querySelector('.preview img').naturalWidth === 1920")


def test_the_turning_points_alone(reader: Reader) -> None:
    choice = reader.page.get_by_role("radio", name="Turning points")
    reader.use(choice.locator("xpath=..") if reader.by == "mouse" else choice, "Space")
    expect(reader.page).to_have_url(re.compile("min=3"))
    expect(reader.status).to_contain_text("of lower significance")
    marks, labels = (reader.page.locator(f"#timeline .{kind}") for kind in ("mark", "label"))
    assert labels.count() >= 0.8 * marks.count()


def test_the_citation_of_a_view(reader: Reader) -> None:
    reader.use(reader.button("Share"))
    reader.use(reader.button("Copy citation of the view"))
    expect(reader.button("Copied")).to_be_visible()
    assert "AI chips between Washington and Beijing" in reader.copied()


TYPED: list[Callable[[str], str]] = [str, str.lower, str.upper]


@pytest.mark.parametrize("typed", TYPED)
def test_the_months_that_someone_types(page: Page, address: str, typed: Callable[[str], str]) -> None:
    open_page(page, address)
    page.get_by_role("searchbox", name="Search events").fill(typed("May 2025 to 8 August 2025"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=2025-05&to=2025-08-08"))
    expect(page.get_by_role("button", name="Remove filter: from May 2025")).to_be_attached()


def test_a_story_from_its_card(page: Page, address: str) -> None:
    open_page(page, address)
    page.get_by_role("link", name=re.compile("^The H20, from workaround")).click()
    expect(page.get_by_role("region", name="Stories")).to_contain_text("The H20, from workaround")
    page.get_by_role("button", name="Next step").click()
    expect(page.locator("[data-step='1'][aria-current=step]")).to_be_visible()
