"""Queries for the links behind numbers: each leads to the list of just the events that were counted."""

from __future__ import annotations

from typing import Any

from app.analysis.view import View


def to_list(view: View, **changes: Any) -> str:
    """The query of the list that the changed filters leave, without what belongs to other tabs."""
    return view.changed(tab="list", sort="", event="", story="", step=0, anchor="", **changes).query()
