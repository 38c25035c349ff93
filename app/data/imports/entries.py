"""What an import finds, in a form between theirs and ours."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.data.texts import without_unseen

LINK: Final = re.compile(r"(?:https?://|(?<![\w/.@-])www\.(?=\w))[^\s<>\"'`\\\])}]+")
_TAG: Final = re.compile(r"<[^<>]*>")
_BREAK: Final = re.compile(r"<\s*(?:br|/p|/li|/div)\b[^<>]*>", re.IGNORECASE)
MAX_BYTES: Final = 50_000_000
MAX_ENTRIES: Final = 20_000


class ImportFault(ValueError):  # noqa: N818  told to the curator, as what is wrong with the file
    """A file that cannot be imported; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a foreign record names, or a document without an address."""

    url: str
    publisher: str = ""
    title: str = ""
    published: str = ""
    kind: str = ""
    document: str = ""  # what it is, where it has no address
    fields: Mapping[str, str] = field(default_factory=dict)  # of our own source, as they are


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated act of a foreign file, as far as that file knows it. `date` is EDTF."""

    date: str
    title: str
    where: str = ""  # in the file, for messages: "row 5"
    label: str = ""
    summary: str = ""
    group: str = ""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)  # of our own event, as they are
    measure: Mapping[str, Any] = field(default_factory=dict)  # the measure that it begins, as far as it is known
    number: str = ""  # of the document, in its register


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader says of an event that is there: what is wrong, what fields should be, and pages that say so."""

    event: str  # its id, or its address
    wrong: str
    fields: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Foreign:
    """A foreign timeline: its entries, its name, and what of it has no place here."""

    entries: list[Entry] = field(default_factory=list)
    title: str = ""
    description: str = ""
    lost: list[str] = field(default_factory=list)
    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # records of ours, as they are
    corrections: list[Correction] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: which column means what, and what stands first in a date."""

    name: str  # of the file
    columns: Mapping[str, str] = field(default_factory=dict)  # a field of ours -> a column of theirs
    first: str = ""  # "day" or "month"


def plain_text(text: str) -> str:
    """The words of a text without HTML.

    >>> plain_text("<p>Steel &amp; <b>chips</b></p>")
    'Steel & chips'
    """
    return " ".join(without_unseen(html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))).split())


def links_in(*texts: str) -> tuple[Link, ...]:
    """The addresses that stand in texts, each once."""
    found = (address.rstrip(".,;:!?") for text in texts for address in LINK.findall(html.unescape(text)))
    whole = (address if "://" in address else f"https://{address}" for address in found)
    return tuple(Link(address) for address in dict.fromkeys(whole))
