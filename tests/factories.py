"""Small datasets for tests: correct as they stand, changed where a test wants."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from app.data.loading import load_text
from app.data.schema import Dataset

SUMMARY = (
    "The regulator acted, for the record, on the day that is stated, and this summary has just enough words to be one."
)


def event(**changes: Any) -> dict[str, Any]:
    """One correct event, as the file holds it; its source is its own."""
    page = f"https://example.org/{changes.get('id', 'first-act')}"
    return {
        "id": "first-act",
        "date": "2025-07-31",
        "label": "The first act",
        "title": "The regulator acted.",
        "summary": SUMMARY,
        "track": "scrutiny",
        "kind": "rule",
        "jurisdiction": "cn",
        "direction": "cn-tightens",
        "status": "official",
        "significance": "2",
        "actors": ["regulator"],
        "sources": [{"url": page, "publisher": "Example", "kind": "primary"}],
    } | changes


def dataset(*events: dict[str, Any], **sections: Any) -> dict[str, Any]:
    """A whole correct file around some events (default: one)."""
    return {
        "dataset": {
            "title": "A dispute",
            "description": "A made-up dispute for tests.",
            "finding": "One side acted.",
            "coverage": {"from": "2025-01-01", "through": "2025-12-31"},
        },
        "sides": [{"id": "beijing", "label": "Beijing", "place": "below"}],
        "directions": [{"id": "cn-tightens", "label": "China tightens", "side": "beijing", "effect": "tightens"}],
        "tracks": [{"id": "scrutiny", "label": "Scrutiny", "side": "beijing", "why": "Acts of scrutiny."}],
        "actors": [{"id": "regulator", "name": "Regulator", "kind": "government", "country": "cn"}],
        "events": list(events) or [event()],
    } | sections


class _Plain(yaml.SafeDumper):
    """Writes a value that stands twice as two values, for the file knows no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def text(*events: dict[str, Any], **sections: Any) -> str:
    """The file as YAML."""
    return as_text(dataset(*events, **sections))


def as_text(file: dict[str, Any]) -> str:
    """Any file as YAML."""
    return yaml.dump(file, Dumper=_Plain, sort_keys=False, allow_unicode=True)


def loaded(*events: dict[str, Any], **sections: Any) -> Dataset:
    """The file, loaded and checked."""
    return load_text(text(*events, **sections))


def crowd(count: int) -> Dataset:
    """Four events a day from New Year on, one in ten of them a turning point."""
    return loaded(
        *(
            event(
                id=f"e{number}",
                date=str(dt.date(2025, 1, 1) + dt.timedelta(days=number // 4)),
                title=f"The regulator took step number {number} of {number}.",
                significance="3" if number % 10 == 0 else "1",
            )
            for number in range(count)
        )
    )
