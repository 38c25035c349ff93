"""What changed in the events of a data file from day to day: added, corrected, removed, and which fields.

Versions come from the git history of the file, or from a file that was published before. They are compared as they
are written, so that a version of an older form of the file can be read, too.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from app.data.parsing import decode, parse, read_text
from app.data.problems import DatasetError, shortened

ALL: Final = "all"
MOST_DAYS: Final = 60  # of a history that are compared, the newest
SHORT: Final = 120  # characters of a text that is told before and after
LISTS: Final = ("sources", "relations", "figures", "actors", "tags")
Events = Mapping[str, Mapping[str, Any]]


class HistoryFault(ValueError):  # noqa: N818  wrong usage, as the command line tells it
    """A history that cannot be read; the message says why, and what to name."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event on a day."""

    day: str
    event: str
    title: str
    what: str  # added, corrected or removed
    details: tuple[str, ...] = ()  # of a correction: each field in words


def changes_of(path: Path, since: str, today: dt.date) -> list[Change]:
    """The changes of a file since a git revision, since another file, or (all) in its whole history; newest first."""
    newest: Events = events_in(read_text(path), str(path))
    versions: list[tuple[str, Events]]
    if since != ALL and Path(since).is_file():
        versions = [("", events_in(read_text(Path(since)), since)), (today.isoformat(), newest)]
    else:
        versions = [*_from_git(path, since), (today.isoformat(), newest)]
    changes = (change for (_, old), (day, new) in pairwise(versions) for change in changes_between(old, new, day))
    return sorted(changes, key=lambda change: change.day, reverse=True)


def changes_between(old: Events, new: Events, day: str) -> list[Change]:
    """What the events of one version have become in another."""
    added = [Change(day, name, _title(new[name]), "added") for name in new if name not in old]
    removed = [Change(day, name, _title(old[name]), "removed") for name in old if name not in new]
    corrected = [
        Change(day, name, _title(new[name]), "corrected", tuple(_differences(old[name], new[name])))
        for name in new
        if name in old and old[name] != new[name]
    ]
    return [*added, *corrected, *removed]


def events_in(text: str, name: str) -> dict[str, Mapping[str, Any]]:
    """The events of a text by their ids, as they are written."""
    value = parse(text, name).value
    events = value.get("events") if isinstance(value, dict) else None
    records = events if isinstance(events, list) else []
    return {str(record["id"]): record for record in records if isinstance(record, dict) and "id" in record}


def _title(event: Mapping[str, Any]) -> str:
    return str(event.get("title") or event.get("label") or event["id"])


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for field in [*old, *(field for field in new if field not in old)]:
        before, after = old.get(field), new.get(field)
        if before != after:
            yield f"{field}: {_difference(field, before, after)}"


def _difference(field: str, before: Any, after: Any) -> str:
    """How a field changed, in a few words."""
    if field in LISTS:
        old, new = before or [], after or []
        added = sum(part not in old for part in new)
        removed = sum(part not in new for part in old)
        words = [f"{added} added" if added else "", f"{removed} removed" if removed else ""]
        return ", ".join(filter(None, words)) or "put in another order"
    if before is None:
        return "stated"
    if after is None:
        return "removed"
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) <= SHORT:
        return f"“{before}” became “{after}”"
    return "reworded"


def _from_git(path: Path, since: str) -> Iterator[tuple[str, Events]]:
    """The last version of each day in the history of a file, the oldest first, with its day; what cannot be read is
    passed over.
    """
    wanted = [] if since == ALL else [f"{since}.."]
    log = _git(path, "log", "--format=%H %cs", "--end-of-options", *wanted, "--", path.name)
    if log is None:
        raise HistoryFault(
            f"{shortened(since)} is no file, and no git revision of the folder of {path}. "
            f"Name one, or say {ALL!r} for its whole history."
        )
    days: dict[str, str] = {}
    for line in log.decode().splitlines():  # the newest first
        commit, _, day = line.partition(" ")
        days.setdefault(day, commit)
    first = [("", since)] if since != ALL else []
    for day, commit in [*first, *sorted(days.items())[-MOST_DAYS:]]:
        content = _git(path, "show", f"{commit}:./{path.name}")
        try:
            yield day, events_in(decode(content or b"", path.name), path.name)
        except DatasetError:
            continue


def _git(path: Path, *words: str) -> bytes | None:
    """What git answers in the folder of a file; None where it has no answer."""
    command: Sequence[str] = ["git", *words]
    folder = path.absolute().parent
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=60)  # noqa: S603  words of ours
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout
