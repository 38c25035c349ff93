"""The warning of texts that a template wrote and nobody replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from app.data.checks.finding import SECTIONS, Finding, Findings, Path
from app.data.record_template import KINDS_OF_RECORD, Words
from app.data.schema import Dataset, Record

SHORTEST: Final = 15  # characters: shorter texts of a template may be anyone's
PAGE: Final = "https://example.org/page"


def template_texts_are_replaced(dataset: Dataset) -> Findings:
    """No record holds a text that the template of a new record wrote."""
    for section in SECTIONS:
        for index, record in enumerate(getattr(dataset, section)):
            for field in _untouched(record):
                name = ".".join(part for part in field if isinstance(part, str))
                yield Finding(section, index, field, f"{name!r} is still the text of the template; write your own.")


def _untouched(record: Record) -> Iterator[Path]:
    texts = _texts()
    for name, value in record:
        if isinstance(value, str) and value in texts:
            yield (name,)
    for number, source in enumerate(getattr(record, "sources", ())):
        if source.url in texts:
            yield ("sources", number, "url")


@cache
def _texts() -> frozenset[str]:
    lines = [line for _, fields in KINDS_OF_RECORD.values() for line in fields(Words(), dt.date.min)]
    return frozenset(text for line in lines for text in _parts(line.value) if text == PAGE or _is_prose(text))


def _is_prose(text: str) -> bool:
    return " " in text and len(text) >= SHORTEST


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)
