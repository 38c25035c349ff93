"""What passes between the page and the server: a question, and an answer by parts.

A question is `{"query": QUERY, "have": {PART: KEY, ...}, "number": N}`: the view as a query string, the key of each
part that the page holds as it last received it, and a number that makes each question a new one for Dash.

An answer is `{"query", "understood", "tab", "step", "event", "besides", "first", "last", "notices",
"keys": {PART: KEY, ...}}`, and those parts whose key is not the one that the page has:

- `chart`: the payload of `app/figures/payload.py`;
- `status`: the status line, to which the page adds `chart.counted`;
- `counts`: filter -> choice -> how many events it would show;
- `list`: HTML, on a tab that has the list;
- `panel`: HTML, and `plots`: name of a place in it -> Plotly figure, on a tab that has a panel; their links name no
  event;
- `finds`: what the search leads to beside events: lines of `lead`, `words` and the `query` that they lead to;
- `details`: HTML of the chosen event, or "".

A part that is not among `keys` does not belong to the tab: the page keeps what it has of it, and its key. `event` is
the chosen event or the first of the story's step, `besides` are all events of that step, `first` and `last` the days
that the chart shows as ISO texts, "" for those of what the filters leave, `notices` the sentences on what of the query
was ignored, and `understood` the query without that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.analysis.reading import step_events, story_events
from app.analysis.search import finds
from app.analysis.tabs import TABS
from app.analysis.view import View, parse_view
from app.dashboard.snapshot import Snapshot
from app.data.wording import counted
from app.pages.inbox_panel import inbox_html
from app.pages.panels import PANELS

Key = Annotated[str, StringConstraints(max_length=40)]


class Question(BaseModel):
    """What the page asks."""

    model_config = ConfigDict(strict=True, extra="forbid")

    query: str
    number: int = 0
    have: Annotated[dict[Key, Key], Field(max_length=20)] = {}


class Part(NamedTuple):
    """A part of an answer: its key, cheap to know, and how to get its content."""

    key: str
    content: Callable[[], Any]


def answer(snapshot: Snapshot, question: Question, today: dt.date) -> dict[str, Any]:
    """All that the page has to learn to show a query: see above."""
    view, notices = parse_view(question.query, snapshot.dataset, today)
    chained, cited = step_events(snapshot.dataset, view), story_events(snapshot.dataset, view)
    seen = snapshot.around(view.changed(event=view.event or next(iter(chained), "")), cited)
    parts = _parts(snapshot, view, seen, cited, today)
    missing = {name: part.content() for name, part in parts.items() if question.have.get(name) != part.key}
    return {
        "query": question.query,
        "understood": view.query(),
        "tab": view.tab,
        "step": view.step,
        "event": seen.event,
        "besides": list(chained),
        **snapshot.days(seen, today),
        "notices": [notice.text for notice in notices],
        "keys": {name: part.key for name, part in parts.items()},
        **missing,
    }


def _parts(snapshot: Snapshot, view: View, seen: View, cited: tuple[str, ...], today: dt.date) -> dict[str, Part]:
    """The parts that a view's tab has; `seen` is the view with the days and the event of a story's step.

    `cited` are the events of the story or its step, which alone its chart holds.
    """
    tab = TABS[view.tab]
    parts = {
        "chart": Part(
            _key(snapshot, snapshot.chart_key(seen), today.isoformat(), *cited),
            lambda: snapshot.chart(seen, cited).plain(snapshot.tables.relations, today),
        ),
        "status": Part(_key(snapshot, _rows(snapshot, seen), *cited), lambda: _status(snapshot, seen, cited)),
        "counts": Part(_key(snapshot, _rows(snapshot, view)), lambda: snapshot.counts(view)),
        "finds": Part(_key(snapshot, view.query() if view.q else ""), lambda: _finds(snapshot, view)),
        "details": Part(_key(snapshot, view.event, view.q), lambda: _details(snapshot, view)),
    }
    if tab.has_list:
        parts["list"] = Part(
            _key(snapshot, _rows(snapshot, view), view.sort, view.order), lambda: snapshot.listing(view)
        )
    if tab.needs_inbox:
        key = _key(snapshot, tab.id)
        parts["panel"] = Part(key, lambda: inbox_html(snapshot.inbox, snapshot.dataset))
        parts["plots"] = Part(key, dict)
    if tab.id in PANELS:
        parts |= _panel_parts(snapshot, view.changed(event="", step=0), today)
    return parts


def _panel_parts(snapshot: Snapshot, view: View, today: dt.date) -> dict[str, Part]:
    """The panel of a view and its figures, which are built together, at most once."""
    key = _key(snapshot, today.isoformat(), view.query())
    built = cache(lambda: PANELS[view.tab](snapshot, view, today))
    return {
        "panel": Part(key, lambda: built().html),
        "plots": Part(key, lambda: {name: figure.to_dict() for name, figure in built().charts.items()}),
    }


def _status(snapshot: Snapshot, view: View, cited: tuple[str, ...]) -> str:
    """How many events are shown, and why the others are not."""
    shown = snapshot.shown(view)
    if not cited:
        return shown.words
    count = int(shown.shown["id"].isin(cited).sum())
    return f"{count} of {counted(shown.total, 'event')} shown: those of this {'step' if view.step else 'story'}."


def _finds(snapshot: Snapshot, view: View) -> list[dict[str, str]]:
    return [find.plain for find in finds(snapshot.dataset, snapshot.tables.events, view)]


def _details(snapshot: Snapshot, view: View) -> str:
    return snapshot.fragments.details(view.event, view.q.split()) if view.event else ""


def _rows(snapshot: Snapshot, view: View) -> str:
    """What decides on the rows that a view shows."""
    read = snapshot.as_read(view)
    return read.filters.changed(from_=read.from_, to=read.to, dates=read.dates).query()


def _key(snapshot: Snapshot, *reasons: str) -> str:
    """A key that changes with the data and with any of the reasons."""
    return hashlib.sha256("\n".join((snapshot.version, *reasons)).encode()).hexdigest()[:16]
