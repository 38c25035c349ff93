"""One view, one truth: address, status line, marks, list and exports agree, whatever the view and the size."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import resources
from app.analysis.filters import FILTERS
from app.analysis.view import View, allowed_values, parse_view
from app.dashboard.snapshot import Snapshot
from app.data.loading import load_dataset
from app.data.schema import Dataset
from app.export.extract import Extract
from tests.conftest import TODAY, Serve
from tests.dashboard.test_reading import RANGE, SUMMONS, open_page
from tests.factories import event, text
from tests.waiting import until

SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
IN_SIGHT = """() => {
    const ids = (nodes) => nodes.map((node) => node.dataset.mark).sort();
    const rail = document.getElementById('rail');
    if (rail.checkVisibility()) return ids([...rail.querySelectorAll('li[data-mark]')]);
    const area = document.querySelector('#timeline .chart').getBoundingClientRect();
    return ids([...document.querySelectorAll('#timeline .mark')].filter((mark) => {
        const box = mark.getBoundingClientRect();
        return box.right > area.left && box.left < area.right;
    }));
}"""
COUNTED = """() => [...document.querySelectorAll('#timeline .crowd')]
    .filter((crowd) => crowd.checkVisibility())
    .reduce((sum, crowd) => sum + Number(crowd.textContent.replace(/\\D/g, '')), 0)"""  # what cannot be told apart
OLD = "huawei-entity-list-may-2019"


def drawn_views(dataset: Dataset, count: int) -> Iterator[str]:
    """Views of all kinds: one day, months, years, ranges that stick out of the coverage, filters, words."""
    draw = random.Random(20)  # noqa: S311  nothing secret
    coverage = dataset.dataset.coverage
    first, last = coverage.start.earliest - dt.timedelta(days=40), coverage.through.earliest + dt.timedelta(days=40)
    allowed = allowed_values(dataset)
    for number in range(count):
        days = sorted(first + dt.timedelta(days=draw.randrange((last - first).days)) for _ in range(2))
        if number % 4 == 0:
            days[1] = days[0] = max(days[0], coverage.start.earliest)
        texts = [draw.choice([f"{day:%Y-%m-%d}", f"{day:%Y-%m-%d}", f"{day:%Y-%m}"]) for day in days]
        pairs = [f"from={texts[0]}"] * draw.choice([1, 1, 0]) + [f"to={texts[1]}"] * draw.choice([1, 1, 0])
        keys = draw.sample([key for key in FILTERS if allowed[key]], draw.choice([0, 1, 1, 2]))
        pairs += [f"{key}={','.join(draw.sample(list(allowed[key]), min(2, len(allowed[key]))))}" for key in keys]
        yield "&".join([*pairs, draw.choice(["min=2", "order=newest", "q=the"])])


@pytest.fixture(scope="module")
def midmonth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset whose coverage ends, and whose events stand, in the middle of months."""
    dates = ["2025-01-20", "2025-03", "2025-06-10", "2025-06-29/2025-07-02", "2025-07-01", "2025-07", "2025-07-04"]
    events = [event(id=f"e{n}", title=f"Body {n} acted.", date=date) for n, date in enumerate(dates)]
    coverage = {"from": "2025-01-10", "through": "2025-07-04"}
    about = {"title": "A test", "description": "A test of dates.", "finding": "Found.", "coverage": coverage}
    path = tmp_path_factory.mktemp("midmonth") / "events.yaml"
    path.write_text(text(*events, dataset=about))
    return path


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["published", "midmonth"])
def test_line_marks_list_and_exports_hold_the_same_events(
    page: Page, serve: Serve, midmonth: Path, name: str, size: str
) -> None:
    path = midmonth if name == "midmonth" else resources.EVENTS
    dataset, address = load_dataset(path), serve(path)
    snapshot = Snapshot.of(dataset)
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))  # type: ignore[arg-type]
    for query in drawn_views(dataset, 12):
        view, _ = parse_view(query, dataset, TODAY)
        shown = snapshot.shown(view)
        ids = sorted(shown.shown["id"])
        open_page(page, address, query)
        expect(page.get_by_role("status")).to_have_text(shown.words)
        drawn, counted = page.evaluate(IN_SIGHT), page.evaluate(COUNTED)
        assert set(drawn) <= set(ids), query
        assert len(set(drawn)) + counted == len(ids), query
        assert sorted(Extract.of(dataset, view, TODAY).ids) == ids
        assert sorted(snapshot.shown(view.changed(tab="list")).shown["id"]) == ids


def test_a_view_of_nothing_is_the_opening_days_in_line_and_chart(page: Page, serve: Serve, midmonth: Path) -> None:
    snapshot = Snapshot.of(load_dataset(midmonth))
    open_page(page, serve(midmonth))
    expect(page.get_by_role("status")).to_have_text(snapshot.shown(View()).words)
    assert page.evaluate(IN_SIGHT) == sorted(snapshot.shown(View()).shown["id"])


def test_one_day_is_one_day_wide(page: Page, address: str) -> None:
    open_page(page, address, "from=2025-07-31&to=2025-07-31")
    assert page.evaluate(RANGE) == ["2025-07-31", "2025-07-31"]


def test_from_the_list_to_an_old_event_address_and_line_go_along(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address, "tab=list")
    page.locator(f"#list [data-event={OLD}]").first.click()
    page.get_by_role("radio", name="Timeline").check()
    until(page, "/from=.*to=/.test(location.search)")
    page.locator(f"#timeline .mark[data-mark={OLD}]").wait_for()
    first, last = page.evaluate(RANGE)
    assert first < "2019-05-16"
    assert f"from={first}&to={last}" in page.url
    view, _ = parse_view(f"from={first}&to={last}", published, TODAY)
    expect(page.get_by_role("status")).to_have_text(Snapshot.of(published).shown(view).words)


def test_the_opening_range_is_one_press_away_from_any_link(page: Page, address: str) -> None:
    open_page(page, address)
    opening = page.evaluate(RANGE)
    open_page(page, address, f"from=2025-07&to=2025-09&event={SUMMONS}")
    page.get_by_role("button", name="Opening range").click()
    until(page, f"JSON.stringify({RANGE}) === '{str(opening).replace(chr(39), chr(34)).replace(' ', '')}'")
    expect(page.get_by_role("alert")).to_have_text("")


def test_the_whole_period_is_no_wrong_range(page: Page, address: str, published: Dataset) -> None:
    open_page(page, address)
    page.get_by_role("button", name="Whole period").click()
    count = len(published.events)
    expect(page.get_by_role("status")).to_have_text(f"{count} of {count} events shown.")
    expect(page.get_by_role("alert")).to_have_text("")
    assert page.evaluate(RANGE)[1] == TODAY.isoformat()
