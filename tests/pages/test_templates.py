from __future__ import annotations

import pytest

from app.data.schema import Dataset
from app.pages.templates import direction_keys, marked, status_keys


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


def test_the_legend_has_a_key_for_each_direction_and_status(published: Dataset) -> None:
    assert [key["label"] for key in direction_keys(published)] == [record.label for record in published.directions]
    assert [key["shape"].split("-")[-1] for key in status_keys()] == ["full", "open", "dot", "dot", "dot"]
