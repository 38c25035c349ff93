"""What a search leads to beside the events that say its words: claims, steps, measures and terms; and near words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Final

import pandas as pd

from app.analysis.selection import says, vocabulary
from app.analysis.view import View
from app.data.schema import Dataset, Story
from app.data.vocabulary import VERDICTS

Wanted = Sequence[re.Pattern[str]]  # one for each word
MOST_FINDS: Final = 3  # of each kind
MOST_WORDS: Final = 12  # of a search that are looked for
LEAST_LETTERS: Final = 4  # of a word that near ones are looked for
NEAR: Final = 0.75  # how alike two words are, from 0 to 1
LENGTH: Final = 110  # characters of a text that are shown


@dataclass(frozen=True, slots=True)
class Find:
    """A line that leads on: what it leads to, its words, and the query."""

    lead: str
    words: str
    query: str

    @property
    def plain(self) -> dict[str, str]:
        """The find as plain values."""
        return asdict(self)


def finds(dataset: Dataset, events: pd.DataFrame, view: View) -> list[Find]:
    """The near words and the records beside events that the search of a view leads to, MOST_FINDS of each kind."""
    words = view.q.casefold().split()[:MOST_WORDS]
    if not words:
        return []
    wanted = [_pattern(dataset, word) for word in words]
    claims, steps = _claims(dataset, wanted), _steps(dataset, wanted)
    kinds = (_near_words(events, view, words), claims, _measures(dataset, wanted), _terms(dataset, wanted), steps)
    return [find for kind in kinds for find in islice(kind, MOST_FINDS)]


def _pattern(dataset: Dataset, word: str) -> re.Pattern[str]:
    """What finds a word at the beginning of one, or any other name of the term that it names."""
    names = [{name.casefold() for name in (term.name, *term.aliases)} for term in dataset.terms]
    alike = {word}.union(*(those for those in names if word in those))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(alike)))})")


def _near_words(events: pd.DataFrame, view: View, words: list[str]) -> Iterator[Find]:
    """For each word that no event says the nearest that one says."""
    for word in words:
        if len(word) < LEAST_LETTERS or says(events, word):
            continue
        known = vocabulary(events)
        near = max(get_close_matches(word, known, n=3, cutoff=NEAR), key=known.__getitem__, default="")
        if near:
            query = view.changed(q=view.q.casefold().replace(word, near)).query()
            yield Find(f"No event says “{word}”. Did you mean", near, query)


def _claims(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    for story in dataset.stories:
        for number, claim in enumerate(story.claims, 1):
            if _has(wanted, (claim.text, claim.why)):
                lead = f"Claim {number}, {VERDICTS[claim.verdict].label.lower()}:"
                yield Find(lead, _shown(claim.text), _to_step(story, number))


def _steps(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    for story in dataset.stories:
        for number, step in enumerate(story.steps, 1):
            if _has(wanted, (step.text,)):
                yield Find(f"“{story.title}”, step {number}:", _shown(step.text), _to_step(story, number))


def _to_step(story: Story, number: int) -> str:
    return View(tab="stories", story=story.id, step=number).query()


def _measures(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    """The measures whose title, number or summary has the words; each leads to its newest step."""
    newest = {event.measure: event.id for event in dataset.events if event.measure}
    for measure in dataset.measures:
        if measure.id in newest and _has(wanted, (measure.title, *measure.numbers, measure.summary or "")):
            yield Find("Measure:", measure.title, View(event=newest[measure.id]).query())


def _terms(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    for term in dataset.terms:
        if _has(wanted, (term.name, *term.aliases)):
            yield Find("Term:", f"{term.name}: {_shown(term.meaning)}", View(q=term.name).query())


def _has(wanted: Wanted, texts: Iterable[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(pattern.search(text) for pattern in wanted)


def _shown(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1].rsplit(' ', 1)[0]}…"
