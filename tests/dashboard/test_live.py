"""Open pages follow what happens: the file is saved, well or badly; the server goes away; a script does not come."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import TARIFFS, Serve
from tests.dashboard.test_reading import choose, open_page


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
    expect(page.get_by_role("button", name="Remove filter: Answers of the EU")).to_be_visible(timeout=4_000)
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


def test_a_save_leaves_the_field_in_use_alone(page: Page, serve: Serve, tmp_path: Path) -> None:
    file = tmp_path / "events.yaml"
    text = TARIFFS.read_text("utf-8")
    file.write_text(text, encoding="utf-8")
    open_page(page, serve(file), "from=2018&to=2021")
    search = page.get_by_role("searchbox", name="Search events")
    search.press_sequentially("chip sec")
    expect(page).to_have_url(re.compile("q=chip%20sec(&|$)"))
    search.press_sequentially("ur")
    title = re.search(r"^  title: (.+)$", text, re.MULTILINE)
    assert title is not None
    file.write_text(text.replace(title[0], "  title: Another title"), encoding="utf-8")
    expect(page.locator(".kicker")).to_have_text("Another title", timeout=4_000)
    expect(search).to_be_focused()
    search.press_sequentially("ity")
    expect(search).to_have_value("chip security")
    expect(page).to_have_url(re.compile("q=chip%20security(&|$)"))


def test_a_hidden_page_asks_nothing_and_looks_again_when_it_is_in_sight(page: Page, serve: Serve) -> None:
    open_page(page, serve(TARIFFS), "from=2018&to=2021")
    with page.expect_request("**/edition"):
        pass
    page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, get: () => window.isHidden })")
    page.evaluate("window.isHidden = true")
    page.wait_for_timeout(1_500)  # a look that was on its way may still come
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)
    assert asked == []
    with page.expect_request("**/edition"):
        page.evaluate("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")


@contextmanager
def program(port: int = 0) -> Iterator[str]:
    """The program, serving; yields its address."""
    command = [sys.executable, "-m", "app", "serve", str(TARIFFS), "--no-open", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            running.stdout.readline()
            yield running.stdout.readline().split()[1]
        finally:
            running.kill()


def test_a_page_says_that_the_server_is_gone_and_goes_on_when_it_is_back(context: BrowserContext) -> None:
    page = context.new_page()  # whose console tells of requests that fail
    status, banner = page.get_by_role("status"), page.locator("#problems")
    with program() as address:
        open_page(page, address, "from=2018&to=2021")
        expect(status).to_have_text("10 of 10 events shown.")
    expect(banner).to_have_text(
        "The server does not answer. What this page holds still works; the rest follows when the server is back.",
        timeout=10_000,
    )
    choose(page, "EU counter-duties")
    expect(status).to_have_text("10 of 10 events shown.")
    with program(int(address.rstrip("/").rpartition(":")[2])):
        expect(banner).to_be_empty(timeout=10_000)
        expect(status).to_contain_text("of 10 events shown. Not shown: ", timeout=10_000)


@pytest.mark.parametrize("script", ["**/files/*/timeline.js", "**/dash_renderer*"])
def test_a_page_without_one_of_its_scripts_says_so(context: BrowserContext, address: str, script: str) -> None:
    page = context.new_page()
    page.route(script, lambda route: route.abort())
    page.goto(address)
    banner = page.locator("#problems")
    expect(banner).to_have_text("A part of this page did not load. Load the page again.")
    page.wait_for_timeout(1_500)  # the first look for a newer snapshot finds nothing to say
    expect(banner).to_be_visible()


def test_a_chart_without_its_script_says_so_and_comes_when_the_script_does(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.route("**/files/*/plotly.js", lambda route: route.abort())
    page.goto(f"{address}?tab=shift")
    chart = page.locator("[data-plot=shift]")
    expect(chart).to_have_text("This chart could not be loaded. Load the page again.")
    page.unroute("**/files/*/plotly.js")
    page.get_by_text("Quarter", exact=True).first.click()
    expect(chart.locator(".main-svg").first).to_be_visible()
    expect(chart).not_to_contain_text("could not be loaded")
