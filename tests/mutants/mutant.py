"""One change of one file, and whether tests notice it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 300  # seconds for the tests of one change; what hangs was noticed


@dataclass(frozen=True)
class Mutant:
    """A file with another text from one byte to another."""

    path: Path  # from the top of the project
    first: int
    last: int
    text: str

    def __str__(self) -> str:
        content = (ROOT / self.path).read_bytes()
        line = content[: self.first].count(b"\n") + 1
        before = content[self.first : self.last].decode()
        return f"{self.path}:{line}: {before[:70]!r} -> {self.text[:70]!r}"

    def content(self) -> bytes:
        """The whole file with the change."""
        content = (ROOT / self.path).read_bytes()
        return content[: self.first] + self.text.encode() + content[self.last :]

    def lines(self) -> range:
        """The lines, from 1, that the change touches."""
        content = (ROOT / self.path).read_bytes()
        return range(content[: self.first].count(b"\n") + 1, content[: self.last].count(b"\n") + 2)


def noticed(mutant: Mutant, commands: list[list[str]], copied: Path) -> bool:
    """Whether one of the commands fails, or hangs, in a copy of the project with the change."""
    target = copied / mutant.path
    before = target.read_bytes()
    target.write_bytes(mutant.content())
    try:
        return any(_fails(command, copied) for command in commands)
    finally:
        target.write_bytes(before)


def _fails(command: list[str], folder: Path) -> bool:
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=LIMIT, check=False).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def pytest_of(tests: list[str]) -> list[str]:
    """The command that runs some tests up to the first that fails."""
    return [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *tests]
