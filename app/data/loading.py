"""YAML text -> a checked Dataset, or every problem with its line."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app import resources
from app.data.checks.finding import SECTIONS, Finding
from app.data.checks.rules import Rule, findings
from app.data.completing import completed
from app.data.parsing import Parsed, parse, read_text
from app.data.problems import (
    MOST_PROBLEMS,
    DatasetError,
    Problem,
    did_you_mean,
    listed,
    lookalike,
    nearest,
    record_name,
    shortened,
)
from app.data.salvage import findings_in_the_rest
from app.data.schema import Dataset, Event
from app.data.wording import counted

Loc = tuple[str | int, ...]

MOST_COLLECTED: Final = 3_000  # problems, after which no further one is looked for
UNKNOWN: Final = "extra_forbidden"  # what pydantic calls a field that there is not
_MESSAGES: Final = {
    "missing": "is missing.",
    "string_type": "must be text, got {given}.",
    "string_unicode": "must be text; it holds half of a character.",
    "string_too_long": "must have at most {max_length} characters, got {length}: {given}.",
    "string_too_short": "must not be empty.",
    "too_long": "must have at most {max_length} entries, got {actual_length}.",
    "too_short": "must have at least {min_length} entry.",
    "tuple_type": "must be a list, got {given}.",
    "model_type": "must be a mapping, got {given}.",
    "model_attributes_type": "must be a mapping, got {given}.",
    "float_parsing": "must be a number, got {given}.",
    "finite_number": "must be a number, got {given}.",
    "bool_parsing": "must be true or false, got {given}.",
    "bool_type": "must be true or false, got {given}.",
    "float_type": "must be a number, got {given}.",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A dataset without errors, and the warnings about it."""

    dataset: Dataset
    warnings: list[Problem]


def load_dataset(path: Path | str = resources.EVENTS, *, check: Rule = findings) -> Dataset:
    """The dataset in a file, of the right shape and without findings of `check`; a DatasetError holds every problem.

    Without a path it is the published one, which comes with the program.

    >>> len(load_dataset("tests/data/tariffs.yaml").events)
    10
    """
    return load_checked(path, check=check).dataset


def load_checked(path: Path | str, *, check: Rule) -> Checked:
    """The dataset in a file and what `check` only warns of; a DatasetError holds both where there is an error."""
    path = Path(path)
    return load_checked_text(read_text(path), check, str(path))


def load_text(text: str, name: str = "events.yaml", *, check: Rule = findings) -> Dataset:
    """The dataset in a YAML text that problems call `name`; else as `load_dataset`."""
    return load_checked_text(text, check, name).dataset


def load_checked_text(text: str, check: Rule, name: str = "events.yaml") -> Checked:
    """What `load_checked` returns, for a YAML text that problems call `name`."""
    with collector_paused():
        return _checked(parse(text, name, convert=_event_or_plain), check)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keeps Python from looking for garbage again and again while many records are made: half of the time else."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _event_or_plain(section: str, record: Any) -> Any:
    """An event as soon as it is read, so that a large file is not held twice; a wrong one stays as it is."""
    if section == "events":
        with suppress(ValidationError):
            return Event.model_validate(record)
    return record


def _checked(parsed: Parsed, check: Rule) -> Checked:
    _refuse_mostly_wrong(parsed)
    try:
        dataset = Dataset.model_validate(parsed.value)
    except ValidationError as error:
        shape = _shape_problems(parsed, error)
        rest = (_located(parsed, finding) for finding in findings_in_the_rest(parsed.value, error))
        raise DatasetError(listed({*parsed.problems, *shape, *rest})) from None
    dataset = completed(dataset)
    found = list(islice(check(dataset), MOST_COLLECTED + 1))
    problems = {*parsed.problems, *(_located(parsed, finding) for finding in found[:MOST_COLLECTED])}
    unread = " Not all rules were looked at." if len(found) > MOST_COLLECTED else ""
    if unread or any(problem.level == "error" for problem in problems):
        raise DatasetError(listed(problems, unread))
    return Checked(dataset, listed(problems))


def _refuse_mostly_wrong(parsed: Parsed) -> None:
    """Stops at some hundred wrong events: what is wrong with a million of them no one reads, and it takes memory."""
    events = parsed.value.get("events") if isinstance(parsed.value, dict) else []
    events = events if isinstance(events, list) else []
    wrong = [at for at, event in enumerate(events) if not isinstance(event, Event)]
    if len(wrong) <= MOST_PROBLEMS:
        return
    first = {**parsed.value, "events": events[: wrong[MOST_PROBLEMS]]}
    problems = list(parsed.problems)
    try:
        Dataset.model_validate(first)
    except ValidationError as error:
        problems += _shape_problems(parsed, error)
    unread = f" {counted(len(wrong) - MOST_PROBLEMS, 'further event')} of a wrong form were not looked at."
    raise DatasetError(listed(set(problems), unread))


def _located(parsed: Parsed, finding: Finding) -> Problem:
    return replace(_problem(parsed, finding.path, finding.message), level=finding.level)


def _shape_problems(parsed: Parsed, error: ValidationError) -> list[Problem]:
    details = error.errors()
    meant = {(*detail["loc"][:-1], _meant(detail)) for detail in details if detail["type"] == UNKNOWN}
    return [_problem(parsed, each["loc"], _message(each)) for each in details if not _is_echo(each, meant)]


def _is_echo(detail: ErrorDetails, meant: Collection[Loc]) -> bool:
    """Whether a problem only follows from another: a list is too short where its entries are wrong, a field is missing
    where it is misspelt.
    """
    return (detail["type"] == "too_short" and bool(detail["input"])) or (
        detail["type"] == "missing" and detail["loc"] in meant
    )


def _meant(detail: ErrorDetails) -> str:
    """The field that an unknown one seems to be for."""
    return nearest(str(detail["loc"][-1]), _fields_at(detail["loc"][:-1]))


def _problem(parsed: Parsed, loc: Loc, message: str) -> Problem:
    return Problem(parsed.file, *parsed.place(loc), _record_id(parsed.value, loc), message)


def _record_id(value: Any, loc: Loc) -> str:
    """The id of the record that `loc` lies in, or the name of the section."""
    try:
        record = value[loc[0]][loc[1]]
        found = record_name(record.id if isinstance(record, Event) else record["id"])
    except (KeyError, IndexError, TypeError):
        found = ""
    return found or record_name(loc[0] if loc else "")


def _message(detail: ErrorDetails) -> str:
    """The message of a shape error, in the words of the file and not of the validator."""
    loc, given = detail["loc"], detail["input"]
    names = [part for part in loc if isinstance(part, str) and part != "[key]"]
    name = ".".join(names[len(loc) > 1 and loc[0] in SECTIONS :]) or "the file"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == UNKNOWN:
        return _unknown_field(str(loc[-1]), given, _fields_at(loc[:-1]))
    text = str(context["error"]) if kind == "value_error" else _MESSAGES.get(kind, detail["msg"])
    if kind != "value_error":
        length = len(given) if isinstance(given, str) else 0
        text = text.format(given=_described(given), length=length, **context)
    return f"{name!r} {text}" if text.endswith((".", "?")) else f"{name!r} {text}."


def _unknown_field(name: str, value: object, fields: Sequence[str]) -> str:
    if value == "" and " " in name:
        return f"{name!r} is no field: a comma within {{ }} ends a text. Put the whole text in quotation marks."
    return f"unknown field {name!r}.{lookalike(name)}{did_you_mean(name, fields)}"


def _described(given: object) -> str:
    if isinstance(given, dict):
        return "a mapping"
    return "a list" if isinstance(given, list) else shortened(given)


def _fields_at(loc: Loc) -> list[str]:
    """The names of the fields that the mapping at `loc` may have."""
    model: Any = Dataset
    for part in loc:
        if isinstance(part, str):
            model = _model_in(
                next(field for name, field in model.model_fields.items() if part in (name, field.alias)).annotation
            )
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The record type inside an annotation such as `tuple[Event, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(model for argument in get_args(annotation) if (model := _model_in(argument)))
