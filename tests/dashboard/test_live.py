"""Saving the file updates open pages; a bad save leaves the last good state and says what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import TARIFFS, Serve
from tests.dashboard.test_reading import open_page


def test_a_save_reaches_an_open_page_and_keeps_its_view(page: Page, serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "events.yaml"
    text = TARIFFS.read_text("utf-8")
    file.write_text(text, encoding="utf-8")
    open_page(page, serve(file), "from=2018&to=2021&track=eu-duties&tab=list")
    rows = page.get_by_role("region", name="Events").get_by_role("listitem")
    before = rows.count()
    title = re.search(r"^    title: (.+)$", text[text.index("\nevents:") :], re.MULTILINE)
    assert title is not None
    file.write_text(text.replace("label: EU counter-duties", "label: Answers of the EU"), encoding="utf-8")
    expect(page.get_by_role("checkbox", name="Answers of the EU")).to_be_checked(timeout=4_000)
    expect(rows.first).to_contain_text("Answers of the EU")
    assert rows.count() == before
    assert page.url.endswith("from=2018&to=2021&track=eu-duties&tab=list")


def test_a_bad_save_shows_its_problems_and_the_last_good_data(page: Page, serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "events.yaml"
    text = TARIFFS.read_text("utf-8")
    file.write_text(text, encoding="utf-8")
    open_page(page, serve(file), "from=2018&to=2021")
    file.write_text(text.replace("direction: us-tightens", "direction: us-tightnes", 1), encoding="utf-8")
    banner = page.locator("#problems")
    expect(banner).to_contain_text("The file has problems; what you see is its last good state.", timeout=4_000)
    expect(banner).to_contain_text(re.compile(r"events\.yaml:\d+: .*'us-tightnes'.*Did you mean 'us-tightens'\?"))
    expect(page.get_by_role("status")).to_have_text("10 of 10 events shown.")
    file.write_text(text, encoding="utf-8")
    expect(banner).to_be_empty(timeout=4_000)
