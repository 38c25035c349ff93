"""The tabs of the page. A new tab is one record here, and a panel in `app/pages/panels.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from app.data.schema import Dataset


def _always(_dataset: Dataset) -> bool:
    return True


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
    has_content: Callable[[Dataset], bool] = _always  # whether a dataset has something to show in it
    lacks: str = ""  # what a dataset is without that has nothing to show in it

    @property
    def plain(self) -> dict[str, Any]:
        """What the page's script needs to know of the tab."""
        return {"id": self.id, "label": self.label, "hasChart": self.has_chart, "hasList": self.has_list}


def _moves_measures(dataset: Dataset) -> bool:
    return bool(dataset.measures) and any(event.measure for event in dataset.events)


def _tells(dataset: Dataset) -> bool:
    return bool(dataset.stories)


def _names_actors(dataset: Dataset) -> bool:
    return bool(dataset.actors) and any(event.actors for event in dataset.events)


TABS: Final = {
    tab.id: tab
    for tab in (
        Tab("timeline", "Timeline", dates_as="opening", has_chart=True),
        Tab("list", "List", has_list=True),
        Tab("shift", "Shift", dates_as="first"),
        Tab("measures", "Measures", has_content=_moves_measures, lacks="measure that an event moves"),
        Tab("stories", "Stories", dates_as="opening", has_chart=True, has_content=_tells, lacks="story"),
        Tab("actors", "Actors", has_content=_names_actors, lacks="actor that an event names"),
        Tab("inbox", "Inbox", needs_inbox=True),
        Tab("method", "Method"),
    )
}


def tabs_of(dataset: Dataset) -> list[Tab]:
    """The tabs in which a dataset has something to show."""
    return [tab for tab in TABS.values() if tab.has_content(dataset)]
