"""The Jinja templates, and what every page needs to fill them.

Jinja escapes every text; addresses passed the schema, which allows https alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from plotly.utils import PlotlyJSONEncoder

from app.analysis.filters import FILTERS
from app.analysis.tabs import TABS
from app.data.dates import ORDER_IN_WORDS
from app.data.schema import Dataset
from app.data.wording import counted
from app.pages.legend import legend_filter

TEMPLATES: Final = Environment(
    loader=PackageLoader("app.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def marked(text: str, words: Sequence[str]) -> Markup:
    """The text as HTML, each of the words in it marked, whatever its case."""
    if not words:
        return escape(text)
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    parts, last = [], 0
    for match in pattern.finditer(text):
        parts += [escape(text[last : match.start()]), Markup("<mark>"), escape(match[0]), Markup("</mark>")]
        last = match.end()
    return Markup("").join([*parts, escape(text[last:])])


TEMPLATES.filters["marked"] = marked
TEMPLATES.filters["counted"] = counted


def json_in_html(value: Any) -> Markup:
    """A value, which may hold Plotly figures, as JSON that no HTML parser mistakes for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=PlotlyJSONEncoder)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  no "<" is left in it


# What a button does, its name, and what it shows.
BUTTONS: Final = (
    ("zoom-in", "Zoom in", "+"),
    ("zoom-out", "Zoom out", "−"),
    ("reset", "Opening range", "Opening range"),
    ("whole", "Whole period", "Whole period"),
)
KEYS: Final = (
    ("Tab", "into the chart and out of it"),
    ("← →", "the event before or after, in the same lane"),
    ("↑ ↓", "the nearest event in the lane above or below"),
    ("Home End", "the first or last event in sight"),
    ("Enter", "show the event"),
    ("c C", "along the chain: to what follows, or to what it follows from"),
    ("+ - 0", "zoom in, zoom out, back to the opening range"),
    ("Escape", "close the event"),
    ("/", "search"),
    ("?", "this list"),
)
NOTES: Final = f"{ORDER_IN_WORDS} The wheel zooms with Ctrl held; the strip under the chart shows the whole period."
LEAST_CHOICES: Final = (("3", "Turning points"), ("2", "Important"), ("1", "All"))  # the least that is shown
LAST_DAYS: Final = 90  # of the coverage, offered as one choice
MOST_YEARS: Final = 8  # that are offered, the newest


def spans(dataset: Dataset) -> list[tuple[str, str]]:
    """Stretches of time that a reader may choose at once: each year of the coverage, and its last days."""
    coverage = dataset.dataset.coverage
    years = range(coverage.start.earliest.year, coverage.through.earliest.year + 1)
    last = f"last {LAST_DAYS} days"
    return [*((str(year), str(year)) for year in years[-MOST_YEARS:]), (last.capitalize(), last)]


def lead_tracks(dataset: Dataset) -> tuple[str, ...]:
    """The tracks that the dataset is most about: those that it names, or all."""
    return tuple(getattr(dataset.dataset, "lead", ()) or (track.id for track in dataset.tracks))


def page_context(dataset: Dataset) -> dict[str, Any]:
    """What the base page shows of a dataset."""
    coverage = dataset.dataset.coverage
    return {
        "about": dataset.dataset,
        "buttons": BUTTONS,
        "keys": KEYS,
        "notes": NOTES,
        "coverage": f"{coverage.start.words} to {coverage.through.words}",
        "registry": json_in_html(registry()),
        "through": (coverage.through.latest or coverage.through.earliest).isoformat(),
        "legend": legend_filter(dataset),
        "has_drafts": dataset.dataset.draft or any(event.draft for event in dataset.events),
        "least_choices": LEAST_CHOICES,
        "spans": spans(dataset),
        "leads": [(track.id, track.label) for track in dataset.tracks if track.id in lead_tracks(dataset)],
    }


def registry() -> dict[str, Any]:
    """The filters and the tabs, as the page's script reads them."""
    return {
        "filters": [filter_.plain for filter_ in FILTERS.values()],
        "tabs": [tab.plain for tab in TABS.values()],
    }
