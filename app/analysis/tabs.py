"""The tabs of the page. A new tab is one record here, and a panel in `app/pages/panels.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to read a view."""

    id: str
    label: str
    # Which events lie within a view's dates: those that overlap them, the chart's opening days standing in where the
    # view has none ("opening"); the same without such a stand-in ("all"); those whose first day lies within ("first").
    dates_as: Literal["opening", "all", "first"] = "all"
    has_chart: bool = False
    has_list: bool = False
    needs_inbox: bool = False  # whether it is there only where candidates wait beside the data file

    @property
    def plain(self) -> dict[str, Any]:
        """What the page's script needs to know of the tab."""
        return {"id": self.id, "label": self.label, "hasChart": self.has_chart, "hasList": self.has_list}


TABS: Final = {
    tab.id: tab
    for tab in (
        Tab("timeline", "Timeline", dates_as="opening", has_chart=True),
        Tab("list", "List", has_list=True),
        Tab("shift", "Shift", dates_as="first"),
        Tab("measures", "Measures"),
        Tab("stories", "Stories", dates_as="opening", has_chart=True),
        Tab("actors", "Actors"),
        Tab("inbox", "Inbox", needs_inbox=True),
        Tab("method", "Method"),
    )
}
