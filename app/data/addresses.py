"""What an address may be: a page of the web on a host that reads as what it is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import SplitResult, urlsplit

from app.data.problems import DRAWN_AS_LATIN, shortened
from app.data.texts import printable

_LABEL: Final = re.compile(r"\w(?:[\w-]*\w)?")
_CONFUSED: Final = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN"))  # scripts whose letters look alike


def https_address(url: str) -> str:
    """The address, if it is one of https; a ValueError says what is wrong with it."""
    return _address(url, ("https",))


def page_address(url: str) -> str:
    """The address, if it is one of https, or of http, which only pages of official bodies may be."""
    return _address(url, ("https", "http"))


def _address(url: str, schemes: tuple[str, ...]) -> str:
    """An address with a host and no blanks; anything else could run or fetch what it should not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in schemes or not parts.hostname or re.search(r"[\s<>\"'`\\]", url):
        raise ValueError(f"must be an https address, got {shortened(url)}")
    printable(url)
    if reason := _wrong(parts):
        raise ValueError(f"{reason}, got {shortened(url)}")
    return url


def _wrong(parts: SplitResult) -> str:
    """What is wrong with the host, its port or who asks it; "" where nothing is."""
    if "@" in parts.netloc:
        return "must not name a user before the host"
    try:
        if parts.port == 0:
            raise ValueError
    except ValueError:
        return "must have a port from 1 to 65535, or none"
    host = parts.hostname or ""
    labels = host.removesuffix(".").split(".")
    if (
        len(labels) < 2
        or len(host) > 253
        or not all(_LABEL.fullmatch(label) and "_" not in label[:1] for label in labels)
    ):
        return "must have the full name of a host"
    if unicodedata.normalize("NFKC", host) != unicodedata.normalize("NFC", host):
        return f"must name its host in plain letters, {unicodedata.normalize('NFKC', host)}"
    if any(map(_is_mixed, labels)) or (labels[-1].isascii() and any(map(_passes_for_latin, labels))):
        return "must have a host of one script"
    return ""


def _passes_for_latin(label: str) -> bool:
    """Whether every letter of another script in a name is drawn as a Latin one."""
    return not label.isascii() and all(letter in DRAWN_AS_LATIN or letter.isascii() for letter in label)


def _is_mixed(label: str) -> bool:
    """Whether letters of scripts that look alike stand side by side, as in a name made to be mistaken."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in label if letter.isalpha()}
    return len(scripts & _CONFUSED) > 1
