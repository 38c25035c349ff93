from __future__ import annotations

import datetime as dt
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from app.analysis.frames import event_frame
from app.analysis.selection import select
from app.analysis.view import View
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.timelinejs import timelinejs
from tests.export.conftest import npm_folder, run_npm
from tests.factories import event, loaded
from tests.waiting import until

TODAY = dt.date(2026, 7, 31)
VERSION = "3.9.11"
SITE = "http://127.0.0.1:9/"  # nothing listens there; the test answers
READER = """<!doctype html><html lang="en"><title>Slides</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="css/timeline.css"><script src="js/timeline.js"></script>
<div id="slides" style="width: 1200px; height: 800px"></div>
<script>
const options = {script_path: location.origin + "/js/", font: "/css/none.css", duration: 0};
window.slides = new TL.Timeline("slides", "slides.json", options);
</script></html>"""


@pytest.fixture(scope="session")
def program(request: pytest.FixtureRequest) -> Path:
    """The folder of the real TimelineJS3, fetched once by npm."""
    folder = npm_folder(request, "timelinejs")
    archive = folder / f"knight-lab-timelinejs-{VERSION}.tgz"
    if not archive.exists():
        command = ["pack", f"@knight-lab/timelinejs@{VERSION}", "--silent", "--pack-destination", str(folder)]
        run_npm(command, "TimelineJS3")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package" / "dist"


def shown(page: Page, program: Path, content: bytes) -> Page:
    """The slides as TimelineJS3 shows them."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(SITE).partition("?")[0]
        if name in ("", "slides.json"):
            route.fulfill(body=content if name else READER, content_type="application/json" if name else "text/html")
        elif name == "css/none.css":  # its own styles load letters from another host
            route.fulfill(body="", content_type="text/css")
        else:
            route.fulfill(path=program / name)

    page.route(f"{SITE}**", answer)
    page.goto(SITE)
    until(page, "!!document.querySelector('#slides .tl-slide .tl-headline') && window.slides.ready")
    return page


def slides(content: bytes) -> dict[str, Any]:
    return {slide["unique_id"]: slide for slide in json.loads(content)["events"]}


def test_timelinejs_shows_every_event_of_the_view(page: Page, program: Path, published: Dataset) -> None:
    view = View(track=("h20-scrutiny", "us-tracking-bills"))
    content = timelinejs(Extract.of(published, view, TODAY))
    shown(page, program, content)
    ids = select(event_frame(published), view).shown["id"].tolist()
    assert page.evaluate("slides.config.events.map((slide) => slide.unique_id)") == ids
    assert page.locator(".tl-timemarker").count() == len(ids)
    assert sorted(page.locator(".tl-timegroup-message").all_inner_texts()) == [
        "Scrutiny of Nvidia chips",
        "Tracking bills",
    ]
    expect(page.locator(".tl-slide-titleslide h2")).to_have_text("AI chips between Washington and Beijing")
    summons = next(record for record in published.events if record.id == "cac-summons-nvidia-over-h20")
    page.evaluate(f"slides.goToId('{summons.id}')")
    slide = page.locator(f"#{summons.id}, .tl-slide").filter(has_text=summons.title).first
    expect(slide.locator("h2")).to_contain_text(summons.label)
    expect(slide.locator(".tl-headline-date")).to_have_text(summons.date.words)
    links = slide.locator("ol a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    assert links == [source.url for source in summons.sources]


@pytest.mark.parametrize(
    ("date", "dates"),
    [
        ("2025-07-31", {"start_date": {"year": 2025, "month": 7, "day": 31}}),
        ("2025-07~", {"start_date": {"year": 2025, "month": 7}}),
        ("2025", {"start_date": {"year": 2025}}),
        (
            "2025-05/2025-06-14",
            {"start_date": {"year": 2025, "month": 5}, "end_date": {"year": 2025, "month": 6, "day": 14}},
        ),
        ("2025-05-02/..", {"start_date": {"year": 2025, "month": 5, "day": 2}}),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(date: str, dates: dict[str, Any]) -> None:
    made = loaded(event(date=date))
    (slide,) = slides(timelinejs(Extract.of(made, View(), TODAY))).values()
    assert {key: slide[key] for key in slide if key in ("start_date", "end_date")} == dates
    assert slide["display_date"] == made.events[0].date.words


def test_no_text_becomes_markup(page: Page, program: Path) -> None:
    hostile = "<img src=x onerror=alert(1)><b>acted</b>."
    track = {"id": "scrutiny", "label": "R&D <b>Scrutiny</b>", "side": "beijing", "why": "Acts."}
    made = loaded(event(title=hostile, label="<b>The act</b>"), tracks=[track])
    shown(page, program, timelinejs(Extract.of(made, View(), TODAY)))
    slide = page.locator(".tl-slide").filter(has_text=hostile)
    expect(slide.locator("h2")).to_contain_text("<b>The act</b>")
    assert page.locator(".tl-slide b, .tl-slide img").count() == 0
    assert page.locator(".tl-timegroup-message").all_inner_texts() == ["R&D <b>Scrutiny</b>"]
