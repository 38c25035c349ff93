"""Text of a stranger's file is text everywhere: nothing of it runs, asks, breaks a page or loses a character."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Route

from app.analysis.frames import event_frame, relation_frame
from app.analysis.view import View
from app.bundle import linked
from app.data.loading import load_text
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import FORMATS
from app.export.html_page import html_page
from app.figures.lanes import lane_layout
from app.figures.payload import timeline_chart
from tests.conftest import TODAY, Serve
from tests.dashboard.test_reading import open_page
from tests.hostile import ADDRESSES, PLAIN, TEXTS, as_yaml, hostile
from tests.waiting import DRAWN, until

# What a browser opens, by its name and the program that writes it. A format that browsers read belongs here.
DOCUMENTS: dict[str, Callable[[Dataset], bytes]] = {
    "html": lambda dataset: html_page(Extract.of(dataset, View(), TODAY)),
    "packed.html": lambda dataset: html_page(Extract.of(dataset, View(), TODAY), compress=True),
    "svg": lambda dataset: FORMATS["svg"].content(Extract.of(dataset, View(), TODAY)),
}
TABS = (
    "timeline",
    "list",
    "list&sort=title",
    "shift&by=quarter&anchor=e9&window=180",
    "measures",
    "stories&story=steps&step=3",
    "stories&story=claims",
    "actors",
    "method",
)
WHOLE = "from=2025-01-01&to=2025-12-31"

# The text of a part of the page as a reader would get it, scripts left out; each piece of a chart on a line of its own.
TEXT = """selector => [...document.querySelectorAll(selector)].map((part) => {
    const copy = part.cloneNode(true);
    for (const other of copy.querySelectorAll('script, style')) other.remove();
    for (const piece of copy.querySelectorAll('text')) piece.append('\\n');
    return copy.textContent;
}).join('\\n')"""
# How often each element and attribute stands in the page; the drawn charts apart, whose lines depend on the words.
SHAPE = """() => {
    const parts = [...document.querySelectorAll('*')].filter((part) => !part.closest('svg, .js-plotly-plot *'));
    const named = (part) => part.getAttributeNames().filter((name) => name !== 'data-shown');
    return parts.flatMap((part) => [part.localName, ...named(part).map((name) => `${part.localName} ${name}`)]);
}"""
# What may run or ask, wherever it stands.
DANGERS = """() => [...document.querySelectorAll('*')].filter((part) =>
    part.matches('iframe, object, embed, base, frame, foreignObject, video, audio, svg script, svg image, svg style')
    || (part.localName === 'a' && part.hasAttribute('href') && !/^(https:|\\\\?|#)/.test(part.getAttribute('href')))
    || (part.localName === 'img' && part.getAttribute('src'))
    || part.getAttributeNames().some((name) => name.startsWith('on'))
).map((part) => part.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the hostile file and its harmless twin."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, texts in (("hostile", TEXTS), ("plain", PLAIN)):
        (folder / f"{name}.yaml").write_text(as_yaml(hostile(texts)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    return load_text((folder / "hostile.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def addresses(folder: Path, serve: Serve) -> tuple[str, str]:
    """Where the hostile file and its twin are served."""
    return serve(folder / "hostile.yaml"), serve(folder / "plain.yaml")


@pytest.fixture
def safe(page: Page) -> Iterator[Page]:
    """A page that opens no dialog; besides, `page` fails on errors and on requests to elsewhere."""
    opened: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert opened == []
    assert [url for url in asked if re.search("evil|/x$|%3C|alert", url.partition("?")[0])] == []


def squeezed(text: str) -> str:
    """The text without blanks, for a chart breaks it into lines."""
    return re.sub(r"\s+", "", text)


def missing(wanted: list[str], shown: str) -> list[str]:
    within = squeezed(shown)
    return [text for text in wanted if squeezed(text) not in within]


def go(page: Page, query: str) -> None:
    """Lead an open dashboard to another view, as its back button does, and wait for the answer."""
    with page.expect_response("**/_dash-update-component*"):
        page.evaluate("query => history.pushState(null, '', `?${query}`)", query)
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    tab = re.search(r"tab=(\w+)", query)
    until(page, f"document.body.dataset.tab === '{tab[1] if tab else 'timeline'}'")
    until(page, "[...document.querySelectorAll('[data-plot]')].every((place) => place.querySelector('svg text'))")


def wanted_texts(tab: str, dataset: Dataset) -> list[str]:
    """The texts of the data that a tab of the dashboard shows."""
    about, events = dataset.dataset, dataset.events
    always = [about.finding, about.title, about.description, *about.limits]
    always += [record.label for section in (dataset.tracks, dataset.directions, dataset.tags) for record in section]
    always += [actor.name for actor in dataset.actors]
    always += [track.why for track in dataset.tracks] + [entry.reason for entry in dataset.exceptions]
    labels = [event.label for event in events]
    steps, claims = dataset.stories
    titles = [story.title for story in dataset.stories]
    own = {
        "list": [event.title for event in events] + [page.publisher for event in events for page in event.sources],
        "shift": [*labels, *(side.label for side in dataset.sides)],
        "measures": [
            *labels,
            *(measure.title for measure in dataset.measures),
            *(text for bill in dataset.measures if bill.kind == "bill" for text in (*bill.numbers, bill.sponsor or "")),
            *(measure.summary or "" for measure in dataset.measures),
            *(planned.what for measure in dataset.measures for planned in measure.planned),
        ],
        "stories&story=steps&step=3": [*titles, steps.source or "", *steps.references, *(s.text for s in steps.steps)],
        "stories&story=claims": [*titles, *(part for claim in claims.claims for part in (claim.text, claim.why))],
    }
    return always + own.get(tab, own.get(tab.partition("&")[0], []))


def test_every_tab_shows_text_as_text(
    safe: Page, context: BrowserContext, addresses: tuple[str, str], dataset: Dataset
) -> None:
    twin = context.new_page()
    open_page(twin, addresses[1], WHOLE)
    open_page(safe, addresses[0], WHOLE)
    for tab in TABS:
        shapes = []
        for page in (twin, safe):
            go(page, f"{WHOLE}&tab={tab}")
            shapes.append(Counter(page.evaluate(SHAPE)))
        shapes[1].subtract(shapes[0])
        assert {name: count for name, count in shapes[1].items() if count} == {}, tab
        assert safe.evaluate(DANGERS) == [], tab
        assert missing(wanted_texts(tab, dataset), safe.evaluate(TEXT, "body")) == [], tab
        if tab == "measures":
            assert missing([measure.title for measure in dataset.measures], safe.evaluate(TEXT, ".lives")) == []
        if tab.startswith("shift"):  # half a year before and after the anchor
            near = [track.label for track in (*dataset.tracks[2:9], *dataset.tracks[10:16])]
            assert missing(near, safe.evaluate(TEXT, ".strips")) == []


def test_labels_and_lanes_of_the_chart_are_text(safe: Page, addresses: tuple[str, str], dataset: Dataset) -> None:
    open_page(safe, addresses[0], WHOLE)
    shown = safe.evaluate(TEXT, "#timeline")
    assert missing([track.label for track in dataset.tracks], shown) == []
    labels = [event.label for event in dataset.events]
    unnamed = [event for event in dataset.events if len(missing([event.label, event.title], shown)) == 2]
    assert len(unnamed) < len(labels) / 2  # some find no room; a lane with much of it spells titles out
    pieces = {squeezed(line) for line in shown.splitlines()}
    whole = squeezed(" ".join([*(event.title for event in dataset.events), *(track.label for track in dataset.tracks)]))
    for label in labels:  # none is shown in part, as it would be with its tags taken for tags
        for piece in pieces:
            if piece and piece.startswith(squeezed(label)[:4]):
                assert squeezed(label).startswith(piece) or piece in whole


def test_lanes_of_other_kinds_are_text(safe: Page, addresses: tuple[str, str], dataset: Dataset) -> None:
    open_page(safe, addresses[0], f"{WHOLE}&lanes=side")
    assert missing([side.label for side in dataset.sides], safe.evaluate(TEXT, "#timeline")) == []
    names = [actor.name for actor in dataset.actors]
    go(safe, f"{WHOLE}&lanes=actor")
    assert len(missing(names, safe.evaluate(TEXT, "#timeline"))) == len(names) - 10  # the ten most active have lanes
    go(safe, f"{WHOLE}&tab=actors")
    assert missing(names, safe.evaluate(TEXT, "#panel")) == []


def test_a_card_and_the_announcer_show_text_as_text(safe: Page, addresses: tuple[str, str], dataset: Dataset) -> None:
    open_page(safe, addresses[0], WHOLE)
    chart = safe.locator("#timeline")
    chart.focus()
    heard = set()
    for key in ["Home", *["ArrowDown"] * len(TEXTS), *["ArrowUp"] * len(TEXTS)]:
        safe.keyboard.press(key)
        heard.add(squeezed(safe.evaluate(TEXT, "#announcer")))
    told = {event.id for event in dataset.events for text in heard if squeezed(event.title) in text}
    assert len(told) > len(TEXTS) / 2
    labelled = dataset.events[:3]  # not every mark is free to be hovered just below its label
    assert sum(shown_by_hovering(safe, event.label, event.title) for event in labelled) >= 2
    assert safe.evaluate(DANGERS) == []


def shown_by_hovering(page: Page, label: str, title: str) -> bool:
    """Whether a card with the title appears below the label, where its mark is."""
    box = page.evaluate(
        """wanted => {
            const plain = (text) => text.replace(/\\s+/g, '');
            const isOne = (text) => text.length > 3 && wanted.some((name) => name.startsWith(text));
            const labels = [...document.querySelectorAll('#timeline text.label')];
            const found = labels.find((label) => isOne(plain(label.textContent)));
            if (!found) return null;
            found.scrollIntoView({ block: 'center' });
            const { left, right, bottom } = found.getBoundingClientRect();
            return [left, right, bottom];
        }""",
        [squeezed(label), squeezed(title)],
    )
    if box is None:
        return False
    for down in range(0, 70, 3):
        for x in (box[0], box[1]):  # a label starts or ends at its mark
            page.mouse.move(x, box[2] + down)
            page.wait_for_timeout(30)
            if squeezed(title) in squeezed(page.evaluate(TEXT, "#timeline")):
                return True
    return False


def test_the_details_show_every_field(safe: Page, addresses: tuple[str, str], dataset: Dataset) -> None:
    open_page(safe, addresses[0], f"{WHOLE}&tab=list")
    for event in dataset.events:
        safe.locator(f'#list .row-title[data-event="{event.id}"]').click()
        until(safe, f"document.querySelector('#details article')?.id === 'event-{event.id}'")
        assert missing(event_texts(event, dataset), safe.evaluate(TEXT, "#details")) == []
    links = safe.evaluate("[...document.querySelectorAll('#details .sources a')].map((a) => a.getAttribute('href'))")
    assert links == [f"https://example.org/{len(TEXTS) - 1}", ADDRESSES[(len(TEXTS) - 1) % 3], ADDRESSES[0]]
    assert safe.evaluate(DANGERS) == []


def event_texts(event: Any, dataset: Dataset) -> list[str]:
    """Every text that the article of an event shows."""
    number = int(event.id[1:])
    texts = [event.title, event.summary, event.date_note, event.conflicts, dataset.actors[number].name]
    texts += [dataset.tracks[number].label, dataset.measures[number].title, dataset.directions[number].label]
    texts += [text for figure in event.figures for text in (figure.name, figure.unit)]
    texts += [
        text for page in event.sources for text in (page.title or page.publisher, page.publisher, page.origin or "")
    ]
    return texts + [dataset.events[number - 1].label] * bool(number)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_exported_document_shows_text_as_text(
    name: str, safe: Page, context: BrowserContext, dataset: Dataset, tmp_path: Path
) -> None:
    context.set_offline(True)
    path = tmp_path / f"hostile.{name}"
    path.write_bytes(DOCUMENTS[name](dataset))
    safe.goto(path.as_uri())
    if name.endswith("html"):
        until(safe, DRAWN)
        wanted = [text for event in dataset.events for text in event_texts(event, dataset)]
        assert missing([*wanted, dataset.dataset.finding, *dataset.dataset.limits], safe.evaluate(TEXT, "body")) == []
    assert missing([track.label for track in dataset.tracks], safe.evaluate(TEXT, ":root")) == []
    assert safe.evaluate(DANGERS) == []


def test_an_exported_page_has_the_shape_of_its_harmless_twin(safe: Page, folder: Path, tmp_path: Path) -> None:
    shapes = []
    for name in ("plain", "hostile"):
        path = tmp_path / f"{name}.html"
        path.write_bytes(DOCUMENTS["html"](load_text((folder / f"{name}.yaml").read_text("utf-8"))))
        safe.goto(path.as_uri())
        until(safe, DRAWN)
        shapes.append(Counter(safe.evaluate(SHAPE)))
    assert shapes[0] == shapes[1]


WRITTEN_OUT = """() => records.writtenOut(
    JSON.parse(document.getElementById("chart").textContent),
    [...document.querySelectorAll("#list article")].map((article) => ({
        id: article.id.replace("event-", ""),
        title: article.querySelector(".event-title").textContent,
        date: article.querySelector("time").textContent,
    })),
)"""


def test_json_inside_a_script_element_is_the_chart_letter_by_letter(
    safe: Page, dataset: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(DOCUMENTS["html"](dataset))
    safe.goto(path.as_uri())
    events = event_frame(dataset)
    chart = timeline_chart(events, dataset, lane_layout("track", events, dataset)).plain(relation_frame(dataset), TODAY)
    safe.evaluate(linked("page/records.js", "records"))
    stated = safe.evaluate(WRITTEN_OUT)
    assert {name: stated[name] for name in chart} == json.loads(json.dumps(chart))


def test_titles_and_attributes_hold_the_text(safe: Page, addresses: tuple[str, str], dataset: Dataset) -> None:
    open_page(safe, addresses[0])
    assert safe.title() == dataset.dataset.title
    assert safe.locator("meta[name=description]").get_attribute("content") == dataset.dataset.finding


def test_what_the_address_says_is_text(safe: Page, addresses: tuple[str, str]) -> None:
    pairs = [("q", TEXTS[0]), *(pair for text in TEXTS for pair in (("track", text.replace(",", "")), (text, "1")))]
    open_page(safe, addresses[0], f"{urlencode(pairs)}&tab=list")
    notices = safe.evaluate(TEXT, "#notices")
    for text in TEXTS:
        assert f"Unknown key {text!r} was ignored." in notices
        assert f"Unknown value {text.replace(',', '')!r} for 'track' was ignored." in notices
    for text in TEXTS[::3]:
        go(safe, f"{urlencode({'q': text})}&tab=list")
        assert safe.get_by_role("searchbox", name="Search events").input_value() == text
    assert safe.evaluate(DANGERS) == []


def test_problems_in_the_banner_are_text(safe: Page, serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    file = hostile()
    path.write_text(as_yaml(file), encoding="utf-8")
    open_page(safe, serve(path))
    for number, event in enumerate(file["events"]):
        event["kind"] = TEXTS[number]
    path.write_text(as_yaml(file), encoding="utf-8")
    banner = safe.locator("#problems")
    banner.get_by_text("The file has problems").wait_for()
    assert missing([f"got {text!r}." for text in TEXTS if text.isprintable()], safe.evaluate(TEXT, "#problems")) == []
    assert safe.evaluate(DANGERS) == []


@pytest.mark.parametrize("form", ["dashboard", "html"])
def test_a_link_opens_without_an_opener_and_without_a_referrer(
    form: str, safe: Page, context: BrowserContext, addresses: tuple[str, str], dataset: Dataset, tmp_path: Path
) -> None:
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.headers)
        route.fulfill(content_type="text/html", body="there")

    context.route("https://example.org/**", answer)
    if form == "html":
        path = tmp_path / "page.html"
        path.write_bytes(DOCUMENTS["html"](dataset))
        safe.goto(f"{path.as_uri()}#{WHOLE}")
        until(safe, DRAWN)
    else:
        open_page(safe, addresses[0], f"{WHOLE}&tab=list")
    with context.expect_page() as opened:
        safe.locator("#list a[href='https://example.org/0']").click()
    opened.value.get_by_text("there").wait_for()
    assert opened.value.evaluate("[window.opener, document.referrer]") == [None, ""]
    assert len(asked) == 1
    assert "referer" not in asked[0]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.org",
        "data:text/html,<script>alert(1)</script>",
        "//example.org/",
        "file:///etc/passwd",
        "https:example.org",
        "https:///x",
        " https://example.org/\n<script>",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/\u202e",
        "https://example.org/\x00",
        "https://[::1",
        "vbscript:x",
    ],
)
@pytest.mark.parametrize("field", ["url", "archived"])
def test_only_web_addresses_become_links(field: str, url: str) -> None:
    from app.data.problems import DatasetError
    from tests.factories import event, text

    source = {"url": "https://example.org/a", "publisher": "Example", "kind": "primary"} | {field: url}
    with pytest.raises(DatasetError, match=rf"'sources\.{field}' (must be an https address|holds U)"):
        load_text(text(event(sources=[source])))
