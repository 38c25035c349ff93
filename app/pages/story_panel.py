"""HTML of a story: its steps one below the other, or its claims with a verdict each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.analysis.view import View
from app.data.schema import Claim, Dataset, Event, Step, Story
from app.data.vocabulary import VERDICTS
from app.data.wording import counted
from app.pages.templates import TEMPLATES

VERDICT_SYMBOLS: Final = {"supported": "✓", "partly": "◐", "disputed": "≠", "unsupported": "✗"}


def story_html(dataset: Dataset, story: Story, view: View, chart: str = "") -> str:
    """The story with a link to each of its steps."""
    if chart:
        return _printed(dataset, story)
    return TEMPLATES.get_template("stories.html.j2").render(
        story=story,
        story_options=[
            (other.title, view.changed(story=other.id, step=0, event="").query()) for other in dataset.stories
        ],
        verdicts=verdict_words(story),
        verdict_counts=verdict_counts(story),
        steps=[
            step | {"query": view.changed(story=story.id, step=number, event="", from_="", to="").query()}
            for number, step in enumerate(step_contexts(dataset, story), 1)
        ],
    )


def _printed(dataset: Dataset, story: Story) -> str:
    """The whole story in print, with a place for the small chart of each step, and who says so."""
    steps = step_contexts(dataset, story)
    for step in steps:
        for event in step["events"]:
            names = dict.fromkeys(source.publisher for source in dataset.by_id[event["id"]].sources)
            event["publishers"] = ", ".join(names)
    return TEMPLATES.get_template("story_print.html.j2").render(
        story=story, verdicts=verdict_words(story), steps=steps, place="step"
    )


def verdict_counts(story: Story) -> list[tuple[str, str, str, int]]:
    """For each verdict that claims of a story have: its id, its label, its sign, and how many have it."""
    counts = Counter(claim.verdict for claim in story.claims)
    return [(id_, term.label, VERDICT_SYMBOLS[id_], counts[id_]) for id_, term in VERDICTS.items() if counts[id_]]


def story_cards(dataset: Dataset) -> list[dict[str, str]]:
    """What leads to each story: its title, its time and its length, and its query."""
    return [
        {
            "title": story.title,
            "note": f"{time_words(story_events(dataset, story))} · {_length(story)}",
            "query": View(tab="stories", story=story.id).query(),
        }
        for story in dataset.stories
    ]


def story_events(dataset: Dataset, story: Story) -> list[Event]:
    """The events that the steps of a story cite."""
    return [dataset.by_id[id_] for step in story.parts for id_ in step.events]


def time_words(events: Sequence[Event]) -> str:
    """The months from the first to the last of some events: "May 2025 to March 2026"."""
    if not events:
        return ""
    first = min(events, key=lambda event: event.date.earliest)
    last = max(events, key=lambda event: event.date.earliest)
    months = [first.date.month_words, last.date.month_words]
    return months[0] if months[0] == months[1] else " to ".join(months)


def step_words(events: Sequence[Event]) -> str:
    """When a step happened: the date of its only event, or the months of several."""
    return events[0].date.words if len(events) == 1 else time_words(events)


def _length(story: Story) -> str:
    count, noun = len(story.parts), "claim" if story.claims else "step"
    return f"{count} {noun}{'' if count == 1 else 's'}{' checked' if story.claims else ''}"


def verdict_words(story: Story) -> str:
    """How many claims of a story have which verdict; nothing where it has no claims."""
    counts = Counter(claim.verdict for claim in story.claims)
    parts = [f"{counts[term.id]} {term.label.lower()}" for term in VERDICTS.values() if counts[term.id]]
    return f"{counted(len(story.claims), 'claim')}: {', '.join(parts)}." if parts else ""


def step_contexts(dataset: Dataset, story: Story) -> list[dict[str, Any]]:
    """What the templates know of each step of a story."""
    return [_step_context(step, dataset.by_id) for step in story.parts]


def _step_context(step: Step | Claim, events: Mapping[str, Event]) -> dict[str, Any]:
    verdict = step.verdict if isinstance(step, Claim) else ""
    return {
        "text": step.text,
        "verdict": VERDICTS[verdict].label if verdict else "",
        "verdict_id": verdict,
        "span": step_words([events[id_] for id_ in step.events]),
        "symbol": VERDICT_SYMBOLS.get(verdict, ""),
        "why": step.why if isinstance(step, Claim) else "",
        "events": [
            {"id": id_, "label": events[id_].label, "date_words": events[id_].date.words} for id_ in step.events
        ],
    }
