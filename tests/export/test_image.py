"""Pictures of views: the chart of the page on a sheet of paper, as png, svg and pdf."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from app import __version__
from app.analysis.reading import as_read
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.data.contrast import LIGHT_PAPER
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import MissingPart, WrongOption
from app.export.html_page import html_page
from app.export.image import pdf, png, svg
from tests.factories import event, loaded

TODAY = dt.date(2026, 7, 31)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>Bold</b> & $x^2$ <script>"
GET = (
    "Install one (on Debian and Ubuntu: apt-get install chromium; everywhere: choreo_get_chrome, which fetches one "
    "for this purpose), or name the path of one in the environment variable BROWSER_PATH."
)
pytestmark = pytest.mark.usefixtures("drawing_browser")


def extract(dataset: Dataset, query: str = "") -> Extract:
    return Extract.of(dataset, parse_view(query, dataset)[0], TODAY)


def texts(content: bytes) -> list[str]:
    """The lines of text that an svg shows."""
    return ["".join(text.itertext()) for text in etree.fromstring(content).iter(f"{SVG}text")]


def marks(content: bytes) -> list[str]:
    """The ids of the events that an svg draws."""
    found = etree.fromstring(content).iterfind(f".//{SVG}g[@data-mark]")
    return [str(mark.get("data-mark")) for mark in found]


@pytest.fixture(scope="module")
def whole(published: Dataset, drawing_browser: None) -> bytes:  # noqa: ARG001
    """The published chart as it opens."""
    return svg(extract(published))


def test_the_picture_holds_what_makes_it_evidence(whole: bytes, published: Dataset) -> None:
    shown = texts(whole)
    said = " ".join(shown)
    selection = select(extract(published).tables.events, as_read(View(), extract(published).tables.events, published))
    assert published.dataset.title in shown
    assert published.dataset.finding in said
    assert selection.words in said
    sources = sum(len(published.by_id[id_].sources) for id_ in selection.shown["id"])
    assert f"{sources:,} sources of " in said
    assert f"Written: 31 July 2026, by policy-timeline {__version__}. Data version: {published.digest}." in said
    assert all(direction.label in shown for direction in published.directions)


def test_the_picture_shows_the_events_lanes_and_counts_of_the_dashboard(whole: bytes, published: Dataset) -> None:
    events = extract(published).tables.events
    shown = select(events, as_read(View(), events, published)).shown
    assert set(shown["id"]) <= set(marks(whole))
    names = " ".join(texts(whole))
    assert all(word in names for track in published.tracks for word in track.label.split())


def test_turning_points_are_labelled_with_text_that_can_be_searched(whole: bytes, published: Dataset) -> None:
    turning = {record.label for record in published.events if record.significance == 3}
    assert len(turning & set(texts(whole))) > 8
    assert b"foreignObject" not in whole
    assert b"var(--" not in whole


def test_the_same_view_gives_the_same_bytes(tariffs: Dataset) -> None:
    for draw in (svg, png, pdf):
        assert draw(extract(tariffs)) == draw(extract(tariffs))


PLACES = """() => {
    const names = ["fill", "stroke"];
    const box = (fade) => ["x", "width"].map((name) => fade.getAttribute(name));
    return Object.fromEntries([...document.querySelectorAll("#timeline .mark")].map((mark) => {
        const body = mark.querySelector(".body");
        const looks = names.map((name) => getComputedStyle(body)[name]);
        const fades = [...mark.querySelectorAll(".fade")].map(box);
        const at = Number(mark.getAttribute("transform").match(/translate\\(([-\\d.]+)/)[1]);
        return [mark.dataset.mark, [at, looks[0], looks[1], getComputedStyle(mark).opacity, fades]];
    }));
}"""


def test_a_picture_and_the_page_draw_the_same_marks(page: Page, published: Dataset, tmp_path: Path) -> None:
    asked = extract(published, "from=2025-01&to=2025-12&track=trade-talks,h20-scrutiny")
    drawn = etree.fromstring(svg(asked))
    width = float(drawn.get("viewBox", "").split()[2]) - 44  # the edges of a picture
    (tmp_path / "page.html").write_bytes(html_page(asked))
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"file://{tmp_path}/page.html")
    page.wait_for_selector("#timeline .mark")
    page.add_style_tag(content=f"#timeline {{ width: {width}px !important; max-width: none }}")
    page.wait_for_function(f"document.querySelector('#timeline').clientWidth === {width:.0f}")
    page.wait_for_timeout(400)
    on_page: dict[str, list[Any]] = page.evaluate(PLACES)
    assert set(marks(svg(asked))) == set(on_page)
    for mark in drawn.iterfind(f".//{SVG}g[@data-mark]"):
        x, fill, stroke, opacity, fades = on_page[str(mark.get("data-mark"))]
        at = re.match(r"translate\(([-\d.]+)", mark.get("transform", ""))
        assert at is not None
        assert float(at[1]) == pytest.approx(x, abs=0.3)
        body = next(node for node in mark if node.get("class") == "body")
        assert _inherited(body, "fill") == fill.replace('"', "")
        assert _inherited(body, "stroke") == stroke
        assert mark.get("opacity", "1") == opacity
        seen = [(node.get("x"), node.get("width")) for node in mark if node.get("class") == "fade"]
        assert [[float(x), float(w)] for x, w in seen] == [[float(x), float(w)] for x, w in fades]


def _inherited(node: Any, name: str) -> str:
    while node is not None and node.get(name) is None:
        node = node.getparent()
    return str(node.get(name)) if node is not None else ""


def test_a_view_is_said_in_words_and_draws_its_events_alone(published: Dataset) -> None:
    asked = extract(published, "track=h20-scrutiny&from=2025&event=cac-summons-nvidia-over-h20")
    content = svg(asked)
    said = " ".join(texts(content))
    assert "Track: Scrutiny of Nvidia chips. From 2025. " in said
    assert f"Link: ?{asked.view.query()}" in said
    assert {published.by_id[id_].track for id_ in marks(content)} == {"h20-scrutiny"}
    root = etree.fromstring(content)
    assert root.find(f".//{SVG}circle[@class='ring focus']") is not None
    assert f"In the ring: 31 July 2025, {published.by_id[asked.view.event].title} Arrows lead from an act" in said
    assert "is solid if stated, dashed if reported by press, dotted if inferred by the curator." in said


def test_a_chosen_event_that_the_view_does_not_show_is_not_spoken_of(published: Dataset) -> None:
    content = svg(extract(published, "track=trade-talks&event=cac-summons-nvidia-over-h20"))
    assert etree.fromstring(content).find(f".//{SVG}circle[@class='ring focus']") is None
    assert "In the ring" not in " ".join(texts(content))


def test_the_legend_names_only_what_occurs(published: Dataset) -> None:
    shown = texts(svg(extract(published, "direction=us-tightens&status=official")))
    assert "U.S. tightens" in shown
    assert "Official" in shown
    assert not {"U.S. relaxes", "China builds", "Reported"} & set(shown)


SIZES = {"slide": (1920, 1080), "social": (1200, 630), "square": (1080, 1080), "a4": (794, 1123), "500x400": (500, 400)}


@pytest.mark.parametrize(("size", "pixels"), SIZES.items())
def test_a_png_is_as_large_as_asked(tariffs: Dataset, size: str, pixels: tuple[int, int]) -> None:
    content = png(extract(tariffs), size=size, scale=2)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (pixels[0] * 2, pixels[1] * 2)
        paper = tuple(bytes.fromhex(LIGHT_PAPER[1:]))
        drawn = picture.convert("RGB")
        edges = [(0, 0), (drawn.width - 1, 0), (0, drawn.height - 1), (drawn.width - 1, drawn.height - 1)]
        assert [drawn.getpixel(edge) for edge in edges] == [paper] * 4
        assert len(drawn.getcolors(1 << 24) or []) > 50


def test_type_has_fourteen_pixels_and_more_on_a_slide(published: Dataset) -> None:
    root = etree.fromstring(svg(extract(published), size="slide"))
    ratio = float(root.get("width", "")) / float(root.get("viewBox", "").split()[2])
    sizes = [float(_inherited(text, "font-size").removesuffix("px")) for text in root.iter(f"{SVG}text")]
    assert min(sizes) * ratio >= 14


def test_title_subtitle_and_note_are_the_editors_own_and_the_legend_can_go(tariffs: Dataset) -> None:
    said = texts(svg(extract(tariffs), title="My title", subtitle="My line", note="My note", no_legend=True))
    assert {"My title", "My line", "My note"} <= set(said)
    assert tariffs.dataset.finding not in said
    assert "U.S. tightens" not in said


def test_a_dark_picture_is_dark(tariffs: Dataset) -> None:
    with Image.open(io.BytesIO(png(extract(tariffs), theme="dark"))) as picture:
        assert max(picture.convert("RGB").getpixel((0, 0))) < 60  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("looks", "message"),
    [
        ({"size": "10x10"}, "--size must be from 240x240 to 8000x8000 pixels, got 10x10."),
        ({"size": "100000x100000"}, "--size must be from 240x240 to 8000x8000 pixels, got 100000x100000."),
        (
            {"size": "slied"},
            "--size must be one of whole, slide, social, column, square, a4, a4-landscape, or pixels such as 1600x900, "
            "got 'slied'. Did you mean 'slide'?",
        ),
        ({"title": "x" * 5000}, "--title must have at most 200 characters, got 5,000."),
        ({"theme": "blue"}, "--theme must be light or dark, got 'blue'."),
        ({"chart": "lags"}, "--chart is not for tab=timeline, got 'lags'."),
    ],
)
def test_looks_that_cannot_be_are_refused_in_words(tariffs: Dataset, looks: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongOption) as error:
        png(extract(tariffs), **looks)
    assert str(error.value) == message


def test_a_pdf_is_one_page_of_text_with_the_day_as_its_date(tariffs: Dataset) -> None:
    steps: list[tuple[int, int]] = []
    content = pdf(extract(tariffs), size="a4-landscape", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    reader = PdfReader(io.BytesIO(content))
    (sheet,) = reader.pages
    assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(
        (1123 * 0.75, 794 * 0.75), abs=1
    )
    read = unicodedata.normalize("NFKC", sheet.extract_text())
    assert "EU suspends its duties for two years" in " ".join(read.split())
    assert reader.metadata is not None
    assert reader.metadata.title == f"{tariffs.dataset.title}: {tariffs.dataset.finding}"
    assert str(reader.metadata.creation_date).startswith("2026-07-31 00:00:00")


@pytest.mark.parametrize("tab", ["list", "shift", "measures", "actors", "stories"])
@pytest.mark.parametrize("dataset", ["published", "tariffs"])
def test_every_tab_has_its_picture(tab: str, dataset: str, request: pytest.FixtureRequest) -> None:
    content = svg(extract(request.getfixturevalue(dataset), f"tab={tab}"))
    root = etree.fromstring(content)
    assert float(root.get("height", "0")) > 300
    assert "Data version: " in " ".join(texts(content))


def test_text_of_the_data_stays_text() -> None:
    about = {
        "title": HOSTILE,
        "description": "A made-up dispute.",
        "finding": f"{HOSTILE} acted.",
        "coverage": {"from": "2025-01-01", "through": "2025-12-31"},
    }
    hostile = loaded(event(label=HOSTILE), dataset=about)
    content = svg(extract(hostile, "q=acted"))
    assert {HOSTILE, f"{HOSTILE} acted."} <= set(texts(content))
    root = etree.fromstring(content)
    assert not list(root.iter(f"{SVG}script"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == f"{HOSTILE}: {HOSTILE} acted."
    assert b"http" not in content.replace(b"http://www.w3.org", b"")


def test_a_view_of_nothing_is_a_picture_that_says_so(tariffs: Dataset) -> None:
    for tab in ("timeline", "shift", "measures", "actors"):
        said = " ".join(texts(svg(extract(tariffs, f"q=zzzz&tab={tab}"))))
        assert "these filters." in said, tab


def test_a_machine_without_a_browser_is_told_how_to_get_one(
    tariffs: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = tmp_path / "chrome"
    monkeypatch.setenv("BROWSER_PATH", str(nowhere))
    with pytest.raises(MissingPart) as error:
        png(extract(tariffs))
    assert str(error.value) == (
        f"Pictures are drawn by Chrome or Chromium, and none was found at {nowhere}, which BROWSER_PATH names. {GET}"
    )


def test_a_browser_that_does_not_start_is_told(
    tariffs: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chrome"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    with pytest.raises(MissingPart) as error:
        png(extract(tariffs))
    assert str(error.value) == (
        f"The browser did not draw the picture: The browser seemed to close immediately after starting. {GET}"
    )


def test_a_machine_without_the_driver_is_told_how_to_get_it(tariffs: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "choreographer", None)
    with pytest.raises(MissingPart) as error:
        png(extract(tariffs))
    assert str(error.value) == "Pictures need the package choreographer. Install it with: pip install choreographer"


def test_a_story_on_paper_takes_as_many_pages_as_it_needs(published: Dataset) -> None:
    story = published.stories[0]
    reader = PdfReader(io.BytesIO(pdf(extract(published, "tab=stories"), size="a4")))
    text = unicodedata.normalize("NFKC", " ".join(sheet.extract_text() for sheet in reader.pages))
    assert len(reader.pages) > 5
    assert all(step.text.split(".")[0].split()[-1] in text for step in story.steps or story.claims)
    assert "do not fit on this sheet" not in text


@pytest.mark.parametrize("tab", ["shift", "measures", "actors", "stories", "list"])
def test_a_sheet_holds_what_fits_with_its_colophon_and_counts_the_rest(tab: str, published: Dataset) -> None:
    root = etree.fromstring(svg(extract(published, f"tab={tab}"), size="slide"))
    lowest = max(float(text.get("y", "0")) for text in root.iter(f"{SVG}text") if text.getparent() is root)
    assert lowest <= 1080 / (4 / 3)
    said = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Data version: " in said
    assert ("rows; the others do not fit on this sheet." in said) == (tab != "shift")


def test_up_to_thirty_events_are_all_labelled_where_the_picture_may_grow(published: Dataset) -> None:
    asked = extract(published, "track=h20-scrutiny&from=2025")
    content = svg(asked, size="column")
    labels = {
        label.get("data-mark")
        for label in etree.fromstring(content).iter()
        if "label" in (label.get("class") or "").split()
    }
    assert len(marks(content)) <= 30
    assert set(marks(content)) <= labels
