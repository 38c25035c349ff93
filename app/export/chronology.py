"""The events of a view as a chronology to read, in Markdown with footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from app.data.schema import Event, Source
from app.export.citations import citations
from app.export.extract import Extract, notes_in_words, one_line

# What Markdown and its common extensions (tables, formulas, mentions, bare addresses, emoji) take for more than text.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>&#|~$@^]|(?=:\S)|(?<=www)(?=\.)|^(?=[-+=])|(?=!$)")
_NUMBER: Final = re.compile(r"^(\d+)(?=[.)])")  # would begin a numbered list


def markdown(extract: Extract) -> bytes:
    """A chronology by year and month; each source is a footnote, and each page stands in it once."""
    about = extract.dataset.dataset
    pages = [citation.source for citation in citations(extract)]
    lines = [f"# {plain(about.title)}", "", plain(about.description), "", f"**{plain(about.finding)}**", ""]
    lines += [f"- {name}: {plain(fact)}" for name, fact in extract.facts.items()]
    lines += _events(extract, {page.place: number for number, page in enumerate(pages, 1)})
    lines += ["", "## Limits", "", *(f"- {plain(limit)}" for limit in about.limits), ""]
    lines += [
        f"[^{number}]: {_footnote(page, extract.evidence.origin_name(page))}" for number, page in enumerate(pages, 1)
    ]
    return ("\n".join(lines) + "\n").encode()


def plain(text: str) -> str:
    """The text on one line of Markdown that means just this text."""
    return _NUMBER.sub(r"\1\\", _SPECIAL.sub(lambda match: f"\\{match[0]}", one_line(text)))


def _events(extract: Extract, numbers: dict[str, int]) -> Iterator[str]:
    labels = extract.labels
    for year, in_year in groupby(extract.events, lambda event: event.date.earliest.year):
        yield from ("", f"## {year}")
        for month, in_month in groupby(in_year, lambda event: event.date.month_words):
            yield from ("", f"### {month}")
            for event in in_month:
                coded = [labels[event.track], labels[event.direction], extract.grades_in_words(event)]
                yield from _event(event, coded, numbers)


def _event(event: Event, labels: Sequence[str], numbers: dict[str, int]) -> Iterator[str]:
    marks = "".join(f"[^{number}]" for number in dict.fromkeys(numbers[source.place] for source in event.sources))
    yield from ("", f"**{plain(event.date.words)}** — {plain(event.title)}{marks}", "", plain(event.summary))
    for note in notes_in_words(event):
        yield from ("", plain(note))
    yield from ("", f"*{plain('; '.join(labels))}*")


def _footnote(source: Source, origin: str) -> str:
    """A page in a footnote: "Publisher, "Title", date, report by Reuters. <address>"."""
    parts = [source.publisher]
    if source.title:
        parts.append(f"“{source.title}”")
    if origin:
        parts.append(f"report by {origin}")
    if source.published:
        parts.append(source.published.words)
    archived = f" Archived: {_link(source.archived)}" if source.archived else ""
    return f"{plain(', '.join(parts))}. {_link(source.url) if source.url else plain(source.place)}{archived}"


def _link(url: str) -> str:
    return f"<{url}>"
