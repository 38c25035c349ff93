from __future__ import annotations

from typing import Any

import pytest

from tests.data.checks.helpers import problems, warnings
from tests.factories import event

WIRE = {"id": "wire", "name": "The Wire", "hosts": ["wire.example"], "class": "wire"}
PAPER = {"id": "paper", "name": "The Paper", "hosts": ["paper.example"], "class": "newsroom"}
COURIER = {"id": "courier", "name": "The Daily Courier", "hosts": ["www.dc.example"], "class": "newsroom"}
DECLARED: dict[str, Any] = {"publishers": [WIRE, PAPER, COURIER]}
PAGE = {"url": "https://wire.example/a", "publisher": "The Wire", "kind": "press"}


def report(**changes: str) -> dict[str, object]:
    return event(status="reported", sources=[PAGE | changes])


def test_where_publishers_are_declared_each_host_has_one() -> None:
    page = report(url="https://news.example/a")
    assert problems(page) == []
    assert problems(page, **DECLARED) == [
        "first-act: no publisher has the host 'news.example'; add it to one in 'publishers', or a new one."
    ]


def test_an_origin_is_a_publisher_where_they_are_declared() -> None:
    assert problems(report(origin="the wire")) == []
    assert problems(report(origin="papr"), **DECLARED) == [
        "first-act: 'sources.origin' refers to 'papr', which is not in publishers. Did you mean 'paper'?"
    ]


def test_a_host_belongs_to_one_publisher() -> None:
    twin = PAPER | {"hosts": ["wire.example"]}
    assert problems(report(), publishers=[WIRE, twin]) == [
        "paper: the host 'wire.example' is already one of 'wire'; leave it with one of them."
    ]


@pytest.mark.parametrize(
    "host", ["https://wire.example", "wire.example/a", "Wire.example", "wire", "wire..example", "-wire.example"]
)
def test_a_host_is_a_bare_name(host: str) -> None:
    assert problems(report(), publishers=[WIRE, PAPER | {"hosts": [host]}]) == [
        "paper: 'hosts' must be a host such as example.org, in lower case and without a path; got " + repr(host) + "."
    ]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"title": "The firm will stop, report says"}, "report"),
        ({"title": "The firm reportedly stops"}, "reportedly"),
        ({"title": "The firm stops, according to The Paper"}, "according to"),
        ({"url": "https://wire.example/2025/firm-stops-paper-says.html"}, "says"),
        ({"title": "The firm stops, says The Daily Courier"}, "says"),
        ({"title": "The firm stops, DC says"}, "says"),
        ({"title": "The firm stops, source says"}, "says"),
        ({"title": "State media says the firm stops"}, "says"),
    ],
)
def test_a_relay_is_asked_for_its_origin(change: dict[str, str], word: str) -> None:
    assert warnings(report(**change), **DECLARED) == [
        f"first-act: title or address says {word!r}: name in 'origin' whose report it is, "
        "the publisher itself where it is its own."
    ]
    assert warnings(report(**change, origin="wire"), **DECLARED) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": "The minister says the firm will stop"},
        {"title": "The firm’s licence is gone, ministry says"},
        {"title": "The firm says it will stop, DF says"},
        {"url": "https://wire.example/firm-says-no-paper-trail-was-left"},
        {"title": "The firm reported profits"},
    ],
)
def test_what_an_actor_says_is_no_relay(change: dict[str, str]) -> None:
    assert warnings(report(**change), **DECLARED) == []


def test_only_a_body_of_state_may_lack_https() -> None:
    page = PAGE | {"url": "http://wire.example/a"}
    refused = (
        "first-act: 'sources.url' must be an https address, got 'http://wire.example/a'; "
        "only official bodies may lack it."
    )
    assert problems(event(status="reported", sources=[page])) == [refused]
    assert problems(event(sources=[page | {"kind": "primary"}])) == []
    assert problems(event(status="reported", sources=[page]), **DECLARED) == [refused]
    body = WIRE | {"class": "official"}
    assert problems(event(sources=[page | {"kind": "primary"}]), publishers=[body, PAPER]) == []
