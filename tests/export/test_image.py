from __future__ import annotations

import datetime as dt
import io
import sys
import unicodedata
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from app import __version__
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from app.export.formats import MissingPart
from app.export.image import pdf, png, svg
from app.export.picture import picture_figure
from app.theme import LIGHT_PAPER
from tests.factories import event, loaded

TODAY = dt.date(2026, 7, 31)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>Bold</b> & $x^2$ <script>"
GET = (
    "Install one (on Debian and Ubuntu: apt-get install chromium; everywhere: kaleido_get_chrome, which fetches one "
    "for this purpose), or name the path of one in the environment variable BROWSER_PATH."
)
pytestmark = pytest.mark.usefixtures("drawing_browser")


def texts(content: bytes) -> list[str]:
    """The lines of text that an svg shows."""
    elements = etree.fromstring(content).iter(f"{SVG}text")
    return [
        "".join(line.itertext()) for text in elements for line in text.findall(f"{SVG}tspan[@class='line']") or [text]
    ]


@pytest.fixture(scope="module")
def whole(published: Dataset, drawing_browser: None) -> list[str]:  # noqa: ARG001
    """The texts of the whole published chart."""
    return texts(svg(published, View(), today=TODAY))


def test_the_image_holds_what_makes_it_evidence(whole: list[str], published: Dataset) -> None:
    said = " ".join(whole)
    sources = sum(len(record.sources) for record in published.events)
    assert published.dataset.title in whole
    assert published.dataset.finding in said
    assert f"All events. {len(published.events)} of {len(published.events)} events shown." in whole
    assert f"{sources:,} sources of " in said
    assert f"Written: 31 July 2026, by policy-timeline {__version__}. Data version: {published.digest}." in said
    assert all(any(direction.label in line for line in whole) for direction in published.directions)


def test_every_label_year_and_lane_is_drawn(whole: list[str], published: Dataset) -> None:
    figure = picture_figure(published, View(), today=TODAY)
    labels = [text for trace in figure.data if trace.meta["role"].startswith("labels") for text in trace.text]
    turning = {record.label for record in published.events if record.significance == 3}
    assert len(turning & set(labels)) > 10
    assert {label.replace("&amp;", "&") for label in labels} <= set(whole)
    assert all(whole.count(str(year)) == 2 for year in range(2020, 2027))  # below the strip, below the lanes
    names = " ".join(whole)
    assert all(track.label in names for track in published.tracks)


def test_every_event_of_the_view_is_a_mark_within_the_axis(published: Dataset) -> None:
    figure = picture_figure(published, View(), today=TODAY)
    first, last = figure.layout.xaxis.range
    marks = [trace for trace in figure.data if trace.meta["role"] == "marks"]
    starts = [start for trace in marks for start in (trace.x if trace.type == "scatter" else trace.base)]
    assert len(starts) == len(published.events)
    assert first < min(starts)
    assert max(starts) < last
    assert all(y > 0 for trace in marks for y in trace.y)


def test_a_view_is_told_in_words_and_draws_its_events_alone(published: Dataset) -> None:
    view, _ = parse_view("track=h20-scrutiny&from=2025&event=cac-summons-nvidia-over-h20", published)
    figure = picture_figure(published, view, today=TODAY)
    notes = [note.text for note in figure.layout.annotations]
    assert any(note.startswith("Track: Scrutiny of Nvidia chips. From 2025. ") for note in notes)
    assert any(note.endswith(f"Link: ?{view.query()}.".replace("&", "&amp;")) for note in notes)
    assert list(figure.layout.yaxis.ticktext) == ["Scrutiny of<br>Nvidia chips"]
    (ring,) = [trace for trace in figure.data if trace.meta["role"] == "ring"]
    assert list(ring.x) == ["2025-07-31 12:00"]
    (reading,) = [note.replace("<br>", " ") for note in notes if note.startswith("A point is one day")]
    assert (
        f" In the ring: 31 July 2025, {published.by_id[view.event].title} Arrows lead from an act to a later "
        in reading
    )
    assert reading.endswith("is solid if stated, dashed if reported by press, dotted if inferred by the curator.")


def test_a_chosen_event_that_the_view_does_not_show_is_not_spoken_of(published: Dataset) -> None:
    view, _ = parse_view("track=trade-talks&event=cac-summons-nvidia-over-h20", published)
    figure = picture_figure(published, view, today=TODAY)
    assert not {"ring", "arrows"} & {trace.meta["role"] for trace in figure.data}
    assert not any("In the ring" in note.text or "Arrows" in note.text for note in figure.layout.annotations)


def test_a_png_is_as_large_as_asked(tariffs: Dataset) -> None:
    content = png(tariffs, View(), today=TODAY, scale=2)
    figure = picture_figure(tariffs, View(), today=TODAY)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (figure.layout.width * 2, figure.layout.height * 2)
        paper = tuple(bytes.fromhex(LIGHT_PAPER[1:]))
        pixels = picture.convert("RGB")
        edges = [(0, 0), (pixels.width - 1, 0), (0, pixels.height - 1), (pixels.width - 1, pixels.height - 1)]
        assert [pixels.getpixel(edge) for edge in edges] == [paper] * 4
        assert len(pixels.getcolors(1 << 24) or []) > 50


def test_a_pdf_is_one_page_of_text_with_the_day_as_its_date(tariffs: Dataset) -> None:
    steps: list[tuple[int, int]] = []
    content = pdf(tariffs, View(), today=TODAY, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    reader = PdfReader(io.BytesIO(content))
    figure = picture_figure(tariffs, View(), today=TODAY)
    (page,) = reader.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (figure.layout.width * 0.75, figure.layout.height * 0.75), abs=1
    )
    assert "EU takes the tariffs to the WTO" in unicodedata.normalize("NFKC", page.extract_text())
    assert reader.metadata is not None
    assert reader.metadata.title == f"{tariffs.dataset.title}: {tariffs.dataset.finding}"
    assert str(reader.metadata.creation_date).startswith("2026-07-31 00:00:00")


def test_text_of_the_data_stays_text() -> None:
    about = {
        "title": HOSTILE,
        "description": "A made-up dispute.",
        "finding": f"{HOSTILE} acted.",
        "coverage": {"from": "2025-01-01", "through": "2025-12-31"},
    }
    hostile = loaded(event(label=HOSTILE), dataset=about)
    content = svg(hostile, View(q="acted"), today=TODAY)
    shown = texts(content)
    assert {HOSTILE, f"{HOSTILE} acted."} <= set(shown)
    root = etree.fromstring(content)
    assert not list(root.iter(f"{SVG}script"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == f"{HOSTILE}: {HOSTILE} acted."
    assert b"http" not in content.replace(b"http://www.w3.org", b"")


def test_a_view_of_nothing_is_an_image_that_says_so(tariffs: Dataset) -> None:
    notes = picture_figure(tariffs, View(q="zzzz"), today=TODAY).layout.annotations
    assert "No event matches these filters." in [note.text for note in notes]


def test_a_long_text_is_broken_and_a_long_word_too(tariffs: Dataset) -> None:
    figure = picture_figure(tariffs, View(q="钢铁" * 90 + "w" * 400), today=TODAY)
    lines = [line for note in figure.layout.annotations for line in note.text.split("<br>")]
    assert sum("钢铁" in line for line in lines) > 1
    assert max(len(line) for line in lines if "www" in line) <= 300


def test_a_machine_without_a_browser_is_told_how_to_get_one(
    tariffs: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = tmp_path / "chrome"
    monkeypatch.setenv("BROWSER_PATH", str(nowhere))
    with pytest.raises(MissingPart) as error:
        png(tariffs, View(), today=TODAY)
    assert str(error.value) == (
        f"Images are drawn by Chrome or Chromium, and none was found at {nowhere}, which BROWSER_PATH names. {GET}"
    )


def test_a_browser_that_does_not_start_is_told(
    tariffs: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "chrome"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    with pytest.raises(MissingPart) as error:
        png(tariffs, View(), today=TODAY)
    assert str(error.value) == (
        f"The browser did not draw the image: The browser seemed to close immediately after starting. {GET}"
    )


def test_a_machine_without_kaleido_is_told_how_to_get_it(tariffs: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kaleido", None)
    with pytest.raises(MissingPart) as error:
        png(tariffs, View(), today=TODAY)
    assert str(error.value) == "Images need the package kaleido. Install it with: pip install kaleido"
