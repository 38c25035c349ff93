"""One problem with a data file, and its text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Final

from app.data.wording import counted

MAX_WORDS: Final = 2_000  # to look for a near one in takes some 10 ms for each thousand
MOST_PROBLEMS: Final = 300  # that are listed of one file; to correct the first ones is work enough
MAX_NAME: Final = 80
NEAR: Final = 0.72  # the likeness from which on a word is offered for another
_LOOKALIKES: Final = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("：﹕", ":"),
    **dict.fromkeys("／⁄∕", "/"),
    **dict.fromkeys("～∼˜", "~"),
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    **dict.fromkeys("\u00a0\u2007\u202f\u3000", " "),
}
# Letters of other scripts that are drawn as Latin ones; suspicious only beside these.
DRAWN_AS_LATIN: Final = dict(zip("аеорсухіѕјһԁԛԝвкмнтοαινυρ", "aeopcyxisjhdqwbkmhtoaivup", strict=True))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and where: `line` and `column` count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    record: str  # the id of the record, "" where there is none
    message: str
    level: str = "error"  # or "warning": the file can be used all the same

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        level = "warning" if self.level == "warning" else ""
        return ": ".join(part for part in (place, level, self.record, self.message) if part)


class DatasetError(Exception):
    """A data file that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """The problems, in any order."""
        self.problems = sorted(problems)
        super().__init__(report(self.problems))


def listed(problems: Iterable[Problem], unread: str = "") -> list[Problem]:
    """The first problems in the order of the file, and where there are more, a warning of how many.

    `unread` says what was not looked at for that reason.
    """
    found = sorted(problems)
    if len(found) <= MOST_PROBLEMS and not unread:
        return found
    kept = found[:MOST_PROBLEMS]
    last = kept[-1] if kept else Problem("", 0, 0, "", "")
    left = len(found) - len(kept)
    more = f"{counted(left, 'further problem')} {'is' if left == 1 else 'are'} not listed; correct these first."
    message = f"{more if left else 'Correct these first.'}{unread}"
    return [*kept, Problem(last.file, last.line, last.column + 1, "", message, "warning")]


def report(problems: Collection[Problem]) -> str:
    """The problems, a line each in the order of the file, then their count."""
    return "\n".join([*map(str, sorted(problems)), _count(problems)])


def _count(problems: Collection[Problem]) -> str:
    warnings = sum(problem.level == "warning" for problem in problems)
    counts = {"problem": len(problems) - warnings, "warning": warnings}
    if not any(counts.values()):
        return "0 problems"
    return ", ".join(counted(count, noun) for noun, count in counts.items() if count)


def as_json(problems: Collection[Problem]) -> str:
    """The problems as a JSON list of objects, in the order of the file."""
    return json.dumps([asdict(problem) for problem in sorted(problems)], ensure_ascii=False, indent=2)


def as_annotations(problems: Collection[Problem]) -> str:
    """The problems as GitHub's workflow commands, which show each at its line."""
    lines = []
    for problem in sorted(problems):
        place = f"file={problem.file},line={max(problem.line, 1)},col={max(problem.column, 1)}"
        message = ": ".join(part for part in (problem.record, problem.message) if part)
        lines.append(f"::{problem.level} {place}::{message.replace('%', '%25')}")
    return "\n".join(lines)


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """` Did you mean 'x'?` for the nearest allowed word; "" where none is near, or they are too many."""
    near = nearest(given, allowed)
    return f" Did you mean {near!r}?" if near else ""


def nearest(given: str, allowed: Iterable[str]) -> str:
    """The nearest allowed word; "" where none is near, or they are too many."""
    words = list(allowed)
    near = get_close_matches(given, words, n=1, cutoff=NEAR) if len(words) <= MAX_WORDS else []
    return near[0] if near else ""


def lookalike(text: object) -> str:
    """` It holds U+2013 (EN DASH); write '-'.` for the first character that looks like a plain one; else ""."""
    if not isinstance(text, str) or text.isascii():
        return ""
    plain = _LOOKALIKES | (DRAWN_AS_LATIN if re.search("[A-Za-z]", text) else {})
    found = next((letter for letter in text if letter.lower() in plain), "")
    if not found:
        return ""
    return f" It holds U+{ord(found):04X} ({unicodedata.name(found)}); write {plain[found.lower()]!r}."


def record_name(value: object) -> str:
    """What the file gives as a record's id, if a reader can find the record by it: short and in plain characters."""
    return value if isinstance(value, str) and len(value) <= MAX_NAME and value.isprintable() else ""


def shortened(value: object, length: int = 60) -> str:
    """The value in quotes, cut to `length` characters, so that a message stays readable."""
    text = repr(value)
    return text if len(text) <= length else f"{text[: length - 1]}…"
