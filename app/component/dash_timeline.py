"""The Dash component `Timeline`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash.development.base_component import Component

from app.data.wording import counted

PROPERTIES: Final = (
    *("id", "data", "event", "range", "filters", "lanes", "height", "theme", "texts", "hovered", "shown"),
    *("className", "style"),
)


class Timeline(Component):
    """A timeline: events as marks in lanes, with labels, zoom, an overview, keys and chains of what answered what.

    Properties that a program sets:

    - id: the name of the component in callbacks, a text or a dictionary.
    - data: what is drawn, from `timeline_payload(frame)` or `dataset_payload(dataset, view)`.
    - event: the id of the chosen event, "" for none.
    - range: `{"from": "2025-01-01", "to": "2025-12-31"}`, the first and the last day shown; None for the data's own.
    - filters: for columns of the data the values that stay, such as `{"status": ["official"]}`; None for all events.
    - lanes: the ids of the lanes that are shown, in their order; None for all.
    - height: pixels (520 if not set), or "window" for as much as the window has below the top of the chart.
    - theme: "light" or "dark"; else that of the page.
    - texts: the chart's own sentences in other words, by their keys: noMatch, clear, outOfSight, showAll, hint,
      hintTouch.
    - className, style: as for `html.Div`.

    Properties that the reader changes, inputs of callbacks:

    - event: a click, Enter or Escape chooses or lets go.
    - range: once at the end of each zoom or move.
    - hovered: the id of the event under the pointer, "" for none.
    - shown: the ids of the events in sight, within range, filters and lanes.
    - filters: None, once the reader clears them where nothing is left.
    """

    _namespace = "policy_timeline"
    _type = "Timeline"
    _children_props = []  # noqa: RUF012  read by Dash's metaclass

    def __init__(
        self,
        id: str | Mapping[str, Any] | None = None,  # noqa: A002  Dash's name
        *,
        data: Mapping[str, Any] | None = None,
        event: str | None = None,
        range: Mapping[str, str] | None = None,  # noqa: A002  the property's name
        filters: Mapping[str, Sequence[object]] | None = None,
        lanes: Sequence[str] | None = None,
        height: int | str | None = None,
        theme: str | None = None,
        texts: Mapping[str, str] | None = None,
        className: str | None = None,  # noqa: N803  Dash's name
        style: Mapping[str, Any] | None = None,
    ) -> None:
        """A timeline of `data`, to be put into the layout of a Dash application."""
        self._prop_names = self.available_properties = list(PROPERTIES)
        self._valid_wildcard_attributes = self.available_wildcard_properties = []
        stated = {name: value for name, value in locals().items() if name in PROPERTIES and value is not None}
        super().__init__(**stated)  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        """Its name, and how many events it draws."""
        marks = (getattr(self, "data", None) or {}).get("marks", {}).get("id", ())
        return f"<Timeline {getattr(self, 'id', None)!r}: {counted(len(marks), 'event')}>"
