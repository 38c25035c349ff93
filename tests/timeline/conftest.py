"""The chart alone in a page, without dashboard and server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from app import resources
from app.analysis.frames import event_frame, relation_frame
from app.bundle import linked
from app.data.schema import Dataset
from app.figures.lanes import lane_layout
from app.figures.payload import timeline_chart
from tests.conftest import TODAY

HEAD = 170  # pixels above the chart, as on the dashboard
SHELL = """<!DOCTYPE html><meta charset="utf-8"><style>body {{ margin: 0; font: 15px sans-serif }}
.head {{ height: {head}px }} .page {{ padding: 0 28px }} {style}</style>
<div class="head"></div><div class="page"><div id="timeline" tabindex="0"></div></div>"""
START = """([chart, { kept, ...options }]) => {
    window.did = [];
    const on = Object.fromEntries(["event", "range", "announce", "lane", "crowd", "reset"]
        .map((name) => [name, (...values) => window.did.push([name, ...values])]));
    const element = document.getElementById("timeline");
    window.chart = policyTimeline.create(element, { chart, on, ...options, kept: kept ? new Set(kept) : null });
}"""
Open = Callable[..., Page]


def payload(dataset: Dataset, lanes: str = "track") -> dict[str, Any]:
    """What the chart of a whole dataset shows."""
    events = event_frame(dataset)
    chart = timeline_chart(events, dataset, lane_layout(lanes, events, dataset))
    plain: dict[str, Any] = json.loads(json.dumps(chart.plain(relation_frame(dataset), TODAY)))
    return plain


@pytest.fixture(scope="module")
def open_chart(browser: Browser) -> Iterator[Open]:
    """Opens the chart of a dataset in a window of some size, with options of `create`; script errors fail the test."""
    opened: list[Page] = []
    faults: list[str] = []

    def start(dataset: Dataset, size: tuple[int, int] = (1400, 900), **options: Any) -> Page:
        touch, lanes = options.pop("touch", False), options.pop("lanes", "track")
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, has_touch=touch)
        page.on("pageerror", lambda error: faults.append(str(error)))
        style = (resources.ASSETS / "timeline" / "timeline.css").read_text("utf-8")
        page.set_content(SHELL.format(head=HEAD, style=style))
        page.add_script_tag(content=linked("timeline/index.js", "policyTimeline"))
        page.evaluate(START, [payload(dataset, lanes), options])
        opened.append(page)
        return page

    yield start
    for page in opened:
        page.close()
    assert faults == []
