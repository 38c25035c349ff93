"""A commented event for curators to start from; put at the end of `events` it passes the checks."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.schema import Dataset, Event
from app.data.vocabulary import KINDS, SIGNIFICANCES, STATUSES, Vocabulary

SUMMARY = """>-
      Say here in twenty to ninety plain words of your own what happened, with the exact figures and dates,
      and why it matters to this story. State nothing beyond what the sources below bear out."""


def record_template(dataset: Dataset) -> str:
    """The template as YAML, indented as it stands in the file, with the meaning of each field beside it."""
    lines = ["# A new event for the list 'events', in its place by date. Optional fields are commented out."]
    for name, value in _values(dataset).items():
        field = Event.model_fields[name]
        lines.append(f"    # {field.description}{_choices(name, dataset)}")
        lines.append(f"    {'' if field.is_required() else '# '}{name}: {value}")
    lines[1:3] = [lines[1].replace("    #", "  #", 1), lines[2].replace("    id:", "  - id:", 1)]
    return "\n".join(lines) + "\n"


def _values(dataset: Dataset) -> Mapping[str, str]:
    """A correct value for each field, in this topic's own words."""
    day = dataset.dataset.coverage.through.text
    last = max(dataset.events, key=lambda event: event.date)
    return {
        "id": "a-new-event",
        "date": f'"{day}"',
        "date_note": "day of the announcement, by the clock of the capital",
        "label": "What happened, for the chart",
        "title": "The actor did something to something on that day.",
        "summary": SUMMARY,
        "track": dataset.tracks[0].id,
        "tags": f"[{dataset.tags[0].id}]" if dataset.tags else "[]",
        "kind": "rule",
        "jurisdiction": last.jurisdiction,
        "direction": dataset.directions[0].id,
        "status": "reported",
        "significance": "1",
        "actors": f"[{dataset.actors[0].id}]",
        "measure": dataset.measures[0].id if dataset.measures else "some-measure",
        "stage": "published",
        "vote": "42-0",
        "relations": f"[{{type: responds_to, event: {last.id}, basis: inferred}}]",
        "figures": "[{name: Duty, value: 25, unit: percent}]",
        "sources": '[{url: "https://example.org/page", publisher: Name of the outlet, kind: press}]',
        "conflicts": "One page says this, another that.",
    }


def _choices(name: str, dataset: Dataset) -> str:
    general: dict[str, Vocabulary] = {"kind": KINDS, "status": STATUSES, "significance": SIGNIFICANCES}
    if name in general:
        return f": {', '.join(general[name])}"
    if name in ("track", "direction"):
        declared = dataset.tracks if name == "track" else dataset.directions
        return f": {', '.join(record.id for record in declared)}"
    return ""
