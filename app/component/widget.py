"""The notebook widget, by anywidget: Jupyter, JupyterLab, VS Code and marimo show it."""

from __future__ import annotations

import datetime as dt

import anywidget
import pandas as pd
import traitlets

from app.component import browser_files
from app.component.dataset_payload import viewed
from app.component.notebook_frame import HEIGHT, payload_of
from app.data.schema import Dataset


class WidgetOfTimeline(anywidget.AnyWidget):
    """A timeline whose chosen event and range other cells can read, observe and set.

    The traits are the properties of the Dash component: `data`, `event`, `range`, `filters`, `lanes`, `height`,
    `theme` and `texts` go in; `event`, `range`, `hovered` and `shown` come out.
    """

    _esm = browser_files.widget_module()
    _css = browser_files.style()

    data = traitlets.Dict().tag(sync=True)
    event = traitlets.Unicode("").tag(sync=True)
    range = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    filters = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    lanes: traitlets.List[str] = traitlets.List(allow_none=True, default_value=None).tag(sync=True)
    height = traitlets.Int(HEIGHT).tag(sync=True)
    theme = traitlets.Unicode("").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    hovered = traitlets.Unicode("").tag(sync=True)
    shown: traitlets.List[str] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        source: Dataset | pd.DataFrame,
        view: str = "",
        *,
        height: int = HEIGHT,
        theme: str = "",
        today: dt.date | None = None,
    ) -> None:
        """A view of a dataset, such as `TimelineWidget(dataset, "track=rules")`, or a plain frame."""
        chosen = viewed(source, view).event if isinstance(source, Dataset) else ""
        super().__init__(data=payload_of(source, view, today), event=chosen, height=height, theme=theme)

    def __repr__(self) -> str:
        """How many events it holds, and which is chosen."""
        chosen = f", {self.event!r} chosen" if self.event else ""
        return f"<TimelineWidget: {len(self.data['marks']['id'])} events{chosen}>"
