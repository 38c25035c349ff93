"""YAML text -> plain mappings, lists and texts, with the place of every value.

Scalars stay text: `NO` is Norway and `1:30` a time, and the schema alone decides on types.
What a data file never needs and an attacker may send (aliases, tags, deep nesting, endless lines) is refused
before any value is made.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from app.data.problems import MOST_PROBLEMS, DatasetError, Problem, listed, record_name, shortened
from app.data.yaml_faults import CUT, fault, record_above

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML built without libyaml: slower, the same result
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_BYTES: Final = 100_000_000  # some 150,000 events
MAX_LINE: Final = 20_000
MAX_FIELDS: Final = 1_000  # of one mapping
MAX_ENTRIES: Final = 2_000  # of a list within a record
MAX_EVENTS: Final = 200_000
MAX_RECORDS: Final = 20_000  # of any other section
MAX_DEPTH: Final = 12
TOO_DEEP: Final = f"is nested deeper than {MAX_DEPTH} levels."
NESTED: Final = "exceeded maximum nesting depth"  # what libyaml says, newer ones before the first bracket is told of
_CUT: Final = re.compile(r"(?<=\S) +#(?=\w)")  # what looks like a part of a text, and begins a comment: "bill #1705"
ODD_BREAKS: Final = ("\r", "\x85", "\u2028", "\u2029")
_BEYOND_UNICODE: Final = re.compile(r"\\U(?!000|0010)")

Path_ = tuple[str | int, ...]
Place = tuple[int, int]
Convert = Callable[[str, Any], Any]


@dataclass
class Parsed:
    """The plain value of a YAML text, the place (line, column) of each part, and what was wrong with it."""

    file: str
    value: Any
    text: str
    problems: list[Problem] = field(default_factory=list)
    lines: int = 1

    @cached_property
    def places(self) -> dict[Path_, Place]:
        """The place of each part by its path, found when first asked for: a correct file never asks."""
        found: dict[Path_, Place] = {}
        _Walk(Parsed(self.file, None, ""), _events(self.text), places=found).document()
        return found

    def place(self, path: Path_) -> Place:
        """Where `path` stands, or the nearest part above it that the text has."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (0, 0))
        return min(line, self.lines), column  # for YAML an empty value may stand beyond the last line


def read_text(path: Path) -> str:
    """The text of a data file; a DatasetError says why there is none."""
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The content of a data file; a DatasetError says why there is none."""
    name = str(path)
    if path.is_dir():
        raise _unusable(name, "is a directory; name the YAML file in it.")
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe or device may never end
            raise _unusable(name, "is not a regular file.")
        content = path.read_bytes() if state.st_size <= MAX_BYTES else None
    except FileNotFoundError:
        raise _unusable(name, "there is no such file.") from None
    except OSError as error:
        raise _unusable(name, f"cannot be read: {error.strerror}.") from None
    if content is None:
        raise _unusable(name, f"is larger than {MAX_BYTES // 1_000_000} MB.")
    return content


def decode(content: bytes, name: str) -> str:
    """The content as text, without a byte order mark; a DatasetError where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unusable(name, f"is not UTF-8 text (byte 0x{content[error.start]:02x}).", line) from None


def parse(text: str, name: str, convert: Convert | None = None) -> Parsed:
    """The value of a YAML text; a DatasetError where it has none.

    `convert`, where given, gets each record of a list of the file, with the name of the list; what it returns stands
    in the record's place, so that a large file need not be held twice.
    """
    _refuse_long_lines(text, name)
    _refuse_odd_breaks(text, name)
    parsed = Parsed(name, None, text, lines=text.count("\n") + 1)
    try:
        parsed.value = _Walk(parsed, _events(text), convert=convert).document()
    except yaml.MarkedYAMLError as error:
        message, mark = fault(error, text, Loader)
        line, column = _place(mark)
        line = min(line, parsed.lines)  # the end may lie beyond it
        if error.problem == NESTED:
            message = TOO_DEEP
        raise DatasetError([Problem(name, line, column, record_above(text, line), message)]) from None
    except yaml.reader.ReaderError as error:
        raise _unusable(name, *_unreadable(text, chr(error.character))) from None
    except UnicodeEncodeError as error:
        raise _unusable(name, *_unreadable(text, text[error.start])) from None
    except ValueError:  # from PyYAML's own parser alone
        message = "YAML: found invalid Unicode character escape code."
        raise _unusable(name, message, _line_of(text, _BEYOND_UNICODE.findall(text)[0])) from None
    return parsed


def _events(text: str) -> Callable[[], Any]:
    """What gives the next event of the YAML parser each time that it is called."""
    loader: Any = Loader(text)
    return loader.get_event  # type: ignore[no-any-return]


def _unusable(name: str, message: str, line: int = 0, column: int = 0) -> DatasetError:
    return DatasetError([Problem(name, line, column, "", message)])


def _place(mark: Any) -> Place:
    """Line and column from 1, as editors count."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _refuse_long_lines(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_LINE:
            raise _unusable(name, f"the line has {len(line)} characters, more than {MAX_LINE}.", number)


def _refuse_odd_breaks(text: str, name: str) -> None:
    """Refuse what ends a line for YAML and not for every editor, so that lines are counted alike."""
    usual = text.replace("\r\n", "\n")
    for odd in ODD_BREAKS:
        if odd in usual:
            message = f"holds the line separator U+{ord(odd):04X}; write a space or a new line."
            raise _unusable(name, message, _line_of(usual, odd))


def _unreadable(text: str, character: str) -> tuple[str, int]:
    """The message about a character that YAML does not allow, and its line."""
    message = f"holds the character U+{ord(character):04X}, which YAML does not allow; remove it."
    return message, _line_of(text, character)


def _line_of(text: str, part: str) -> int:
    return text.count("\n", 0, text.index(part)) + 1


def _cuts(text: str) -> set[Place]:
    """The places (line and column, from 0) at which a text without quotation marks would be cut by a comment."""
    if " #" not in text:
        return set()
    lines = ((number, line) for number, line in enumerate(text.split("\n")) if " #" in line)
    return {(number, match.start()) for number, line in lines for match in _CUT.finditer(line)}


class _Walk:
    """Builds plain values from the parser's events as they come, and stops at what no data file needs.

    Nothing else is held: no nodes, and places only where there is a mapping to put them into.
    """

    def __init__(
        self,
        parsed: Parsed,
        events: Callable[[], Any],
        *,
        convert: Convert | None = None,
        places: dict[Path_, Place] | None = None,
    ) -> None:
        self.parsed = parsed
        self.next = events
        self.convert = convert
        self.places = places
        self.cuts = _cuts(parsed.text)
        self.record = ""  # the id of the record that is being read, once it has told it

    def document(self) -> Any:
        """The value of the one document of the text."""
        self.next()  # the start of the stream
        if isinstance(self.next(), yaml.StreamEndEvent):
            raise _unusable(self.parsed.file, "is empty.")
        value = self._value(self.next(), ())
        self.next()  # the end of the document
        more = self.next()
        if not isinstance(more, yaml.StreamEndEvent):
            raise self._refused(more, "only one document (---) is allowed.")
        return value

    def _value(self, event: Any, path: Path_) -> Any:
        if self.places is not None:
            self.places.setdefault(path, _place(event.start_mark))
        if event.anchor:
            raise self._refused(event, "anchors and aliases (& and *) are not allowed; write the value out.")
        if event.tag:
            raise self._refused(event, "tags (!) are not allowed; write a plain value.")
        if isinstance(event, yaml.ScalarEvent):
            if self.cuts and event.value and not event.style and self._ends_at_comment(event.end_mark):
                self._complain(event, self.record, CUT)
            return event.value
        if len(path) >= MAX_DEPTH:
            raise self._refused(event, TOO_DEEP)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _ends_at_comment(self, mark: Any) -> bool:
        return (mark.line, mark.column) in self.cuts

    def _sequence(self, path: Path_) -> list[Any]:
        convert = self.convert if len(path) == 1 else None
        most = MAX_ENTRIES if len(path) > 1 else MAX_EVENTS if path == ("events",) else MAX_RECORDS
        plain: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            self.record = "" if len(path) == 1 else self.record
            value = self._value(event, (*path, len(plain)))
            plain.append(convert(str(path[0]), value) if convert else value)
            if len(plain) > most:
                raise self._refused(event, f"the list {'.'.join(map(str, path))} has more than {most:,} entries.")
        return plain

    def _mapping(self, path: Path_) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self._past(event, path)
            if not isinstance(key, str) or not key:
                self._complain(event, "", "a field name must be a word.")
                self._past(self.next(), path)
            elif key in plain:
                message = f"the field {shortened(key)} stands twice; first on line {lines[key]}."
                self._complain(event, record_name(plain.get("id")), message)
                self._past(self.next(), path)
            else:
                lines[key] = event.start_mark.line + 1
                if self.places is not None:
                    self.places[(*path, key)] = _place(event.start_mark)
                if len(plain) >= MAX_FIELDS:
                    raise self._refused(event, f"a mapping must not have more than {MAX_FIELDS:,} fields.")
                plain[key] = self._value(self.next(), (*path, key))
                if key == "id" and len(path) == 2:
                    self.record = record_name(plain[key])
        return plain

    def _past(self, event: Any, path: Path_) -> Any:
        """The value of a key, or one that does not stand: what is wrong in it is no matter unless it is refused."""
        if isinstance(event, yaml.ScalarEvent) and not event.anchor and not event.tag:
            return event.value
        return _Walk(Parsed(self.parsed.file, None, ""), self.next)._value(event, (*path, ""))

    def _complain(self, event: Any, record: str, message: str) -> None:
        self.parsed.problems.append(Problem(self.parsed.file, *_place(event.start_mark), record, message))
        if len(self.parsed.problems) >= MOST_PROBLEMS:
            raise DatasetError(listed(self.parsed.problems, " What follows was not read."))

    def _refused(self, event: Any, message: str) -> DatasetError:
        return _unusable(self.parsed.file, message, *_place(event.start_mark))
