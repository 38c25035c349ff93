"""What hosts said of the state of their answers (etag, last-modified), kept in the user's cache between two watches."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_dir


class Stamp(NamedTuple):
    """The state of an answer, as its host named it."""

    etag: str = ""
    modified: str = ""


def _place(inbox: Path, query: str) -> Path:
    name = hashlib.sha256(f"{inbox.absolute()}\n{query}".encode()).hexdigest()[:24]
    return Path(user_cache_dir("policy-timeline")) / "asked" / f"{name}.json"


def recall(inbox: Path, query: str) -> Stamp:
    """The stamp of the last answer to a query; an empty one where its news are in no inbox any more."""
    if inbox.exists():
        with suppress(OSError, ValueError, TypeError, KeyError):
            value = json.loads(_place(inbox, query).read_text(encoding="utf-8"))
            return Stamp(str(value["etag"]), str(value["modified"]))
    return Stamp()


def keep(inbox: Path, query: str, stamp: Stamp) -> None:
    """Keep the stamp of an answer, where there is a cache to write to."""
    if any(stamp) and inbox.exists():
        with suppress(OSError):
            place = _place(inbox, query)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(stamp._asdict()), encoding="utf-8")
