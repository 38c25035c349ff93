"""Exported pages of the tabs beyond timeline and list, and the page of all tabs."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.analysis.view import parse_view
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import WrongOption
from app.export.html_page import html_page
from app.export.site import site
from tests.factories import event, loaded

TODAY = dt.date(2026, 7, 31)
TABS = ("shift", "measures", "actors", "stories")


def page_of(dataset: Dataset, query: str, tabs: str = "") -> str:
    return html_page(Extract.of(dataset, parse_view(query, dataset)[0], TODAY), tabs=tabs).decode()


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("name", ["published", "tariffs"])
def test_a_tab_has_a_page_of_its_own_with_title_sources_and_policy(
    tab: str, name: str, request: pytest.FixtureRequest
) -> None:
    dataset = request.getfixturevalue(name)
    text = page_of(dataset, f"tab={tab}")
    assert "default-src 'none'; script-src 'sha256-" in unescape(text)
    assert dataset.digest in text
    assert ("Plotly, Inc." in text) == (tab == "shift")
    assert "?event=" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert text == page_of(dataset, f"tab={tab}")


def test_a_story_is_exported_whole(published: Dataset) -> None:
    story = published.stories[1]
    text = page_of(published, f"tab=stories&story={story.id}&step=3")
    assert f"<h1>{story.title}</h1>" in text
    assert text.count('data-timeline="step-') == len(story.steps)
    cited = {id_ for step in story.steps for id_ in step.events}
    assert all(f'id="event-{id_}"' in text for id_ in cited)
    assert text.count("<article") == len(cited) + len(story.steps)


def test_the_charts_of_a_story_and_of_the_shift_are_drawn_offline(
    page: Page, published: Dataset, tmp_path: Path
) -> None:
    for tab, chart in (("stories", "[data-timeline] .mark"), ("shift", "[data-plot] .main-svg")):
        path = tmp_path / f"{tab}.html"
        path.write_text(page_of(published, f"tab={tab}"), encoding="utf-8")
        page.goto(path.as_uri())
        expect(page.locator(chart).first).to_be_visible()


def test_every_tab_stands_in_one_page_where_that_is_asked_for(published: Dataset) -> None:
    text = page_of(published, "", tabs="all")
    names = ["Timeline", "Shift", "Measures", *(story.title for story in published.stories), "Actors"]
    assert [f'<h2 class="tab-title">{name}</h2>' in text for name in names] == [True] * len(names)
    assert len(set(re.findall(r'data-timeline="([^"]+)"', text))) == len(re.findall(r"data-timeline=", text))


def test_other_tabs_than_all_are_refused_in_words(tariffs: Dataset) -> None:
    with pytest.raises(WrongOption, match=r"^--tabs must be all, got 'some'\.$"):
        page_of(tariffs, "", tabs="some")


def test_pages_and_sites_have_no_place_for_what_a_topic_has_nothing_of() -> None:
    one = {key: value for key, value in event().items() if key != "direction"}
    tracks = [{"id": "scrutiny", "label": "Scrutiny", "why": "Acts."}]
    dataset = loaded(one, directions=[], sides=[], tracks=tracks)
    text = page_of(dataset, "", tabs="all")
    assert re.findall(r'class="tab-title">([^<]*)', text) == ["Timeline", "Shift", "Actors"]
    files = dict(site(Extract.of(dataset, parse_view("", dataset)[0], TODAY)))
    assert not [path for path in files if path.startswith(("measures/", "stories/"))]
    menu = files["index.html"].decode()
    assert "actors.html" in menu
    assert "measures/index.html" not in menu


def test_an_exported_page_explains_the_shapes_of_kinds_where_there_are_no_directions() -> None:
    other = event(id="b", title="The court acted.", label="Another act", kind="report", direction=None)
    one = event(direction=None)
    events = [{key: value for key, value in record.items() if value is not None} for record in (one, other)]
    tracks = [{"id": "scrutiny", "label": "Scrutiny", "why": "Acts."}]
    text = page_of(loaded(*events, directions=[], sides=[], tracks=tracks), "")
    legend = re.search(r'<fieldset class="legend" data-key="kind">.*?</fieldset>', text, re.DOTALL)
    assert legend
    assert re.findall(r"key key-([a-z-]+)", legend[0]) == ["circle", "square"]
