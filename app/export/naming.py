"""The name of a file after the view that it holds: "bills-2025-01-to-2026-07.png"."""

from __future__ import annotations

import re
from typing import Final

from app.analysis.filters import FILTERS
from app.analysis.view import View
from app.export.formats import Format

LONGEST: Final = 80  # characters, without the suffix
PLAIN: Final = "timeline"


def file_name(form: Format, view: View) -> str:
    """The name of a view in a format, of plain letters and hyphens; that of the whole timeline is "timeline"."""
    stem = _stem(view)
    return f"{stem}{form.suffix}" if form.suffix != ".json" else f"{stem}-{form.id}.json"


def _stem(view: View) -> str:
    chosen = [id_ for key in FILTERS if isinstance(ids := getattr(view, key, ()), tuple) for id_ in ids]
    days = [f"{view.from_ or 'start'}-to-{view.to or 'end'}"] if view.from_ or view.to else []
    tab = view.story or view.tab if view.tab != "timeline" else ""
    step = f"step-{view.step}" if view.step else ""
    words = [tab, step, *chosen, view.event, view.q, *days]
    text = re.sub(r"[^a-z0-9]+", "-", "-".join(word for word in words if word).lower()).strip("-")
    return text[:LONGEST].rstrip("-") or PLAIN
