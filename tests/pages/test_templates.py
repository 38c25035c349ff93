from __future__ import annotations

import pytest

from app.pages.templates import marked, registry, spans
from tests.factories import dataset, loaded


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("Nvidia and the H20.", ["h20"], "Nvidia and the <mark>H20</mark>."),
        ("a <b> & a", ["a"], "<mark>a</mark> &lt;b&gt; &amp; <mark>a</mark>"),
        ("a <b>", ["<b>"], "a <mark>&lt;b&gt;</mark>"),
        ("1.5 (or so)", ["("], "1.5 <mark>(</mark>or so)"),
        ("plain & simple", [], "plain &amp; simple"),
    ],
)
def test_found_words_are_marked_and_all_else_is_escaped(text: str, words: list[str], html: str) -> None:
    assert str(marked(text, words)) == html


def test_the_page_is_sent_each_filter_and_each_tab() -> None:
    sent = registry()
    assert [filter_["key"] for filter_ in sent["filters"] if filter_["inPage"]] == ["track", "direction", "status"]
    assert [tab["id"] for tab in sent["tabs"] if tab["hasChart"]] == ["timeline", "stories"]


def test_each_year_of_the_coverage_is_offered_the_newest_eight_at_the_most() -> None:
    about = dataset()["dataset"]
    short = loaded(dataset=about | {"coverage": {"from": "2024-03-01", "through": "2025-12-31"}})
    assert spans(short) == [("2024", "2024"), ("2025", "2025"), ("Last 90 days", "last 90 days")]
    long = loaded(dataset=about | {"coverage": {"from": "2001-03-01", "through": "2025-12-31"}})
    assert [name for name, _ in spans(long)[:-1]] == [str(year) for year in range(2018, 2026)]
