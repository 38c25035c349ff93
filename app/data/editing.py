"""A record put into the text of a data file at its place; everything else of the text stays as it is.

Each edit proves itself: the new text is read again, and must hold what the old one held and the new record, and
nothing else. A file is replaced in one step, and only if nobody else saved it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from app.data.dates import PartialDate, parse_date
from app.data.parsing import Parsed, decode, parse, read_bytes
from app.data.problems import DatasetError
from app.data.record_text import plain_record, record_lines
from app.data.writing import replace_file

ORDER: Final = (
    *("dataset", "sides", "directions", "tracks", "tags", "actors", "publishers", "terms", "periods", "measures"),
    *("watch", "events", "stories", "exceptions"),
)
IN_BRACES: Final = ("sides", "directions", "tags", "actors")  # whose records stand on one line each
BOM: Final = b"\xef\xbb\xbf"

Record = Mapping[str, Any]


class EditError(ValueError):
    """A text that cannot be edited; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A record for a section of a file."""

    section: str
    record: Record


def insert(
    text: str, section: str, record: Record, name: str = "events.yaml", written: Sequence[str] | None = None
) -> str:
    """The text with the record in its section: events by date, others by id where they stand by id, else last.

    `written`: the lines to write the record with, from a dash at the margin on, where its layout matters.
    """
    parsed = _parsed(text, name)
    held = _records(parsed, section)
    place = _place(section, held, record)
    lines = text.splitlines(keepends=True)
    layout = _Layout(parsed, lines, section)
    new_lines = layout.with_record(place, record, written) if held else layout.with_section(record, written)
    edited = "".join(new_lines)
    wanted = {**(parsed.value or {}), section: [*held[:place], plain_record(record), *held[place:]]}
    _prove(edited, wanted, name)
    return edited


def replace_record(text: str, section: str, number: int, record: Record, name: str = "events.yaml") -> str:
    """The text with another record in the place of one, whose lines are written anew."""
    parsed = _parsed(text, name)
    held = _records(parsed, section)
    layout = _Layout(parsed, text.splitlines(keepends=True), section)
    edited = "".join(layout.without(number, record_lines(record, layout.dash(number))))
    _prove(edited, {**parsed.value, section: [*held[:number], plain_record(record), *held[number + 1 :]]}, name)
    return edited


def insert_all(text: str, additions: Iterable[Addition], name: str = "events.yaml") -> str:
    """The text with several records, one after the other."""
    for addition in additions:
        text = insert(text, addition.section, addition.record, name)
    return text


def edit_file(path: Path, edit: Callable[[str], str]) -> str:
    """Replace the text of a file by what `edit` makes of it, in one step; the new text comes back.

    A WriteError where somebody saved the file meanwhile; a file that is not there counts as empty.
    """
    before = read_bytes(path) if path.exists() else None
    text = edit(decode(before or b"", str(path)))
    content = text.encode()
    replace_file(path, (BOM if (before or b"").startswith(BOM) else b"") + content, before)
    return text


def _parsed(text: str, name: str) -> Parsed:
    """The text, parsed; one without a value counts as an empty mapping."""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return Parsed(name, {}, "{}")
    try:
        parsed = parse(text, name)
    except DatasetError as error:
        raise EditError(f"{error.problems[0]} Nothing was inserted; correct that line first.") from None
    if not isinstance(parsed.value, dict):
        raise EditError(f"{name}: holds no fields such as 'dataset:' and 'events:'. Nothing was inserted.")
    if parsed.problems:
        raise EditError(f"{parsed.problems[0]} Nothing was inserted; correct that line first.")
    return parsed


def _records(parsed: Parsed, section: str) -> list[Any]:
    held = parsed.value.get(section) or []
    if not isinstance(held, list):
        raise EditError(f"{parsed.file}: {section!r} is not a list. Nothing was inserted; make it one first.")
    return held


def _place(section: str, held: Sequence[Any], record: Record) -> int:
    """How many of the records stand before the new one."""
    if section == "events":
        date = _date(record)
        earlier = [number for number, other in enumerate(held, 1) if (found := _date(other)) and date and found <= date]
        unknown = next((number for number, other in enumerate(held) if _date(other)), len(held))
        return max(earlier, default=unknown if date else len(held))
    ids = [str(other.get("id", "")) if isinstance(other, dict) else "" for other in held]
    is_sorted = len(ids) > 1 and all(first <= second for first, second in pairwise(ids))
    return sum(name <= str(record.get("id", "")) for name in ids) if is_sorted else len(held)


def _date(record: Any) -> PartialDate | None:
    try:
        return parse_date(str(record["date"]))
    except (KeyError, TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the records of a section stand in the lines of a text."""

    parsed: Parsed
    lines: list[str]
    section: str

    @property
    def end_of_line(self) -> str:
        """How the text ends its lines."""
        return "\r\n" if any(line.endswith("\r\n") for line in self.lines) else "\n"

    def with_record(self, place: int, record: Record, written: Sequence[str] | None) -> list[str]:
        """The lines with a record of a section that has some already."""
        near = min(place, len(self.parsed.value[self.section]) - 1)
        before, dash = self._end_of(place - 1) if place else self._head_of(0), self.dash(near)
        in_braces = self.lines[self._line(near)].lstrip(" -").startswith("{")
        added = _indented(written, dash) or record_lines(record, dash, in_braces=in_braces)
        if self._is_spaced:
            added = [*added, ""] if place == 0 else ["", *added]
        return self._with(before, added)

    def with_section(self, record: Record, written: Sequence[str] | None) -> list[str]:
        """The lines with a record of a section that has none, or is not there."""
        lines = _indented(written, 2) or record_lines(record, 2, in_braces=self.section in IN_BRACES)
        added = [f"{self.section}:", *lines]
        place = self.parsed.places.get((self.section,))
        if place:  # "events: []", or a name with nothing after it
            comment = "".join(self.lines[place[0] - 1].rstrip().partition(" #")[1:])
            lines = self.lines[: place[0] - 1] + self.lines[place[0] :]
            rest = _Layout(self.parsed, lines, self.section)
            return rest._with(place[0] - 1, [added[0] + comment, *added[1:]])
        before = self._end_of_section(self._section_before())
        return self._with(before, ["", *added] if before else added)

    def without(self, number: int, added: Sequence[str]) -> list[str]:
        """The lines with others in the place of a record's."""
        first, end = self._line(number), self._end_of(number)
        rest = _Layout(self.parsed, self.lines[:first] + self.lines[end:], self.section)
        return rest._with(first, list(added))

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
            return self.section in ("events", "stories")
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

    def _with(self, before: int, added: Sequence[str]) -> list[str]:
        head = list(self.lines[:before])
        if head and not head[-1].endswith("\n"):
            head[-1] += self.end_of_line
        return [*head, *(line + self.end_of_line for line in added), *self.lines[before:]]


def _indented(written: Sequence[str] | None, dash: int) -> list[str]:
    return [" " * dash + line if line else "" for line in written or ()]


def _is_between(line: str, dash: int) -> bool:
    bare = line.lstrip()
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= dash)


def _prove(text: str, wanted: Mapping[str, Any], name: str) -> None:
    """Return if a text holds just what it should; else an EditError."""
    try:
        found = parse(text, name)
        is_right = found.value == wanted and not found.problems
    except DatasetError:
        is_right = False
    if not is_right:
        raise EditError(f"{name}: the record does not fit into this layout. Nothing was changed; insert it by hand.")
