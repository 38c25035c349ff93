"""HTML of a story: its steps one below the other, or its claims with a verdict each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Final

from app.fragments.templates import TEMPLATES
from app.schema import Claim, Dataset, Step, Story
from app.view import View
from app.vocabulary import VERDICTS

VERDICT_SYMBOLS: Final = {"supported": "✓", "partly": "◐", "disputed": "≠", "unsupported": "✗"}


def story_html(dataset: Dataset, story: Story, view: View) -> str:
    """The story with a link to each of its steps."""
    return TEMPLATES.get_template("stories.html.j2").render(
        story=story,
        story_options=[
            (other.title, replace(view, story=other.id, step=0, event="").query()) for other in dataset.stories
        ],
        verdicts=_verdict_words(story),
        steps=[_step_context(step, number, dataset, story, view) for number, step in enumerate(story_steps(story), 1)],
    )


def story_steps(story: Story) -> tuple[Step | Claim, ...]:
    """The steps of a story, or its claims where it has claims."""
    return story.steps or story.claims


def _verdict_words(story: Story) -> str:
    counts = Counter(claim.verdict for claim in story.claims)
    parts = [f"{counts[term.id]} {term.label.lower()}" for term in VERDICTS.values() if counts[term.id]]
    return f"{len(story.claims)} claims: {', '.join(parts)}." if parts else ""


def _step_context(step: Step | Claim, number: int, dataset: Dataset, story: Story, view: View) -> dict[str, Any]:
    events = [dataset.by_id[id_] for id_ in step.events]
    verdict = step.verdict if isinstance(step, Claim) else ""
    return {
        "text": step.text,
        "verdict": VERDICTS[verdict].label if verdict else "",
        "symbol": VERDICT_SYMBOLS.get(verdict, ""),
        "why": step.why if isinstance(step, Claim) else "",
        "query": replace(view, story=story.id, step=number, event="", from_="", to="").query(),
        "events": [{"id": event.id, "label": event.label, "date_words": event.date.words} for event in events],
    }
