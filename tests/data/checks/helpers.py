"""What the tests of the rules share."""

from __future__ import annotations

from typing import Any

from app.data.loading import load_text
from app.data.problems import DatasetError
from tests.factories import event, text


def problems(*events: dict[str, Any], **sections: Any) -> list[str]:
    """The problems of a file around some events, without their places."""
    try:
        load_text(text(*events, **sections))
    except DatasetError as error:
        return [f"{problem.record}: {problem.message}" for problem in error.problems]
    return []


def related(id_: str, date: str, *targets: str) -> dict[str, Any]:
    """An event that answers others."""
    return event(
        id=id_,
        date=date,
        relations=[{"type": "responds_to", "event": target, "basis": "stated"} for target in targets],
    )
