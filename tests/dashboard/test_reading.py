"""The dashboard as a reader meets it, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from app.analysis.activity import with_opening_days
from app.analysis.frames import event_frame
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from tests.conftest import TARIFFS, Serve
from tests.waiting import DRAWN, until

MARKS = "#timeline .mark"
RANGE = "[document.getElementById('timeline').dataset.from, document.getElementById('timeline').dataset.to]"
SUMMONS = "cac-summons-nvidia-over-h20"
PAPER = 718  # pixels between the margins of an A4 page


def open_page(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}?{query}" if query else address)
    until(page, DRAWN)


def choose(page: Page, label: str) -> None:
    """Check a box of the drawer, as a reader does, and close the drawer."""
    page.get_by_role("button", name=re.compile("^Filters")).click()
    page.get_by_role("checkbox", name=label).check()
    page.get_by_role("button", name="Done").click()


def after_redraw(page: Page, act: str) -> None:
    """Run a script and wait for the redraw that it causes."""
    before = page.evaluate("performance.getEntriesByName('timeline:drawn').length")
    page.evaluate(act)
    until(page, f"performance.getEntriesByName('timeline:drawn').length > {before}")


def shown_marks(page: Page) -> int:
    """Marks inside the chart, counted on the screen."""
    return int(
        page.evaluate(
            """selector => {
                const area = document.querySelector('#timeline .chart').getBoundingClientRect();
                return [...document.querySelectorAll(selector)].filter((mark) => {
                    const box = mark.getBoundingClientRect();
                    return box.width > 0 && box.right > area.left && box.left < area.right && box.bottom > area.top;
                }).length;
            }""",
            MARKS,
        )
    )


def click_mark(page: Page, event: str) -> None:
    """Click the middle of a mark, where the reader would."""
    page.locator(f"#timeline .mark[data-mark={event}]").scroll_into_view_if_needed()
    page.locator(f"#timeline .mark[data-mark={event}]").click()


def test_the_chart_opens_with_a_mark_for_each_event_that_the_status_line_counts(
    page: Page, address: str, published: Dataset
) -> None:
    open_page(page, address)
    events = event_frame(published)
    expected = select(events, with_opening_days(View(), events, published))
    expect(page.get_by_role("status")).to_have_text(expected.words)
    assert shown_marks(page) == len(expected.shown)


def test_no_tool_bar_and_no_share_button_on_any_chart(page: Page, address: str) -> None:
    open_page(page, address, "tab=shift")
    page.locator("[data-plot=shift] .main-svg").first.wait_for(state="attached")
    assert page.locator(".modebar-btn").count() == 0


def test_the_timeline_needs_no_plotly(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, address)
    assert not any("plotly" in url for url in asked)
    assert page.evaluate("typeof Plotly") == "undefined"


def test_the_first_chart_needs_no_script_of_dash(page: Page, address: str) -> None:
    stopped: list[Route] = []
    page.route("**/_dash-component-suites/**", lambda route: stopped.append(route))  # never answered
    page.goto(address, wait_until="commit")
    until(page, DRAWN)
    assert shown_marks(page) > 300
    expect(page.get_by_role("status")).to_contain_text("events shown")
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile("from=.*to="))
    for route in stopped:
        route.continue_()
    expect(page.get_by_role("status")).to_contain_text("Not shown:")  # what was asked meanwhile is answered


def test_filter_and_focus_are_drawn_before_the_server_answers(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address)
    until(page, "typeof window.dash_clientside.set_props === 'function'")
    stopped: list[Route] = []
    page.route("**/_dash-update-component", lambda route: stopped.append(route))
    choose(page, "Scrutiny of Nvidia chips")
    events = event_frame(published)
    wanted = select(events, with_opening_days(View(track=("h20-scrutiny",)), events, published))
    until(page, f"document.querySelectorAll('{MARKS}').length === {len(wanted.shown)}")
    page.locator(f"#timeline .mark[data-mark={SUMMONS}]").click()
    details = page.get_by_role("region", name="Event details")
    expect(details).to_contain_text("summoned Nvidia")
    expect(page.locator("#timeline .ring.focus")).to_have_attribute("visibility", "visible")
    page.unroute("**/_dash-update-component")
    for route in stopped:
        route.continue_()
    expect(details.get_by_role("heading")).to_contain_text("summoned Nvidia")
    expect(page.get_by_role("status")).to_have_text(wanted.words)


def test_a_zoom_lays_out_marks_and_labels_before_the_next_frame(page: Page, address: str) -> None:
    open_page(page, address)
    script = """() => {
        const labels = () => [...document.querySelectorAll('#timeline .label')]
            .map((label) => `${label.textContent} ${label.getAttribute('x')}`);
        const before = labels();
        document.querySelector('[data-chart=zoom-in]').click();
        return [before, labels()];  // nothing is awaited: both belong to one task
    }"""
    before, after = page.evaluate(script)
    assert len(set(after) - set(before)) > 10


def test_the_card_over_a_mark_tells_date_title_and_who_says_so(page: Page, address: str) -> None:
    open_page(page, address)
    page.locator(f"#timeline .mark[data-mark={SUMMONS}]").hover()
    card = page.locator("#timeline .tooltip")
    expect(card.locator(".tooltip-date")).to_have_text("31 July 2025")
    expect(card.locator(".tooltip-title")).to_contain_text("summoned Nvidia")
    expect(card.locator(".tooltip-note")).to_have_text("China tightens · Official")
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_filter_narrows_chart_status_and_address(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address)
    choose(page, "Scrutiny of Nvidia chips")
    expect(page).to_have_url(re.compile(r"\?track=h20-scrutiny$"))
    events = event_frame(published)
    view, _ = parse_view("track=h20-scrutiny", published)
    expected = select(events, with_opening_days(view, events, published))
    expect(page.get_by_role("status")).to_have_text(expected.words)
    until(page, "performance.getEntriesByName('timeline:drawn').length > 1")
    assert shown_marks(page) == len(expected.shown)
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(address)
    expect(page.locator("input[name=track]:checked")).to_have_count(0)


def test_a_search_looks_in_text_and_names(page: Page, address: str) -> None:
    open_page(page, address)
    page.get_by_role("searchbox", name="Search events").fill("backdoor")
    expect(page).to_have_url(re.compile(r"\?q=backdoor$"))
    expect(page.get_by_role("status")).to_contain_text("without “backdoor”")


def test_a_click_on_a_mark_shows_its_evidence_and_a_relation_leads_on(page: Page, address: str) -> None:
    open_page(page, address)
    click_mark(page, SUMMONS)
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("heading")).to_contain_text("cyberspace regulator summoned Nvidia")
    expect(page).to_have_url(re.compile(rf"event={SUMMONS}"))
    assert details.get_by_role("list").first.get_by_role("link").count() >= 2
    details.get_by_role("link", name="Nvidia denies backdoors in its chips").click()
    expect(details.get_by_role("heading")).to_contain_text("Nvidia denied")
    page.keyboard.press("Escape")
    expect(details).to_be_hidden()


def test_the_same_address_gives_the_same_view(page: Page, address: str) -> None:
    query = f"from=2025-05&to=2025-10&track=h20-scrutiny,domestic-chips&min=2&q=nvidia&event={SUMMONS}"
    open_page(page, address, query)
    status = page.get_by_role("status").inner_text()
    marks = shown_marks(page)
    assert page.get_by_role("searchbox", name="Search events").input_value() == "nvidia"
    assert page.locator("input[name=from]").input_value() == "2025-05"
    expect(page.get_by_role("region", name="Event details")).to_be_visible()
    page.reload()
    until(page, DRAWN)
    assert (page.get_by_role("status").inner_text(), shown_marks(page)) == (status, marks)
    assert page.url.endswith(query)


def test_back_and_forward_move_between_views(page: Page, address: str) -> None:
    open_page(page, address)
    choose(page, "Trade talks")
    expect(page).to_have_url(re.compile("track=trade-talks"))
    page.get_by_text("List", exact=True).click()
    expect(page).to_have_url(re.compile("tab=list"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator("input[name=track]:checked")).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("button", name="Remove filter: Trade talks")).to_be_visible()


def test_a_zoom_survives_every_callback_and_goes_into_the_address(page: Page, address: str) -> None:
    open_page(page, address)
    chart = page.locator("#timeline .chart").bounding_box()
    assert chart is not None
    y = chart["y"] + chart["height"] / 2
    page.mouse.move(chart["x"] + chart["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(chart["x"] + chart["width"] * 0.5, y, steps=5)
    page.mouse.move(chart["x"] + chart["width"] * 0.6, y, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))
    zoomed = page.evaluate(RANGE)
    page.get_by_role("checkbox", name="China builds").check()
    expect(page).to_have_url(re.compile("direction=cn-builds"))
    page.wait_for_timeout(500)
    assert page.evaluate(RANGE) == zoomed
    page.get_by_role("button", name="Opening range").click()
    expect(page).not_to_have_url(re.compile("from="))


def test_the_list_holds_the_same_events_by_year(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address, "tab=list&from=2025-05&to=2025-10")
    view, _ = parse_view("from=2025-05&to=2025-10", published)
    rows = page.get_by_role("region", name="Events").get_by_role("listitem")
    expect(rows).to_have_count(len(select(event_frame(published), view).shown))
    expect(page.get_by_role("heading", name=re.compile("^2025"))).to_be_visible()


def test_focus_draws_the_chain_and_dims_the_rest(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address, f"event={SUMMONS}")
    chart = page.evaluate(
        """() => {
            const marks = [...document.querySelectorAll('#timeline .raised .mark')];
            const arrows = document.querySelectorAll('#timeline .arrow').length;
            return { bright: marks.map((mark) => mark.dataset.mark), arrows };
        }"""
    )
    linked = {relation.event for event in published.events if event.id == SUMMONS for relation in event.relations}
    linked |= {event.id for event in published.events for relation in event.relations if relation.event == SUMMONS}
    assert linked | {SUMMONS} <= set(chart["bright"])
    assert len(chart["bright"]) < 30
    assert chart["arrows"] >= len(linked)


def test_the_reader_goes_on_in_time_from_the_details(page: Page, address: str) -> None:
    open_page(page, address, f"event={SUMMONS}")
    details = page.get_by_role("region", name="Event details")
    details.get_by_role("button", name="Later →").click()
    expect(details.get_by_role("heading")).not_to_contain_text("summoned Nvidia")
    details.get_by_role("button", name="← Earlier").click()
    expect(page).to_have_url(re.compile(SUMMONS))


def test_a_link_and_a_citation_can_be_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    open_page(page, address, f"event={SUMMONS}&from=2025-05")
    details = page.get_by_role("region", name="Event details")
    details.get_by_role("button", name="Copy link").click()
    expect(details.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}?event={SUMMONS}&from=2025-05"
    details.get_by_role("button", name="Copy citation").click()
    expect(details.get_by_role("button", name="Copied")).to_have_count(2)
    citation = page.evaluate("navigator.clipboard.readText()")
    assert citation.startswith("China's cyberspace regulator summoned Nvidia")
    assert "(31 July 2025). In: AI chips between Washington and Beijing" in citation
    assert "https://" in citation


def test_each_choice_carries_its_count(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address, "tab=list&track=h20-scrutiny")
    for direction in published.directions:
        wanted = sum(event.track == "h20-scrutiny" and event.direction == direction.id for event in published.events)
        box = page.locator(f"input[name=direction][value={direction.id}]")
        assert box.locator("xpath=..").locator(".count").text_content() == str(wanted)


def test_an_actor_is_found_by_typing(page: Page, address: str) -> None:
    open_page(page, address)
    page.get_by_role("button", name=re.compile("^Filters")).click()
    page.get_by_role("textbox", name="Find an actor").fill("cambr")
    page.get_by_role("checkbox", name="Cambricon").check()
    expect(page).to_have_url(re.compile("actor=cambricon"))
    page.get_by_role("textbox", name="Find an actor").fill("")
    expect(page.get_by_role("checkbox", name="Cambricon")).to_be_visible()


@pytest.mark.parametrize(("lanes", "count"), [("side", 3), ("actor", 10)])
def test_lanes_can_be_sides_or_actors(page: Page, address: str, lanes: str, count: int) -> None:
    open_page(page, address)
    page.get_by_role("button", name=re.compile("^Filters")).click()
    page.get_by_role("combobox", name="Lanes by").select_option(lanes)
    expect(page).to_have_url(re.compile(f"lanes={lanes}"))
    expect(page.locator("#timeline .names [data-lane]")).to_have_count(count)


def test_the_list_is_a_table_on_demand_in_any_order(page: Page, address: str) -> None:
    open_page(page, address, "tab=list&track=h20-scrutiny&q=h200")
    page.get_by_role("checkbox", name="As a table").check()
    expect(page).to_have_url(re.compile("sort=date"))
    table = page.get_by_role("table", name="Events")
    expect(table.get_by_role("columnheader", name="Date")).to_have_attribute("aria-sort", "ascending")
    table.get_by_role("button", name="Direction").click()
    expect(page).to_have_url(re.compile("sort=direction"))
    column = table.get_by_role("columnheader", name="Direction")
    expect(column).to_have_attribute("aria-sort", "ascending")
    table.get_by_role("button", name="Direction").click()
    expect(column).to_have_attribute("aria-sort", "descending")
    expect(table.locator("mark").first).to_have_text(re.compile("h200", re.IGNORECASE))


def test_the_wheel_zooms_only_with_a_key_held(page: Page, address: str) -> None:
    open_page(page, address)
    page.locator("#timeline").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)
    assert page.url == address
    assert page.evaluate("scrollY") > 0
    page.keyboard.down("Control")
    page.locator("#timeline").hover()
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(page).to_have_url(re.compile("from=.*&to="))


def test_the_strip_below_moves_the_window(page: Page, address: str) -> None:
    open_page(page, address)
    floor, window = (page.locator(f"#timeline .{name}").bounding_box() for name in ("floor", "window"))
    assert floor is not None
    assert window is not None
    left, width, y = floor["x"], floor["width"], window["y"] + window["height"] / 2
    page.mouse.move(left + width * 0.5, y)
    page.mouse.down()
    page.mouse.move(left + width * 0.7, y, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=202[23]-.*&to=202[34]-"))
    page.mouse.move(left + width * 0.6, y)
    page.mouse.down()
    page.mouse.move(left + width * 0.7, y, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=202[34]-.*&to=202[45]-"))


@pytest.mark.parametrize(
    ("tab", "part"),
    [
        ("timeline", "#timeline .mark"),
        ("list", "#list .row"),
        ("measures", "#panel h2"),
        ("stories", "#panel .step"),
        ("method", "#method h2"),
        ("list&sort=date", "#list table"),
        ("shift", "#panel .main-svg"),
        ("actors", "#panel h2"),
    ],
)
def test_each_tab_prints_what_it_shows_in_light_colours(page: Page, address: str, tab: str, part: str) -> None:
    page.goto(f"{address}?tab={tab}")
    page.locator(part).first.wait_for(state="attached")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    expect(page.locator(part).first).to_be_visible()
    expect(page.get_by_role("form", name="Filters")).to_be_hidden()
    expect(page.get_by_role("button", name="Share")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 251, 248)"
    until(page, "document.documentElement.scrollWidth <= innerWidth")
    beyond = f"""() => [...document.querySelectorAll('main *')]
        .filter((part) => part.checkVisibility() && !part.closest('svg, .unseen, .tooltip') && part.textContent.trim())
        .filter((part) => part.getBoundingClientRect().right > {PAPER} + 1)
        .map((part) => part.outerHTML.slice(0, 90))"""
    assert page.evaluate(beyond) == []


def test_the_page_prints_as_a_list(page: Page, address: str) -> None:
    open_page(page, address, "tab=list&track=h20-scrutiny")
    page.emulate_media(media="print")
    expect(page.get_by_role("region", name="Events")).to_be_visible()
    expect(page.get_by_role("button", name="Zoom in")).to_be_hidden()
    expect(page.get_by_role("form", name="Filters")).to_be_hidden()


def test_a_link_to_a_removed_event_says_so_and_shows_the_timeline(page: Page, address: str) -> None:
    open_page(page, address, "event=gone-for-good")
    expect(page.get_by_role("alert")).to_have_text("Unknown value 'gone-for-good' for 'event' was ignored.")
    expect(page.get_by_role("region", name="Event details")).to_be_hidden()


def test_a_link_to_an_event_outside_of_the_opening_range_shows_it(page: Page, address: str) -> None:
    open_page(page, address, "event=huawei-entity-list-may-2019")
    expect(page.locator("#timeline .mark[data-mark=huawei-entity-list-may-2019]")).to_be_visible()
    expect(page.get_by_role("region", name="Event details")).to_contain_text("Entity List")
    page.go_back()  # the page before, for showing it made no entry of its own
    assert page.url == "about:blank"


def test_back_and_forward_filter_before_the_server_answers(page: Page, address: str) -> None:
    open_page(page, address)
    until(page, "typeof window.dash_clientside.set_props === 'function'")
    all_marks = page.locator(MARKS).count()
    page.get_by_role("checkbox", name="China builds").check()
    until(page, f"document.querySelectorAll('{MARKS}').length < {all_marks}")
    stopped: list[Route] = []
    page.route("**/_dash-update-component", lambda route: stopped.append(route))
    page.go_back()
    until(page, f"document.querySelectorAll('{MARKS}').length === {all_marks}")
    page.unroute("**/_dash-update-component")
    for route in stopped:
        route.continue_()


def test_the_list_has_the_newest_first_on_demand(page: Page, address: str) -> None:
    open_page(page, address, "tab=list&track=h20-scrutiny")
    dates = "[...document.querySelectorAll('#list .row time')].map((time) => time.dateTime)"
    oldest = page.evaluate(dates)
    page.get_by_role("combobox", name="Order").select_option("newest")
    expect(page).to_have_url(re.compile("order=newest"))
    until(page, f"{dates}[0] === '{oldest[-1]}'")
    assert page.evaluate(dates) == sorted(oldest, reverse=True)


def test_the_method_is_a_tab(page: Page, address: str) -> None:
    open_page(page, address)
    page.get_by_text("Method", exact=True).click()
    expect(page).to_have_url(re.compile("tab=method"))
    expect(page.get_by_role("heading", name="What this does not show")).to_be_visible()
    expect(page.locator("#timeline")).to_be_hidden()


def test_an_unknown_key_is_named_in_a_notice(page: Page, address: str) -> None:
    open_page(page, address, "trak=x")
    expect(page.get_by_role("alert")).to_have_text("Unknown key 'trak' was ignored. Did you mean 'track'?")


def test_no_match_is_a_chart_that_says_so(page: Page, address: str) -> None:
    open_page(page, address, "q=zzzzzz")
    expect(page.locator("#timeline .nothing p")).to_have_text("No event matches these filters.")
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("#timeline .nothing")).to_be_hidden()
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("0 of")


@pytest.mark.parametrize("width", [1400, 768, 375])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2019-05&to=2026-07",
        "from=2025-05&to=2025-12",
        "from=2025-07&to=2025-09",
        "from=2025-07-25&to=2025-08-25",
    ],
)
def test_labels_never_overlap_on_the_screen(page: Page, address: str, width: int, query: str) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    open_page(page, address, f"{query}&tab=timeline")
    if width == 375:
        page.get_by_role("button", name="Chart with its axis").click()
        page.locator("#timeline .label").first.wait_for()
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('#timeline .label')].map((text) => {
            const { left, top, right, bottom } = text.getBoundingClientRect();
            return [left, top, right, bottom];
        })"""
    )
    assert boxes
    for number, a in enumerate(boxes):
        for b in boxes[number + 1 :]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] + 2 < b[3] and b[1] + 2 < a[3])


@pytest.mark.parametrize("width", [1400, 768, 375])
def test_the_page_never_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    open_page(page, address, f"event={SUMMONS}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_topic_is_another_file(page: Page, serve: Serve, tariffs: Dataset) -> None:
    open_page(page, serve(TARIFFS), "from=2018&to=2021")
    expect(page.get_by_role("heading", level=1)).to_have_text(tariffs.dataset.finding)
    expect(page.get_by_role("status")).to_have_text("10 of 10 events shown.")
    assert shown_marks(page) == 10


def test_a_filter_after_a_long_list_sends_little(page: Page, address: str) -> None:
    sizes: list[int] = []
    page.on("request", lambda request: sizes.append(len(request.post_data or "")))
    open_page(page, address, "tab=list&q=a")
    choose(page, "Trade talks")
    expect(page.get_by_role("status")).to_contain_text("in other tracks")
    assert max(sizes) < 2_000
