"""The names of files, after the views that they hold."""

from __future__ import annotations

import pytest

from app.analysis.view import View
from app.export.formats import FORMATS
from app.export.naming import file_name


@pytest.mark.parametrize(
    ("form", "view", "name"),
    [
        ("png", View(), "timeline.png"),
        ("json", View(), "timeline-json.json"),
        ("png", View(track=("h20-scrutiny",), from_="2025-01", to="2026-07"), "h20-scrutiny-2025-01-to-2026-07.png"),
        ("svg", View(tab="stories", story="the-h200-reversal", step=2), "the-h200-reversal-step-2.svg"),
        ("html", View(tab="shift", q="Größe / «Maß»"), "shift-gr-e-ma.html"),
        ("md", View(q="x" * 500), f"{'x' * 80}.md"),
        ("pdf", View(q="///"), "timeline.pdf"),
    ],
)
def test_a_file_is_named_after_its_view(form: str, view: View, name: str) -> None:
    assert file_name(FORMATS[form], view) == name
