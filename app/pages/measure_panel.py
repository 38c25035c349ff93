"""HTML of the measures: the bills as a tracker, and each measure with its steps and its known dates ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

import pandas as pd

from app.data.schema import Dataset, Event, Measure
from app.data.vocabulary import ENDED_STAGES, MEASURE_KINDS, STAGES
from app.figures.life_lines import planned_words
from app.pages.templates import TEMPLATES

BILL_ORDER: Final = (
    "introduced",
    "referred",
    "hearing",
    "committee-passed",
    "passed-house",
    "passed-senate",
    "enacted",
)


def measures_html(dataset: Dataset, measures: pd.DataFrame, today: dt.date) -> str:
    """The measures of a frame, by kind, as of a day."""
    rows = measure_contexts(dataset, measures, today)
    pending = sum(row["pending"] for row in rows)
    return TEMPLATES.get_template("measures.html.j2").render(
        words=f"{len(rows)} measures, {pending} of them without an end that the data know.",
        bills=[row for row in rows if row["kind"] == "bill"],
        kinds=[(MEASURE_KINDS[kind].label, list(group)) for kind, group in groupby(rows, lambda row: str(row["kind"]))],
    )


def measure_contexts(dataset: Dataset, measures: pd.DataFrame, today: dt.date) -> list[dict[str, Any]]:
    """What the templates know of the measures of a frame, by kind, as of a day."""
    records = {measure.id: measure for measure in dataset.measures}
    rows = [
        _measure_context(records[row["id"]], [dataset.by_id[event] for event in row["events"]], dataset, today)
        for row in measures.to_dict("records")
    ]
    return sorted(rows, key=lambda row: list(MEASURE_KINDS).index(row["kind"]))


def _measure_context(measure: Measure, steps: list[Event], dataset: Dataset, today: dt.date) -> dict[str, Any]:
    staged = [step for step in steps if step.stage]
    last = steps[-1]
    stage = staged[-1].stage if staged else None
    through = dataset.dataset.coverage.through.words
    pending = stage not in ENDED_STAGES and not measure.lapsed
    return {
        **measure.model_dump(include={"id", "title", "kind", "numbers", "sponsor", "summary"}),
        "pending": pending,
        "state": _state(measure, staged, through, pending=pending),
        "furthest": STAGES[_furthest(staged)].label if staged else "",
        "votes": [step.vote for step in steps if step.vote],
        "last_words": last.date.words,
        "days_since": (today - (last.date.latest or last.date.earliest)).days,
        "steps": [_step_context(step) for step in steps],
        "planned": [
            {
                "when": _sentence_case(planned_words(ahead.date.words, ahead.date.latest, today)),
                "what": ahead.what,
                "source": ahead.source,
            }
            for ahead in measure.planned
        ],
    }


def _state(measure: Measure, staged: list[Event], through: str, *, pending: bool) -> str:
    """The newest stage with its date, and whether that is an end."""
    parts = [f"{STAGES[staged[-1].stage or ''].label}, {staged[-1].date.words}"] if staged else ["no stage known"]
    if measure.lapsed:
        parts.append(f"lapsed on {measure.lapsed.words}")
    elif pending:
        parts.append(f"pending as of {through}")
    return "; ".join(parts)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _furthest(staged: list[Event]) -> str:
    """The stage of a bill that is nearest to law; for other measures the newest."""
    ranked = [step.stage for step in staged if step.stage in BILL_ORDER]
    newest = staged[-1].stage or ""
    if newest in ENDED_STAGES or not ranked:
        return newest
    return max((stage for stage in ranked if stage), key=BILL_ORDER.index)


def _step_context(step: Event) -> Mapping[str, Any]:
    return {
        "id": step.id,
        "label": step.label,
        "date_words": step.date.words,
        "stage": STAGES[step.stage].label.lower() if step.stage else "",
        "source": step.sources[0].url,
        "publisher": step.sources[0].publisher,
    }
