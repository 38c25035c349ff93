"""What a search leads to: the foremost events, actors, claims, measures, terms and steps of its words; near words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Final

import pandas as pd

from app.analysis.selection import facet_counts, says, select, vocabulary
from app.analysis.view import View
from app.data.schema import Dataset, Story
from app.data.vocabulary import VERDICTS
from app.data.wording import counted

Wanted = Sequence[re.Pattern[str]]  # one for each word
MOST_FINDS: Final = 3  # of each kind
MOST_WORDS: Final = 12  # of a search that are looked for
LOOKED: Final = 200  # events that are looked at for the words in their names, the foremost
LEAST_LETTERS: Final = 4  # of a word that near ones are looked for
NEAR: Final = 0.75  # how alike two words are, from 0 to 1
NAMED: Final = ("id", "date_words", "label", "title")
LENGTH: Final = 110  # characters of a text that are shown


@dataclass(frozen=True, slots=True)
class Find:
    """A line that leads on: what it leads to, its words, the query, and the id of the part of the page, if any."""

    lead: str
    words: str
    query: str
    place: str = ""

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
    kinds = (
        _near_words(events, view, words),
        _events(events, view, wanted),
        _actors(dataset, events, wanted),
        _claims(dataset, wanted),
        _measures(dataset, events, wanted),
        _terms(dataset, wanted),
        _steps(dataset, wanted),
    )
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


def _events(events: pd.DataFrame, view: View, wanted: Wanted) -> Iterator[Find]:
    """The events that have the words in their names, the foremost first."""
    said = select(events, View(q=view.q)).shown.nsmallest(LOOKED, "rank")
    for id_, date, label, title in zip(*(said[name].tolist() for name in NAMED), strict=True):
        if _has(wanted, (label, title)):
            yield Find(f"{date}:", label, View(event=id_).query(), "details")


def _actors(dataset: Dataset, events: pd.DataFrame, wanted: Wanted) -> Iterator[Find]:
    """The actors of such a name, those named most first; a text may mention one that its event does not name."""
    counts = facet_counts(events, View())["actor"]
    for actor in sorted(dataset.actors, key=lambda actor: -counts.get(actor.id, 0)):
        if actor.id in counts and _has(wanted, (actor.searched,)):
            words = f"{actor.name}, named as an actor in {counted(counts[actor.id], 'event')}"
            yield Find("Actor:", words, View(actor=(actor.id,)).query())


def _measures(dataset: Dataset, events: pd.DataFrame, wanted: Wanted) -> Iterator[Find]:
    """The measures whose title, number or summary has the words."""
    counts = facet_counts(events, View())["measure"]
    for measure in dataset.measures:
        if measure.id in counts and _has(wanted, (measure.title, *measure.numbers, measure.summary or "")):
            words = f"{measure.title}, moved by {counted(counts[measure.id], 'event')}"
            yield Find("Measure:", words, View(tab="measures", measure=(measure.id,)).query())


def _claims(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    for story in dataset.stories:
        for number, claim in enumerate(story.claims, 1):
            if _has(wanted, (claim.text, claim.why)):
                lead = f"Claim {number}, {VERDICTS[claim.verdict].label.lower()}:"
                yield Find(lead, _shown(claim.text), _to_step(story, number), "panel")


def _steps(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    for story in dataset.stories:
        for number, step in enumerate(story.steps, 1):
            if _has(wanted, (step.text,)):
                yield Find(f"“{story.title}”, step {number}:", _shown(step.text), _to_step(story, number), "panel")


def _to_step(story: Story, number: int) -> str:
    return View(tab="stories", story=story.id, step=number).query()


def _terms(dataset: Dataset, wanted: Wanted) -> Iterator[Find]:
    for term in dataset.terms:
        if _has(wanted, (term.name, *term.aliases)):
            yield Find("Term:", f"{term.name}: {_shown(term.meaning)}", View(tab="method").query(), f"term-{term.id}")


def _has(wanted: Wanted, texts: Iterable[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(pattern.search(text) for pattern in wanted)


def _shown(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1].rsplit(' ', 1)[0]}…"
