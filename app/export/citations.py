"""The sources of a view as citations: BibTeX, RIS and CSL-JSON, each page once."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Final

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from rispy.writer import RisWriter

from app.data.dates import PartialDate
from app.data.schema import Event, Source
from app.export.extract import Extract, one_line

# What TeX takes for more than text; other letters stay, in UTF-8, which BibTeX and Biber read.
TEX_ESCAPES: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A page with the events that it bears out."""

    source: Source
    events: tuple[Event, ...]
    author: str  # whose report or document it is

    @property
    def key(self) -> str:
        """A key that stays as long as publisher, year and address do: "reuters-2025-0a1b2c3d"."""
        name = re.sub(r"[^a-z0-9]+", "-", self.source.publisher.lower()).strip("-") or "page"
        year = f"-{self.source.published.earliest.year}" if self.source.published else ""
        return f"{name}{year}-{hashlib.sha256(self.source.place.encode()).hexdigest()[:8]}"

    @property
    def title(self) -> str:
        """The title of the page; where none was noted, what it bears out, in brackets as citation styles ask."""
        return one_line(self.source.title or f"[On: {self.events[0].label}]")

    @property
    def note(self) -> str:
        """What the fields of a citation do not hold."""
        parts = [f"Events: {', '.join(event.id for event in self.events)}", f"Kind of source: {self.source.kind}"]
        if not self.source.url:
            parts.append(f"Document: {self.source.place}")
        if self.source.archived:
            parts.append(f"Archived: {self.source.archived}")
        return ". ".join(parts)


def citations(extract: Extract) -> list[Citation]:
    """The pages cited by the events of an extract, in the order of the events, each once."""
    sources: dict[str, Source] = {}
    events: dict[str, list[Event]] = {}
    for event in extract.events:
        for source in event.sources:
            sources[source.place] = _fuller(sources.get(source.place, source), source)
            events.setdefault(source.place, []).append(event)
    return [
        Citation(source, tuple(events[url]), extract.evidence.origin_name(source) or source.publisher)
        for url, source in sources.items()
    ]


def bibtex(extract: Extract) -> bytes:
    """The sources of a view for BibTeX and Biber."""
    entries = [Entry("misc", citation.key, _bibtex_fields(citation)) for citation in citations(extract)]
    comment = "".join(f"% {line.replace('@', ' at ')}\n" for line in _heading(extract))  # "@" would begin an entry
    return f"{comment}\n{write_string(Library([*entries]), unparse_stack=())}".encode()


def ris(extract: Extract) -> bytes:
    """The sources of a view for reference managers."""
    database = {"name_of_database": _database(extract)}
    references = [_ris_fields(citation) | database for citation in citations(extract)]
    text: str = rispy.dumps(references, implementation=_Unnumbered)
    return text.encode()


def csl_json(extract: Extract) -> bytes:
    """The sources of a view in the JSON of the Citation Style Language."""
    database = {"source": _database(extract)}
    cited = [_csl_fields(citation) | database for citation in citations(extract)]
    return f"{json.dumps(cited, ensure_ascii=False, indent=1)}\n".encode()


def _database(extract: Extract) -> str:
    """What a reader of a single citation is to know: dataset, version and view, for these formats have no heading."""
    facts = extract.facts
    return one_line(f"{extract.dataset.dataset.title}, data {facts['Data version']}. {facts['View']}")


def _fuller(first: Source, second: Source) -> Source:
    """The first record of a page, with what only the second says."""
    missing = {name: value for name, value in second if value is not None and getattr(first, name) is None}
    return first.model_copy(update=missing)


def _heading(extract: Extract) -> list[str]:
    return [
        one_line(extract.dataset.dataset.title),
        *(f"{name}: {one_line(fact)}" for name, fact in extract.facts.items()),
    ]


def _bibtex_fields(citation: Citation) -> list[Field]:
    source, published = citation.source, citation.source.published
    fields = {
        "author": f"{{{_tex(citation.author)}}}",  # braces keep a body's name and a title as they are written
        "title": f"{{{_tex(citation.title)}}}",
        "howpublished": _tex(source.publisher),
        "year": str(published.earliest.year) if published else None,
        "month": str(published.earliest.month) if published and _has_month(published) else None,
        "date": published.text if published else None,
        "language": source.language,
        "url": source.url.replace("{", "%7B").replace("}", "%7D"),
        "note": _tex(citation.note),
    }
    return [Field(name, f"{{{text}}}") for name, text in fields.items() if text]


def _tex(text: str) -> str:
    return one_line(text).translate(TEX_ESCAPES)


class _Unnumbered(RisWriter):  # type: ignore[misc]  # rispy states no types
    """Writes RIS without the running numbers between references, which the format does not know."""

    def set_header(self, count: int) -> str:  # noqa: ARG002
        return ""


def _ris_fields(citation: Citation) -> dict[str, Any]:
    source, published = citation.source, citation.source.published
    fields: dict[str, Any] = {
        "type_of_reference": "ELEC",
        "id": citation.key,
        "authors": [_institution(citation.author)],
        "title": citation.title,
        "publisher": one_line(source.publisher),
        "language": source.language,
        **({"urls": [source.url]} if source.url else {}),
        "notes": [citation.note],
    }
    if published:
        fields["year"] = str(published.earliest.year)
        fields["date"] = "/".join([*map(_two_digits, _known_parts(published)), "", ""][:3]) + "/"
    return fields


def _institution(name: str) -> str:
    """The name of an institution without commas, of which each would make a person of it."""
    return re.sub(r"\s*,\s*", " ", one_line(name)).strip()


def _csl_fields(citation: Citation) -> dict[str, Any]:
    source, published = citation.source, citation.source.published
    fields: dict[str, Any] = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": one_line(citation.author)}],
        "container-title": one_line(source.publisher),
        "language": source.language,
        **({"URL": source.url} if source.url else {}),
        "note": citation.note,
    }
    if published:
        fields["issued"] = {"date-parts": [_known_parts(published)]}
        if published.approximate or published.uncertain:
            fields["issued"]["circa"] = True
    return fields


def _known_parts(date: PartialDate) -> list[int]:
    """Year, month and day of the beginning of a date, as far as they are known."""
    return [int(part) for part in date.text.split("/")[0].rstrip("~?%").split("-")]


def _has_month(date: PartialDate) -> bool:
    return len(_known_parts(date)) > 1


def _two_digits(part: int) -> str:
    return f"{part:02}"
