"""HTML of the shift: counts over time, before and after, response lags, each with its numbers as words and tables."""

from __future__ import annotations

import pandas as pd

from app.analysis.frames import Tables
from app.analysis.view import View
from app.data.schema import Dataset
from app.pages.around_panel import around_context
from app.pages.balance_panel import balance_context
from app.pages.lag_panel import lag_context
from app.pages.templates import TEMPLATES


def shift_html(dataset: Dataset, tables: Tables, shown: pd.DataFrame, view: View, chart: str = "") -> str:
    """The shift in the events shown; in print the charts alone, or the one that is named."""
    return TEMPLATES.get_template("shift.html.j2").render(
        chart=chart,
        **balance_context(dataset, shown, view),
        **around_context(dataset, tables, view),
        **lag_context(dataset, tables, shown),
    )
