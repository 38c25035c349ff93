"""The same events for every tool: made once for each count, kept in the cache folder as a data file and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from app.analysis.frames import event_frame
from app.data.checks.rules import no_findings
from app.data.loading import load_text
from app.data.schema import Dataset
from tests.bench.generated import generated_text

CACHE: Final = Path(__file__).parents[2] / ".cache" / "bench"
COLUMNS: Final = ["id", "label", "title", "earliest", "latest", "track"]


@dataclass(frozen=True, slots=True)
class Events:
    """Some events as a data file for ours and as JSON for the other tools.

    `drawing` has `days` (first and last as texts), `lanes` (id and label) and `rows` (COLUMNS, days as texts).
    """

    count: int
    path: Path
    drawing: dict[str, Any]

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day, each as a text."""
        first, last = self.drawing["days"]
        return first, last

    @property
    def lanes(self) -> list[tuple[str, str]]:
        """Id and label of each lane."""
        return [(id_, label) for id_, label in self.drawing["lanes"]]


def prepared(count: int) -> Events:
    """The events of a count, from the cache folder where they are there and made by the same generator."""
    text = generated_text(count)
    path, drawing = CACHE / f"events-{count}.yaml", CACHE / f"events-{count}.json"
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (path.exists() and drawing.exists() and path.read_text("utf-8") == text):
        path.write_text(text, encoding="utf-8")
        drawing.write_text(json.dumps(_drawing(load_text(text, path.name, check=no_findings))), encoding="utf-8")
    return Events(count, path, json.loads(drawing.read_text("utf-8")))


def _drawing(dataset: Dataset) -> dict[str, Any]:
    frame = event_frame(dataset)[COLUMNS]
    days = frame["earliest"].min(), frame["latest"].max()
    return {
        "days": [_day(day) for day in days],
        "lanes": [[track.id, track.label] for track in dataset.tracks],
        "rows": frame.assign(earliest=frame["earliest"].map(_day), latest=frame["latest"].map(_day)).values.tolist(),
    }


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
