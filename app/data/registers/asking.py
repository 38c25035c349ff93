"""What each register is to this program: a name, what its questions look like, and two functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.data.imports.entries import Entry
from app.data.registers.network import Network
from app.data.schema import Dataset


@dataclass(slots=True)
class Question:
    """What a data file asks a register: a query in the register's words, from a day on.

    `etag` and `modified` are those of the last answer; a register that heeds them sets them anew.
    """

    query: str
    since: dt.date
    today: dt.date
    dataset: Dataset | None = None
    key: str = ""
    etag: str = ""
    modified: str = ""
    notes: list[str] = field(default_factory=list)  # what was left out, for the curator

    @property
    def terms(self) -> Sequence[str]:
        """The query as terms with commas between them, in small letters."""
        return [term.strip().casefold() for term in self.query.split(",") if term.strip()]


@dataclass(frozen=True, slots=True)
class Register:
    """A register of acts or news. `ask` gives what is new; `read` the same from a saved answer."""

    id: str
    holds: str
    query: str  # what a query looks like
    ask: Callable[[Question, Network], Iterable[Entry]]
    read: Callable[[bytes, Question], Iterable[Entry]]
    key: str = ""  # the variable of the environment that holds its key
