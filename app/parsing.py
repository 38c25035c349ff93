"""YAML text -> plain mappings, lists and texts, with the place of every value.

Scalars stay text: `NO` is Norway and `1:30` a time, and the schema alone decides on types.
What a data file never needs and an attacker may send (aliases, tags, deep nesting, endless lines) is refused
before any value is made.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from app.problems import DatasetError, Problem, record_name, shortened

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML built without libyaml: slower, the same result
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_BYTES: Final = 200_000_000
MAX_LINE: Final = 20_000
MAX_DEPTH: Final = 12
ODD_BREAKS: Final = ("\r", "\x85", "\u2028", "\u2029")
_BEYOND_UNICODE: Final = re.compile(r"\\U(?!000|0010)")

Path_ = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass(slots=True)
class Parsed:
    """The plain value of a YAML text, the place (line, column) of each part, and what was wrong with it."""

    file: str
    value: Any
    places: dict[Path_, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: int = 1

    def place(self, path: Path_) -> Place:
        """Where `path` stands, or the nearest part above it that the text has."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (0, 0))
        return min(line, self.lines), column  # for YAML an empty value may stand beyond the last line


def read_text(path: Path) -> str:
    """The text of a data file; a DatasetError says why there is none."""
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
    return decode(content, name)


def decode(content: bytes, name: str) -> str:
    """The content as text, without a byte order mark; a DatasetError where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unusable(name, f"is not UTF-8 text (byte 0x{content[error.start]:02x}).", line) from None


def parse(text: str, name: str) -> Parsed:
    """The value of a YAML text with the place of every part; a DatasetError where it has none."""
    _refuse_long_lines(text, name)
    _refuse_odd_breaks(text, name)
    try:
        _refuse_dangers(text, name)
        node = yaml.compose(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"YAML: {error.problem or error.context}."
        line, column = _place(mark)
        raise _unusable(name, message, min(line, text.count("\n") + 1), column) from None  # the end may lie beyond it
    except yaml.reader.ReaderError as error:
        raise _unusable(name, *_unreadable(text, chr(error.character))) from None
    except UnicodeEncodeError as error:
        raise _unusable(name, *_unreadable(text, text[error.start])) from None
    except ValueError:  # from PyYAML's own parser alone
        message = "YAML: found invalid Unicode character escape code."
        raise _unusable(name, message, _line_of(text, _BEYOND_UNICODE.findall(text)[0])) from None
    if node is None:
        raise _unusable(name, "is empty.")
    parsed = Parsed(name, None, lines=text.count("\n") + 1)
    parsed.value = _plain(node, (), parsed)
    return parsed


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


def _refuse_dangers(text: str, name: str) -> None:
    """Walk the parser's events, which needs no recursion, and stop at what no data file needs."""
    depth = documents = 0
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        danger = _danger(event, depth, documents)
        if danger:
            raise _unusable(name, danger, *_place(event.start_mark))


def _danger(event: yaml.Event, depth: int, documents: int) -> str:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors and aliases (& and *) are not allowed; write the value out."
    if getattr(event, "tag", None):
        return "tags (!) are not allowed; write a plain value."
    if depth > MAX_DEPTH:
        return f"is nested deeper than {MAX_DEPTH} levels."
    return "only one document (---) is allowed." if documents > 1 else ""


def _plain(node: yaml.Node, path: Path_, parsed: Parsed) -> Any:
    parsed.places.setdefault(path, _place(node.start_mark))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, parsed)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), parsed) for index, child in enumerate(node.value)]
    return node.value


def _mapping(node: yaml.MappingNode, path: Path_, parsed: Parsed) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        line, column = _place(key_node.start_mark)
        if not key:
            parsed.problems.append(Problem(parsed.file, line, column, "", "a field name must be a word."))
        elif key in plain:
            first = parsed.places[(*path, key)][0]
            message = f"the field {shortened(key)} stands twice; first on line {first}."
            parsed.problems.append(Problem(parsed.file, line, column, record_name(plain.get("id")), message))
        else:
            parsed.places[(*path, key)] = (line, column)
            plain[key] = _plain(value_node, (*path, key), parsed)
    return plain
