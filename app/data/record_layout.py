"""Where the records of a data file stand in the lines of its text, and how lines of others take their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from app.data.parsing import Parsed
from app.data.record_text import record_lines

ORDER: Final = (
    *("dataset", "sides", "directions", "tracks", "tags", "actors", "publishers", "terms", "periods", "measures"),
    *("watch", "events", "stories", "exceptions"),
    *("asked", "candidates"),  # of an inbox
)
IN_BRACES: Final = ("sides", "directions", "tags", "actors", "publishers")  # whose records stand on one line each
SPACED: Final = ("events", "stories", "candidates")  # between whose records an empty line stands

Record = Mapping[str, Any]


class EditError(ValueError):
    """A text that cannot be edited; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A record for a section of a file."""

    section: str
    record: Record
    written: tuple[str, ...] = ()  # its lines, where their layout matters, from a dash at the margin on


class Change(NamedTuple):
    """Lines that take the place of those from `start` to `end`."""

    start: int
    end: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the records of a section stand in the lines of a text."""

    parsed: Parsed
    lines: list[str]
    section: str

    @property
    def end_of_line(self) -> str:
        """How the text ends its lines."""
        return "\r\n" if any(line.endswith("\r\n") for line in self.lines) else "\n"

    def changed(self, changes: Iterable[Change]) -> list[str]:
        """All the lines of the text after some changes."""
        lines = list(self.lines)
        for start, end, new in sorted(changes, key=lambda change: change.start)[::-1]:
            if start and not lines[start - 1].endswith("\n"):
                lines[start - 1] += self.end_of_line
            lines[start:end] = [line + self.end_of_line for line in new]
        return lines

    def with_record(self, place: int, added: Addition) -> Change:
        """The lines of a record of a section that has some already."""
        near = min(place, len(self.parsed.value[self.section]) - 1)
        before, dash = self._end_of(place - 1) if place else self._head_of(0), self.dash(near)
        in_braces = self.lines[self._line(near)].lstrip(" -").startswith("{")
        lines = _lines(added, dash, in_braces=in_braces)
        if self._is_spaced:
            lines = [*lines, ""] if place == 0 else ["", *lines]
        return Change(before, before, lines)

    def with_section(self, added: Sequence[Addition]) -> Change:
        """The lines of a section that has no records, or is not there."""
        lines = [f"{self.section}:"]
        for number, each in enumerate(added):
            lines += [""] if number and self.section in SPACED else []
            lines += _lines(each, 2, in_braces=self.section in IN_BRACES)
        place = self.parsed.places.get((self.section,))
        if place:  # "events: []", or a name with nothing after it
            comment = "".join(self.lines[place[0] - 1].rstrip().partition(" #")[1:])
            return Change(place[0] - 1, place[0], [lines[0] + comment, *lines[1:]])
        before = self._end_of_section(self._section_before())
        return Change(before, before, ["", *lines] if before else lines)

    def without(self, number: int, lines: list[str]) -> Change:
        """Other lines in the place of a record's; where there are none, without the empty line before it, too."""
        start = self._line(number)
        if not lines and start and not self.lines[start - 1].strip():
            start -= 1
        return Change(start, self._end_of(number), lines)

    def has_comments(self, number: int) -> bool:
        """Whether comments stand within a record."""
        lines = self.lines[self._line(number) : self._end_of(number)]
        return any(line.lstrip().startswith("#") or re.search(r"\s#\s", line) for line in lines)

    def dash(self, number: int) -> int:
        """How many spaces stand before the dash of a record."""
        line = self.lines[self._line(number)]
        if not line.lstrip().startswith("- "):
            raise EditError(
                f"{self.parsed.file}: the records of {self.section!r} do not each stand on lines that begin with '- '. "
                "Nothing was inserted; write them so first."
            )
        return len(line) - len(line.lstrip())

    def _line(self, number: int) -> int:
        return self.parsed.places[(self.section, number)][0] - 1

    @property
    def _is_spaced(self) -> bool:
        """Whether an empty line stands between the records."""
        count = len(self.parsed.value[self.section])
        if count == 1:
            return self.section in SPACED
        last = self._line(count - 1)
        return not self.lines[self._head_of(count - 1) - 1].strip() or not self.lines[last - 1].strip()

    def _head_of(self, number: int) -> int:
        """The number of lines before a record and the comment right above it."""
        line = self._line(number)
        while line and self.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line

    def _end_of(self, number: int) -> int:
        """The number of lines up to the end of a record, without what introduces the next."""
        following = self.parsed.places.get((self.section, number + 1))
        if not following:
            return self._end_of_section(self.section, self.dash(number))
        return self._back(following[0] - 1, self.dash(number))

    def _end_of_section(self, section: str, dash: int = 0) -> int:
        heads = sorted(place[0] for path, place in self.parsed.places.items() if len(path) == 1 and path[0] != section)
        own = self.parsed.places.get((section,), (0, 0))[0]
        following = next((line - 1 for line in heads if line > own), len(self.lines))
        end = next((n for n in range(own, following) if self.lines[n].rstrip() == "..."), following)
        return self._back(end, dash) if own else len(self.lines)

    def _back(self, line: int, dash: int) -> int:
        """The line up to which there is more than empty lines and comments that are no deeper than a dash."""
        while line and _is_between(self.lines[line - 1], dash):
            line -= 1
        return line

    def _section_before(self) -> str:
        """The section of the file after which this one comes by rights."""
        named = [name for name in ORDER[: ORDER.index(self.section)] if (name,) in self.parsed.places]
        return named[-1] if named else ""


def _lines(added: Addition, dash: int, *, in_braces: bool) -> list[str]:
    if added.written:
        return [" " * dash + line if line else "" for line in added.written]
    return record_lines(added.record, dash, in_braces=in_braces)


def _is_between(line: str, dash: int) -> bool:
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= dash)
