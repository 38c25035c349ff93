"""Rules on texts that this program wrote for a curator to write over, and nobody did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from app.data.checks.finding import SECTIONS, Finding, Findings, Path
from app.data.record_template import EXAMPLE_HOST, EXAMPLE_PAGE, FIRST_LABEL, FIRST_TITLE, KINDS_OF_RECORD, Words
from app.data.schema import Dataset, Record
from app.data.wording import TO_WRITE

SHORTEST: Final = 15  # characters: shorter texts of a template may be anyone's


def template_texts_are_replaced(dataset: Dataset) -> Findings:
    """No record holds a text that the template of a new record wrote."""
    texts = _texts()
    for section, index, field, text in _all(dataset):
        if text in texts or (text == EXAMPLE_HOST and field[:1] == ("hosts",)):
            yield Finding(section, index, field, f"{_name(field)!r} is still the text of the template; write your own.")


def announced_texts_are_written(dataset: Dataset) -> Findings:
    """No record holds a text that an import or a new file only announces."""
    for section, index, field, text in _all(dataset):
        if text.startswith(TO_WRITE):
            yield Finding(section, index, field, f"{_name(field)!r} is still to be written.")


def _all(dataset: Dataset) -> Iterator[tuple[str, int, Path, str]]:
    """Every text of a dataset with its place."""
    for field, text in _texts_of(dataset.dataset, ()):
        yield "dataset", 0, field, text
    for section in SECTIONS:
        for index, record in enumerate(getattr(dataset, section)):
            for field, text in _texts_of(record, ()):
                yield section, index, field, text


def _texts_of(value: Record | tuple[Any, ...], path: Path) -> Iterator[tuple[Path, str]]:
    parts = value.__dict__.items() if isinstance(value, Record) else enumerate(value)
    for key, part in parts:
        if isinstance(part, str):
            yield (*path, key), part
        elif part and isinstance(part, (tuple, Record)):
            yield from _texts_of(part, (*path, key))


@cache
def _texts() -> frozenset[str]:
    lines = [line for _, fields in KINDS_OF_RECORD.values() for line in fields(Words(), dt.date.min)]
    texts = (text for line in lines for text in _parts(line.value))
    prose = (text for text in texts if " " in text and len(text) >= SHORTEST)
    return frozenset((EXAMPLE_PAGE, FIRST_LABEL, FIRST_TITLE, *prose))


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(part)


def _name(field: Path) -> str:
    return ".".join(part for part in field if isinstance(part, str))
