"""What a text may hold, and how texts of any script are counted and end."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Control characters but tab and line feed, what turns the direction of other text, halves of pairs, tags.
_UNSEEN: Final = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
    r"\U00010000-\U000dffff\U000e0100-\U0010fffd]"
)
_BLANK: Final = frozenset(
    "\u2800\u3164\u115f\u1160\uffa0\u034f\u17b4\u17b5"
)  # no blanks by name, but they show nothing
_SHOWS_NOTHING: Final = ("Cf", "Zs", "Zl", "Zp", "Cc")

FEWEST_WORDS: Final = 20
MOST_WORDS: Final = 90
# Full stops, question and exclamation marks of the scripts that have them, and the ellipsis.
SENTENCE_ENDS: Final = frozenset(".?!…。｡．？！؟۔።።፧।॥။៖។؞܀܁܂՞՜։᠃᠉꓿")
# Scripts that put no blanks between words; a word of theirs takes about two characters (of Thai, Lao or Khmer four).
_IDEOGRAPHS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def printable(text: str) -> str:
    """The text, if all of it can be shown, in each format and without turning what stands beside it."""
    unseen = _UNSEEN.search(text)
    if unseen:
        nameless = "a control character" if unicodedata.category(unseen[0]) == "Cc" else "no character"
        name = unicodedata.name(unseen[0], nameless)
        raise ValueError(f"holds U+{ord(unseen[0]):04X} ({name}), which cannot be shown as text; remove it")
    if text and not any(map(_shows, text)):
        raise ValueError("holds only characters that show nothing; write a text")
    return text


def _shows(letter: str) -> bool:
    return letter not in _BLANK and unicodedata.category(letter) not in _SHOWS_NOTHING


def without_unseen(text: str) -> str:
    """The text without what `printable` would refuse."""
    return _UNSEEN.sub("", text)


def count_words(text: str) -> int:
    """The number of words; where a script writes no blanks, an estimate by its characters."""
    ideographs = len(_IDEOGRAPHS.findall(text))
    unspaced = len(_UNSPACED.findall(text))
    rest = _UNSPACED.sub(" ", _IDEOGRAPHS.sub(" ", text))
    spaced = sum(any(letter.isalnum() for letter in word) for word in rest.split())
    return spaced + (ideographs + 1) // 2 + (unspaced + 3) // 4
