"""Queries for the links behind numbers: each leads to the list of just the events that were counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from app.view import View


def to_list(view: View, **changes: Any) -> str:
    """The query of the list that the changed filters leave, without what belongs to other tabs."""
    return replace(view, tab="list", sort="", event="", story="", step=0, anchor="", **changes).query()


def period_end(first: pd.Timestamp, by: str) -> str:
    """The last month of a period that begins with `first`, as the address writes it."""
    return f"{first + pd.DateOffset(months=2 if by == 'quarter' else 0):%Y-%m}"


def period_label(first: pd.Timestamp, by: str) -> str:
    """A period in words: "July 2025", or "2025, third quarter"."""
    if by == "month":
        return f"{first:%B %Y}"
    return f"{first.year}, {('first', 'second', 'third', 'fourth')[first.quarter - 1]} quarter"
