"""What is wrong with a text that is no YAML, in words of ours: what, where it begins, and the cure."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, Final

import yaml

from app.data.problems import lookalike, record_name

Place = tuple[int, int]
_ID: Final = re.compile(r"^\s*(?:- +)?\{?id: *['\"]?([^\s,'\"#}]+)")
_FAR: Final = 200  # lines above a fault in which the id of its record is looked for
_CLOSERS: Final = {"mapping": "}", "sequence": "]"}
_FIELD: Final = re.compile(r"\s*(?:- +)?[\w-]+:(?:\s|$)")
_COMMENT: Final = re.compile(r"\S +#\w")
UNCLOSED: Final = "a quotation mark opens here and is never closed. Close it, or put the text in the other kind."
CUT: Final = "a blank and '#' begin a comment, so that this value ends before them; put it in quotation marks."


def fault(error: Any, text: str, loader: Any) -> tuple[str, Any]:
    """The message about a parser's error, and the mark where a reader should look."""
    problem, context = error.problem or "", error.context or ""
    mark, start = error.problem_mark or error.context_mark, error.context_mark
    line = _line(text, mark.line) if mark else ""
    if "quoted scalar" in context and "end of stream" in problem:
        return UNCLOSED, start
    if "\t" in line[: len(line) - len(line.lstrip(" \t-"))]:
        return "is indented by a tab. Use blanks, as the lines around it do.", mark
    if "mapping values are not allowed" in problem:
        return _with_lookalike(_colon(text, mark), line), mark
    if "flow" in context and start:
        return _in_brackets(problem, context, text, mark, _open_bracket(text, mark, loader) or start)
    return _in_blocks(problem, context, text, mark, start, loader)


def _colon(text: str, mark: Any) -> str:
    """The message about a colon where no field can begin: the line stands too deep, or it is part of a text."""
    line, above = _line(text, mark.line), _line(text, mark.line - 1) if mark.line else ""
    if _FIELD.match(line) and line[: mark.column].count(":") == 0 and _FIELD.match(above):
        return "is indented deeper than the field above it, and so counts as the rest of its text. Begin it below it."
    return "a colon and a blank stand within a text. Put the text in quotation marks."


def _in_brackets(problem: str, context: str, text: str, mark: Any, start: Any) -> tuple[str, Any]:
    """The message about an error within { } or [ ], and where to look."""
    kind = "mapping" if "mapping" in context else "sequence"
    line, bracket = _line(text, mark.line), f"the bracket that opens on line {start.line + 1}"
    if _COMMENT.search(_line(text, start.line)[start.column :]) and mark.line > start.line:
        return CUT, start
    if mark.line >= text.count("\n") and not line[mark.column :].strip():
        return "a bracket opens here and is never closed. Close it.", start
    if line[mark.column : mark.column + 1] == ":" and mark.line == start.line:
        message = f"no field can begin here, in {bracket}: put a comma before it, or the text into quotation marks."
    elif "node content" in problem:
        message = f"a value is missing before this, in {bracket}. Write it, or take out the comma."
    else:
        message = f"{bracket} lacks a comma or its {_CLOSERS[kind]!r} before this."
    return message, mark


def _in_blocks(problem: str, context: str, text: str, mark: Any, start: Any, loader: Any) -> tuple[str, Any]:
    """The message about an error outside of brackets and quotation marks."""
    line = _line(text, mark.line) if mark else ""
    if "cannot start any token" in problem:
        return f"a text must not begin with {line[mark.column : mark.column + 1]!r}. Put it in quotation marks.", mark
    if "simple key" in context and "expected ':'" in problem:
        message = "is neither a field with its value nor an entry of a list. Is a colon or a blank missing?"
        return _with_lookalike(message, _line(text, start.line)), start
    if "sequence entries are not allowed" in problem:
        return "an entry of a list ('- ') must begin on a line of its own.", mark
    if context in ("while parsing a block mapping", "while parsing a block collection"):
        return _out_of_place(text, line, mark, loader)
    return f"YAML: {problem or context}.", mark


def _out_of_place(text: str, line: str, mark: Any, loader: Any) -> tuple[str, Any]:
    """The message about what stands where a field or an entry should."""
    if not line[: mark.column].rstrip().endswith(("'", '"')):
        message = "is not indented as the lines that it belongs with. Begin it below them."
        return _with_lookalike(message, line), mark
    quoted = _last_quoted(text, mark, loader)
    if quoted and quoted.start_mark.line < mark.line and _FIELD.search(quoted.value):
        return UNCLOSED, quoted.start_mark
    if quoted and quoted.start_mark.line < mark.line:
        return (
            f"the quotation mark that opens here closes on line {mark.line + 1}, and more follows. "
            "Double each mark of this kind within the text, or put the text in the other kind."
        ), quoted.start_mark
    return "something stands after the closing quotation mark. Put all of the value in one pair.", mark


def _last_quoted(text: str, mark: Any, loader: Any) -> Any:
    """The last text in quotation marks before a mark, as the parser understood it."""
    last = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, loader):
            if token.start_mark.index >= mark.index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                last = token
    return last


def _open_bracket(text: str, mark: Any, loader: Any) -> Any:
    """Where the innermost bracket opens that is still open at a mark; None where the parser saw none."""
    opened: list[Any] = []
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, loader):
            if token.start_mark.index > mark.index:
                break
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token.start_mark)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened = opened[:-1]
    return opened[-1] if opened else None


def _with_lookalike(message: str, line: str) -> str:
    """A message, and which character of a line only looks like one that would have a meaning there."""
    return message + lookalike(line)


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
