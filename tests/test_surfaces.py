"""One behaviour, wherever the timeline is read: the dashboard, the exported page, the packed one, the embedded one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.analysis.frames import event_frame
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.html_page import html_page
from tests.waiting import DRAWN, until

SUMMONS = "cac-summons-nvidia-over-h20"
TODAY = dt.date(2026, 7, 31)
MARKS = "#timeline .mark"
Open = Callable[[str], Page]


@pytest.fixture(scope="session")
def exported(published: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of exported pages of the whole dataset."""
    folder = tmp_path_factory.mktemp("surfaces")
    kinds: dict[str, dict[str, Any]] = {"exported": {}, "packed": {"compress": True}, "embedded": {"embed": True}}
    for kind, options in kinds.items():
        (folder / f"{kind}.html").write_bytes(html_page(Extract.of(published, View(), TODAY), **options))
    return {kind: (folder / f"{kind}.html").as_uri() for kind in kinds}


@pytest.fixture(params=["dashboard", "exported", "packed", "embedded"])
def surface(request: pytest.FixtureRequest, page: Page, address: str, exported: dict[str, str]) -> Open:
    """Opens the timeline at a query, on the whole period."""

    def open_at(query: str) -> Page:
        if request.param == "dashboard":
            page.goto(f"{address}?from=2019-05-15&to=2026-09-30&{query}")
        else:
            page.goto(f"{exported[request.param]}#from=2019-05-15&to=2026-09-30&{query}")
        until(page, DRAWN)
        page.evaluate("for (const part of document.querySelectorAll('details.facets')) part.open = true")
        return page

    return open_at


@pytest.mark.parametrize(
    "query",
    [
        "q=huawei",
        "q=%E7%BD%91%E4%BF%A1%E5%8A%9E",  # a Chinese name of an actor
        "track=h20-scrutiny&status=reported",
        "direction=cn-tightens,cn-builds&q=nvidia",
        "q=zzzzzz",
    ],
)
def test_a_filter_leaves_the_same_events_and_says_why(surface: Open, published: Dataset, query: str) -> None:
    expected = select(event_frame(published), parse_view(query, published)[0])
    page = surface(query)
    expect(page.get_by_role("status")).to_have_text(expected.words)
    assert page.locator(MARKS).count() == len(expected.shown)


def test_a_choice_of_the_legend_narrows_and_clearing_restores(surface: Open, published: Dataset) -> None:
    page = surface("")
    page.get_by_role("checkbox", name="China tightens").check()
    wanted = [event.id for event in published.events if event.direction == "cn-tightens"]
    expect(page.get_by_role("status")).to_contain_text(f"{len(wanted)} of {len(published.events)} events shown")
    expect(page.locator(MARKS)).to_have_count(len(wanted))
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^\d+ of {len(published.events)} events shown"))
    expect(page.get_by_role("checkbox", name="China tightens")).not_to_be_checked()


def test_a_search_is_typed(surface: Open) -> None:
    page = surface("")
    page.get_by_role("searchbox", name="Search events").fill("backdoor")
    expect(page.get_by_role("status")).to_contain_text("without “backdoor”")


def test_a_click_on_a_mark_opens_its_evidence_and_its_chain(surface: Open) -> None:
    page = surface("")
    page.locator(f"#timeline .mark[data-mark={SUMMONS}]").scroll_into_view_if_needed()
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Opening range").click()
    page.locator(f"#timeline .mark[data-mark={SUMMONS}]").click()
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("heading")).to_contain_text("summoned Nvidia")
    assert (details.locator(".sources a").first.get_attribute("href") or "").startswith("https://")
    expect(page.locator("#timeline .arrow").first).to_be_attached()
    expect(page.locator("#timeline .dimmed ~ .raised .mark").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    expect(page.locator("#timeline .dimmed")).to_have_count(0)


def test_a_link_leads_to_an_event(surface: Open) -> None:
    page = surface(f"event={SUMMONS}")
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("heading")).to_contain_text("summoned Nvidia")
    details.get_by_role("link", name="Nvidia denies backdoors in its chips").click()
    expect(details.get_by_role("heading")).to_contain_text("Nvidia denied")
    expect(page).to_have_url(re.compile("event=nvidia-"))
    page.go_back()
    expect(details.get_by_role("heading")).to_contain_text("summoned Nvidia")


def test_the_keys_walk_and_announce(surface: Open) -> None:
    page = surface(f"event={SUMMONS}")
    page.locator("#timeline").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announcer")).to_have_text(re.compile(r"^[\w ]+: \d+ \w+ \d{4}\. .+ · \w+\.$"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Event details")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


@pytest.mark.parametrize(
    "query", ["actor=nvidia", "min=3", "tag=h20&evidence=strong", "kind=rule,licence&jurisdiction=us"]
)
def test_every_filter_works_wherever_the_timeline_is_read(surface: Open, published: Dataset, query: str) -> None:
    expected = select(event_frame(published), parse_view(query, published)[0])
    page = surface(query)
    expect(page.get_by_role("status")).to_have_text(expected.words)
    expect(page.get_by_role("alert")).to_have_text("")


def test_what_a_page_ignores_it_names(surface: Open) -> None:
    page = surface("trak=x&track=nowhere")
    expect(page.get_by_role("alert")).to_contain_text("Unknown key 'trak' was ignored.")
    expect(page.get_by_role("alert")).to_contain_text("Unknown value 'nowhere' for 'track' was ignored.")


def test_later_and_escape_keep_the_focus_of_the_keyboard(surface: Open) -> None:
    page = surface(f"event={SUMMONS}")
    details = page.get_by_role("region", name="Event details")
    details.get_by_role("button", name="Later →").press("Enter")
    expect(details.get_by_role("heading")).not_to_contain_text("summoned Nvidia")
    expect(details.get_by_role("button", name="Later →")).to_be_focused()
    page.keyboard.press("Enter")
    expect(details.get_by_role("button", name="Later →")).to_be_focused()
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()
    until(page, "document.activeElement !== document.body")


def test_a_related_event_takes_the_focus_along(surface: Open) -> None:
    page = surface(f"event={SUMMONS}")
    details = page.get_by_role("region", name="Event details")
    details.get_by_role("link", name="Nvidia denies backdoors in its chips").press("Enter")
    expect(details.get_by_role("heading")).to_contain_text("Nvidia denied")
    until(page, "document.getElementById('details').contains(document.activeElement)")


def test_zooming_brings_more_labels(surface: Open) -> None:
    page = surface("")
    share = """() => document.querySelectorAll("#timeline .label").length
        / document.querySelectorAll("#timeline .mark").length"""
    before = page.evaluate(share)
    page.keyboard.down("Control")
    page.locator("#timeline").hover(position={"x": 1000, "y": 300})
    for _ in range(6):
        page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(page).to_have_url(re.compile("from=.*&to="))
    assert page.evaluate(share) > 1.5 * before


def test_found_words_are_marked(surface: Open) -> None:
    page = surface("q=backdoor&tab=list")
    script = "document.querySelectorAll('#list mark').length + (CSS.highlights.get('found')?.size ?? 0) > 3"
    until(page, script)
