from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from app.export.chronology import markdown, plain
from app.export.extract import Extract
from tests.factories import event, loaded

TODAY = dt.date(2026, 7, 31)
READER = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)


def rendered(content: bytes) -> str:
    """The HTML that a reader of Markdown makes of a file."""
    return str(READER.render(content.decode()))


def test_it_goes_by_year_and_month(published: Dataset) -> None:
    view, _ = parse_view("track=h20-scrutiny&from=2025-07&to=2025-09", published)
    page = rendered(markdown(Extract.of(published, view, TODAY)))
    assert re.findall("<h2>(.+?)</h2>", page) == ["2025", "Limits"]
    assert re.findall("<h3>(.+?)</h3>", page) == ["July 2025", "August 2025", "September 2025"]
    assert "<li>View: Track: Scrutiny of Nvidia chips. From July 2025. To September 2025.</li>" in page
    assert f"<li>Data version: {published.digest}</li>" in page


def test_every_event_cites_its_sources_and_each_page_is_one_footnote(published: Dataset) -> None:
    content = markdown(Extract.of(published, View(track=("h20-scrutiny",)), TODAY))
    shown = [record for record in published.events if record.track == "h20-scrutiny"]
    page = rendered(content)
    urls = {source.url for record in shown for source in record.sources}
    assert page.count('class="footnote-item"') == len(urls)
    notes = dict(re.findall(r"^\[\^(\d+)\]: .*?<(https://[^>]+)>", content.decode(), re.MULTILINE))
    assert set(notes.values()) == urls
    texts = content.decode().split("\n\n")
    for record in shown:
        (said,) = (text for text in texts if text.startswith("**") and f"— {plain(record.title)}[^" in text)
        assert [notes[mark] for mark in re.findall(r"\[\^(\d+)\]", said)] == [source.url for source in record.sources]


def test_dates_are_no_more_exact_than_they_are_known() -> None:
    content = markdown(Extract.of(loaded(event(date="2025~", date_note="Year of the report")), View(), TODAY)).decode()
    assert "### 2025, month not known\n\n**about 2025** — The regulator acted.[^1]" in content
    assert "\n\nThe date: Year of the report\n" in content


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & &amp; &copy;",
        "*a* _b_ `c` ~~d~~ **e** [f](https://example.org) ![g](h) [^1] \\",
        "# no heading",
        "1. no list",
        "1986) no list",
        "- no list",
        "+ no list",
        "> no quote",
        "=====",
        "| a | b |",
        "$x$ and $18 billion, up 20%",
        "a^b^ ~c~ {.d} :smile: @someone",
        "an end!",
        "two\nlines\n\n# three",
    ],
)
def test_any_text_stays_the_text_that_it_is(text: str) -> None:
    page = str(READER.render(f"{plain(text)}\n\n[^1]: note"))
    assert unescape(page) == f"<p>{' '.join(text.split())}</p>\n"


def test_no_text_becomes_markup() -> None:
    hostile = "<img src=x onerror=alert(1)> [a](javascript:b) *c*!"
    page = rendered(markdown(Extract.of(loaded(event(title=hostile, label="|x|")), View(), TODAY)))
    assert f"— {hostile}" in unescape(re.sub("<sup.*?</sup>", "", page))
    assert "<img" not in page


def test_a_footnote_says_whose_report_a_page_carries_and_where_its_copy_is() -> None:
    page = {
        "url": "https://example.org/a",
        "publisher": "Herald",
        "title": "It happened",
        "published": "2025-08-01",
        "kind": "press",
        "origin": "Reuters",
        "archived": "https://web.archive.org/web/2025/https://example.org/a",
    }
    dataset = loaded(event(status="reported", sources=[page]))
    content = markdown(Extract.of(dataset, View(), TODAY)).decode()
    (note,) = re.findall(r"^\[\^1\]: (.*)$", content, re.MULTILINE)
    assert note == (
        "Herald, “It happened”, report by Reuters, 1 August 2025. <https://example.org/a> "
        "Archived: <https://web.archive.org/web/2025/https://example.org/a>"
    )
