"""How counts are said: "no event" is "0 events", one is "1 event", more are "1,234 events"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

TO_WRITE: Final = "To be written: "  # begins a text that a curator still has to write


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun; the plural is the noun with an "s" unless it is given.

    >>> counted(1, "event"), counted(0, "event"), counted(2_500, "story", "stories")
    ('1 event', '0 events', '2,500 stories')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Parts as a list in words.

    >>> listed(["1 event", "2 sources", "3 measures"])
    '1 event, 2 sources and 3 measures'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
