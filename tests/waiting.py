"""Waiting for what a page comes to, from outside of it: a policy that forbids eval stops Playwright's own way."""

from __future__ import annotations

import time

from playwright.sync_api import Page

DRAWN = "performance.getEntriesByName('timeline:drawn').length > 0"


def until(page: Page, expression: str, seconds: float = 30) -> None:
    """Return once a JavaScript expression is true; an AssertionError where it never is."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(25)
