"""One change of one file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """A file with another text from one byte to another."""

    path: Path  # from the top of the project
    first: int
    last: int
    text: str

    def __str__(self) -> str:
        content = (ROOT / self.path).read_bytes()
        before = content[self.first : self.last].decode()
        return f"{self.path}:{self.lines()[0]}: {before[:70]!r} -> {self.text[:70]!r}"

    def lines(self) -> range:
        """The lines, from 1, that the change touches."""
        content = (ROOT / self.path).read_bytes()
        return range(content[: self.first].count(b"\n") + 1, content[: self.last].count(b"\n") + 2)

    @contextmanager
    def put_into(self, copied: Path) -> Iterator[None]:
        """Let a copy of the project have the change for a while."""
        target = copied / self.path
        before = target.read_bytes()
        target.write_bytes(before[: self.first] + self.text.encode() + before[self.last :])
        try:
            yield
        finally:
            target.write_bytes(before)
