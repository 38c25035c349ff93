"""What a rule finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from app.data.schema import Dataset

SECTIONS: Final = (
    *("sides", "directions", "tracks", "tags", "actors", "measures", "events", "stories", "exceptions"),
    *("publishers", "periods", "terms", "watch"),
)
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The record by its section and place in it, the path of the field, and the message."""

    section: str
    index: int
    field: Path
    message: str
    about: str = ""  # the id that is missing or unused
    level: str = "error"  # or "warning"
    rule: str = ""  # the name of the rule that found it

    @property
    def path(self) -> Path:
        """The path of the field from the top of the file."""
        return (self.section, *(() if self.section == "dataset" else (self.index,)), *self.field)


Findings = Iterator[Finding]


class Named(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """The id."""


def records(dataset: Dataset, section: str) -> Iterable[tuple[int, Named]]:
    """The records of a section that have ids, with their places."""
    return enumerate(getattr(dataset, section)) if section != "exceptions" else ()
