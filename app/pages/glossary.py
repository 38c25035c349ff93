"""The terms that a dataset explains, found in a text and shown where each first stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.data.schema import Dataset
from app.pages.templates import marked


@dataclass(frozen=True, slots=True)
class Glossary:
    """The meanings of terms by each way to write them, and the pattern that finds these in a text."""

    meanings: Mapping[str, tuple[str, str]]  # the id of the term, and its meaning
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, dataset: Dataset) -> Glossary:
        """The glossary of a dataset; one without terms explains nothing."""
        meanings = {
            name: (term.id, f"{term.name}: {term.meaning}")
            for term in dataset.terms
            for name in (term.name, *term.aliases)
        }
        names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True))
        return cls(meanings, re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None)

    def explained(self, text: str, words: Sequence[str] = ()) -> Markup:
        """The text as HTML with the meaning of each term at its first use; `words` are marked."""
        if self.pattern is None:
            return marked(text, words)
        parts, last, known = [], 0, set()
        for match in self.pattern.finditer(text):
            term, meaning = self.meanings[match[0]]
            if term not in known:
                known.add(term)
                abbreviation = Markup('<abbr title="{}">{}</abbr>').format(meaning, marked(match[0], words))
                parts += [marked(text[last : match.start()], words), abbreviation]
                last = match.end()
        return escape("").join([*parts, marked(text[last:], words)])
