"""A dataset without its drafts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.data.schema import Claim, Dataset, Event, Step, Story


def without_drafts(dataset: Dataset) -> Dataset:
    """The dataset with its finished events alone, and with nothing that refers to another; the same where all are."""
    if not dataset.dataset.draft and not any(event.draft for event in dataset.events):
        return dataset
    events = [event for event in dataset.events if not (event.draft or dataset.dataset.draft)]
    kept = {event.id for event in events}
    about = dataset.dataset.model_copy(
        update={name: _among(getattr(dataset.dataset, name), kept) for name in ("anchors", "finding_events")}
    )
    periods = (period.model_copy(update={"events": _among(period.events, kept)}) for period in dataset.periods)
    changes: dict[str, Any] = {
        "dataset": about,
        "events": tuple(_event(event, kept) for event in events),
        "stories": tuple(story for story in (_story(story, kept) for story in dataset.stories) if _is_told(story)),
        "periods": tuple(periods),
    }
    return dataset.replaced(**changes)


def _among(ids: Collection[str], kept: Collection[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ in kept)


def _event(event: Event, kept: Collection[str]) -> Event:
    relations = tuple(relation for relation in event.relations if relation.event in kept)
    return event if relations == event.relations else event.model_copy(update={"relations": relations})


def _story(story: Story, kept: Collection[str]) -> Story:
    return story.model_copy(update={"steps": _cited(story.steps, kept), "claims": _cited(story.claims, kept)})


def _cited(parts: Collection[Step | Claim], kept: Collection[str]) -> tuple[Step | Claim, ...]:
    """The steps or claims that still have events."""
    left = (part.model_copy(update={"events": _among(part.events, kept)}) for part in parts)
    return tuple(part for part in left if part.events)


def _is_told(story: Story) -> bool:
    return bool(story.parts)
