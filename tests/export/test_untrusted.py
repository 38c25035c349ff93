"""Every title of a stranger's file comes out of every format letter by letter, as its own readers read it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable

import feedparser
import pandas as pd
import pytest
import rispy
from ical.calendar_stream import IcsCalendarStream
from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from app.analysis.view import View
from app.data.loading import load_text
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import FORMATS
from tests.conftest import TODAY
from tests.hostile import as_yaml, hostile

# What may run or ask, in a page or in a piece of one.
DANGERS = (
    "//iframe | //base | //img | //svg[.//script] | //*[@onload or @onerror] | //a[starts-with(@href, 'javascript:')]"
    " | //script[not(@type) and contains(., 'alert(')]"
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load_text(as_yaml(hostile()))


def tables(content: bytes) -> Iterable[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        cells = pd.read_csv(archive.open("events.csv"), dtype=str)["title"]
    assert not cells.str.match(r"[=+\-@\t\r]").any()  # a spreadsheet takes none for a formula
    return cells.str.removeprefix("'")


def calendar(content: bytes) -> Iterable[str]:
    events = IcsCalendarStream.calendar_from_ics(content.decode()).events
    return [str(text) for event in events for text in (event.summary, event.description)]


def markdown(content: bytes) -> Iterable[str]:
    reader = MarkdownIt("commonmark", {"html": True}).use(footnote_plugin)
    page = html.fromstring(reader.render(content.decode()))
    assert not page.xpath(DANGERS)
    return [page.text_content()]


def slides(content: bytes) -> Iterable[str]:
    texts = [html.fromstring(f"<div>{slide['text']['text']}</div>") for slide in json.loads(content)["events"]]
    assert not any(text.xpath(DANGERS) for text in texts)
    return [text.text_content() for text in texts]


READERS: dict[str, Callable[[bytes], Iterable[str]]] = {
    "csv": tables,
    "json": lambda content: [event["title"] for event in json.loads(content)["events"]],
    "ics": calendar,
    "ris": lambda content: [str(entry) for reference in rispy.loads(content.decode()) for entry in reference.values()],
    "csl-json": lambda content: [page["title"] for page in json.loads(content)],
    "md": markdown,
    "timelinejs": slides,
}
CITED = ("ris", "csl-json")  # these hold the titles of pages, not those of events


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", READERS)
def test_no_title_is_lost_changed_or_run(name: str, dataset: Dataset) -> None:
    read = squeezed(" ".join(READERS[name](FORMATS[name].content(Extract.of(dataset, View(), TODAY)))))
    wanted = [event.sources[0].title or "" if name in CITED else event.title for event in dataset.events]
    assert [title for title in wanted if squeezed(title) not in read] == []


def test_a_site_holds_text_as_text(dataset: Dataset) -> None:
    files = dict(FORMATS["site"].files(Extract.of(dataset, View(), TODAY)))
    for event in dataset.events:
        page = html.fromstring(files[f"events/{event.id}.html"])
        assert squeezed(event.title) in squeezed(page.text_content())
        assert squeezed(event.title) in squeezed(page.xpath("string(//meta[@property='og:title']/@content)"))
        assert not page.xpath(DANGERS)
    atom = feedparser.parse(files["feed.xml"], sanitize_html=False, resolve_relative_uris=False)
    assert atom.bozo == 0
    assert len(atom.entries) == len(dataset.events)
