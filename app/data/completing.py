"""What a data file may leave out, filled in so that no reader of a dataset need ask for it.

An event without a track belongs to the only one. Without sides there is one, of all. Without directions each event goes
the way of its track, so that colours come from tracks. A draft is called by its title or its label, whichever it has,
and stands in the first lane, not coded, until it says more. `model_fields_set` still tells what the file states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from app.data.schema import Dataset, Direction, Event, Side, Track

LONGEST_LABEL: Final = 42
ALL: Final = Side(id="all", label="All", place="between")
NEITHER: Final = Side(id="neither-side", label="Neither side", place="between")
NOT_CODED: Final = Direction(id="not-coded", label="Not coded", effect="neutral")


def completed(dataset: Dataset) -> Dataset:
    """The dataset with what it implies; the same one where it leaves nothing out."""
    sides, tracks = _with_sides(dataset)
    events = _Events.of(dataset, tracks)
    changed = tuple(events.completed(event) for event in dataset.events)
    uncoded = any(event.direction == NOT_CODED.id for event in changed) and NOT_CODED not in events.directions
    directions = (*events.directions, NOT_CODED) if uncoded else events.directions
    same = all(new is old for new, old in zip(changed, dataset.events, strict=True))
    if same and tracks is dataset.tracks and directions is dataset.directions:
        return dataset
    return dataset.replaced(sides=sides, tracks=tracks, directions=directions, events=changed)


def _with_sides(dataset: Dataset) -> tuple[tuple[Side, ...], tuple[Track, ...]]:
    """The sides, and the tracks with a side each."""
    if all(track.side for track in dataset.tracks):
        return dataset.sides, dataset.tracks
    among = (side for side in dataset.sides if side.place == "between")
    side = next(among, NEITHER if dataset.sides else ALL)
    sides = dataset.sides if side in dataset.sides else (*dataset.sides, side)
    tracks = tuple(track if track.side else track.model_copy(update={"side": side.id}) for track in dataset.tracks)
    return sides, tracks


@dataclass(frozen=True, slots=True)
class _Events:
    """What events that leave something out get in its place."""

    all_drafts: bool
    tracks: tuple[Track, ...]
    directions: tuple[Direction, ...]
    by_track: bool
    neutral: str  # the direction of a draft that states none

    @classmethod
    def of(cls, dataset: Dataset, tracks: tuple[Track, ...]) -> _Events:
        ways = dataset.directions or tuple(
            Direction(id=track.id, label=track.label, effect="neutral", colour=track.colour) for track in tracks
        )
        neutral = (way.id for way in ways if way.effect == "neutral" and not way.side)
        return cls(dataset.dataset.draft, tracks, ways, not dataset.directions, next(neutral, NOT_CODED.id))

    def completed(self, event: Event) -> Event:
        is_draft = event.draft or self.all_drafts
        changes: dict[str, Any] = _names(event) if is_draft else {}
        if not event.track and (is_draft or len(self.tracks) == 1):
            changes["track"] = self.tracks[0].id
        if not event.direction and self.by_track:
            changes["direction"] = changes.get("track", event.track)
        elif not event.direction and is_draft:
            changes["direction"] = self.neutral
        return _with(event, changes) if changes else event


def _names(event: Event) -> dict[str, Any]:
    """What a draft is called where it has a label or a title alone."""
    if event.title and not event.label:
        return {"label": shortened_label(event.title)}
    return {"title": event.label} if event.label and not event.title else {}


def _with(event: Event, changes: dict[str, Any]) -> Event:
    values = {name: getattr(event, name) for name in Event.model_fields}
    return Event.model_construct(_fields_set=event.model_fields_set, **values | changes)


def shortened_label(title: str) -> str:
    """The name on the chart that a title gives: its first whole words, as far as there is room."""
    text = title.rstrip(".")
    if len(text) <= LONGEST_LABEL:
        return text
    cut = text[: LONGEST_LABEL - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
