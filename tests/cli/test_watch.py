from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import resources
from app.cli import watch_command
from app.data import inbox as inboxes
from app.data.diffing import difference
from app.data.inbox import candidates
from app.data.loading import load_dataset
from app.data.registers import stamps
from tests.cli.test_import import run
from tests.data.registers.stand_in import StandIn, stand_in

TODAY = "2026-12-28"
WATCH = """
watch:
  - {id: rules, register: federal-register, query: "agency:industry-and-security-bureau chips"}
  - {id: bills, register: congress, query: "chip, semiconductor", track: us-tracking-bills}
  - id: news
    register: feed
    query: https://news.example.org/feed.xml chips, tariff
    track: trade-talks
    since: "2026-12-01"
"""
RULE = {
    "title": "Sample Rule on Advanced Chips",
    "type": "Rule",
    "abstract": "The Bureau of Industry and Security changes, in a sample made for tests, how licences for chips are "
    "asked for, and says that forms sent before the day of effect stay valid for ninety days.",
    "document_number": "2026-99001",
    "html_url": "https://www.federalregister.gov/documents/2026/12/07/2026-99001/sample-rule",
    "publication_date": "2026-12-07",
    "effective_on": "2027-02-05",
    "comments_close_on": None,
    "regulation_id_numbers": ["0000-XX00"],
    "docket_ids": [],
    "agencies": [{"name": "Industry and Security Bureau", "slug": "industry-and-security-bureau"}],
}
ACTIONS = {
    "actions": [
        {
            "actionDate": "2026-12-15",
            "text": "Passed Senate with an amendment by Yea-Nay Vote. 77 - 20.",
            "type": "Floor",
        },
        {
            "actionDate": "2025-05-08",
            "text": "Read twice and referred to the Committee on Banking.",
            "type": "IntroReferral",
        },
        {"actionDate": "2025-05-08", "text": "Introduced in Senate", "type": "IntroReferral"},
    ],
    "pagination": {"count": 3},
    "request": {"billNumber": "1705", "billType": "s", "congress": "119", "contentType": "application/json"},
}
NEWEST = {
    "bills": [
        {"congress": 119, "type": "HR", "number": "99999", "title": "Sample Semiconductor Logbook Act", "url": "x",
         "latestAction": {"actionDate": "2026-12-02", "text": "Referred to the House Committee on Foreign Affairs."}},
        {"congress": 119, "type": "S", "number": "4242", "title": "Sample Fisheries Act", "url": "x"},
    ]
}  # fmt: skip
BILL = {
    "bill": {
        "introducedDate": "2026-12-02",
        "title": "Sample Semiconductor Logbook Act",
        "sponsors": [{"fullName": "Rep. X"}],
    }
}
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Sample News</title>
<item><title>Ministers discussed chips &lt;script&gt;alert(1)&lt;/script&gt;</title><link>https://news.example.org/1</link>
<pubDate>Fri, 04 Dec 2026 23:30:00 GMT</pubDate><description>They met.</description></item>
<item><title>Rain is expected</title><link>https://news.example.org/2</link>
<pubDate>Sat, 05 Dec 2026 08:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.fixture
def registers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[StandIn]:
    """The registers, all well."""
    with stand_in() as running:
        monkeypatch.setattr(watch_command, "network", running.network)
        monkeypatch.setenv("CONGRESS_API_KEY", "k3y-of-tests")
        monkeypatch.setattr(stamps, "user_cache_dir", lambda _name: str(tmp_path / "cache"))
        running.json("/api/v1/documents.json", {"count": 1, "total_pages": 1, "results": [RULE]})
        empty: dict[str, Any] = {"actions": [], "pagination": {"count": 0}}
        for kind, number in [("s", number) for number in range(6000)] + [("hr", number) for number in range(12000)]:
            running.answers[f"/v3/bill/119/{kind}/{number}/actions"] = lambda _query: (
                200,
                {},
                json.dumps(empty).encode(),
            )
        running.json("/v3/bill/119/s/1705/actions", ACTIONS)
        running.json("/v3/bill/119/hr/99999/actions", empty)
        running.json("/v3/bill/119", NEWEST)
        running.json("/v3/bill/119/hr/99999", BILL)
        running.fault("/feed.xml", 200, FEED, ETag='"one"')
        yield running


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """The published file, with questions to registers."""
    path = tmp_path / "events.yaml"
    published = re.sub(r"^watch:\n(?:  .*\n)+", "", resources.EVENTS.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(published + WATCH, "utf-8")
    return path


def watched(events: Path, *more: str) -> list[str]:
    result = run("watch", events, "--today", TODAY, *more)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.mark.usefixtures("registers")
def test_what_is_new_is_offered_once_over_three_runs(events: Path) -> None:
    first = watched(events)
    assert first[:3] == [
        "rules (federal-register): 1 new, 0 known as events, 0 in the inbox already.",
        "bills (congress): 2 new, 0 known as events, 0 in the inbox already.",
        "news (feed): 1 new, 0 known as events, 0 in the inbox already.",
    ]
    inbox = events.with_name("inbox.yaml")
    before = inbox.read_bytes()
    for _ in range(2):
        again = watched(events)
        assert again[1] == "bills (congress): 0 new, 0 known as events, 2 in the inbox already."
        assert inbox.read_bytes() == before
    offered = {candidate.event["title"]: candidate for candidate in candidates(inbox)}
    step = offered["The Senate passed the Chip Security Act (S. 1705)."].event
    assert (step["measure"], step["stage"], step["vote"], step["date"]) == (
        *("chip-security-act", "passed-senate", "77-20", "2026-12-15"),
    )
    assert step["relations"][0]["type"] == "continues"
    rule = offered["Sample Rule on Advanced Chips."]
    planned = {"date": "2027-02-05", "what": "takes effect", "source": RULE["html_url"]}
    assert rule.besides[0].record["planned"] == [planned]
    assert "Ministers discussed chips alert(1)." in offered


def test_the_key_stands_in_no_address_and_no_file(registers: StandIn, events: Path) -> None:
    watched(events, "--only", "bills")
    asked = [(path, headers) for path, headers, _ in registers.asked]
    assert asked
    assert all(headers["X-Api-Key"] == "k3y-of-tests" and "k3y-of-tests" not in path for path, headers in asked)
    assert all("k3y-of-tests" not in path.read_text("utf-8") for path in events.parent.glob("*.yaml"))


@pytest.mark.usefixtures("registers")
def test_an_accepted_candidate_stands_in_a_file_that_passes(events: Path) -> None:
    watched(events)
    before, comments = load_dataset(events), events.read_text("utf-8").count("#")
    for candidate in candidates(events.with_name("inbox.yaml")):
        done = run("inbox", "accept", candidate.id, "--events", events, "--by", "a tester")
        assert done.exit_code == 0, done.output
    checked = run("check", events, "--today", TODAY)
    assert checked.exit_code == 0, checked.output
    after = load_dataset(events)
    assert len(after.events) == len(before.events) + 4
    changes = [line for line in difference(before, after) if not line.startswith("+ ")]
    assert len(changes) == 1
    assert "coverage" in changes[0]
    assert events.read_text("utf-8").count("#") == comments
    assert watched(events)[1] == "bills (congress): 0 new, 1 known as events, 0 in the inbox already."
    again = run("inbox", "accept", candidates(events.with_name("inbox.yaml"))[0].id, "--events", events)
    assert again.exit_code == 1
    assert "was accepted already by a tester." in again.output


@pytest.mark.usefixtures("registers")
def test_a_rejected_candidate_stays_rejected_with_who_and_why(events: Path) -> None:
    watched(events, "--only", "news")
    name = candidates(events.with_name("inbox.yaml"))[0].id
    rejected = run("inbox", "reject", name, "--why", "not about policy", "--by", "a tester", "--events", events)
    assert rejected.output == f"{name!r} is rejected and will not be offered again.\n"
    assert watched(events, "--only", "news")[0] == "news (feed): 0 new, 0 known as events, 1 in the inbox already."
    assert run("inbox", "list", events).output == f"0 candidates in {events.with_name('inbox.yaml')}.\n"
    assert "[rejected by a tester: not about policy]" in run("inbox", "list", events, "--all").output
    unknown = run("inbox", "show", "nothing", "--events", events)
    assert unknown.exit_code == 1
    assert "there is no candidate 'nothing'." in unknown.output


@pytest.mark.usefixtures("registers")
def test_a_candidate_is_shown_as_it_would_stand(events: Path) -> None:
    watched(events, "--only", "rules")
    name = candidates(events.with_name("inbox.yaml"))[0].id
    shown = run("inbox", "show", name, "--events", events).output
    assert shown.startswith(
        "# federal-register answers 'agency:industry-and-security-bureau chips'; found on 2026-12-28;"
    )
    assert f"  - id: {name}\n" in shown


@pytest.mark.parametrize(
    ("code", "content", "headers", "message"),
    [
        (500, b"", {}, "www.federalregister.gov answers 500 Internal Server Error"),
        (429, b"", {"Retry_After": "1"},
         "www.federalregister.gov takes no more requests for now (429); try again later"),
        (403, b"", {}, "www.federalregister.gov refuses this request (403); is its key right?"),
        (200, b"<html>", {},
         "www.federalregister.gov answered with a page of HTML, not with records; its form may have changed"),
        (200, b'{"hits": []}', {}, "the Federal Register's answer holds no 'count'; its form may have changed"),
        (302, b"", {"Location": "https://elsewhere.example.org/"},
         "127.0.0.1 leads to another host (elsewhere.example.org), which is not followed"),
        (200, b"x" * 10_000_001, {}, "www.federalregister.gov answered with more than 10 MB"),
        (200, b"[" * 100_000, {},
         "www.federalregister.gov answered with no JSON, not with records; its form may have changed"),
    ],
)  # fmt: skip
def test_a_register_that_fails_is_one_line_and_the_others_go_on(
    code: int, content: bytes, headers: dict[str, str], message: str, registers: StandIn, events: Path
) -> None:
    registers.fault("/api/v1/documents.json", code, content, **headers)
    lines = watched(events)
    assert f"rules (federal-register): {message}." in lines
    assert "bills (congress): 2 new, 0 known as events, 0 in the inbox already." in lines


def test_a_register_that_is_down_and_one_without_a_key_are_said(
    registers: StandIn, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONGRESS_API_KEY")
    registers.address = "http://127.0.0.1:9"
    result = run("watch", events, "--today", TODAY)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith("rules (federal-register): www.federalregister.gov cannot be reached: ")
    assert lines[1] == "bills (congress): it needs a key; set CONGRESS_API_KEY in the environment."
    assert lines[-1] == "No register answered."
    assert not events.with_name("inbox.yaml").exists()


def test_hostile_records_are_left_out_or_told_as_text(registers: StandIn, events: Path) -> None:
    wrong = [
        {"title": None},
        {"title": "x", "publication_date": "2026-13-40"},
        "x",
        RULE | {"title": "<b>a: b #\x00\u202e"},
    ]
    registers.json("/api/v1/documents.json", {"count": 4, "total_pages": 1, "results": wrong})
    assert watched(events, "--only", "rules")[0].startswith("rules (federal-register): 1 new")
    assert [each.event["title"] for each in candidates(events.with_name("inbox.yaml"))] == ["a: b #."]


def test_a_saved_answer_can_be_read(registers: StandIn, events: Path, tmp_path: Path) -> None:
    saved = tmp_path / "actions.json"
    saved.write_text(json.dumps(ACTIONS), "utf-8")
    lines = watched(events, "--only", "bills", "--from", str(saved))
    assert lines[0] == "bills (congress): 1 new, 0 known as events, 0 in the inbox already."
    assert registers.asked == []
    missing = run("watch", events, "--from", saved)
    assert missing.exit_code == 2


def test_pages_are_asked_for_one_after_the_other(registers: StandIn, events: Path) -> None:
    def page(query: str) -> tuple[int, dict[str, str], bytes]:
        number = 2 if "&page=2" in query else 1
        rule = RULE | {"title": f"Rule {number}", "html_url": f"https://www.federalregister.gov/{number}",
                       "document_number": f"2026-{number}"}  # fmt: skip
        return 200, {}, json.dumps({"count": 2, "total_pages": 2, "results": [rule]}).encode()

    registers.answers["/api/v1/documents.json"] = page
    assert watched(events, "--only", "rules")[0] == (
        "rules (federal-register): 2 new, 0 known as events, 0 in the inbox already."
    )


def test_a_feed_is_asked_whether_it_changed(registers: StandIn, events: Path) -> None:
    watched(events, "--only", "news")
    watched(events, "--only", "news")
    sent = [headers.get("If-None-Match") for path, headers, _ in registers.asked if path == "/feed.xml"]
    assert sent == [None, '"one"']
    events.with_name("inbox.yaml").unlink()
    watched(events, "--only", "news")
    assert registers.asked[-1][1].get("If-None-Match") is None


def test_two_watches_at_once_lose_nothing(registers: StandIn, events: Path) -> None:
    threads = [threading.Thread(target=watched, args=(events, "--only", name)) for name in ("rules", "news", "bills")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert registers.asked
    assert {each.asked for each in candidates(events.with_name("inbox.yaml"))} == {"rules", "news", "bills"}


def test_watches_of_one_question_at_once_offer_each_thing_once(registers: StandIn, events: Path) -> None:
    threads = [threading.Thread(target=watched, args=(events, "--only", "rules")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(registers.asked) == 4
    assert len(candidates(events.with_name("inbox.yaml"))) == 1


@pytest.mark.usefixtures("registers")
def test_a_save_by_an_editor_while_accept_writes_is_not_lost(events: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched(events, "--only", "rules")
    inbox = events.with_name("inbox.yaml")
    name = candidates(inbox)[0].id

    def saved(text: str, _dates: object, _name: str) -> str:
        with events.open("a", encoding="utf-8") as editor:
            editor.write("# saved meanwhile\n")
        return text

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(inboxes, "widen_coverage", saved)
        refused = run("inbox", "accept", name, "--events", events)
    assert refused.exit_code == 1
    assert refused.output == f"{events} was saved by another program meanwhile; it stays as it is. Try again.\n"
    assert candidates(inbox)[0].state == "offered"
    assert run("inbox", "accept", name, "--events", events).exit_code == 0
    assert "# saved meanwhile\n" in events.read_text("utf-8")
    assert name in load_dataset(events).by_id


def test_a_file_that_asks_nothing_is_told_how() -> None:
    result = run("watch", resources.EVENTS.parent / "tests" / "data" / "tariffs.yaml")
    assert result.exit_code == 1
    assert "asks no register. Declare one, such as\nwatch:\n" in result.output


@pytest.mark.usefixtures("registers")
def test_a_broken_inbox_is_not_lost(events: Path) -> None:
    inbox = events.with_name("inbox.yaml")
    for broken in ("candidates: [", "candidates: 3\n", "candidates:\n  - {id: x}\n", "- x\n"):
        inbox.write_text(broken, "utf-8")
        result = run("watch", events, "--today", TODAY, "--only", "rules")
        assert result.exit_code == 1, broken
        assert str(inbox) in result.output
        assert inbox.read_text("utf-8") == broken


def test_what_is_due_is_told(events: Path) -> None:
    result = run("due", events, "--today", "2027-03-01")
    assert result.exit_code == 0
    assert "Open measures without a step for a year: " in result.output
    assert run("due", events, "--today", TODAY, "--exit-code").exit_code == 1
