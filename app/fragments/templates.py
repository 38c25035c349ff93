"""The Jinja templates, and what every page needs to fill them.

Jinja escapes every text; addresses passed the schema, which allows https alone.
"""

from __future__ import annotations

from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from app.dates import ORDER_IN_WORDS
from app.schema import Dataset
from app.theme import FILLS, SYMBOLS, direction_colours
from app.vocabulary import STATUSES

TEMPLATES: Final = Environment(
    loader=PackageLoader("app.fragments"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
BUTTONS: Final = (
    ("zoom-in", "Zoom in"),
    ("zoom-out", "Zoom out"),
    ("reset", "Opening range"),
    ("whole", "Whole period"),
)
NOTES: Final = (
    "A point is one day; a bar is a span, or a date known only to the month or year. "
    f"{ORDER_IN_WORDS} Drag across the chart or the strip above it to zoom; choose a mark to read its sources."
)


def page_context(dataset: Dataset) -> dict[str, Any]:
    """What the base page shows of a dataset."""
    coverage = dataset.dataset.coverage
    return {
        "about": dataset.dataset,
        "buttons": BUTTONS,
        "notes": NOTES,
        "coverage": f"{coverage.start.words} to {coverage.through.words}",
    }


def direction_keys(dataset: Dataset) -> list[dict[str, str]]:
    """Each direction with the colour and shape of its marks."""
    colours = direction_colours(dataset)
    return [
        {"id": record.id, "label": record.label, "shape": SYMBOLS[record.effect], "colour": colours[record.id]}
        for record in dataset.directions
    ]


def status_keys() -> list[dict[str, str]]:
    """Each status with the fill of its marks."""
    fills = {"": "filled", "-open": "open"}
    return [
        {
            "id": term.id,
            "label": term.label,
            "shape": f"circle key-{fills.get(FILLS.get(term.id, 'dot'), 'dot')}",
            "colour": "var(--quiet)",
        }
        for term in STATUSES.values()
    ]
