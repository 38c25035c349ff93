"""Ids from the words that people write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

LONGEST: Final = 60
_WRITTEN_OUT: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l"}
)


def slug(text: str, otherwise: str = "record", longest: int = LONGEST) -> str:
    """The words of a text as an id in kebab-case, whole words only; `otherwise` where it has no Latin letter or digit.

    >>> slug("Zölle auf Stahl, 25 %")
    'zolle-auf-stahl-25'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_WRITTEN_OUT)).encode("ascii", "ignore").decode().lower()
    words = re.findall(
        r"[a-z0-9]+", plain.replace("'", "").replace(".", "" if re.search(r"\b\w\.\w\.", plain) else " ")
    )
    name = ""
    for word in words:
        if name and len(name) + len(word) >= longest:
            break
        name = f"{name}-{word[:longest]}" if name else word[:longest]
    return name or otherwise


def unused(name: str, taken: Container[str]) -> str:
    """The name, with a number after it where it is taken.

    >>> unused("act", {"act", "act-2"})
    'act-3'
    """
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
