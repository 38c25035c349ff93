"""The Export dialog and what it hands out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, Route, expect

from app import resources
from app.cli import main
from app.export.formats import FORMATS
from tests.conftest import TARIFFS, TODAY
from tests.dashboard.test_application import client_of
from tests.dashboard.test_reading import SUMMONS, open_page
from tests.waiting import until

QUICK = ["html", "csv", "json", "ics", "bib", "ris", "csl-json", "md", "timelinejs"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of(TARIFFS)


@pytest.mark.parametrize("name", QUICK)
def test_a_download_is_the_file_that_the_command_makes(client: FlaskClient, name: str, tmp_path: Path) -> None:
    query = "min=2&q=tariff"
    answer = client.get(f"/export/{name}?{query}")
    out = tmp_path / "out"
    command = ["export", name, str(TARIFFS), "--out", str(out), "--view", query, "--today", TODAY.isoformat()]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert answer.data == out.read_bytes()
    assert answer.mimetype == FORMATS[name].media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=tariff")
    assert client.get(f"/export/{name}/size?{query}").json == {"bytes": len(answer.data)}


def test_options_make_another_page(client: FlaskClient) -> None:
    plain, packed = (client.get(f"/export/html?{query}").data for query in ("", "compress=yes&embed=no"))
    assert b'id="packed"' in packed
    assert b'id="packed"' not in plain


@pytest.mark.parametrize("path", ["/export/xlsx", "/export/site", "/export/xlsx/size"])
def test_what_is_no_download_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["%00%ff", "scale=99999999999999999999", "compress=%F0", "trak=x&from=zzz"])
def test_no_query_breaks_the_dialog_or_a_file(client: FlaskClient, query: str) -> None:
    assert client.get(f"/export?{query}").status_code == 200
    assert client.get(f"/export/md?{query}").status_code == 200


def test_the_dialog_names_no_folder_of_this_machine(client: FlaskClient) -> None:
    text = client.get("/export").get_data(as_text=True)
    assert " tariffs.yaml " in text
    assert str(TARIFFS.parent) not in text


def share(page: Page) -> None:
    """Open the dialog and the fold of its data formats."""
    page.get_by_role("button", name="Share").click()
    page.get_by_text("all formats").click()


def test_the_dialog_begins_with_link_citation_and_picture(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    open_page(page, address, "track=h20-scrutiny")
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share this view")
    expect(dialog.get_by_role("textbox", name="Link of this view")).to_have_value(f"{address}?track=h20-scrutiny")
    expect(dialog).to_contain_text("it opens for you, not for others")
    expect(dialog.get_by_role("listitem").filter(has_text="Picture (PNG)")).to_be_visible()
    expect(dialog.get_by_role("listitem").filter(has_text="Citations (RIS)")).to_be_hidden()
    dialog.get_by_role("button", name="Copy citation of the view").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f" {address}?track=h20-scrutiny")


def test_the_dialog_offers_every_format_with_its_size_and_command(page: Page, address: str, tmp_path: Path) -> None:
    open_page(page, address, f"track=h20-scrutiny&event={SUMMONS}")
    share(page)
    dialog = page.get_by_role("dialog", name="Share this view")
    rows = dialog.get_by_role("listitem")
    expect(rows).to_have_count(len(FORMATS))
    expect(rows.filter(has_text="Web page").locator(".size")).to_have_text(re.compile(r"^\d+ kB$"), timeout=20_000)
    with page.expect_download() as caught:
        rows.filter(has_text="Citations (RIS)").get_by_role("link").click()
    caught.value.save_as(tmp_path / "timeline.ris")
    assert caught.value.suggested_filename == "h20-scrutiny-cac-summons-nvidia-over-h20.ris"
    assert (tmp_path / "timeline.ris").read_text("utf-8").startswith("TY  - ")
    until(page, "![...document.querySelectorAll('[data-size]')].some((cell) => ['', '…'].includes(cell.textContent))")
    assert Axe().run(page).response["violations"] == []


def test_a_picture_says_that_it_is_being_made(page: Page, address: str, tmp_path: Path) -> None:
    open_page(page, address, "track=h20-scrutiny")
    share(page)
    row = page.get_by_role("dialog").get_by_role("listitem").filter(has_text="Picture (SVG)")
    expect(row.locator(".size")).to_have_text("made when asked for")
    with page.expect_download(timeout=60_000) as caught:
        row.get_by_role("link").click()
    assert caught.value.suggested_filename == "h20-scrutiny.svg"
    caught.value.save_as(tmp_path / "timeline.svg")
    assert b"<svg" in (tmp_path / "timeline.svg").read_bytes()


def test_a_picture_that_cannot_be_made_says_why(context: BrowserContext, address: str) -> None:
    page = context.new_page()  # whose console may tell of the refusal
    open_page(page, address, "track=h20-scrutiny")
    share(page)
    row = page.get_by_role("dialog").get_by_role("listitem").filter(has_text="Picture (SVG)")
    reason = "Pictures need the package choreographer."
    page.route("**/export/svg*", lambda route: route.fulfill(status=503, content_type="text/plain", body=reason))
    row.get_by_role("link").click()
    expect(row.locator(".size")).to_have_text(reason)


def test_the_command_of_a_view_runs_as_it_stands(page: Page, address: str, tmp_path: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    open_page(page, address, "track=h20-scrutiny&q=nvidia%27s")
    share(page)
    page.get_by_role("button", name="Copy command for Chronology").click()
    words = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    assert words[:5] == ["policy-timeline", "export", "md", "--out", "h20-scrutiny-nvidia-s.md"]
    words[4] = str(tmp_path / words[4])
    done = CliRunner().invoke(main, [*words[1:3], str(resources.EVENTS), *words[3:]])
    assert (done.exit_code, (tmp_path / "h20-scrutiny-nvidia-s.md").exists()) == (0, True)


def open_picture_part(page: Page) -> None:
    """Open the dialog and the part of it that previews a picture, by key alone."""
    page.get_by_role("button", name="Share").press("Enter")
    page.get_by_text("with a preview").press("Enter")


def test_a_picture_is_previewed_at_its_size_with_its_words_and_downloaded_so(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    open_page(page, address, "track=h20-scrutiny")
    open_picture_part(page)
    form = page.get_by_role("form", name="Picture")
    form.get_by_role("combobox", name="Size").select_option("social")
    form.get_by_role("combobox", name="Theme").select_option("dark")
    title = form.get_by_role("textbox", name="Title, in place of the finding")
    title.fill("Nvidia's H20 & what followed")
    expect(page.get_by_role("img", name="Preview of the picture")).to_be_hidden()
    title.press("Enter")
    preview = page.get_by_role("img", name="Preview of the picture")
    expect(preview).to_be_visible(timeout=60_000)
    until(page, "document.querySelector('.preview img').naturalWidth === 1200")
    assert page.evaluate("document.querySelector('.preview img').naturalHeight") == 630
    row = page.get_by_role("dialog").get_by_role("listitem").filter(has_text="Picture (PNG)")
    asked = "size=social&theme=dark&title=Nvidia%27s+H20+%26+what+followed"
    expect(row.get_by_role("link")).to_have_attribute("href", f"export/png?track=h20-scrutiny&{asked}")
    row.get_by_role("button", name="Copy command").click()
    words = shlex.split(page.evaluate("navigator.clipboard.readText()"))
    assert words[-6:] == ["--size", "social", "--theme", "dark", "--title", "Nvidia's H20 & what followed"]
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 503, "body": "Other files are being written just now. Try again in some seconds."}, "Other files"),
        ({"status": 400, "body": "--size must be from 240x240 to 8000x8000 pixels, got 100x100."}, "--size must be"),
        (None, "The server gave no answer. Is it still running?"),
    ],
)
def test_a_preview_that_does_not_come_says_why_in_words(
    context: BrowserContext, address: str, answer: dict[str, Any] | None, words: str
) -> None:
    page = context.new_page()  # whose console may tell of the refusal
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, address, "track=h20-scrutiny")
    waiting: list[Route] = []
    page.route("**/export/png*", lambda route: waiting.append(route))
    open_picture_part(page)
    page.get_by_role("button", name="Show the preview").click()
    state = page.locator("#preview-state")
    expect(state).to_have_text("The preview is being made.")
    if answer:
        waiting[0].fulfill(content_type="text/plain", **answer)
    else:
        waiting[0].abort()
    expect(state).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_picture_is_made_unasked(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/export/png" in request.url else None)
    open_page(page, address, "track=h20-scrutiny")
    open_picture_part(page)
    page.get_by_role("combobox", name="Size").select_option("square")
    expect(page.locator(".export-ways a[href*='size=square']")).to_have_count(3)
    assert asked == []
