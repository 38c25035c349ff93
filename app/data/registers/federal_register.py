"""The Federal Register: documents of U.S. agencies, by its API (federalregister.gov/developers)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from app.data.dates import parse_date
from app.data.imports.entries import Entry, Link, plain_text
from app.data.registers.asking import Question, Register
from app.data.registers.network import Network, RegisterFault
from app.data.wording import counted

ADDRESS: Final = "https://www.federalregister.gov/api/v1/documents.json"
FIELDS: Final = (
    *("title", "type", "abstract", "document_number", "html_url", "publication_date", "agencies", "effective_on"),
    *("comments_close_on", "regulation_id_numbers", "docket_ids"),
)
KINDS: Final = {"Rule": "rule", "Proposed Rule": "rule", "Notice": "guidance", "Presidential Document": "rule"}
STAGES: Final = {"Rule": "published", "Proposed Rule": "proposed"}
PER_PAGE: Final = 100
MOST_PAGES: Final = 5
_WORD: Final = re.compile(r"(agency|type):(\S+)")


def is_answer(value: Any) -> bool:
    """Whether a JSON value is an answer of the documents endpoint."""
    return isinstance(value, dict) and any("document_number" in document for document in _documents(value))


def entries(value: Mapping[str, Any]) -> list[Entry]:
    """An entry for each document of an answer that has a title and a date."""
    found = (_entry(document, f"document {number}") for number, document in enumerate(_documents(value), 1))
    return [entry for entry in found if entry]


def lost(value: Mapping[str, Any]) -> list[str]:
    """What an answer tells that its entries do not: fields by their names, documents without a title or a day."""
    documents = _documents(value)
    taken = {*FIELDS, "docket_ids"}
    named = dict.fromkeys(name for each in documents for name, field in each.items() if field and name not in taken)
    bare = len(documents) - len(entries(value))
    return [
        *([f"the fields {', '.join(named)}"] if named else []),
        *([f"{counted(bare, 'document')} without a title or a day"] if bare else []),
    ]


def ask(question: Question, network: Network) -> Iterator[Entry]:
    """What was published since the day asked for: words of the text, `agency:` and `type:` as its search has them."""
    for page in range(1, MOST_PAGES + 1):
        value = network.json(f"{ADDRESS}?{urlencode(_conditions(question, page))}")
        if not isinstance(value, dict) or "count" not in value:
            raise RegisterFault("the Federal Register's answer holds no 'count'; its form may have changed")
        yield from entries(value)
        if page >= int(value.get("total_pages") or 1):
            return
    question.notes.append(f"more than {PER_PAGE * MOST_PAGES} documents match; narrow the query")


def read(content: bytes, _question: Question) -> list[Entry]:
    """The documents of a saved answer."""
    try:
        value = json.loads(content)
    except ValueError:
        raise RegisterFault("is no JSON of the Federal Register") from None
    if not isinstance(value, dict) or not ("count" in value or is_answer(value)):
        raise RegisterFault("is no answer of the Federal Register")
    return entries(value)


def _conditions(question: Question, page: int) -> list[tuple[str, str]]:
    named = _WORD.findall(question.query)
    term = " ".join(_WORD.sub(" ", question.query).split())
    return [
        *([("conditions[term]", term)] if term else []),
        *(("conditions[agencies][]", value) for name, value in named if name == "agency"),
        *(("conditions[type][]", value.upper()) for name, value in named if name == "type"),
        ("conditions[publication_date][gte]", question.since.isoformat()),
        ("order", "oldest"),
        ("per_page", str(PER_PAGE)),
        ("page", str(page)),
        *(("fields[]", field) for field in FIELDS),
    ]


def _entry(document: Mapping[str, Any], where: str) -> Entry | None:
    title, date = plain_text(str(document.get("title") or "")), _day(document.get("publication_date"))
    page, kind = str(document.get("html_url") or ""), str(document.get("type") or "")
    if not title or not date:
        return None
    ahead = _ahead(document, date)
    measure = _measure(document, title, page, ahead) if kind in STAGES else {}
    fields = {
        "kind": KINDS.get(kind, "guidance"),
        "status": "official",
        "jurisdiction": "us",
        "date_note": "day of publication in the Federal Register",
        **({"stage": STAGES[kind]} if measure else {}),
    }
    agencies = [agency for agency in document.get("agencies") or [] if isinstance(agency, dict)]
    names = (plain_text(str(agency.get("name") or agency.get("raw_name") or "")) for agency in agencies)
    return Entry(
        date,
        title,
        where,
        summary=_summary(document, ahead),
        group=kind,
        links=(Link(page, "Federal Register", title, date, "primary"),) if page else (),
        actors=tuple(filter(None, names)),
        fields=fields,
        measure=measure,
        number=str(document.get("document_number") or ""),
    )


def _ahead(document: Mapping[str, Any], date: str) -> dict[str, str]:
    """What a document says is to come after its publication, with the days."""
    dates = {
        "takes effect": _day(document.get("effective_on")),
        "comments close": _day(document.get("comments_close_on")),
    }
    return {what: day for what, day in dates.items() if day > date}


def _summary(document: Mapping[str, Any], ahead: Mapping[str, str]) -> str:
    """The abstract, and the days ahead in words."""
    days = (f"{'It' if what == 'takes effect' else ''} {what} on {day}.".strip() for what, day in ahead.items())
    sentences = (f"{day[0].upper()}{day[1:]}" for day in days)
    return " ".join(filter(None, (plain_text(str(document.get("abstract") or "")), *sentences)))


def _measure(document: Mapping[str, Any], title: str, page: str, ahead: Mapping[str, str]) -> dict[str, Any]:
    """The measure that a document begins: one of which more is to come."""
    planned = [{"date": day, "what": what, "source": page} for what, day in ahead.items() if page]
    numbers = [str(document.get("document_number") or ""), *map(str, document.get("regulation_id_numbers") or [])]
    if not planned:
        return {}
    return {
        "title": title,
        "kind": "rule",
        "jurisdiction": "us",
        "numbers": [number for number in numbers if number],
        "planned": planned,
    }


def _day(value: Any) -> str:
    """A day as its field gives it; "" for anything else."""
    text = str(value or "")
    try:
        return parse_date(text).text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""
    except ValueError:
        return ""


def _documents(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    results = value.get("results", [value] if "document_number" in value else [])
    return [document for document in results if isinstance(document, dict)] if isinstance(results, list) else []


REGISTER: Final = Register(
    "federal-register",
    "rules, proposed rules and notices of U.S. agencies",
    "words of the text, agency:slug, type:RULE, PRORULE, NOTICE or PRESDOCU",
    ask,
    read,
)
