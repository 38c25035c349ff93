"""Measures as life-lines: their dated steps with the names of the stages, solid as far as the data reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.analysis.measure_status import Status
from app.data.schema import Dataset, Event, Measure
from app.figures.spots import Spot, event_spot
from app.figures.time_axis import Caption, TimeAxis, captions


@dataclass(frozen=True, slots=True)
class LifeLine:
    """A line from the first step to the end of the measure, or to the end of the coverage, with its marks."""

    start: float
    end: float
    ended: bool
    spots: list[Spot]
    captions: list[Caption]
    planned: list[tuple[float, str]]  # known dates ahead within the axis, each with its words
    words: str


def life_axis(steps: Iterable[Event], dataset: Dataset) -> TimeAxis:
    """The days from the first of some steps to the last known date: the end of the coverage, or a later step."""
    days = [step.date.earliest for step in steps]
    coverage = dataset.dataset.coverage
    through = coverage.through.earliest
    return TimeAxis(min([*days, through]), max([*days, through]))


def life_line(measure: Measure, steps: Sequence[Event], status: Status, dataset: Dataset, axis: TimeAxis) -> LifeLine:
    """The life-line of a measure with at least one step.

    A mark has the look that its event has on the timeline, so that its colour says what the step does.
    """
    spots = [event_spot(step, axis.at(step.date.earliest), dataset) for step in steps]
    named = [
        (spot.x, dataset.vocabulary("stages")[step.stage].label.lower() if step.stage else "")
        for spot, step in zip(spots, steps, strict=True)
    ]
    ended = status.standing == "ended"
    end = axis.at(_end(measure, steps) if ended else axis.last)
    ahead = [(axis.at(one.date.earliest), f"{one.date.words}: {one.what}") for one in measure.planned]
    return LifeLine(
        spots[0].x,
        end,
        ended,
        spots,
        captions(named),
        [one for one in ahead if one[0] < axis.at(axis.last)],
        f"{measure.title}: {'; '.join(_step_words(step, dataset) for step in steps)}. {status.words}.",
    )


def _end(measure: Measure, steps: Sequence[Event]) -> dt.date:
    return measure.lapsed.earliest if measure.lapsed else [step for step in steps if step.stage][-1].date.earliest


def _step_words(step: Event, dataset: Dataset) -> str:
    stage = f"{dataset.vocabulary('stages')[step.stage].label.lower()}, " if step.stage else ""
    return f"{step.date.words}, {stage}{step.label}"


def planned_words(words: str, latest: dt.date | None, today: dt.date) -> str:
    """A known date ahead in words; one that has passed claims nothing."""
    return f"due {words}, outcome not known here" if (latest or today) < today else f"planned for {words}"
