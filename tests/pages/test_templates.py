from __future__ import annotations

import pytest

from app.pages.templates import marked, registry


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
