"""Topics of other kinds than the published one: with no side, one or three, without directions, without measures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from app.analysis.filters import FILTERS
from app.analysis.frames import tables
from app.analysis.tabs import TABS, tabs_of
from app.analysis.view import View, lane_kinds, parse_view
from app.dashboard.snapshot import Snapshot
from app.data.completing import ALL
from app.data.schema import Dataset
from app.figures.balance import shift_figure
from app.figures.lanes import lane_layout
from app.figures.payload import timeline_chart
from app.pages.legend import choices
from app.pages.method_panel import method_html
from app.pages.panels import PANELS
from app.theme import SYMBOLS, direction_colours
from tests.factories import event, loaded

TODAY = dt.date(2025, 12, 31)
TRACKS = [
    {"id": "firefox", "label": "Firefox", "why": "Releases."},
    {"id": "chrome", "label": "Chrome", "why": "Releases."},
]
ABOVE = [{"id": "us", "label": "Washington", "place": "above"}, {"id": "eu", "label": "Brussels", "place": "above"}]
BELOW = [{"id": "cn", "label": "Beijing", "place": "below"}]


def release(id_: str, day: str, track: str, kind: str = "product-launch", **more: object) -> dict[str, object]:
    changes = {"direction": None, "jurisdiction": None, "title": f"Version {id_} came out.", "label": f"Version {id_}"}
    whole = event(id=id_, date=day, track=track, kind=kind, **changes | more)
    return {key: value for key, value in whole.items() if value is not None}


def no_sides() -> Dataset:
    """Releases of browsers: nobody faces anybody, and nothing tightens."""
    return loaded(
        release("a", "2025-01-10", "firefox"),
        release("b", "2025-03-10", "chrome"),
        release("c", "2025-06-10", "chrome", "report"),
        sides=[],
        directions=[],
        tracks=TRACKS,
        actors=[{"id": "regulator", "name": "Mozilla", "kind": "company"}],
    )


def no_side_of_its_own() -> Dataset:
    """Directions, and none of them of a side."""
    ways = [("out", "Comes out", "neutral"), ("end", "Ends", "neutral"), ("strict", "Stricter", "tightens")]
    return loaded(
        release("a", "2025-01-10", "firefox", direction="out"),
        release("b", "2025-03-10", "chrome", direction="end"),
        release("c", "2025-06-10", "chrome", direction="strict"),
        sides=[],
        directions=[{"id": id_, "label": label, "effect": effect} for id_, label, effect in ways],
        tracks=TRACKS,
    )


def one_side() -> Dataset:
    """One side, which builds: nothing of it tightens."""
    return loaded(
        release("a", "2025-01-10", "firefox", direction="ships"),
        release("b", "2025-03-10", "chrome", direction="ships"),
        sides=[{"id": "canonical", "label": "Canonical", "place": "above"}],
        directions=[{"id": "ships", "label": "Ships", "side": "canonical", "effect": "builds"}],
        tracks=[track | {"side": "canonical"} for track in TRACKS],
    )


def three_sides() -> Dataset:
    """Two sides of one place and one opposite, each with acts that tighten."""
    sides = [*ABOVE, *BELOW]
    return loaded(
        *(
            release(side["id"], f"2025-0{number}-10", side["id"], direction=f"{side['id']}-tightens")
            for number, side in enumerate(sides, 1)
        ),
        sides=sides,
        directions=[
            {
                "id": f"{side['id']}-tightens",
                "label": f"{side['label']} tightens",
                "side": side["id"],
                "effect": "tightens",
            }
            for side in sides
        ],
        tracks=[{"id": side["id"], "label": side["label"], "side": side["id"], "why": "Acts."} for side in sides],
    )


TOPICS = {topic.__name__: topic for topic in (no_sides, no_side_of_its_own, one_side, three_sides)}
Topic = Callable[[], Dataset]
every_topic = pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def panel(dataset: Dataset, tab: str) -> str:
    return text(PANELS[tab](Snapshot.of(dataset), View(tab=tab), TODAY).html)


@every_topic
def test_a_tab_with_nothing_to_show_is_not_there(topic: Topic) -> None:
    dataset = topic()
    names = [tab.id for tab in tabs_of(dataset)]
    assert names == ["timeline", "list", "shift", "actors", "inbox", "method"]
    for tab in ("measures", "stories"):
        view, (notice,) = parse_view(f"tab={tab}", dataset)
        assert view.tab == "timeline"
        assert notice.text == f"These data have no {TABS[tab].lacks}; the timeline is shown."


def test_the_published_topic_has_every_tab(published: Dataset) -> None:
    assert [tab.id for tab in tabs_of(published)] == list(TABS)


@every_topic
def test_every_panel_counts_the_events_and_none_says_that_nothing_matches(topic: Topic) -> None:
    dataset = topic()
    for tab in (tab.id for tab in tabs_of(dataset) if tab.id in PANELS):
        assert "No event matches" not in panel(dataset, tab)


@pytest.mark.parametrize("topic", [no_sides, no_side_of_its_own, one_side], ids=lambda topic: topic.__name__)
def test_where_no_side_tightens_nobody_reads_of_a_balance(topic: Topic) -> None:
    dataset = topic()
    words = panel(dataset, "shift") + text(method_html(dataset, tables(dataset)))
    assert not re.search(r"balance|net of|tightens? (?!and)|charge|government|bill\b|policy|\+\d+ *$", words)
    figure = shift_figure(tables(dataset).events, dataset)
    assert {trace.type for trace in figure.data if trace.name != "Turning point"} == {"bar"}
    assert sum(sum(trace.y) for trace in figure.data if trace.type == "bar") == len(dataset.events)


def test_without_directions_the_shift_counts_by_track() -> None:
    dataset = no_sides()
    words = panel(dataset, "shift")
    assert "Events by track" in words
    assert "there are 3 events, after 0 in the year before: Firefox 1, Chrome 2." in words
    bars = {trace.name: list(trace.y) for trace in shift_figure(tables(dataset).events, dataset).data}
    assert bars == {"Firefox": [1, 0, 0, 0, 0, 0], "Chrome": [0, 0, 1, 0, 0, 1]}


def test_without_sides_the_shift_counts_by_direction() -> None:
    assert "Events by direction" in panel(no_side_of_its_own(), "shift")


def test_of_one_side_that_only_builds_the_tracks_are_counted() -> None:
    assert "Events by track" in panel(one_side(), "shift")


def test_three_sides_have_a_net_each_and_stand_on_their_sides_of_the_line() -> None:
    dataset = three_sides()
    figure = shift_figure(tables(dataset).events, dataset)
    bars = {trace.name: sum(trace.y) for trace in figure.data if trace.type == "bar"}
    assert bars == {"Washington tightens": 1, "Brussels tightens": 1, "Beijing tightens": -1}
    names = [note for note in figure.layout.annotations if note.text.startswith("<b>")]
    assert len({(note.y, note.yshift) for note in names}) == 3
    assert {trace.name for trace in figure.data if trace.type == "scatter" and trace.mode == "lines+text"} == {
        "Washington",
        "Brussels",
        "Beijing",
    }


@every_topic
def test_each_direction_is_drawn_distinctly(topic: Topic) -> None:
    dataset = topic()
    colours = direction_colours(dataset)
    looks = {(colours[one.id], SYMBOLS[one.effect]) for one in dataset.directions}
    assert len(looks) == len(dataset.directions)


def test_without_directions_the_colour_tells_the_track_and_the_shape_the_kind() -> None:
    dataset = no_sides()
    events = tables(dataset).events
    plain = timeline_chart(events, dataset, lane_layout("track", events, dataset)).plain(tables(dataset).relations)
    assert plain["marks"]["shape"] == ["circle", "circle", "square"]
    assert not any(direction["hatched"] for direction in plain["directions"].values())
    shapes = {one["label"]: one["shape"] for one in choices(FILTERS["kind"], dataset) if one["shape"]}
    assert shapes == {"Product launch": "circle", "Report": "square"}
    colours = [one["colour"] for one in choices(FILTERS["track"], dataset)]
    assert len(set(colours)) == 2


def test_sides_that_the_file_does_not_name_are_not_on_the_chart() -> None:
    dataset = no_sides()
    events = tables(dataset).events
    assert ALL in dataset.sides
    assert (
        timeline_chart(events, dataset, lane_layout("track", events, dataset)).plain(tables(dataset).relations)["sides"]
        == {}
    )
    assert lane_kinds(dataset) == [("track", "Track")]
