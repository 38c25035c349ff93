"""The Dash component in a real browser: the three examples, and what they do not show."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from dash import Dash, Input, Output, dcc, html
from playwright.sync_api import Page, expect

from app import Timeline, timeline_payload
from app.resources import ASSETS
from tests.component.conftest import ServeApp, example

MARKS = ".timeline .mark"


def test_a_plain_frame_is_drawn_and_a_choice_reaches_python(page: Page, serve_app: ServeApp) -> None:
    page.goto(serve_app(example("plain_frame").server))
    expect(page.locator("#race .mark")).to_have_count(5)
    expect(page.locator("#race .lane-name").first).to_contain_text("Soviet Union")
    page.locator("#race .label").filter(has_text="Gagarin").click()
    expect(page.locator("#chosen")).to_have_text("Chosen: Gagarin in orbit.")
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_have_text("Choose an event.")


def test_timeline_and_graph_follow_each_other(page: Page, serve_app: ServeApp) -> None:
    page.goto(serve_app(example("linked_graph").server))
    expect(page.locator("#acts .mark")).to_have_count(3)
    page.locator("#prices .main-svg .xtick").first.wait_for()
    page.locator("#acts [role=application]").focus()
    page.keyboard.press("+")
    page.wait_for_function(
        "document.querySelector('#prices .js-plotly-plot').layout.xaxis.range[0]"
        ".startsWith(document.querySelector('#acts .timeline').dataset.from)"
    )
    days = "{'xaxis.range[0]': '2024-05-01', 'xaxis.range[1]': '2024-07-31'}"
    page.evaluate(f"Plotly.relayout(document.querySelector('#prices .js-plotly-plot'), {days})")
    expect(page.locator("#acts .timeline")).to_have_attribute("data-from", "2024-05-01")
    expect(page.locator("#acts .timeline")).to_have_attribute("data-to", "2024-07-31")


def test_several_work_in_tabs_by_a_pattern_of_ids(page: Page, serve_app: ServeApp) -> None:
    page.goto(serve_app(example("inside_an_app").server))
    page.locator(MARKS).first.wait_for()
    before = page.locator(MARKS).count()
    expect(page.locator("#count")).to_have_text(f"In sight: {before}")
    page.get_by_text("official", exact=True).click()
    expect(page.locator(MARKS)).to_have_count(0)
    page.get_by_text("official", exact=True).click()
    expect(page.locator(MARKS)).to_have_count(before)
    page.locator(MARKS).first.click()
    expect(page.locator("#all")).not_to_have_text("Chosen: nothing")
    page.get_by_text("Brussels").click()
    page.locator(MARKS).first.wait_for()


ACTS = pd.DataFrame(
    {
        "date": ["2024-01-05", "2024-03", "2024-06-01", "2025-02-01"],
        "label": ["One", "Two", "Three", "Four"],
        "lane": ["A", "B", "A", "C"],
    },
    index=["one", "two", "three", "four"],
)


@pytest.fixture
def controlled(page: Page, serve_app: ServeApp) -> Page:
    """A timeline of ACTS whose properties the page sets by `set_props`, under a policy without inline scripts."""
    app = Dash(__name__)
    app.layout = html.Div(
        [
            Timeline("acts", data=timeline_payload(ACTS), height=300),
            html.Pre(id="state"),
            dcc.Store(id="unused"),
        ]
    )
    register: Any = app.clientside_callback
    register(
        "(...values) => JSON.stringify(values)",
        Output("state", "children"),
        *(Input("acts", name) for name in ("event", "range", "hovered", "shown")),
    )
    policy = f"default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' {' '.join(app.csp_hashes())}"
    app.server.after_request(lambda answer: (answer.headers.update({"Content-Security-Policy": policy}), answer)[1])
    page.goto(serve_app(app.server))
    expect(page.locator(MARKS)).to_have_count(4)
    return page


def set_props(page: Page, properties: str) -> None:
    page.evaluate(f"window.dash_clientside.set_props('acts', {properties})")


def test_what_a_program_sets_is_drawn(controlled: Page) -> None:
    set_props(controlled, "{event: 'two'}")
    expect(controlled.locator(".raised .mark")).to_have_count(1)
    set_props(controlled, "{range: {from: '2024-02-01', to: '2024-12-31'}, event: ''}")
    expect(controlled.locator(".timeline")).to_have_attribute("data-from", "2024-02-01")
    expect(controlled.locator("#state")).to_contain_text('["two","three"]')
    set_props(controlled, "{range: null, lanes: ['C', 'A']}")
    expect(controlled.locator(".lane-name text:first-of-type").first).to_contain_text("C")
    expect(controlled.locator(MARKS)).to_have_count(3)
    set_props(controlled, "{lanes: null, filters: {lane: ['B']}}")
    expect(controlled.locator(MARKS)).to_have_count(1)


def test_filters_that_leave_nothing_are_cleared_by_the_reader(controlled: Page) -> None:
    set_props(controlled, "{filters: {lane: ['none']}}")
    expect(controlled.locator(MARKS)).to_have_count(0)
    controlled.get_by_role("button", name="Clear the filters").click()
    expect(controlled.locator(MARKS)).to_have_count(4)


def test_other_data_replace_the_chart(controlled: Page) -> None:
    controlled.evaluate(
        "data => window.dash_clientside.set_props('acts', {data})", timeline_payload(ACTS.head(2), lane="lane")
    )
    expect(controlled.locator(MARKS)).to_have_count(2)


def test_height_theme_and_texts_are_taken(controlled: Page) -> None:
    set_props(controlled, "{height: 420, theme: 'dark', texts: {noMatch: 'Nichts.'}, filters: {lane: ['x']}}")
    expect(controlled.get_by_text("Nichts.")).to_be_visible()
    assert controlled.locator("#acts svg.chart").bounding_box()["height"] >= 380  # type: ignore[index]
    assert controlled.locator("#acts").evaluate("element => getComputedStyle(element).colorScheme") == "dark"


def test_colours_and_font_are_its_own_whatever_the_page_calls_by_their_names(controlled: Page) -> None:
    names = ["accent", "accent-soft", "edge", "ink", "paper", "quiet", "raised", "rule", "font"]
    assert set(re.findall(r"var\(--([a-z-]+),", (ASSETS / "timeline" / "timeline.css").read_text("utf-8"))) == set(
        names
    )
    looks = """() => [...document.querySelectorAll('.timeline, .timeline *')].map((node) =>
        ['fill', 'stroke', 'color', 'fontFamily'].map((name) => getComputedStyle(node)[name]).join())"""
    before = controlled.evaluate(looks)
    controlled.evaluate("names => names.forEach((name) => document.body.style.setProperty(`--${name}`, 'red'))", names)
    assert controlled.evaluate(looks) == before


def test_what_is_under_the_pointer_is_told(controlled: Page) -> None:
    controlled.locator('.mark[data-mark="one"]').hover()
    expect(controlled.locator("#state")).to_contain_text('"one",[')


def test_an_empty_frame_draws_a_chart_that_says_so(page: Page, serve_app: ServeApp) -> None:
    app = Dash(__name__)
    app.layout = Timeline("none", data=timeline_payload(ACTS.head(0)))
    page.goto(serve_app(app.server))
    expect(page.get_by_text("No event")).to_be_visible()


def test_a_timeline_in_a_modal_is_drawn_once_it_opens(page: Page, serve_app: ServeApp) -> None:
    app = Dash(__name__)
    app.layout = html.Div(
        [
            html.Button("Open", id="open"),
            html.Div(Timeline("inside", data=timeline_payload(ACTS)), id="modal", hidden=True),
        ]
    )
    register: Any = app.clientside_callback
    register("clicks => !clicks", Output("modal", "hidden"), Input("open", "n_clicks"))
    page.goto(serve_app(app.server))
    page.get_by_role("button", name="Open").click()
    expect(page.locator(MARKS)).to_have_count(4)


def test_a_timeline_is_told_in_one_line() -> None:
    assert repr(Timeline("acts", data=timeline_payload(ACTS))) == "<Timeline 'acts': 4 events>"
    assert repr(Timeline()) == "<Timeline None: 0 events>"


def test_an_unknown_property_is_named() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        Timeline("one", colour="red")
