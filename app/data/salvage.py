"""What is right in a file that is wrong, so that the rules can tell of it in the same run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import ValidationError

from app.data.checks.finding import SECTIONS, Finding
from app.data.checks.rules import findings
from app.data.completing import completed
from app.data.fields import as_id
from app.data.problems import nearest
from app.data.schema import Dataset, Event

# Rules that look at each field by itself, so that they hold of an event whose other fields are wrong.
_OF_ONE_FIELD: Final = {
    "events-are-complete",
    "titles-are-sentences",
    "summaries-are-short",
    "references-resolve",
    "words-are-known",
    "sources-can-be-found",
    "sources-are-distinct",
    "sources-stand-on-fit-hosts",
    "publishers-are-declared",
    "plain-http-is-of-official-bodies",
    "template-texts-are-replaced",
}
_IDS: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_NEEDED_SECTIONS: Final = ("tracks", "events")
_ALL_DAYS: Final = {"from": "1000-01-01", "through": "9998-12-31"}
_ABOUT: Final = {"title": "-", "description": "-", "finding": "-", "coverage": _ALL_DAYS}


def findings_in_the_rest(file: Any, error: ValidationError) -> Iterator[Finding]:
    """What the rules find in the records that have the right shape, and in what is right of the other events.

    Nothing is reported about what only a wrong record would name or use.
    """
    if not isinstance(file, dict):
        return
    rest = _Rest.of(file, error)
    try:
        dataset = completed(Dataset.model_validate(rest.file))
    except ValidationError:
        return
    for finding in findings(dataset):
        if finding.about not in rest.unsure:
            places = rest.places.get(finding.section, [0])
            located = replace(finding, index=places[finding.index] if finding.index < len(places) else 0)
            if rest.holds(located):
                yield located


@dataclass(frozen=True)
class _Rest:
    """A file without what is wrong in it."""

    file: dict[str, Any]
    places: Mapping[str, list[int]]  # for each section, where its records stood
    given: list[Any]  # the events as the file has them
    parts: Mapping[int, Event]  # the wrong events, each without its wrong fields
    unsure: set[str]  # all texts of what is wrong: what they name may be what is meant

    @classmethod
    def of(cls, file: dict[str, Any], error: ValidationError) -> _Rest:
        wrong = _wrong_fields(error)
        lists = {name: file[name] for name in SECTIONS if isinstance(file.get(name), list)}
        given = lists.get("events", [])
        parts = _right_parts(given, {index: names for (name, index), names in wrong.items() if name == "events"})
        places = {
            name: [at for at in range(len(records)) if (name, at) not in wrong or (name == "events" and at in parts)]
            for name, records in lists.items()
        }
        right: dict[str, Any] = {name: [lists[name][at] for at in places[name]] for name in lists}
        if given:
            right["events"] = [parts.get(at, given[at]) for at in places["events"]]
        right = {name: records for name, records in right.items() if records or name not in _NEEDED_SECTIONS}
        doubtful = [
            {field: given[at].get(field) for field in fields} if name == "events" and at in parts else lists[name][at]
            for (name, at), fields in wrong.items()
            if name in lists
        ]
        texts = set(_texts(doubtful))
        unsure = texts | {as_id(text) for text in texts} | {word for text in texts for word in _IDS.findall(text)}
        return cls(file | right | {"dataset": _right_about(file.get("dataset"), error)}, places, given, parts, unsure)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding holds whatever the wrong fields of its event should have been."""
        if finding.section != "events" or finding.index not in self.parts:
            return True
        name = finding.field[0] if finding.field else ""
        given = self.given[finding.index]
        is_wrong = name in given and name not in self.parts[finding.index].model_fields_set
        unknown = given.keys() - Event.model_fields.keys()
        is_misspelt = any(nearest(other, Event.model_fields) == name for other in unknown)
        return finding.rule in _OF_ONE_FIELD and not is_wrong and not is_misspelt


def _wrong_fields(error: ValidationError) -> dict[tuple[str, int], set[str | int]]:
    """The records that have a wrong shape, by section and place, each with its wrong fields."""
    wrong: dict[tuple[str, int], set[str | int]] = {}
    for detail in error.errors():
        section, index, *field = detail["loc"] if len(detail["loc"]) > 1 else ("", "")
        if isinstance(index, int):
            wrong.setdefault((str(section), index), set()).update(field[:1])
    return wrong


def _right_parts(events: list[Any], fields: Mapping[int, set[str | int]]) -> dict[int, Event]:
    """The wrong events without their wrong fields; a wrong id or date becomes one that troubles no other event."""
    parts: dict[int, Event] = {}
    for index in sorted(fields):
        before = parts.get(index - 1) or (events[index - 1] if index else None)
        assumed = {"id": f"wrong-{index}", "date": before.date.text if isinstance(before, Event) else "1000-01-01"}
        if isinstance(events[index], dict):
            right = {name: value for name, value in events[index].items() if name not in fields[index]}
            with suppress(ValidationError):
                parts[index] = Event.model_validate(assumed | right)
    return parts


def _right_about(about: Any, error: ValidationError) -> dict[str, Any]:
    """The `dataset` mapping with a plain text, or all days, in the place of what is wrong in it."""
    if not isinstance(about, dict):
        return dict(_ABOUT)
    wrong = {detail["loc"][1] for detail in error.errors() if detail["loc"][0] == "dataset" and len(detail["loc"]) > 1}
    return _ABOUT | {name: value for name, value in about.items() if name not in wrong}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(part)
