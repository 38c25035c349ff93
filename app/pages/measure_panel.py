"""HTML of the measures: the ladder of the bills, the life-line of each measure, and each with its steps in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import pandas as pd

from app.analysis.measure_status import STANDINGS, days_without_step, measure_status
from app.data.schema import Dataset, Event, Measure
from app.data.wording import counted
from app.figures.life_lines import life_axis, life_line, planned_words
from app.figures.spots import direction_look
from app.pages.templates import TEMPLATES

# The rungs of a bill's ladder, each with the stages that reach it.
LADDER: Final = (
    ("Introduced", ("introduced",)),
    ("Committee", ("committee-passed",)),
    ("One house", ("passed-house", "passed-senate")),
    ("Both houses", ()),
    ("Law", ("enacted",)),
)
ONE_HOUSE: Final = 2


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of a ladder: the date and the vote with which a bill reached it, or nothing."""

    reached: bool
    words: str = ""
    vote: str = ""
    passed: bool = False  # the bill went on from here


def measures_html(context: Mapping[str, Any], chart: str = "") -> str:
    """Ladder, life-lines and list of a `measures_context`; in print the charts alone, or the one that is named."""
    return TEMPLATES.get_template("measures.html.j2").render(**context, chart=chart)


def measures_context(dataset: Dataset, measures: pd.DataFrame, today: dt.date) -> dict[str, Any]:
    """What the templates know of the measures of a frame."""
    rows = measure_contexts(dataset, measures, today)
    bills = [row for row in rows if row["kind"] == "bill"]
    through = dataset.dataset.coverage.through.words
    return {
        "headline": headline(bills, through) if bills else f"{_counted(rows)} as of {through}.",
        "words": f"{_counted(rows)}. All of it as of {through}; what happened since is not known here.",
        "years": rows[0]["years"] if rows else [],
        "through": through,
        "bills": sorted(bills, key=lambda bill: (bill["status"].standing == "ended", -bill["height"])),
        "rungs": [name for name, _ in LADDER],
        "groups": [(name, [row for row in rows if row["status"].standing == id_]) for id_, name in STANDINGS.items()],
        "kinds": [
            (dataset.vocabulary("measure_kinds")[kind].label, list(group))
            for kind, group in groupby(rows, lambda row: str(row["kind"]))
        ],
        "looks": [(one.label, direction_look(one.id, dataset)) for one in dataset.directions],
    }


def headline(bills: Sequence[Mapping[str, Any]], through: str) -> str:
    """How many bills have become law, and how far the others came."""
    laws = [bill["title"] for bill in bills if bill["status"].id == "law"]
    noun = "bill is" if len(bills) == 1 else "bills is" if len(laws) < 2 else "bills are"
    known = f"{len(laws) or 'None'} of {len(bills)} {noun} law as of {through}"
    counts = [(word, sum(bill["status"].id == id_ for bill in bills)) for id_, word in _FAR.items()]
    others = ", ".join(f"{count} {word}" for word, count in counts if count)
    named = f" ({'; '.join(laws)})" if len(laws) in (1, 2) else ""
    return f"{known}{named}{': ' if others else ''}{others}."


_FAR: Final = {
    "passed-both-houses": "passed both houses",
    "passed-one-house": "passed one house",
    "passed-committee": "passed a committee",
    "in-committee": "in committee",
    "dropped": "dropped",
    "died": "died",
}


def _counted(rows: Sequence[Mapping[str, Any]]) -> str:
    """How many measures there are, and how many stand in which way."""
    counts = [(name.lower(), sum(row["status"].standing == id_ for row in rows)) for id_, name in STANDINGS.items()]
    return f"{counted(len(rows), 'measure')}: {', '.join(f'{count} {name}' for name, count in counts if count)}"


def measure_contexts(dataset: Dataset, measures: pd.DataFrame, today: dt.date) -> list[dict[str, Any]]:
    """What the templates know of each measure of a frame, by kind, as of a day."""
    records = {measure.id: measure for measure in dataset.measures}
    rows = [
        _measure_context(records[row["id"]], [dataset.by_id[event] for event in row["events"]], dataset, today)
        for row in measures.to_dict("records")
    ]
    axis = life_axis([step for row in rows for step in row["events"]], dataset)
    years = list(axis.years())
    for row in rows:
        row["life"] = life_line(row["measure"], row["events"], row["status"], dataset, axis)
        row["years"] = years
    kinds = list(dataset.vocabulary("measure_kinds"))
    return sorted(rows, key=lambda row: kinds.index(row["kind"]))


def _measure_context(measure: Measure, steps: list[Event], dataset: Dataset, today: dt.date) -> dict[str, Any]:
    last = steps[-1]
    status = measure_status(measure, steps, dataset)
    rungs = ladder(steps)
    return {
        **measure.model_dump(include={"id", "title", "kind", "numbers", "sponsor", "summary"}),
        "measure": measure,
        "events": steps,
        "status": status,
        "state": status.words,
        "rungs": rungs,
        "height": max((place for place, rung in enumerate(rungs) if rung.reached), default=-1),
        "last_words": last.date.words,
        "since_words": _since_words(last, today, dataset),
        "steps": [_step_context(step, dataset) for step in steps],
        "planned": [
            {
                "when": _sentence_case(planned_words(ahead.date.words, ahead.date.latest, today)),
                "what": ahead.what,
                "source": ahead.source,
            }
            for ahead in measure.planned
        ],
    }


def _since_words(last: Event, today: dt.date, dataset: Dataset) -> str:
    """How long ago the last step was: "127 days to 31 July 2026", today or the end of the coverage."""
    through = dataset.dataset.coverage.through
    end = through.words if through.earliest <= today else f"{today.day} {today:%B %Y}"
    days = days_without_step(last.date.latest or last.date.earliest, today, dataset)
    return f"{counted(days, 'day')} to {end}"


def ladder(steps: Sequence[Event]) -> list[Rung]:
    """The rungs of a bill; a rung that the data do not name is reached where a higher one is."""
    found = [[step for step in steps if step.stage in stages] for _, stages in LADDER]
    houses = {step.stage: step for step in found[ONE_HOUSE]}
    if len(houses) > 1:
        found[ONE_HOUSE + 1] = [list(houses.values())[1]]
    top = max((place for place, reached in enumerate(found) if reached), default=-1)
    if any(step.stage in ("referred", "hearing") for step in steps):
        top = max(top, 0)
    return [
        Rung(
            place <= top,
            reached[0].date.words if reached else "",
            (reached[0].vote or "") if reached else "",
            place < top,
        )
        for place, reached in enumerate(found)
    ]


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _step_context(step: Event, dataset: Dataset) -> Mapping[str, Any]:
    return {
        "id": step.id,
        "label": step.label,
        "date_words": step.date.words,
        "stage": dataset.vocabulary("stages")[step.stage].label.lower() if step.stage else "",
        "vote": step.vote or "",
        "source": next((source.url for source in step.sources if source.url), ""),
        "publisher": step.sources[0].publisher if step.sources else "",
    }
