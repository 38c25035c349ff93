"""The notebook widget: in a real kernel, its module in a real browser, and what is shown without anywidget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from flask import Flask, Response
from nbclient import NotebookClient
from playwright.sync_api import Page, expect

from app import TimelineWidget
from app.component import browser_files
from app.component.notebook_frame import TimelineFrame
from app.data.schema import Dataset
from tests.component.conftest import ServeApp

ROOT = Path(__file__).parent.parent.parent
FRAME = pd.DataFrame({"date": ["2024-01-05", "2025-03"], "label": ["One", "Two"]})
CELLS = [
    "from app import TimelineWidget, load_dataset, select, event_frame, parse_view\n"
    'dataset = load_dataset("tests/data/tariffs.yaml")\n'
    "dataset",
    'widget = TimelineWidget(dataset, "track=steel")\nwidget',
    "seen = []\nwidget.observe(lambda change: seen.append(change.new), 'event')\n"
    "widget.event = widget.data['marks']['id'][0]\nseen",
    "select(event_frame(dataset), parse_view('', dataset)[0])",
]
# What anywidget does in a notebook: a module with a `render`, a model that keeps traits, an element.
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div id="cell"></div>
<script type="module">
const { default: widget } = await import("/module.js");
const kept = await (await fetch("/traits.json")).json();
const followers = {};
window.model = {
  get: (name) => kept[name],
  set: (name, value) => { kept[name] = value; followers[`change:${name}`]?.(); },
  save_changes: () => 0,
  on: (name, follow) => (followers[name] = follow),
  off: () => 0,
};
window.leave = widget.render({ model: window.model, el: document.getElementById("cell") });
</script>"""


def run(cells: list[str]) -> list[Any]:
    """The last output of each cell of a notebook that a real kernel has run."""
    version: Any = nbformat.v4
    notebook = version.new_notebook(cells=[version.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    return [cell.outputs[-1]["data"] for cell in notebook.cells]


def test_a_kernel_shows_short_lines_and_the_widget(tariffs: Dataset) -> None:
    track = tariffs.tracks[0].id
    summary, shown, seen, selection = run([cell.replace("steel", track) for cell in CELLS])
    assert summary["text/plain"] == repr(tariffs)
    assert shown["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert shown["text/plain"].startswith("<TimelineWidget: ")
    assert seen["text/plain"] == f"['{next(event.id for event in tariffs.events if event.track == track)}']"
    assert selection["text/plain"] == "<Selection: 10 of 10 events shown.>"


@pytest.fixture
def cell(page: Page, serve_app: ServeApp) -> Page:
    """A cell that shows the widget of FRAME, its model in `window.model`."""
    widget = TimelineWidget(FRAME)
    traits = {name: getattr(widget, name) for name in ("data", "event", "range", "filters", "lanes", "height")}
    files = {
        "/": ("text/html", PAGE),
        "/module.js": ("text/javascript", browser_files.widget_module()),
        "/traits.json": ("application/json", json.dumps(traits)),
    }
    app = Flask("notebook")
    for number, (path, (kind, body)) in enumerate(files.items()):
        app.add_url_rule(path, str(number), lambda kind=kind, body=body: Response(body, mimetype=kind))
    page.goto(serve_app(app))
    expect(page.locator(".mark")).to_have_count(2)
    return page


def test_a_choice_becomes_a_trait_and_a_trait_a_choice(cell: Page) -> None:
    cell.locator(".label").filter(has_text="One").click()
    assert cell.evaluate("model.get('event')") == "0"
    cell.evaluate("model.set('range', {from: '2025-01-01', to: '2025-03-31'})")
    expect(cell.locator(".timeline")).to_have_attribute("data-from", "2025-01-01")
    cell.locator("[role=application]").press("+")
    cell.wait_for_function("model.get('range').from > '2025-01-01'")


def test_a_widget_that_is_left_leaves_nothing(cell: Page) -> None:
    cell.evaluate("leave()")
    assert cell.locator("#cell").inner_html() == ""


def test_without_the_widget_package_the_page_is_shown_in_a_frame(page: Page, tariffs: Dataset) -> None:
    for source in (tariffs, FRAME):
        page.set_content(TimelineFrame(source)._repr_html_())
        expect(page.frame_locator("iframe").locator(".mark").first).to_be_visible()
    assert repr(TimelineFrame(FRAME)).startswith("<TimelineFrame: install anywidget")


def test_a_view_is_for_a_dataset() -> None:
    with pytest.raises(ValueError, match="is for a dataset") as refused:
        TimelineFrame(FRAME, "track=a")
    assert str(refused.value) == "view='track=a' is for a dataset; leave it out, and choose rows of the frame instead."
