"""How texts of any script are counted and end."""

from __future__ import annotations

import re
from typing import Final

FEWEST_WORDS: Final = 20
MOST_WORDS: Final = 90
# Full stops, question and exclamation marks of the scripts that have them, and the ellipsis.
SENTENCE_ENDS: Final = frozenset(".?!…。｡．？！؟۔።።፧।॥။៖។؞܀܁܂՞՜։᠃᠉꓿")
# Scripts that put no blanks between words; a word of theirs takes about two characters (of Thai, Lao or Khmer four).
_IDEOGRAPHS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def count_words(text: str) -> int:
    """The number of words; where a script writes no blanks, an estimate by its characters."""
    ideographs = len(_IDEOGRAPHS.findall(text))
    unspaced = len(_UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", _IDEOGRAPHS.sub(" ", text))
    spaced = sum(any(letter.isalnum() for letter in word) for word in rest.split())
    return spaced + (ideographs + 1) // 2 + (unspaced + 3) // 4
