"""HTML of a story: its steps one below the other, or its claims with a verdict each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from app.analysis.reading import story_steps
from app.analysis.view import View
from app.data.schema import Claim, Dataset, Event, Step, Story
from app.data.vocabulary import VERDICTS
from app.data.wording import counted
from app.pages.templates import TEMPLATES

VERDICT_SYMBOLS: Final = {"supported": "✓", "partly": "◐", "disputed": "≠", "unsupported": "✗"}


def story_html(dataset: Dataset, story: Story, view: View, chart: str = "") -> str:
    """The story with a link to each of its steps."""
    return TEMPLATES.get_template("stories.html.j2").render(
        story=story,
        chart=chart,
        story_options=[
            (other.title, view.changed(story=other.id, step=0, event="").query()) for other in dataset.stories
        ],
        verdicts=verdict_words(story),
        steps=[
            step | {"query": view.changed(story=story.id, step=number, event="", from_="", to="").query()}
            for number, step in enumerate(step_contexts(dataset, story), 1)
        ],
    )


def verdict_words(story: Story) -> str:
    """How many claims of a story have which verdict; nothing where it has no claims."""
    counts = Counter(claim.verdict for claim in story.claims)
    parts = [f"{counts[term.id]} {term.label.lower()}" for term in VERDICTS.values() if counts[term.id]]
    return f"{counted(len(story.claims), 'claim')}: {', '.join(parts)}." if parts else ""


def step_contexts(dataset: Dataset, story: Story) -> list[dict[str, Any]]:
    """What the templates know of each step of a story."""
    return [_step_context(step, dataset.by_id) for step in story_steps(story)]


def _step_context(step: Step | Claim, events: Mapping[str, Event]) -> dict[str, Any]:
    verdict = step.verdict if isinstance(step, Claim) else ""
    return {
        "text": step.text,
        "verdict": VERDICTS[verdict].label if verdict else "",
        "symbol": VERDICT_SYMBOLS.get(verdict, ""),
        "why": step.why if isinstance(step, Claim) else "",
        "events": [
            {"id": id_, "label": events[id_].label, "date_words": events[id_].date.words} for id_ in step.events
        ],
    }
