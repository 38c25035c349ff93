"""One view, wherever it is shown: dashboard, exported page and picture draw the same events, lanes and days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page

from app.analysis.view import parse_view
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.html_page import html_page
from app.export.image import svg
from tests.conftest import TODAY
from tests.waiting import DRAWN, until

SVG = "{http://www.w3.org/2000/svg}"
SUMMONS = "cac-summons-nvidia-over-h20"
pytestmark = pytest.mark.usefixtures("drawing_browser")

TIMELINES = [
    "",
    "track=h20-scrutiny",
    "track=h20-scrutiny,trade-talks&from=2024",
    "to=2024",
    "from=2025-07&to=2025-07",
    "from=2025-07-31&to=2025-07-31",  # less than the chart shows at the least
    "dates=within&from=2025-07&to=2025-07",
    "dates=first&from=2025-07&to=2025-08",
    "event=huawei-entity-list-may-2019",  # before the days that the chart opens on
    f"event={SUMMONS}&from=2025-07&to=2025-09",  # its chain begins before
    f"event={SUMMONS}&track=trade-talks",  # left out by the filter
    "lanes=actor",
    "lanes=actor&actor=nvidia&from=2025",
    "lanes=side&min=3",
    "q=backdoor",
    "direction=cn-tightens&status=reported",
    "tag=h20&evidence=strong&from=2025-03",
    "q=zzzzzz",
]

CHART = """() => {
    const chart = document.getElementById("timeline");
    const texts = (names) => [...chart.querySelectorAll(names)].map((node) => node.textContent);
    const ring = chart.querySelector(".ring.focus");
    return {
        marks: [...new Set([...chart.querySelectorAll(".mark")].map((mark) => mark.dataset.mark.split(" in ")[0]))]
            .sort(),
        counted: texts(".crowd").reduce((sum, text) => sum + Number(text.replace(/\\D/g, "")), 0),
        lanes: [...chart.querySelectorAll("[data-lane]")].map((lane) => lane.dataset.lane),
        counts: texts("[data-lane] .count").map((count) => count.replace(" ▾", "")),
        days: texts(".overview .caption").join(" "),
        hasRing: ring !== null && ring.getBoundingClientRect().width > 0,
        status: document.getElementById("status-line").textContent,
    };
}"""

AGREES = """(chart) => {
    const { marks, counted, status } = chart();
    return marks.length <= parseInt(status) && parseInt(status) <= marks.length + counted;
}"""


def extract(dataset: Dataset, query: str) -> Extract:
    return Extract.of(dataset, parse_view(query, dataset)[0], TODAY)


def on_page(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    until(page, DRAWN)
    until(page, f"({AGREES})({CHART})")  # a chain that widens the days is counted a moment later
    shown: dict[str, Any] = page.evaluate(CHART)
    return shown


def in_picture(content: bytes) -> dict[str, Any]:
    root = etree.fromstring(content)
    lanes = root.findall(f".//{SVG}g[@data-lane]")
    texts = list(root.iter(f"{SVG}text"))
    return {
        "marks": sorted(
            {str(mark.get("data-mark")).split(" in ")[0] for mark in root.iterfind(f".//{SVG}g[@data-mark]")}
        ),
        "counted": sum(int("".join(crowd.itertext()).strip("+")) for crowd in root.iterfind(f".//{SVG}g[@data-crowd]")),
        "lanes": [lane.get("data-lane") for lane in lanes],
        "counts": [text.text for lane in lanes for text in lane.iter(f"{SVG}text") if text.get("class") == "count"],
        "days": " ".join(text.text or "" for text in texts if (text.get("class") or "").startswith("caption")),
        "hasRing": root.find(f".//{SVG}circle[@class='ring focus']") is not None,
        "status": root.findtext(f"{SVG}desc"),
    }


@pytest.mark.parametrize("query", TIMELINES)
def test_a_timeline_is_the_same_in_dashboard_page_and_picture(
    query: str, page: Page, address: str, published: Dataset, tmp_path: Path
) -> None:
    asked = extract(published, query)
    dashboard = on_page(page, f"{address}?{query}")
    (tmp_path / "page.html").write_bytes(html_page(asked))
    assert on_page(page, (tmp_path / "page.html").as_uri()) == dashboard
    picture = in_picture(svg(asked))
    assert picture.pop("status").endswith(dashboard.pop("status"))
    others = set(picture.pop("marks")) ^ set(dashboard.pop("marks"))
    assert len(others) <= picture.pop("counted") + dashboard.pop("counted")  # what one width cannot tell apart
    assert picture == dashboard


@pytest.mark.parametrize("query", ["", "lanes=side&from=2018-06&to=2018-12", "q=eu"])
def test_another_topic_is_the_same_in_page_and_picture(
    query: str, page: Page, tariffs: Dataset, tmp_path: Path
) -> None:
    asked = extract(tariffs, query)
    (tmp_path / "page.html").write_bytes(html_page(asked))
    shown, picture = on_page(page, (tmp_path / "page.html").as_uri()), in_picture(svg(asked))
    assert picture.pop("status").endswith(shown.pop("status"))
    assert picture == shown


def test_the_legend_of_a_picture_names_the_kinds_that_its_chain_brings_in(published: Dataset) -> None:
    content = svg(extract(published, f"event={SUMMONS}&from=2025-07-25&to=2025-08-05"))
    drawn = {published.by_id[id_].direction for id_ in in_picture(content)["marks"]}
    labels = {direction.id: direction.label for direction in published.directions}
    texts = {"".join(text.itertext()) for text in etree.fromstring(content).iter(f"{SVG}text")}
    assert {id_ for id_, label in labels.items() if label in texts} == drawn


PANEL = """(place) => {
    const panel = document.querySelector(place);
    const events = (names) => [...new Set([...panel.querySelectorAll(names)].map((node) => node.dataset.event))].sort();
    const plots = [...panel.querySelectorAll(".js-plotly-plot")];
    return {
        marks: events("svg [data-event]"),
        near: [...panel.querySelectorAll(".near li")].map((entry) => entry.textContent.trim()),
        names: [...panel.querySelectorAll(".strip-name, .life-name, .ladder tbody th, .counts.actors tbody th")].map(
            (node) => node.textContent.trim().replace(/\\s+/g, " ")),
        lead: [...panel.querySelectorAll(".lead")].map((node) => node.textContent.replace(/ \\(.*\\)$/, "").trim()),
        plots: plots.map((plot) => plot.data.map((trace) => [trace.name, trace.x, trace.y])),
    };
}"""
PANELS = [
    "tab=shift",
    f"tab=shift&anchor={SUMMONS}&window=30",
    "tab=shift&by=quarter&weigh=significance&from=2025",
    "tab=shift&track=h20-scrutiny",
    "tab=measures",
    "tab=measures&track=us-tracking-bills",
    "tab=actors&from=2025-07&to=2025-09",
]


@pytest.mark.parametrize("query", PANELS)
def test_a_tab_is_the_same_in_dashboard_page_and_picture(
    query: str, page: Page, address: str, published: Dataset, tmp_path: Path
) -> None:
    asked = extract(published, query)
    drawn = "document.querySelector('#panel > *') && (!document.querySelector('#panel [data-plot]') || "
    page.goto(f"{address}?{query}")
    until(page, f"{drawn} document.querySelector('#panel .main-svg'))")
    dashboard, status = page.evaluate(PANEL, "#panel"), page.locator("#status-line").text_content() or ""
    (tmp_path / "page.html").write_bytes(html_page(asked))
    page.goto((tmp_path / "page.html").as_uri())
    until(page, DRAWN)
    exported = page.evaluate(PANEL, ".panel-page")
    text = page.locator("body").inner_text()
    del exported["lead"]
    assert all(sentence in text for sentence in dashboard.pop("lead"))  # one of them may be the title of the page
    assert exported == dashboard
    assert (page.locator("header .status").text_content() or "").endswith(status)
    root = etree.fromstring(svg(asked))
    assert (root.findtext(f"{SVG}desc") or "").endswith(status)
    said = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")).replace(" ", "")
    for words in [*dashboard["near"], *dashboard["names"]]:
        assert words.replace(" ", "") in said or all(word in said for word in words.split())
