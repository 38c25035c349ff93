"""Our dashboard is an ordinary Dash application: what a developer appends to its layout stands on its page."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect

from tests.component.conftest import ServeApp, example


@pytest.fixture
def dashboard(page: Page, serve_app: ServeApp) -> Page:
    """The example, once its callbacks have been answered."""
    page.goto(serve_app(example("own_dashboard").server))
    expect(page.locator("#sight")).to_contain_text("In sight: 9.")
    return page


def test_a_tab_with_a_graph_is_added_in_three_lines(dashboard: Page) -> None:
    dashboard.locator("#mine .main-svg").first.wait_for()
    dashboard.get_by_text("My notes", exact=True).click()
    expect(dashboard.get_by_text("Sources: ...")).to_be_visible()


def test_callbacks_follow_the_view_of_the_page(dashboard: Page) -> None:
    expect(dashboard.locator("#sentence")).to_have_text("Mine: 10 of 10 events shown.")
    dashboard.get_by_role("searchbox").first.fill("steel")
    expect(dashboard.locator("#sentence")).not_to_contain_text("10 of 10")


def test_callbacks_follow_the_timeline_of_the_page(dashboard: Page) -> None:
    sight = dashboard.locator("#sight")
    expect(sight).to_have_text("Chosen: None. From 2018-05-01. Hovered: None. In sight: 9.")
    mark = dashboard.locator('#timeline .mark[data-mark="eu-opens-wto-case-ds548"]')
    mark.hover()
    expect(sight).to_contain_text("Hovered: eu-opens-wto-case-ds548.")
    mark.click()  # its chain needs more days, so that another spot of the chart comes under the pointer
    expect(sight).to_have_text("Chosen: eu-opens-wto-case-ds548. From 2018-03-08. Hovered: . In sight: 10.")
    dashboard.keyboard.press("Escape")
    expect(sight).to_contain_text("Chosen: .")
    dashboard.get_by_role("button", name="Whole period").click()
    expect(sight).to_contain_text("From 2018-03-08.")


def test_callbacks_lead_the_page_by_its_timeline(dashboard: Page) -> None:
    dashboard.get_by_role("button", name="Only 2018").click()
    expect(dashboard).to_have_url(re.compile(r"\?from=2018-01-01&to=2018-12-31$"))
    expect(dashboard.locator("#timeline")).to_have_attribute("data-to", "2018-12-31")
    expect(dashboard.locator("#status-line")).to_contain_text("5 of 10")
    dashboard.get_by_role("button", name="The first event").click()
    expect(dashboard.get_by_role("region", name="Event details")).to_contain_text("President Trump proclaimed")
    expect(dashboard.locator("#sight")).to_contain_text("Chosen: us-proclaims-steel-and-aluminium-tariffs.")
    dashboard.go_back()
    expect(dashboard.locator("#sight")).to_contain_text("Chosen: .")


def test_dash_takes_over_the_chart_that_is_drawn_without_drawing_it_again(page: Page, serve_app: ServeApp) -> None:
    waiting: list[Route] = []
    released: list[bool] = []
    page.route(
        "**/_dash-component-suites/**",
        lambda route: (route.continue_ if released else partial(waiting.append, route))(),
    )
    page.goto(serve_app(example("own_dashboard").server))
    page.locator("#timeline .mark").first.wait_for()
    page.locator("#timeline").focus()
    page.evaluate("window.early = document.querySelector('#timeline svg')")
    drawings = "performance.getEntriesByName('timeline:drawn').length"
    page.wait_for_function(f"{drawings} > 0")
    before = page.evaluate(drawings)
    released.append(True)
    for route in waiting:
        route.continue_()
    expect(page.locator("#sight")).to_contain_text("In sight: 9.")
    assert page.evaluate("window.early.isConnected && document.activeElement.id === 'timeline'")
    assert page.evaluate(drawings) == before
    expect(page.locator("[id=timeline]")).to_have_count(1)


def body(output: str, place: object, value: object) -> dict[str, object]:
    """A request of Dash's page to a callback that reads the view."""
    return {
        "output": output,
        "outputs": place,
        "inputs": [{"id": "view", "property": "data", "value": value}],
        "changedPropIds": ["view.data"],
    }


def test_a_callback_of_others_is_answered_and_a_forged_request_is_not() -> None:
    client = example("own_dashboard").server.test_client()
    ask = partial(client.post, "/_dash-update-component")
    place = {"id": "sentence", "property": "children"}
    answer = ask(json=body("sentence.children", place, "from=2018&to=2018"))
    assert answer.status_code == 200
    assert answer.json["response"]["sentence"]["children"].startswith("Mine: ")
    assert ask(json=body("told.children", {"id": "other", "property": "children"}, "")).status_code == 400
    assert ask(json=body("sentence.children", place, "") | {"inputs": []}).status_code == 400
    assert ask(json=body("none.children", {"id": "none", "property": "children"}, "")).status_code == 400
