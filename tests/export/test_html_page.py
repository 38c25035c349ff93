from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from markupsafe import escape
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.analysis.frames import event_frame
from app.analysis.reading import as_read
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.html_page import html_page
from tests.export.conftest import Validate
from tests.factories import crowd, event, loaded
from tests.waiting import DRAWN, until

TODAY = dt.date(2026, 7, 31)
SUMMONS = "cac-summons-nvidia-over-h20"


@pytest.fixture(scope="module")
def file(published: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "chart.html"
    path.write_bytes(html_page(Extract.of(published, parse_view("track=h20-scrutiny", published)[0], TODAY)))
    return path


def test_the_same_input_gives_the_same_bytes(published: Dataset) -> None:
    assert html_page(Extract.of(published, View(), TODAY)) == html_page(Extract.of(published, View(), TODAY))


EVENTS = 361  # of which a page has 1.3 MB at most, or 0.75 MB packed


def test_the_whole_dataset_is_small_and_smaller_packed(published: Dataset) -> None:
    share = len(published.events) / EVENTS
    assert len(html_page(Extract.of(published, View(), TODAY))) < 1_300_000 * share
    assert len(html_page(Extract.of(published, View(), TODAY), compress=True)) < 750_000 * share


def test_a_packed_page_leads_to_the_very_sources_of_the_plain_one(
    published: Dataset, tmp_path: Path, page: Page
) -> None:
    links = """[...document.querySelectorAll("#list .sources a")].map((link) => link.getAttribute("href"))"""
    found = []
    for compress in (False, True):
        path = tmp_path / f"{compress}.html"
        path.write_bytes(html_page(Extract.of(published, View(), TODAY), compress=compress))
        page.goto(path.as_uri())
        until(page, DRAWN)
        found.append(page.evaluate(links))
    assert found[0] == found[1]
    assert len(found[0]) > 1_000


def test_a_packed_page_reads_titles_and_sources_with_scripts_off(published: Dataset) -> None:
    packed = html_page(Extract.of(published, View(), TODAY), compress=True).decode()
    text = re.sub(r"<script.*?</script>", "", packed, flags=re.DOTALL)
    for record in published.events:
        assert str(escape(record.title)) in text
        assert all(f'href="{escape(source.url)}"' in text for source in record.sources)


def test_a_page_of_very_many_events_holds_the_foremost_and_counts_the_rest(tmp_path: Path, page: Page) -> None:
    path = tmp_path / "crowd.html"
    path.write_bytes(html_page(Extract.of(crowd(1_400), View(), TODAY)))
    page.goto(path.as_uri())
    until(page, DRAWN)
    words = "331 of 1,400 events shown. Not shown: 1,000 that the chart only counts, 69 before 2025-03-01."
    expect(page.get_by_role("status")).to_have_text(words)
    assert page.locator("#list article").count() == 400
    assert all(page.locator(f"#event-e{number}").count() for number in range(0, 1_400, 10))  # each a turning point
    page.get_by_role("button", name="Whole period").click()
    expect(page.get_by_role("status")).to_contain_text("400 of 1,400 events shown.")
    assert page.locator("#timeline .counts").get_attribute("d")


def test_a_frame_tells_its_height_and_takes_a_deep_link(published: Dataset, tmp_path: Path, page: Page) -> None:
    (tmp_path / "chart.html").write_bytes(html_page(Extract.of(published, View(), TODAY), embed=True))
    around = """<iframe title="Chart" width="600" src="chart.html#event=cac-summons-nvidia-over-h20"></iframe>
    <script>addEventListener("message", (told) => document.body.dataset.height = told.data.height)</script>"""
    (tmp_path / "article.html").write_text(f"<!doctype html><title>Article</title>{around}", encoding="utf-8")
    page.goto((tmp_path / "article.html").as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("region", name="Event details").get_by_role("heading")).to_contain_text("summoned Nvidia")
    until(page, "Number(document.body.dataset.height) > 800")
    assert int(page.evaluate("document.body.dataset.height")) < 3_000  # the list is folded


def test_a_frame_grows_for_an_event_and_shrinks_after_it(published: Dataset, tmp_path: Path, page: Page) -> None:
    (tmp_path / "chart.html").write_bytes(html_page(Extract.of(published, View(), TODAY), embed=True))
    around = """<iframe title="Chart" width="600" height="500" src="chart.html"></iframe>
    <script>addEventListener("message", ({ data }) => document.querySelector("iframe").height = data.height)</script>"""
    (tmp_path / "article.html").write_text(f"<!doctype html><title>Article</title>{around}", encoding="utf-8")
    page.goto((tmp_path / "article.html").as_uri())
    frame = page.frame_locator("iframe")
    height = "Number(document.querySelector('iframe').height)"
    frame.locator(".rail-title").nth(3).wait_for()
    until(page, f"{height} !== 500")
    before = page.evaluate(height)
    frame.locator(".rail-title").nth(3).click()
    until(page, f"{height} > {before} + 100")
    frame.get_by_role("button", name="Close").click()
    until(page, f"Math.abs({height} - {before}) < 2")


def test_the_file_opens_without_a_network(file: Path, context: BrowserContext, page: Page, published: Dataset) -> None:
    context.set_offline(True)
    page.goto(file.as_uri())
    until(page, DRAWN)
    view, _ = parse_view("track=h20-scrutiny", published)
    events = event_frame(published)
    opened, whole = select(events, as_read(view, events, published)), select(events, view)
    articles = page.get_by_role("region", name="Events").get_by_role("article")
    assert articles.count() == len(opened.shown)
    expect(page.get_by_role("status")).to_have_text(opened.words)
    expect(page.get_by_text("View: Track: Scrutiny of Nvidia chips.")).to_be_visible()
    page.get_by_role("button", name="Whole period").click()
    expect(page.get_by_role("status")).to_have_text(whole.words)
    assert page.locator("#timeline .mark").count() == articles.count() == len(whole.shown)


def test_its_policy_forbids_every_request(file: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', file.read_text("utf-8"))
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe-inline" not in policy[1].split("style-src")[0]


def test_every_source_of_every_event_is_in_the_file(file: Path, published: Dataset) -> None:
    text = file.read_text("utf-8").replace("&amp;", "&")
    for record in published.events:
        if record.track == "h20-scrutiny":
            assert all(f'href="{source.url}"' in text for source in record.sources)


def test_a_mark_and_a_relation_lead_to_the_evidence(file: Path, page: Page) -> None:
    page.goto(file.as_uri())
    until(page, DRAWN)
    summons = page.locator(f"#event-{SUMMONS}")
    summons.get_by_role("link", name="Nvidia denies backdoors in its chips").click()
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("heading")).to_contain_text("Nvidia denied")
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()


def test_it_reads_with_scripts_off(file: Path, context: BrowserContext) -> None:
    assert context.browser is not None
    plain = context.browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#timeline")).to_be_hidden()
    expect(page.get_by_role("article").first.get_by_role("link").first).to_be_visible()
    plain.close()


def test_text_of_the_data_ends_no_element() -> None:
    hostile = "</script><script>alert(1)</script> acted."
    text = html_page(Extract.of(loaded(event(title=hostile, label="</script>")), View(), TODAY)).decode()
    assert "<script>alert(1)" not in text


def test_another_topic_is_another_file(tariffs: Dataset, tmp_path: Path, page: Page) -> None:
    path = tmp_path / "tariffs.html"
    path.write_bytes(html_page(Extract.of(tariffs, View(), TODAY)))
    page.goto(path.as_uri())
    until(page, DRAWN)
    page.get_by_role("button", name="Whole period").click()
    expect(page.get_by_role("article")).to_have_count(10)


def test_a_view_of_nothing_is_a_file_that_says_so(published: Dataset) -> None:
    text = html_page(Extract.of(published, View(q="zzzzzz"), TODAY)).decode()
    assert '<p class="empty">No event matches these filters.</p>' in text


KINDS: dict[str, dict[str, Any]] = {"whole": {}, "packed": {"compress": True}, "framed": {"embed": True}}


@pytest.mark.parametrize("kind", KINDS)
def test_an_html_validator_finds_nothing(kind: str, published: Dataset, tmp_path: Path, validate: Validate) -> None:
    view, _ = parse_view("track=h20-scrutiny", published)
    (tmp_path / "page.html").write_bytes(html_page(Extract.of(published, view, TODAY), **KINDS[kind]))
    assert validate(tmp_path / "page.html") == []


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (768, "dark"), (375, "dark")])
def test_axe_is_silent_on_the_exported_page(browser: Browser, file: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{file.as_uri()}#event={SUMMONS}")
    until(page, DRAWN)
    expect(page.get_by_role("region", name="Event details")).to_be_visible()
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    context.close()


@pytest.mark.parametrize(
    "hash_", ["#%E0%A4%A", "#event=gone", "#q=%00&track=%ff", "#from=x&to=y", "#" + "q=a&" * 3_000]
)
def test_a_wild_address_breaks_nothing(file: Path, page: Page, hash_: str) -> None:
    page.goto(f"{file.as_uri()}{hash_}")
    until(page, DRAWN)
    expect(page.get_by_role("status")).to_contain_text("events shown")
    expect(page.get_by_role("region", name="Event details")).to_be_hidden()


def test_an_address_may_name_months(file: Path, page: Page) -> None:
    page.goto(f"{file.as_uri()}#from=2025-05&to=2025-08")
    until(page, DRAWN)
    shown = page.locator("#timeline")
    expect(shown).to_have_attribute("data-from", "2025-05-01")
    expect(shown).to_have_attribute("data-to", "2025-08-31")
