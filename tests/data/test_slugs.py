from __future__ import annotations

import pytest

from app.data.slugs import LONGEST, slug, unused


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zölle auf Stahl, 25 %", "zolle-auf-stahl-25"),
        ("U.S. tariffs", "us-tariffs"),
        ("v1.5 came", "v1-5-came"),
        ("Trump's order", "trumps-order"),
        ("Straße in Łódź", "strasse-in-lodz"),
        ("国家", "record"),
        ("", "record"),
    ],
)
def test_an_id_is_made_of_the_words_of_a_text(text: str, name: str) -> None:
    assert slug(text) == name


def test_an_id_has_whole_words_and_at_most_so_many_characters() -> None:
    assert slug("aaaa bbbb cc", longest=12) == "aaaa-bbbb-cc"
    assert slug("aaaa bbbb ccc", longest=12) == "aaaa-bbbb"
    assert slug("a" * 100) == "a" * LONGEST
    assert len(slug("word " * 30)) <= LONGEST


def test_a_name_that_is_taken_gets_the_first_free_number() -> None:
    assert unused("act", set()) == "act"
    assert unused("act", {"act", "act-2"}) == "act-3"
