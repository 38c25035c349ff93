from __future__ import annotations

import pytest

from tests.data.checks.helpers import problems, warnings
from tests.factories import event

NEWSROOM = {"url": "https://example.org/a", "publisher": "Example", "kind": "press"}


def test_an_event_cites_a_page_once() -> None:
    source = NEWSROOM | {"kind": "primary"}
    assert problems(event(sources=[source, source])) == ["first-act: the page https://example.org/a is cited 2 times."]


def test_a_page_is_one_page_with_its_last_slash_and_without() -> None:
    pages = [NEWSROOM | {"kind": "primary"}, NEWSROOM | {"kind": "primary", "url": "https://example.org/a/"}]
    assert problems(event(sources=pages)) == ["first-act: the page https://example.org/a is cited 2 times."]
    later = event(id="later", title="A court heard another matter.", sources=pages[1:])
    assert warnings(event(sources=pages[:1]), later) == [
        "later: https://example.org/a/ is cited as https://example.org/a, too; write the page's address in one way."
    ]


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("d33gy.cloudfront.net", "a cloud host; cite the outlet's own page"),
        ("stage.example.org", "a staging host; cite the outlet's public page"),
        ("www.example-dev-v4.example.org", "a staging host; cite the outlet's public page"),
        ("web.archive.org", "an archive; put it into 'archived' and cite the page itself"),
        ("example-org.translate.goog", "a machine translation; cite the original"),
        ("vo.la", "a short link; cite the page that it leads to"),
        ("www.msn.com", "a site that copies others; cite the outlet itself"),
        ("www.google.com", "a search engine; cite the page that it found"),
    ],
)
def test_a_source_stands_on_a_fit_host(host: str, reason: str) -> None:
    source = NEWSROOM | {"url": f"https://{host}/a", "kind": "primary"}
    assert problems(event(sources=[source])) == [f"first-act: {host!r} is {reason}."]


@pytest.mark.parametrize("host", ["www.reuters.com", "stagecoach.org", "developer.nvidia.com", "www.contest-news.com"])
def test_an_outlets_own_host_is_fit(host: str) -> None:
    assert problems(event(sources=[NEWSROOM | {"url": f"https://{host}/a", "kind": "primary"}])) == []


def test_the_usual_port_is_left_out() -> None:
    source = NEWSROOM | {"url": "https://example.org:443/a", "kind": "primary"}
    assert problems(event(sources=[source])) == [
        "first-act: the port ':443' in https://example.org:443/a is the usual one; leave it out."
    ]
    assert problems(event(sources=[source | {"url": "https://example.org:4430/a?b=:443"}])) == []


def test_an_official_act_needs_strong_evidence() -> None:
    assert problems(event(sources=[NEWSROOM])) == [
        "first-act: 'status' must not be 'official' with fair evidence: cite a primary source or a second newsroom."
    ]
    assert problems(event(sources=[NEWSROOM], status="reported")) == []


def test_a_turning_point_needs_strong_evidence() -> None:
    assert problems(event(sources=[NEWSROOM], status="reported", significance="3")) == [
        "first-act: 'significance' 3 needs strong evidence, this is fair."
    ]


def test_a_charge_is_an_allegation() -> None:
    case = {"id": "case", "title": "The case", "kind": "court-case", "jurisdiction": "us"}
    charge = event(kind="court-case", measure="case", stage="charged")
    assert problems(charge, measures=[case]) == ["first-act: 'status' of a charge must be 'alleged', got 'official'."]
    assert problems(charge | {"status": "alleged"}, measures=[case]) == []


def test_the_same_act_stands_once() -> None:
    again = event(id="again", title="The regulator acted!", sources=event()["sources"])
    assert problems(event(), again) == [
        "again: this seems to be 'first-act' again: same date and source, similar title."
    ]
    other = event(id="other", title="A court heard the firm on quite another matter.", sources=event()["sources"])
    assert problems(event(), other) == []


def test_each_further_copy_of_an_event_names_the_first() -> None:
    source = NEWSROOM | {"kind": "primary"}
    copies = [
        event(id=id_, sources=[source], title=f"The regulator acted{end}")
        for id_, end in (("a", "."), ("b", ". "), ("c", "!."))
    ]
    again = [message for message in problems(*copies) if "again" in message]
    assert again == [f"{id_}: this seems to be 'a' again: same date and source, similar title." for id_ in "bc"]
