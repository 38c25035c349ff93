"""axe-core finds nothing, on every tab, in both themes, at three widths; targets are large enough to hit."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.dashboard.test_reading import SUMMONS, open_page

VIEWS = [
    "tab=timeline",
    f"tab=timeline&event={SUMMONS}",
    "tab=list&from=2025-07-25&to=2025-08-15",  # rows of a form tell no more when there are hundreds
    "tab=list&sort=date&q=cambricon",
    "tab=shift&from=2025-04&anchor=" + SUMMONS,
    "tab=measures&tag=location-tracking",
    "tab=stories&story=the-h200-reversal&step=3",
    "tab=actors",
    "tab=method",
    "tab=timeline&q=zzzz&trak=x",
]
AXE = Axe()
VIOLATIONS = {"resultTypes": ["violations"]}  # of all else that axe looks at, only an example
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a theme can change


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 768, 375])
def test_axe_is_silent(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for query in VIEWS:
        if query == "tab=method":
            page.goto(f"{address}?{query}")
            page.get_by_role("heading", name="How it is coded").wait_for()
        else:
            open_page(page, address, query)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        options = VIOLATIONS | (COLOURS if scheme == "dark" else {})
        found = AXE.run(page, options=options).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["target"]) for fault in found] == [], query
    context.close()


def test_axe_is_silent_on_the_drawer_and_in_forced_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, forced_colors="active")
    page = context.new_page()
    open_page(page, address, "track=h20-scrutiny")
    page.get_by_role("button", name=re.compile("^Filters")).click()
    page.get_by_role("dialog", name="Filters").wait_for()
    assert AXE.run(page, options=VIOLATIONS).response["violations"] == []
    context.close()


def test_forced_colours_keep_the_legend_and_the_chosen_tab(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, forced_colors="active")
    page = context.new_page()
    open_page(page, address)
    colour = "(part) => getComputedStyle(part).backgroundColor"
    swatches = page.locator(".legend .key").evaluate_all(f"(parts) => parts.map({colour})")
    assert len(set(swatches)) == len(swatches)
    chosen, other = (page.locator(".tabs label").filter(has_text=name) for name in ("Timeline", "List"))
    assert chosen.evaluate(colour) != other.evaluate(colour)
    context.close()


@pytest.mark.parametrize("width", [1400, 375])
def test_targets_are_at_least_24_pixels_high(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1000})
    open_page(page, address, f"tab=timeline&event={SUMMONS}")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, summary, .option, .tabs label, .field input')]
            .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 24)
            .map((target) => target.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.close()


def test_text_at_twice_its_size_is_not_lost(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 500}, device_scale_factor=2)  # 1400 pixels at 200 %
    open_page(page, address, f"tab=list&event={SUMMONS}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    page.close()
