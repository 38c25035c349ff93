"""Our dashboard is an ordinary Dash application: what a developer appends to its layout stands on its page."""

from __future__ import annotations

import re
from functools import partial

from playwright.sync_api import Page, expect

from tests.component.conftest import ServeApp, example


def test_a_graph_and_a_callback_are_added_in_three_lines(page: Page, serve_app: ServeApp) -> None:
    page.goto(serve_app(example("own_dashboard").server))
    page.locator("#timeline .mark").first.wait_for()
    expect(page.locator("#told")).to_contain_text("Mine: 10 of 10 events shown.")
    page.locator("#mine .main-svg").first.wait_for()
    page.get_by_role("searchbox").first.fill("steel")
    expect(page.locator("#told")).not_to_contain_text("10 of 10")
    page.get_by_role("button", name="Only 2018").click()
    expect(page).to_have_url(re.compile(r"\?from=2018&to=2018$"))
    expect(page.locator("#timeline")).to_have_attribute("data-to", "2018-12-31")


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
    told = {"id": "told", "property": "children"}
    answer = ask(json=body("told.children", told, "from=2018&to=2018"))
    assert answer.status_code == 200
    assert answer.json["response"]["told"]["children"].startswith("Mine: ")
    assert ask(json=body("told.children", {"id": "other", "property": "children"}, "")).status_code == 400
    assert ask(json=body("told.children", told, "") | {"inputs": []}).status_code == 400
    assert ask(json=body("none.children", {"id": "none", "property": "children"}, "")).status_code == 400
