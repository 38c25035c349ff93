from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.data.registers import congress, govinfo, news_feeds
from app.data.registers.asking import Question
from app.data.registers.network import RegisterFault
from tests.data.registers.stand_in import StandIn, stand_in

SINCE, TODAY = dt.date(2026, 10, 1), dt.date(2026, 11, 24)


@pytest.fixture
def host() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Introduced in House", "introduced"),
        (
            "Committee on Banking, Housing, and Urban Affairs. Ordered to be reported with an amendment.",
            "committee-passed",
        ),
        ("Committee on Foreign Affairs. Hearings held.", "hearing"),
        ("On motion to suspend the rules and pass the bill, as amended Agreed to by voice vote.", "passed-house"),
        ("Passed/agreed to in House: On passage Passed by the Yeas and Nays: 380 - 12 (Roll no. 1).", "passed-house"),
        ("Passed/agreed to in Senate: Passed Senate by Unanimous Consent.", "passed-senate"),
        ("Became Public Law No: 119-999.", "enacted"),
        ("Received in the Senate.", None),
    ],
)
def test_the_words_of_an_action_tell_the_stage(text: str, stage: str | None) -> None:
    answer = {
        "actions": [{"actionDate": "2026-10-20", "text": text}],
        "request": {"congress": "119", "billType": "hr", "billNumber": "1"},
    }
    found = congress.read(json.dumps(answer).encode(), Question("", SINCE, TODAY))
    assert [entry.fields["stage"] for entry in found] == ([stage] if stage else [])
    if "380" in text:
        assert found[0].fields["vote"] == "380-12"


def test_a_congress_begins_on_the_third_of_january() -> None:
    days = [dt.date(2025, 1, 2), dt.date(2025, 1, 3), dt.date(2026, 12, 31), dt.date(2027, 1, 3)]
    assert [congress.congress_of(day) for day in days] == [118, 119, 119, 120]


def test_what_happened_before_the_day_asked_for_is_left_out() -> None:
    answer = {
        "actions": [
            {"actionDate": "2026-09-30", "text": "Introduced in House"},
            {"actionDate": "soon", "text": "Passed Senate"},
        ],
        "request": {"congress": "119", "billType": "hr", "billNumber": "1"},
    }
    assert congress.read(json.dumps(answer).encode(), Question("", SINCE, TODAY)) == []


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"request": 3}', b'{"actions": [], "request": {"congress": "x"}}', b"<html>"]
)
def test_an_answer_of_another_form_is_a_fault(content: bytes) -> None:
    with pytest.raises(RegisterFault):
        congress.read(content, Question("", SINCE, TODAY))


def test_govinfo_is_read_page_by_page(host: StandIn) -> None:
    def page(mark: str) -> dict[str, Any]:
        many = 100 if mark == "*" else 1
        results = [
            {"title": f"Hearing {mark} {n}", "packageId": f"CHRG-119-{n}", "dateIssued": "2026-10-05",
             "collectionCode": "CHRG", "governmentAuthor": ["United States Congress", "Senate"]}
            for n in range(many)
        ]  # fmt: skip
        return {"results": results, "offsetMark": "next", "count": 101}

    answers = iter([page("*"), page("next")])
    host.answers["/search"] = lambda _query: (200, {}, json.dumps(next(answers)).encode())
    found = list(govinfo.ask(Question("collection:CHRG chips", SINCE, TODAY, key="k"), host.network()))
    assert len(found) == 101
    assert found[0].links[0].url == "https://www.govinfo.gov/app/details/CHRG-119-0"
    asked = json.loads(host.asked[0][2])
    assert asked["query"] == "collection:CHRG chips AND publishdate:range(2026-10-01,2026-11-24)"


FEEDS = {
    "rss": b"""<rss version="2.0"><channel><title>N</title><item><title>Chips</title><link>https://n.example.org/1</link>
<pubDate>Wed, 04 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>""",
    "atom": b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>Chips</title><id>u</id>
<link href="https://n.example.org/1"/><updated>2026-11-04T08:00:00Z</updated></entry></feed>""",
    "json": b"""{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [{"id": "1", "title": "Chips",
"url": "https://n.example.org/1", "date_published": "2026-11-04T08:00:00Z"}]}""",
}


@pytest.mark.parametrize("kind", FEEDS)
def test_each_kind_of_feed_is_read(kind: str) -> None:
    found = news_feeds.read(FEEDS[kind], Question("https://n.example.org/feed chips", SINCE, TODAY))
    assert [(entry.title, entry.date, entry.links[0].url) for entry in found] == [
        ("Chips", "2026-11-04", "https://n.example.org/1")
    ]
    assert news_feeds.read(FEEDS[kind], Question("https://n.example.org/feed rain", SINCE, TODAY)) == []


@pytest.mark.parametrize("content", [b"", b"<html><body>Sign in</body></html>", b"{", b'{"items": 3}', b"\xff\xfe\x00"])
def test_what_is_no_feed_is_a_fault(content: bytes) -> None:
    with pytest.raises(RegisterFault, match="is no feed"):
        news_feeds.read(content, Question("https://n.example.org/feed", SINCE, TODAY))
