"""What a reader says is wrong with an event -> a candidate of the inbox: that event as it would stand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import unquote

from app.data.imports.drafting import Drafter
from app.data.imports.entries import Correction, ImportFault
from app.data.inbox import Candidate
from app.data.likeness import page_of
from app.data.problems import did_you_mean, shortened
from app.data.slugs import unused

ASKED: Final = "readers"  # whose corrections have no question to a register
LONGEST: Final = 400  # characters of what a reader says is wrong
# The id in an address: of an event page, of a view of the dashboard, of an exported page.
_IN_ADDRESS: Final = re.compile(r"(?:[?&#]event=|/events/)([a-z0-9-]+)")


def candidate_of(correction: Correction, file: Mapping[str, Any], taken: Collection[str], today: dt.date) -> Candidate:
    """The corrected event as a candidate; an ImportFault where the file has no such event, or nothing would change."""
    events = {str(each["id"]): each for each in file.get("events") or [] if isinstance(each, dict) and "id" in each}
    name = _id(correction.event, events)
    event = events[name]
    fields = {field: text for field, text in correction.fields.items() if str(event.get(field, "")) != text}
    known = {page_of(str(source.get("url", ""))) for source in event.get("sources", [])}
    sources, besides = Drafter(file).cited([link for link in correction.links if page_of(link.url) not in known])
    wrong = correction.wrong[:LONGEST]
    if not fields and not sources and not wrong:
        raise ImportFault(f"the correction of {name!r} says nothing that is not there already.")
    changed = (*fields, *(["sources"] if sources else []))
    corrected = {**event, **fields, "sources": [*event.get("sources", []), *sources]}
    return Candidate(
        unused(f"{name}-correction", taken),
        corrected,
        ASKED,
        today.isoformat(),
        f"a reader corrects {name!r}{f': {wrong}' if wrong else ''}",
        besides=tuple(besides),
        corrects=name,
        changed=changed,
    )


def _id(given: str, events: Collection[str]) -> str:
    """The id that a reader named, by itself or in an address."""
    found = _IN_ADDRESS.search(unquote(given))
    name = found[1] if found else given.strip().strip("`'\"")
    if name not in events:
        hint = did_you_mean(name, events)
        raise ImportFault(f"there is no event {shortened(name)} to correct.{hint} Give its id, or its address.")
    return name
