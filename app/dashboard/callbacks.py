"""The callbacks: a query string comes in, what the page shows for it goes out.

The form and the address are the browser's (`assets/dashboard.js`); whatever it sends goes through the query parser,
which names and ignores what it does not know.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from app.analysis.tabs import TABS
from app.analysis.view import parse_view
from app.dashboard.panels import Panel, panel, step_events
from app.dashboard.snapshot import Snapshot


def stores() -> Component:
    """The Dash layout: no more than what passes between browser and server; the page itself is a template."""
    return html.Div([dcc.Store(id=name) for name in ("query", "answer")], hidden=True)


def register(app: Dash, snapshot: Callable[[], Snapshot], today: Callable[[], dt.date]) -> None:
    """Answer each query with all that the page shows for it."""

    @app.callback(Output("answer", "data"), Input("query", "data"), prevent_initial_call=True)
    def respond(asked: dict[str, Any] | None) -> dict[str, Any]:  # app/dashboard/security.py holds it to its form
        query, drawn = (asked["query"], asked["drawn"]) if asked else ("", "")
        return answer(snapshot(), query, drawn, today())

    script: Callable[..., None] = app.clientside_callback
    script(ClientsideFunction("timeline", "start"), Output("query", "data"), Input("query", "id"))
    script(ClientsideFunction("timeline", "show"), Input("answer", "data"), prevent_initial_call=True)


def answer(snapshot: Snapshot, query: str, drawn: str, today: dt.date) -> dict[str, Any]:
    """All that the page shows for a query string; the chart is left out where the page has drawn it, by its key."""
    view, notices = parse_view(query, snapshot.dataset)
    made = panel(snapshot, view, today) or Panel("")
    chained = step_events(snapshot, view)
    seen = snapshot.around(view.changed(event=view.event or next(iter(chained), "")), chained)
    key = snapshot.chart_key(seen)
    return {
        "query": query,
        "key": key,
        "chart": None if key == drawn else snapshot.chart(seen, chained).plain(snapshot.tables.relations),
        "notices": [notice.text for notice in notices],
        "event": seen.event,
        "besides": list(chained),
        "tab": view.tab,
        "step": view.step,
        **snapshot.days(seen),
        "panel": made.html,
        "plots": {name: json.loads(str(figure.to_json())) for name, figure in made.charts.items()},
        "status": snapshot.shown(seen).words,
        "counts": snapshot.counts(view),
        "list": snapshot.listing(view) if TABS[view.tab].has_list else None,
        "details": snapshot.fragments.details(view.event, view.q.split()) if view.event else "",
    }
