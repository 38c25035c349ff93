"""Feeds of any body or newsroom: RSS, Atom and JSON Feed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.data.imports.entries import Entry, Link, plain_text
from app.data.registers.asking import Question, Register
from app.data.registers.network import Network, RegisterFault

MOST_ENTRIES: Final = 500


def ask(question: Question, network: Network) -> Iterator[Entry]:
    """What a feed has since the day asked for; the query is its address, then terms of which a news has one."""
    address = question.query.split()[0].rstrip(",") if question.query.split() else ""
    answer = network.get(address, etag=question.etag, modified=question.modified)
    question.etag, question.modified = answer.etag, answer.modified
    if answer.content is not None:
        yield from read(answer.content, question)


def read(content: bytes, question: Question) -> list[Entry]:
    """What is new in the text of a feed."""
    title, news = _json_feed(content) or _xml_feed(content)
    terms = [term.strip().casefold() for term in question.query.partition(" ")[2].split(",") if term.strip()]
    if question.query and "://" not in question.query:
        terms = list(question.terms)
    found = []
    for number, each in enumerate(news[:MOST_ENTRIES], 1):
        words = f"{each['title']} {each['summary']}".casefold()
        is_new = each["date"] and each["title"] and each["date"] >= question.since.isoformat()
        if is_new and (not terms or any(term in words for term in terms)):
            link = (Link(each["url"], title, each["title"], each["date"]),) if each["url"] else ()
            found.append(Entry(each["date"], each["title"], f"news {number}", summary=each["summary"], links=link,
                               number=each["id"]))  # fmt: skip
    return found


def _json_feed(content: bytes) -> tuple[str, list[dict[str, str]]] | None:
    """The name and the news of a JSON Feed; None where it is none."""
    if content.lstrip()[:1] != b"{":
        return None
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    news = [
        _news(each, each.get("url"), each.get("content_text") or each.get("content_html") or each.get("summary"),
              str(each.get("date_published") or "")[:10])
        for each in value["items"] if isinstance(each, dict)
    ]  # fmt: skip
    return plain_text(str(value.get("title") or "")), news


def _xml_feed(content: bytes) -> tuple[str, list[dict[str, str]]]:
    import feedparser

    feed = feedparser.parse(content, sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries and not feed.feed.get("title"):
        raise RegisterFault("what was answered is no feed (RSS, Atom or JSON Feed)")
    news = [
        _news(
            each,
            each.get("link"),
            each.get("summary"),
            _day(each.get("published_parsed") or each.get("updated_parsed")),
        )
        for each in feed.entries
    ]
    return plain_text(feed.feed.get("title", "")), news


def _news(each: Mapping[str, Any], url: Any, summary: Any, date: str) -> dict[str, str]:
    text = plain_text(str(summary or ""))
    return {
        "title": plain_text(str(each.get("title") or "")),
        "url": str(url or "") if str(url or "").startswith("https://") else "",
        "summary": text[:600].rpartition(" ")[0] if len(text) > 600 else text,
        "date": date,
        "id": str(each.get("id") or url or ""),
    }


def _day(moment: Any) -> str:
    """A moment of a feed as its day in UTC; "" where it has none."""
    try:
        return dt.date(*moment[:3]).isoformat()
    except (TypeError, ValueError):
        return ""


REGISTER: Final = Register(
    "feed",
    "the news of any body or newsroom: RSS, Atom, JSON Feed",
    "the address of the feed, then, if wanted, terms with commas between them",
    ask,
    read,
)
