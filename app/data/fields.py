"""The types of fields: how each is read, what it refuses, and how the JSON Schema states it."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, InstanceOf, PlainSerializer, StringConstraints, WithJsonSchema

from app.data.addresses import https_address, page_address
from app.data.countries import COUNTRIES
from app.data.dates import DAY, NO_END, PATTERN, YEARS, PartialDate, parse_date
from app.data.problems import did_you_mean, lookalike, shortened
from app.data.texts import printable
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

# Forms that the validators and the JSON Schema state alike.
_WORD: Final = "[a-z0-9]+([-_][a-z0-9]+)*"
_ID: Final = "[a-z0-9]+(-[a-z0-9]+)*"
_HOST: Final = "([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z][a-z0-9-]*[a-z0-9]"
_LANGUAGE: Final = "[a-z]{2,3}"
_VOTE: Final = "[0-9]{1,9}(-[0-9]{1,9}){1,2}"
_COLOUR: Final = "#[0-9a-f]{6}"
_ADDRESS: Final = "://[^\\s<>\"'`/?#@]+[.][^\\s<>\"'`@]+"  # what of an address a form can tell


def _form(pattern: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", **more})


def _one_of(vocabulary: Vocabulary) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and value in vocabulary:
            return value
        hint = did_you_mean(value, vocabulary) if isinstance(value, str) else ""
        raise ValueError(f"must be one of {', '.join(vocabulary)}; got {shortened(value)}.{lookalike(value)}{hint}")

    return BeforeValidator(check, json_schema_input_type=str)


def _word(text: str) -> str:
    """A word of a vocabulary that a file can extend; whether it is declared, a rule tells."""
    if not re.fullmatch(_WORD, text):
        raise ValueError(f"must be a word in lower case, such as bill-step; got {shortened(text)}.{lookalike(text)}")
    return text


def _extensible(vocabulary: Vocabulary) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"enum": list(vocabulary)}, {"type": "string", "pattern": f"^{_WORD}$"}]})


def _enum(vocabulary: Vocabulary) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(vocabulary)})


def _date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if not isinstance(value, str):
        raise ValueError(f"must be text, got {shortened(value)}")
    return parse_date(value)


def _day(value: object) -> PartialDate:
    try:
        date = _date(value)
    except ValueError as error:  # a day has no end to leave open
        raise ValueError(str(error).removesuffix(NO_END)) from None
    if not date.is_day or date.approximate or date.uncertain:
        raise ValueError(f"must be a plain day such as 2025-07-31, got {date.text!r}")
    return date


def _flag(value: object) -> object:
    if str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise ValueError(f"must be true or false, got {shortened(value)}")


def _host(host: str) -> str:
    """A host name in lower case, without a scheme, a port or a path."""
    if not re.fullmatch(_HOST, host):
        raise ValueError(f"must be a host such as example.org, in lower case and without a path; got {shortened(host)}")
    return host


def as_id(text: str) -> str:
    """The id that a text seems to mean; "" where none."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")[:80]


def _id(text: str) -> str:
    """An id: words in lower case with hyphens between them."""
    if not re.fullmatch(_ID, text):
        near = as_id(text)
        hint = f" Did you mean {near!r}?" if re.search("[a-z]", near) else ""
        raise ValueError(
            f"must be lower-case letters, digits and single hyphens, such as chip-act-2025; got {shortened(text)}."
            f"{lookalike(text)}{hint}"
        )
    return text


def _country(code: str) -> str:
    """A code of ISO 3166, or eu."""
    if code not in COUNTRIES:
        hint = " Did you mean 'gb'?" if code.lower() == "uk" else ""
        low = f" Did you mean {code.lower()!r}?" if code.lower() in COUNTRIES else ""
        raise ValueError(
            f"must be a country's code of ISO 3166 in lower case, such as us; got {shortened(code)}.{hint or low}"
        )
    return code


def _language(code: str) -> str:
    """A language's code of two letters, or three."""
    if not re.fullmatch(_LANGUAGE, code):
        raise ValueError(f"must be a language's code in lower case, such as zh; got {shortened(code)}")
    return code


def _vote(count: str) -> str:
    """Yeas and nays, and abstentions where they are known."""
    if not re.fullmatch(_VOTE, count):
        raise ValueError(
            f"must be yeas, nays and, where known, abstentions, such as 42-0 or 499-28-93; got {shortened(count)}."
            f"{lookalike(count)}"
        )
    return count


def _colour(colour: str) -> str:
    """A colour as style sheets write it, in lower case."""
    if not re.fullmatch(_COLOUR, colour):
        raise ValueError(f"must be a colour such as #3577bd, in lower case; got {shortened(colour)}")
    return colour


Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Shown = AfterValidator(printable)
LONGEST_TEXT: Final = 5_000  # characters of any text
_FILLED: Final[dict[str, object]] = {"type": "string", "pattern": r"\S"}
Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_TEXT),
    Shown,
    WithJsonSchema(_FILLED | {"maxLength": LONGEST_TEXT}),
]
Sentence = Annotated[
    str, StringConstraints(min_length=1, max_length=160), Shown, WithJsonSchema(_FILLED | {"maxLength": 160})
]
Id = Annotated[
    str,
    StringConstraints(max_length=80),
    AfterValidator(_id),
    _form(_ID, maxLength=80),
]
Country = Annotated[str, AfterValidator(_country), WithJsonSchema({"type": "string", "enum": sorted(COUNTRIES)})]
Language = Annotated[str, AfterValidator(_language), _form(_LANGUAGE)]
Vote = Annotated[str, AfterValidator(_vote), _form(_VOTE)]
Colour = Annotated[str, AfterValidator(_colour), _form(_COLOUR)]
Host = Annotated[str, AfterValidator(_host), StringConstraints(max_length=253), _form(_HOST, maxLength=253)]
Url = Annotated[str, AfterValidator(https_address), _form(f"https{_ADDRESS}")]
PageUrl = Annotated[str, AfterValidator(page_address), _form(f"(https?{_ADDRESS})?")]
Date = Annotated[
    InstanceOf[PartialDate],
    BeforeValidator(_date),
    PlainSerializer(lambda date: date.text, when_used="json"),  # as the file writes it
    _form(PATTERN, minimum=YEARS[0], maximum=YEARS[-1]),
]
Day = Annotated[Date, BeforeValidator(_day), _form(DAY, format="date")]
Word = Annotated[str, AfterValidator(_word), _form(_WORD)]
Kind = Annotated[str, AfterValidator(_word), _extensible(KINDS)]
Status = Annotated[str, _one_of(STATUSES), _enum(STATUSES)]
Significance = Annotated[int, _one_of(SIGNIFICANCES), WithJsonSchema({"enum": [3, 2, 1]})]
Stage = Annotated[str, AfterValidator(_word), _extensible(STAGES)]
RelationType = Annotated[str, AfterValidator(_word), _extensible(RELATION_TYPES)]
Basis = Annotated[str, _one_of(BASES), _enum(BASES)]
SourceKind = Annotated[str, _one_of(SOURCE_KINDS), _enum(SOURCE_KINDS)]
PublisherClass = Annotated[str, _one_of(PUBLISHER_CLASSES), _enum(PUBLISHER_CLASSES)]
Place = Annotated[str, _one_of(PLACES), _enum(PLACES)]
Effect = Annotated[str, _one_of(EFFECTS), _enum(EFFECTS)]
MeasureKind = Annotated[str, AfterValidator(_word), _extensible(MEASURE_KINDS)]
ActorKind = Annotated[str, AfterValidator(_word), _extensible(ACTOR_KINDS)]
Verdict = Annotated[str, _one_of(VERDICTS), _enum(VERDICTS)]
