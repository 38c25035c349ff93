"""The page that a picture is made of: what it says, how high it is, what it refuses; without a browser."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest

from app.analysis.view import parse_view
from app.data.dates import ORDER_IN_WORDS
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import WrongOption
from app.export.picture import LONGEST, Body, Looks, picture_page, sources_line, timeline_body
from tests.factories import crowd, event, loaded

TODAY = dt.date(2026, 7, 31)


def extract(dataset: Dataset, query: str = "") -> Extract:
    return Extract.of(dataset, parse_view(query, dataset)[0], TODAY)


def page(dataset: Dataset, query: str = "", **looks: Any) -> str:
    return picture_page(extract(dataset, query), Looks(**looks), "png")[0]


def asked(html: str) -> dict[str, Any]:
    """What the page tells its script."""
    block = re.search(r'id="asked">(.*?)</script>', html)
    assert block is not None
    found: dict[str, Any] = json.loads(block[1])
    return found


def body_of(dataset: Dataset, query: str = "") -> Body:
    """What stands in the picture of the chart of a view."""
    return timeline_body(extract(dataset, query).read())


ALWAYS = f"Larger is more significant. {ORDER_IN_WORDS}"


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["2025-03-03"], "A point is one day."),
        (["2025-03"], "A mark on a pale band is one day of these."),
        (
            ["2025-03-03", "2025-04"],
            "A point is one day. A mark on a pale band is one day of these.",
        ),
        (["2025-03-03/2025-03-09"], "A bar lasts for its days."),
        (["2025-03-03~"], "A point is one day. Faded ends are approximate or open."),
        (["2025-03-03?"], "A point is one day. Whiskers are uncertain days."),
    ],
)
def test_a_picture_explains_the_marks_that_occur_and_no_others(dates: list[str], words: str) -> None:
    events = [event(id=f"e{at}", date=date, title=f"The regulator acted {at}.") for at, date in enumerate(dates)]
    assert body_of(loaded(*events)).reading == f"{words} {ALWAYS}"


def test_an_open_end_is_explained() -> None:
    body = body_of(loaded(event(date="2025-03-03/..")))
    assert "Faded ends are approximate or open." in body.reading


def test_what_is_only_counted_is_said() -> None:
    reading = body_of(crowd(1_200), "from=2025&to=2025").reading
    assert re.search(r" [\d,]+ events are counted in grey bars, not drawn one by one\.$", reading)


def test_a_picture_is_as_high_as_its_lanes_need_within_bounds(published: Dataset) -> None:
    heights = {
        query: body_of(published, query).charts["main"]["height"]
        for query in ("track=h20-scrutiny", "track=h20-scrutiny,trade-talks,us-tracking-bills", "lanes=actor")
    }
    assert list(heights.values()) == [340, 3 * 104 + 130, 900]


def test_the_legend_names_what_occurs_in_the_order_of_the_data() -> None:
    directions = [
        {"id": name, "label": name.title(), "side": "beijing", "effect": effect}
        for name, effect in (("one", "tightens"), ("two", "relaxes"), ("three", "builds"))
    ]
    dataset = loaded(
        event(id="a", direction="three", status="reported"),
        event(id="b", direction="one", title="The regulator acted again.", status="official"),
        event(id="c", direction="two", title="The regulator acted later.", status="alleged"),
        directions=directions,
    )
    body = body_of(dataset, "direction=one,three")
    assert [(kind.key[0], kind.ids) for kind in body.legend["direction"]] == [("One", ["one"]), ("Three", ["three"])]
    said = [(kind.key[0], kind.key[1].fill, kind.ids) for kind in body.legend["status"]]
    assert said == [("Official", "full", ["official"]), ("Reported", "open", ["reported"])]
    with_legend, without = (page(dataset, legend=legend).partition("<body")[2] for legend in (True, False))
    assert "Official" in with_legend.partition("<main")[0]
    assert "Official" not in without.partition("<main")[0]


def test_the_days_of_a_view_are_those_of_the_chart_wide_enough_for_its_chain(published: Dataset) -> None:
    days = body_of(published, "from=2025-03&to=2025-06-10").charts["main"]["range"]
    assert days == {"from": "2025-03-01", "to": "2025-06-10"}
    body = body_of(published, "from=2025-03&to=2025-06-10&event=cac-summons-nvidia-over-h20")
    assert body.charts["main"]["range"]["from"] == "2025-03-01"
    assert body.charts["main"]["range"]["to"] > "2025-08-22"  # the last of its chain
    assert body.charts["main"]["event"] == "cac-summons-nvidia-over-h20"


def test_the_ring_and_the_arrows_are_explained_where_they_are() -> None:
    answer = [{"type": "responds_to", "event": "a", "basis": "stated"}]
    dataset = loaded(
        event(id="a", date="2025-02-03"),
        event(id="b", date="2025-03-03", title="The regulator answered.", relations=answer),
        event(id="c", date="2025-03-04", title="The regulator rested."),
    )
    reading = {id_: body_of(dataset, f"event={id_}").reading for id_ in ("b", "c", "")}
    assert "In the ring: 3 March 2025, The regulator answered. Arrows lead from an act to a later one" in reading["b"]
    assert "the line is solid if stated, dashed if reported" in reading["b"]
    assert reading["c"].endswith(" In the ring: 4 March 2025, The regulator rested.")
    assert "ring" not in reading[""]


def test_each_step_of_a_story_has_a_small_chart_of_its_events_with_air_around(published: Dataset) -> None:
    story = published.stories[1]
    html = page(published, f"tab=stories&story={story.id}")
    charts = asked(html)["charts"]
    cited = [number for number, step in enumerate(story.steps, 1) if step.events]
    assert list(charts) == [f"step-{number}" for number in cited]
    assert re.findall(r'data-timeline="(step-\d+)"', html) == list(charts)
    for number in cited:
        small, events = charts[f"step-{number}"], [published.by_id[id_] for id_ in story.steps[number - 1].events]
        assert set(small["chart"]["marks"]["id"]) == {one.id for one in events}
        first = min(one.date.earliest for one in events)
        assert dt.date.fromisoformat(small["range"]["from"]) <= first - dt.timedelta(days=14)
        assert small["height"] == 96 + 70 * len({one.track for one in events})


def test_a_story_in_print_has_its_steps_numbered_with_dates_and_publishers(published: Dataset) -> None:
    story = published.stories[1]
    html = page(published, f"tab=stories&story={story.id}")
    assert re.findall(r"<h3>(\d+)\. ", html) == [str(number) for number in range(1, len(story.steps) + 1)]
    cited = published.by_id[story.steps[0].events[0]]
    names = ", ".join(dict.fromkeys(source.publisher for source in cited.sources))
    assert f"({names})" in html.replace("&amp;", "&").replace("&#39;", "'")
    total = len({id_ for step in story.steps for id_ in step.events})
    assert asked(html)["description"] == f"It cites {total} events."


def test_plotly_comes_only_with_what_it_draws(published: Dataset) -> None:
    lengths = {tab: len(page(published, f"tab={tab}")) for tab in ("actors", "shift")}
    assert lengths["shift"] > lengths["actors"] + 500_000
    assert set(asked(page(published, "tab=shift&by=year", chart="balance"))["plots"]) == {"shift"}


def test_a_picture_may_run_its_own_scripts_and_ask_nobody(tariffs: Dataset) -> None:
    html = page(tariffs)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;unsafe-inline&#39;; ")
    assert "http" not in policy
    first = html.index("Math.random = ")
    assert first < html.index("performance.mark(")


@pytest.mark.parametrize("name", LONGEST)
def test_a_text_of_ones_own_has_a_bound(tariffs: Dataset, name: str) -> None:
    most = LONGEST[name]
    assert "x" * most in page(tariffs, **{name: "x" * most})
    with pytest.raises(WrongOption) as refused:
        page(tariffs, **{name: "x" * (most + 1)})
    assert str(refused.value) == f"--{name} must have at most {most} characters, got {most + 1:,}."


def test_a_chart_that_the_tab_does_not_have_is_named(tariffs: Dataset) -> None:
    with pytest.raises(WrongOption) as refused:
        page(tariffs, "tab=shift", chart="lives")
    assert str(refused.value) == "--chart of tab=shift must be one of balance, around, lags, got 'lives'."


def test_the_colophon_counts_sources_and_publishers_and_names_the_state_of_the_data() -> None:
    second = [{"url": f"https://example.org/{name}", "publisher": "Example", "kind": "press"} for name in "xy"]
    one, two = loaded(event()), loaded(event(sources=[*event()["sources"], second[0] | {"publisher": "Other"}]))
    view = parse_view("min=2&tab=timeline", one)[0]
    read = extract(one)
    assert sources_line(read, read.view).startswith("1 source of 1 publisher. Covered: ")
    assert sources_line(extract(two), read.view).startswith("2 sources of 2 publishers. Covered: ")
    assert sources_line(read, read.view).endswith(f"Data version: {one.digest}.")
    assert sources_line(read, view).endswith(f"Data version: {one.digest}. Link: ?min=2")
