"""The timeline in a notebook without widgets: a page in a frame."""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from typing import Any, Final

import pandas as pd

from app.component import browser_files
from app.component.dataset_payload import dataset_payload, viewed
from app.component.frame_payload import timeline_payload
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.html_page import html_page

HEIGHT: Final = 520  # pixels
FRAME: Final = (
    '<iframe srcdoc="{page}" title="{title}" width="100%" height="{height}" style="border:0" sandbox="allow-scripts">'
    "</iframe>"
)
CHART_PAGE: Final = """<!doctype html><meta charset="utf-8"><style>{style}</style><div id="chart"></div>
<script type="application/json" id="data">{data}</script><script>{script}
const kept = JSON.parse(document.getElementById("data").textContent);
window.{name}.render({{ el: document.getElementById("chart"), model: {{
  get: (key) => kept[key], set: () => 0, save_changes: () => 0, on: () => 0, off: () => 0 }} }});
</script>"""


def payload_of(source: Dataset | pd.DataFrame, view: str, today: dt.date | None) -> dict[str, Any]:
    """What the chart draws of a dataset and a view, or of a plain frame; a ValueError where these do not fit."""
    if isinstance(source, Dataset):
        return dataset_payload(source, view, today=today)
    if view:
        raise ValueError(f"view={view!r} is for a dataset; leave it out, and choose rows of the frame instead.")
    return timeline_payload(source)


def framed(source: Dataset | pd.DataFrame, view: str, today: dt.date | None, height: int) -> str:
    """The exported page of a view, or the chart of a plain frame, in a frame for a notebook without widgets."""
    if isinstance(source, Dataset):
        through = source.dataset.coverage.through.earliest
        page = html_page(Extract.of(source, viewed(source, view), today or through), embed=True).decode()
        title = source.dataset.title
    else:
        text = json.dumps({"data": payload_of(source, view, today), "height": height}).replace("<", "\\u003c")
        page = CHART_PAGE.format(
            style=browser_files.style(),
            data=text,
            script=browser_files.widget_script().replace("</script", "<\\/script"),
            name=browser_files.WIDGET,
        )
        title = "Timeline"
    return FRAME.format(page=escape(page), title=escape(title), height=height)


class TimelineFrame:
    """The timeline as HTML alone, which any notebook shows; what a reader chooses in it does not come back."""

    def __init__(
        self,
        source: Dataset | pd.DataFrame,
        view: str = "",
        *,
        height: int = HEIGHT,
        theme: str = "",  # noqa: ARG002  the page's own
        today: dt.date | None = None,
    ) -> None:
        """A view of a dataset, or a plain frame."""
        self.event = viewed(source, view).event if isinstance(source, Dataset) else ""
        self.range: dict[str, str] | None = None
        self._html = framed(source, view, today, height)

    def _repr_html_(self) -> str:
        return self._html

    def __repr__(self) -> str:
        """What it is, and what is missing."""
        return "<TimelineFrame: install anywidget for a widget whose event and range other cells can read>"
