"""What the tests of the rules share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.data.checks.rules import with_warnings
from app.data.loading import load_checked_text, load_text
from app.data.problems import DatasetError
from tests.factories import event, text


def problems(*events: dict[str, Any], **sections: Any) -> list[str]:
    """The problems of a file around some events, without their places."""
    try:
        load_text(text(*events, **sections))
    except DatasetError as error:
        return [f"{problem.record}: {problem.message}" for problem in error.problems]
    return []


def warnings(*events: dict[str, Any], today: dt.date = dt.date(2025, 12, 31), **sections: Any) -> list[str]:
    """What is found with the warnings of a day, where every source has an archived copy unless it is given."""
    known = {"archived": "https://web.archive.org/a"}
    plain = [
        record | {"sources": [{k: v for k, v in (known | source).items() if v} for source in record["sources"]]}
        for record in events or [event()]
    ]
    try:
        found = load_checked_text(text(*plain, **sections), with_warnings(today)).warnings
    except DatasetError as error:
        found = error.problems
    return [f"{problem.record}: {problem.message}" for problem in found]


def related(id_: str, date: str, *targets: str) -> dict[str, Any]:
    """An event that answers others."""
    return event(
        id=id_,
        date=date,
        relations=[{"type": "responds_to", "event": target, "basis": "stated"} for target in targets],
    )
