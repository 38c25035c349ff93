"""The JSON Schema of the data file, in which editors look up fields and words, and refuse what `check` refuses."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from app.data import vocabulary
from app.data.schema import NEEDED, Dataset

_DRAFT: Final = {"properties": {"draft": {"const": True}}, "required": ["draft"]}
_LISTS: Final = ("actors", "sources")
_DEPENDS: Final = {"track": ("tracks", 2), "direction": ("directions", 1)}  # needed where the file has so many
# Which fields hold a word of which vocabulary, where the file adds none of its own.
_WORDS: Final = {
    ("events", "kind"): vocabulary.KINDS,
    ("events", "stage"): vocabulary.STAGES,
    ("measures", "kind"): vocabulary.MEASURE_KINDS,
    ("actors", "kind"): vocabulary.ACTOR_KINDS,
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the data file as an editor reads it, which takes `2025` for a number."""
    schema = _unquoted(Dataset.model_json_schema(by_alias=True))
    rules = [{"if": {"properties": {"dataset": _DRAFT}}, "else": {"allOf": _of_finished_events()}}, _of_words()]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "allOf": rules}


def json_schema_text() -> str:
    """The JSON Schema as a text, for a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _of_finished_events() -> list[dict[str, Any]]:
    """What an event that is no draft has to state: what it is, and what the file makes it name."""
    filled = {name: {"minItems" if name in _LISTS else "minLength": 1} for name in NEEDED if name not in _DEPENDS}
    found = {"anyOf": [{"required": ["url"]}, {"required": ["document"]}]}
    of_all = {"required": list(filled), "properties": filled | {"sources": {"minItems": 1, "items": found}}}
    of_some = [
        {"if": {"properties": {section: {"minItems": count}}, "required": [section]}, "then": _finished(field)}
        for field, (section, count) in _DEPENDS.items()
    ]
    return [_events({"if": _DRAFT, "else": of_all}), *of_some]


def _finished(field: str) -> dict[str, Any]:
    return _events({"if": _DRAFT, "else": {"required": [field]}})


def _of_words() -> dict[str, Any]:
    """Where a file adds no words of its own, only the general ones are known."""
    sections: dict[str, Any] = {}
    for (section, field), words in _WORDS.items():
        sections.setdefault(section, {})[field] = {"enum": list(words)}
    sections["events"]["relations"] = {"items": {"properties": {"type": {"enum": list(vocabulary.RELATION_TYPES)}}}}
    listed = {section: {"items": {"properties": fields}} for section, fields in sections.items()}
    return {"if": {"not": {"required": ["vocabularies"]}}, "then": {"properties": listed}}


def _events(rule: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"events": {"items": rule}}}


def _unquoted(part: Any) -> Any:
    """A schema that takes a text which an editor reads as a number, and no field that is there without a value."""
    if isinstance(part, list):
        return [_unquoted(each) for each in part if each != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    schema = {name: _unquoted(each) for name, each in part.items() if not (name == "default" and each is None)}
    if schema.get("type") == "string" and "enum" not in schema:
        numbers = _numbers(schema.get("pattern", ""))
        schema["type"] = ["string", numbers] if numbers else "string"
    if len(schema.get("anyOf", ())) == 1:
        schema |= schema.pop("anyOf")[0]
    return schema


def _numbers(pattern: str) -> str:
    """The kind of numbers that have a form; "" where none has."""
    forms = (("number", "2.5"), ("integer", "2025"))
    return next((kind for kind, example in forms if re.search(pattern, example)), "")
