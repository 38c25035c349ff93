"""The timeline in a notebook: a widget where anywidget is installed, else the page in a frame."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from app.component.notebook_frame import TimelineFrame


def _widget() -> Any:
    """The class that this environment can show."""
    if find_spec("anywidget") is None:
        return TimelineFrame
    from app.component.widget import WidgetOfTimeline

    return WidgetOfTimeline


if TYPE_CHECKING:
    from app.component.widget import WidgetOfTimeline as TimelineWidget
else:
    TimelineWidget = _widget()
