"""A large file that was checked once, kept in the user's cache folder so that the next start need not check it again.

An entry is one file, named by the checksum of the data file's bytes and of the program's own text: a checksum of what
follows, then a ZIP archive of the tables (Feather), of the events (JSON, each read when it is first asked for) and of
all that is no event (JSON). Nothing in it can run. Whatever is wrong with an entry or its folder, the data file is
checked as if there were none.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, overload

import pandas as pd
from platformdirs import user_cache_path

from app.analysis.frames import COLUMNS, LISTS, Tables, tables
from app.data.loading import collector_paused, load_text
from app.data.parsing import decode, read_bytes
from app.data.schema import Dataset, Event

LARGE: Final = 5_000_000  # bytes: smaller files are checked within a second or two
ENTRIES_KEPT: Final = 4
EVENTS_KEPT: Final = 5_000  # in memory, of those that were asked for
STALE: Final = 3_600  # seconds after which a half-written entry belongs to a program that was killed
SUFFIX: Final = ".checked"
_DIGEST_SIZE: Final = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Opened:
    """A checked dataset, its tables, and a version that no other content of the file has."""

    dataset: Dataset
    tables: Tables
    version: str


def open_dataset(path: Path) -> Opened:
    """The checked dataset of a file, from the cache where the same large content was checked before.

    A DatasetError holds every problem.
    """
    content = read_bytes(path)
    version = hashlib.sha256(content).hexdigest()
    entry = _folder() / f"{version[:32]}-{_program()[:16]}{SUFFIX}" if len(content) >= LARGE and _can_keep() else None
    found = entry and _kept(entry)
    if not found:
        with collector_paused():
            dataset = load_text(decode(content, str(path)), str(path))
            found = dataset, tables(dataset)
            if entry and _keep(entry, *found):
                found = _kept(entry) or found  # takes less memory
    return Opened(*found, version[:12])


def _can_keep() -> bool:
    """Whether pyarrow is there, without which pandas knows no Feather."""
    return find_spec("pyarrow") is not None


def _folder() -> Path:
    return user_cache_path("policy-timeline", appauthor=False)


@cache
def _program() -> str:
    """The checksum of the program's own text: with a new rule, field or column no old entry is taken."""
    modules = sorted(path for path in Path(__file__).parent.parent.rglob("*.py") if "_bundled" not in path.parts)
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in modules)).hexdigest()


def _kept(entry: Path) -> tuple[Dataset, Tables] | None:
    """What an entry holds; None where there is none, or it is not whole."""
    try:
        content = entry.read_bytes()
        os.utime(entry)  # the least recently used are the first to go
        digest, archive = content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]
        return _unpacked(archive) if hashlib.sha256(archive).digest() == digest else None
    except (OSError, ValueError, KeyError):  # the latter two from a pyarrow that reads less than the one that wrote
        return None


def _keep(entry: Path, dataset: Dataset, built: Tables) -> bool:
    """Write an entry, whole or not at all, and let older ones go; False where it cannot be written."""
    archive = _packed(dataset, built)
    partial = None
    try:
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=entry.parent, suffix=".part", delete=False) as file:
            partial = Path(file.name)
            file.write(hashlib.sha256(archive).digest())
            file.write(archive)
        partial.replace(entry)
        _tidy(entry)
    except OSError:
        if partial:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        return False
    return True


def _tidy(newest: Path) -> None:
    """Let go of all entries but a few, and of what programs that were killed left behind."""
    entries = sorted(newest.parent.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    now = newest.stat().st_mtime
    left_behind = [path for path in newest.parent.glob("*.part") if path.stat().st_mtime < now - STALE]
    for path in [*entries[ENTRIES_KEPT:], *left_behind]:
        path.unlink(missing_ok=True)


def _packed(dataset: Dataset, built: Tables) -> bytes:
    rest = dataset.model_dump(mode="json", by_alias=True, exclude={"events"})
    known = {"digest": dataset.digest, "jurisdictions": dataset.jurisdictions}
    events = {
        "id": [event.id for event in dataset.events],
        "json": [event.model_dump_json(by_alias=True, exclude_defaults=True) for event in dataset.events],
    }
    frames = {name: getattr(built, name) for name in COLUMNS} | {"records": pd.DataFrame(events, dtype="str")}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rest.json", json.dumps({"dataset": rest, "known": known}))
        for name, frame in frames.items():
            with archive.open(f"{name}.feather", "w") as member:
                frame.to_feather(member)
    return packed.getvalue()


def _unpacked(packed: bytes) -> tuple[Dataset, Tables]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        rest = json.loads(archive.read("rest.json"))
        built = Tables(**{name: _frame(archive, name).pipe(_with_tuples, COLUMNS[name]) for name in COLUMNS})
        records = _frame(archive, "records")
    events = KeptEvents(records["json"].array)
    one = Dataset.model_validate(rest["dataset"] | {"events": [events[0]]})
    dataset = Dataset.model_construct(**dict(one) | {"events": events})
    known = {
        "by_id": KeptById(events, {id_: place for place, id_ in enumerate(records["id"].tolist())}),
        "jurisdictions": tuple(rest["known"]["jurisdictions"]),
        "digest": rest["known"]["digest"],
    }
    dataset.__dict__.update(known)  # what the dataset would look at each of its events for
    return dataset, built


def _frame(archive: zipfile.ZipFile, name: str) -> pd.DataFrame:
    return pd.read_feather(io.BytesIO(archive.read(f"{name}.feather")), use_threads=False)


def _with_tuples(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The frame with its lists as the tuples that they were."""
    lists = [column for column, kind in columns.items() if kind == LISTS]
    return frame.assign(**{column: pd.Series(list(map(tuple, frame[column])), dtype=LISTS) for column in lists})


def _event(record: str) -> Event:
    """The event that a JSON text states; its numbers are read as texts, as they are in the data file."""
    return Event.model_validate(json.loads(record, parse_int=str, parse_float=str))


class KeptEvents(Sequence[Event]):
    """The events of a kept dataset in the order of the file, each made when it is asked for."""

    def __init__(self, records: Sequence[str]) -> None:
        """The events that some JSON texts state."""
        self._records = records
        self._event = lru_cache(EVENTS_KEPT)(lambda place: _event(records[place]))

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        event: Event = self._event(range(len(self))[place])
        return event


class KeptById(Mapping[str, Event]):
    """The events of a kept dataset by their ids, each made when it is asked for."""

    def __init__(self, events: KeptEvents, places: dict[str, int]) -> None:
        """The events, and the place of each id among them."""
        self._events = events
        self._places = places

    def __getitem__(self, id_: str) -> Event:
        return self._events[self._places[id_]]

    def __contains__(self, id_: Any) -> bool:
        return id_ in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
