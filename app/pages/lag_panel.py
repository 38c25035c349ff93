"""What the tab of the shift says of the days that answers took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.analysis.frames import Tables
from app.analysis.shift import FEWEST_PAIRS, has_answers, kind_labels, lag_summary, response_lags, shown_singly
from app.data.schema import Dataset
from app.data.vocabulary import BASES
from app.data.wording import counted
from app.figures.strips import lag_strips


def lag_context(dataset: Dataset, tables: Tables, shown: pd.DataFrame) -> dict[str, Any]:
    """What the template knows of the answers among the events shown."""
    lags = response_lags(shown, tables.relations, dataset)
    labels = dict(zip(tables.events["id"].tolist(), tables.events["label"].tolist(), strict=True))
    sides = {side.id: side.label for side in dataset.sides}
    named = (("side", sides), ("kind", kind_labels(dataset)))
    return {
        "has_answers": has_answers(dataset),
        "lag_words": _lag_words(lags, labels) + _left_out(lags),
        "lag_strips": lag_strips(shown_singly(lags), dataset, labels),
        "lag_tables": [
            (name, [_lag_row(row) for row in lag_summary(lags, name, words).to_dict("records")])
            for name, words in named
            if len(lags) and len(words) > 1
        ],
        "pairs": [
            {
                "answer": {"id": row["event"], "label": labels[row["event"]]},
                "act": {"id": row["target"], "label": labels[row["target"]]},
                "lag": "day not known" if pd.isna(row["lag_days"]) else counted(row["lag_days"], "day"),
                "basis": BASES[row["basis"]].label,
            }
            for row in shown_singly(lags).sort_values("lag_days").to_dict("records")
        ],
    }


def _left_out(lags: pd.DataFrame) -> str:
    """A sentence on the answers that are counted and not shown one by one, or nothing."""
    shown = len(shown_singly(lags))
    return f" One by one, the newest {shown:,} of them are shown." if shown < len(lags) else ""


def _lag_words(lags: pd.DataFrame, labels: Mapping[str, str]) -> str:
    known = lags.dropna(subset=["lag_days"]).astype({"lag_days": "int64"})
    if known.empty:
        return "No answer of a known day is among these events."
    start = f"{counted(len(lags), 'answer')}, {len(known)} of them with both days known."
    if len(known) < FEWEST_PAIRS:
        return f"{start} Too few for a median."
    ordered = known.sort_values("lag_days", kind="stable")
    fastest, slowest = ordered.iloc[0], ordered.iloc[-1]
    return (
        f"{start} Median: {counted(round(known['lag_days'].median()), 'day')}. "
        f"Fastest: {_pair(fastest, labels)}. Slowest: {_pair(slowest, labels)}."
    )


def _pair(row: pd.Series[Any], labels: Mapping[str, str]) -> str:
    return f"{labels[row['event']]}, {counted(row['lag_days'], 'day')} after {labels[row['target']]}"


def _lag_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row of the table, in whole days; of fewer than FEWEST_PAIRS pairs nothing is stated."""
    if row["known"] < FEWEST_PAIRS:
        return {**row, "median": "", "middle": "", "fastest": "", "slowest": ""}
    numbers = {name: f"{round(row[name])}" for name in ("median", "fastest", "slowest")}
    return {**row, **numbers, "middle": f"{round(row['lower'])} to {round(row['upper'])}"}
