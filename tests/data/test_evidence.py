from __future__ import annotations

from typing import Any

import pytest

from app.data.evidence import Evidence
from tests.factories import event, loaded

PUBLISHERS = [
    {"id": "ministry", "name": "The Ministry", "hosts": ["example.gov"], "class": "official"},
    {"id": "maker", "name": "The Maker", "hosts": ["maker.example"], "class": "company"},
    {"id": "wire", "name": "The Wire", "hosts": ["wire.example"], "class": "wire"},
    {"id": "paper", "name": "The Paper", "hosts": ["paper.example"], "class": "newsroom", "house": "owner"},
    {"id": "sister", "name": "The Sister", "hosts": ["sister.example"], "class": "trade-press", "house": "owner"},
    {"id": "blog", "name": "The Paper's Blogs", "hosts": ["blogs.paper.example"], "class": "research"},
    {"id": "digest", "name": "The Digest", "hosts": ["digest.example"], "class": "aggregator"},
]


def source(host: str, kind: str = "press", origin: str = "") -> dict[str, str]:
    page = {"url": f"https://{host}/{kind}/{origin}", "publisher": "A name", "kind": kind}
    return page | ({"origin": origin} if origin else {})


def grade(*sources: dict[str, str], publishers: list[dict[str, Any]] = PUBLISHERS) -> str:
    dataset = loaded(event(sources=list(sources), status="reported"), publishers=publishers)
    return Evidence.of(dataset).grade(dataset.events[0])


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([source("example.gov", "primary")], "strong"),
        ([source("www.maker.example", "primary")], "strong"),
        ([source("wire.example", "primary", origin="ministry")], "strong"),
        ([source("digest.example", "primary", origin="ministry")], "thin"),
        ([source("blogs.paper.example", "primary")], "strong"),
        ([source("paper.example", "primary")], "fair"),
        ([source("wire.example"), source("paper.example")], "strong"),
        ([source("wire.example"), source("paper.example", origin="wire")], "fair"),
        ([source("paper.example"), source("sister.example")], "fair"),
        ([source("wire.example"), source("digest.example", origin="paper")], "fair"),
        ([source("wire.example"), source("blogs.paper.example", origin="paper")], "strong"),
        ([source("wire.example"), source("paper.example", "analysis")], "fair"),
        ([source("digest.example"), source("blogs.paper.example", "analysis")], "thin"),
    ],
)
def test_a_grade_counts_houses_and_roots(sources: list[dict[str, str]], expected: str) -> None:
    assert grade(*sources) == expected


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([source("example.org", "primary")], "strong"),
        ([source("a.example"), source("b.example")], "fair"),
        ([source("example.org", "analysis")], "thin"),
    ],
)
def test_without_publishers_the_grade_is_the_lower_one(sources: list[dict[str, str]], expected: str) -> None:
    assert grade(*sources, publishers=[]) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://paper.example/a", "paper"),
        ("https://www.paper.example:443/a", "paper"),
        ("https://blogs.paper.example/a", "blog"),
        ("https://my.blogs.paper.example/a", "blog"),
        ("https://otherpaper.example/a", None),
        ("https://paper.example.org/a", None),
    ],
)
def test_the_longest_host_that_matches_names_the_publisher(url: str, expected: str | None) -> None:
    found = Evidence.of(loaded(event(sources=[source("example.gov", "primary")]), publishers=PUBLISHERS)).publisher(url)
    assert (found.id if found else None) == expected


def test_a_report_is_named_by_its_publisher_unless_it_is_the_pages_own() -> None:
    pages = [source("paper.example", origin="wire"), source("wire.example", origin="wire"), source("wire.example")]
    dataset = loaded(event(sources=pages, status="reported"), publishers=PUBLISHERS)
    evidence = Evidence.of(dataset)
    assert [evidence.origin_name(page) for page in dataset.events[0].sources] == ["The Wire", "", ""]
