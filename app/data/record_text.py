"""A record as YAML text, laid out as curators write it: ids in brackets, long texts folded, sources as a list."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

WIDTH: Final = 110
LONG: Final = 90  # characters from which a text is folded
PLAIN: Final = re.compile(r"[^\W\d_][\w .,'’()/&%+$;:-]*[\w.')%?!…]|[^\W\d_]|\d", re.UNICODE)
PLAIN_IN_BRACKETS: Final = re.compile(r"[^\W\d_][\w .'’()/&%+$-]*[\w.')%…]|[^\W\d_]|\d", re.UNICODE)
HTTPS: Final = re.compile(r"https?://[\w./~%=&+-]+[\w/]", re.ASCII)
# Words that other YAML readers take for a truth, a nothing or a number.
TAKEN: Final = re.compile(r"(?i:true|false|yes|no|on|off|y|n|null|nan|inf)")
ODD: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x7f\x85\u2028\u2029\ufeff"}
ODD.update({number: f"\\x{number:02x}" for number in range(0x80, 0xA0)})

BARE: Final = {  # fields that hold a number or a truth, which editors expect without quotes
    **dict.fromkeys(("value", "significance"), re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)),
    **dict.fromkeys(("draft", "ends"), re.compile("true|false")),
}

Value = str | Sequence[Any] | Mapping[str, Any]


class Verbatim(str):
    """A truth or a number, which stands without quotes."""

    __slots__ = ()


def plain_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record as the file gives it back: every scalar a text, what is empty left out."""
    plain = {key: _bare(key, _plain(value)) for key, value in record.items() if value is not None}
    return {key: value for key, value in plain.items() if value not in ("", [], {})}


def _bare(name: str, value: Any) -> Any:
    """A number or a truth as it stands without quotes in the fields that hold one; anything else as it is."""
    is_one = isinstance(value, str) and name in BARE and BARE[name].fullmatch(value)
    return Verbatim(value) if is_one else value


def record_lines(record: Mapping[str, Any], indent: int, *, in_braces: bool = False) -> list[str]:
    """The lines of a record of a list whose dashes stand after `indent` spaces, without line ends."""
    record, blanks = plain_record(record), " " * indent
    if in_braces:
        return [f"{blanks}- {_flow(record)}"]
    lines = list(_mapping(record, indent + 2))
    return [f"{blanks}- {lines[0].lstrip()}", *lines[1:]]


def field_lines(name: str, value: Value) -> list[str]:
    """The lines of a field that stands at the margin, without line ends."""
    return list(_field(name, _plain(value), 0))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return plain_record(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, bool):
        return Verbatim(str(value).lower())
    return Verbatim(value) if isinstance(value, int | float | Verbatim) else str(value)


def _mapping(record: Mapping[str, Any], indent: int) -> Iterator[str]:
    for name, value in record.items():
        yield from _field(name, value, indent)


def _field(name: str, value: Any, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}{name}:"
    if isinstance(value, str):
        yield from _text(head, value, indent)
    elif isinstance(value, list) and all(isinstance(part, dict) for part in value):
        yield head
        for part in value:
            yield from record_lines(part, indent + 2, in_braces=_is_short(part))
    elif isinstance(value, dict) and not _is_short(value):
        yield head
        yield from _mapping(value, indent + 2)
    elif len(flow := f"{head} {_flow(value)}") <= WIDTH or not all(isinstance(part, str) for part in value):
        yield flow
    else:
        yield head
        for part in value:
            first, *rest = _text(f"{' ' * (indent + 2)}-", part, indent + 2)
            yield from (first, *rest)


def _is_short(record: Mapping[str, Any]) -> bool:
    """Whether a mapping reads well on one line."""
    return all(isinstance(value, str) for value in record.values()) and len(_flow(record)) < LONG


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    folded = _folded(text, indent + 2) if len(text) > LONG and not HTTPS.fullmatch(text) else []
    if folded:
        yield f"{head} >-"
        yield from folded
    else:
        yield f"{head} {_scalar(text, PLAIN)}"


def _folded(text: str, indent: int) -> list[str]:
    """A long text in lines that YAML folds to the same text again; none where it would not."""
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    is_safe = " ".join(lines) == text and text.isprintable() and all(line == line.strip() for line in lines)
    return [f"{' ' * indent}{line}" for line in lines] if is_safe else []


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_flow(part)}' for name, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value, PLAIN_IN_BRACKETS)


def _scalar(text: str, plain: re.Pattern[str]) -> str:
    if isinstance(text, Verbatim):
        return text
    is_plain = plain.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith(":")
    if (is_plain and not TAKEN.fullmatch(text)) or HTTPS.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False).translate(ODD)
