"""What is wrong with a text that is no YAML, in words of ours: what, where it begins, and the cure."""

from __future__ import annotations

import re
from typing import Any, Final

from app.data.problems import record_name

Place = tuple[int, int]
_ID: Final = re.compile(r"^\s*(?:- +)?\{?id: *['\"]?([^\s,'\"#}]+)")
_FAR: Final = 200  # lines above a fault in which the id of its record is looked for
_CLOSERS: Final = {"mapping": "}", "sequence": "]"}


def fault(error: Any, text: str) -> tuple[str, Any]:
    """The message about a parser's error, and the mark where a reader should look."""
    problem, context = error.problem or "", error.context or ""
    mark, start = error.problem_mark or error.context_mark, error.context_mark
    line = _line(text, mark.line) if mark else ""
    if "quoted scalar" in context and "end of stream" in problem:
        return "a quotation mark opens here and is never closed. Close it, or put the text in the other kind.", start
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "is indented by a tab. Use blanks, as the lines around it do.", mark
    if "mapping values are not allowed" in problem:
        return "a colon and a blank stand within a text. Put the text in quotation marks.", mark
    if "flow" in context and "expected" in problem and "node content" not in problem and start:
        closer = _CLOSERS["mapping" if "mapping" in context else "sequence"]
        return f"the bracket that opens on line {start.line + 1} lacks a comma or its {closer!r} before this.", mark
    return _in_blocks(problem, context, line, mark, start)


def _in_blocks(problem: str, context: str, line: str, mark: Any, start: Any) -> tuple[str, Any]:
    """The message about an error outside of brackets and quotation marks."""
    if "cannot start any token" in problem:
        return f"a text must not begin with {line[mark.column : mark.column + 1]!r}. Put it in quotation marks.", mark
    if "simple key" in context and "expected ':'" in problem:
        return "is neither a field with its value nor an entry of a list. Is a colon or a blank missing?", start
    if "sequence entries are not allowed" in problem:
        return "an entry of a list ('- ') must begin on a line of its own.", mark
    if context in ("while parsing a block mapping", "while parsing a block collection"):
        if line[: mark.column].rstrip().endswith(("'", '"')):
            return "something stands after the closing quotation mark. Put all of the value in one pair.", mark
        return "is not indented as the lines that it belongs with. Begin it below them.", mark
    return f"YAML: {problem or context}.", mark


def record_above(text: str, line: int) -> str:
    """The id of the record that a line (from 1) stands in, as far as the lines above it tell; "" where none does."""
    lines = text.split("\n", line)[:line]
    for above in reversed(lines[-_FAR:]):
        if found := _ID.match(above):
            return record_name(found[1])
        if above[:1].strip() and not above.startswith(("#", "-")):
            return ""  # the head of a section
    return ""


def _line(text: str, number: int) -> str:
    lines = text.split("\n", number + 1)
    return lines[number] if number < len(lines) else ""
