"""The types of fields: how each is read, what it refuses, and how the JSON Schema states it."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, InstanceOf, PlainSerializer, StringConstraints, WithJsonSchema

from app.data.dates import PATTERN, PartialDate, parse_date
from app.data.problems import did_you_mean, shortened
from app.data.vocabulary import (
    ACTOR_KINDS,
    BASES,
    EFFECTS,
    KINDS,
    MEASURE_KINDS,
    PLACES,
    PUBLISHER_CLASSES,
    RELATION_TYPES,
    SIGNIFICANCES,
    SOURCE_KINDS,
    STAGES,
    STATUSES,
    VERDICTS,
    Vocabulary,
)

# Control characters but tab and line feed, what turns the direction of other text, halves of pairs, non-characters.
_UNSEEN: Final = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
)


def _one_of(vocabulary: Vocabulary) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and value in vocabulary:
            return value
        hint = did_you_mean(value, vocabulary) if isinstance(value, str) else ""
        raise ValueError(f"must be one of {', '.join(vocabulary)}; got {shortened(value)}.{hint}")

    return BeforeValidator(check, json_schema_input_type=str)


def _enum(vocabulary: Vocabulary) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(vocabulary)})


def _date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise ValueError(f"must be text, got {shortened(value)}")
    return parse_date(value)


def _day(value: PartialDate) -> PartialDate:
    if not value.is_day or value.approximate or value.uncertain:
        raise ValueError(f"must be a plain day such as 2025-07-31, got {value.text!r}")
    return value


def printable(text: str) -> str:
    """The text, if all of it can be shown, in each format and without turning what stands beside it."""
    unseen = _UNSEEN.search(text)
    if unseen:
        nameless = "a control character" if unicodedata.category(unseen[0]) == "Cc" else "no character"
        name = unicodedata.name(unseen[0], nameless)
        raise ValueError(f"holds U+{ord(unseen[0]):04X} ({name}), which cannot be shown as text; remove it")
    return text


def without_unseen(text: str) -> str:
    """The text without what `printable` would refuse."""
    return _UNSEEN.sub("", text)


def _https(url: str) -> str:
    """An https address with a host and no blanks; anything else could run or fetch what it should not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or re.search(r"[\s<>\"'`\\]", url):
        raise ValueError(f"must be an https address, got {shortened(url)}")
    return printable(url)


def _host(host: str) -> str:
    """A host name in lower case, without a scheme, a port or a path."""
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", host):
        raise ValueError(f"must be a host such as example.org, in lower case and without a path; got {shortened(host)}")
    return host


def _colour(colour: str) -> str:
    """A colour as style sheets write it, in lower case."""
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        raise ValueError(f"must be a colour such as #3577bd, in lower case; got {shortened(colour)}")
    return colour


Shown = AfterValidator(printable)
Text = Annotated[str, StringConstraints(min_length=1), Shown]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Country = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Language = Country
Colour = Annotated[str, AfterValidator(_colour)]
Host = Annotated[str, AfterValidator(_host), StringConstraints(max_length=253)]
Url = Annotated[str, AfterValidator(_https), WithJsonSchema({"type": "string", "pattern": "^https://"})]
Date = Annotated[
    InstanceOf[PartialDate],
    BeforeValidator(_date),
    PlainSerializer(lambda date: date.text, when_used="json"),  # as the file writes it
    WithJsonSchema({"type": "string", "pattern": f"^{PATTERN}$"}),
]
Day = Annotated[Date, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Kind = Annotated[str, _one_of(KINDS), _enum(KINDS)]
Status = Annotated[str, _one_of(STATUSES), _enum(STATUSES)]
Significance = Annotated[int, _one_of(SIGNIFICANCES), WithJsonSchema({"enum": [3, 2, 1]})]
Stage = Annotated[str, _one_of(STAGES), _enum(STAGES)]
RelationType = Annotated[str, _one_of(RELATION_TYPES), _enum(RELATION_TYPES)]
Basis = Annotated[str, _one_of(BASES), _enum(BASES)]
SourceKind = Annotated[str, _one_of(SOURCE_KINDS), _enum(SOURCE_KINDS)]
PublisherClass = Annotated[str, _one_of(PUBLISHER_CLASSES), _enum(PUBLISHER_CLASSES)]
Place = Annotated[str, _one_of(PLACES), _enum(PLACES)]
Effect = Annotated[str, _one_of(EFFECTS), _enum(EFFECTS)]
MeasureKind = Annotated[str, _one_of(MEASURE_KINDS), _enum(MEASURE_KINDS)]
ActorKind = Annotated[str, _one_of(ACTOR_KINDS), _enum(ACTOR_KINDS)]
Verdict = Annotated[str, _one_of(VERDICTS), _enum(VERDICTS)]
