"""The callbacks: a query string comes in, what the page shows for it goes out.

The form and the address are the browser's (`assets/dashboard.js`); whatever it sends goes through the query parser,
which names and ignores what it does not know.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from app.dashboard.edition import Edition
from app.dashboard.panels import Panel, panel, step_events
from app.view import parse_view


def stores() -> Component:
    """The Dash layout: no more than what passes between browser and server; the page itself is a template."""
    return html.Div([dcc.Store(id=name) for name in ("query", "answer")], hidden=True)


def register(app: Dash, edition: Callable[[], Edition], today: Callable[[], dt.date]) -> None:
    """Answer each query with all that the page shows for it."""

    @app.callback(Output("answer", "data"), Input("query", "data"), prevent_initial_call=True)
    def respond(asked: dict[str, Any] | None) -> dict[str, Any]:  # app/dashboard/security.py holds it to its form
        query, drawn = (asked["query"], asked["drawn"]) if asked else ("", "")
        return answer(edition(), query, drawn, today())

    script: Callable[..., None] = app.clientside_callback
    script(ClientsideFunction("timeline", "start"), Output("query", "data"), Input("query", "id"))
    script(ClientsideFunction("timeline", "show"), Input("answer", "data"), prevent_initial_call=True)


def answer(edition: Edition, query: str, drawn: str, today: dt.date) -> dict[str, Any]:
    """All that the page shows for a query string; the chart is left out where the page has drawn it, by its key."""
    view, notices = parse_view(query, edition.dataset)
    made = panel(edition, view, today) or Panel("")
    chained = step_events(edition, view)
    seen = edition.around(replace(view, event=view.event or next(iter(chained), "")), chained)
    key = edition.chart_key(seen)
    return {
        "query": query,
        "key": key,
        "chart": None if key == drawn else edition.chart(seen, chained).plain(edition.tables.relations),
        "notices": notices,
        "event": seen.event,
        "besides": list(chained),
        "tab": view.tab,
        "step": view.step,
        **edition.days(seen),
        "panel": made.html,
        "plots": {name: json.loads(str(figure.to_json())) for name, figure in made.charts.items()},
        "status": edition.shown(seen).words,
        "counts": edition.counts(view),
        "list": edition.listing(view) if view.tab == "list" else None,
        "details": edition.fragments.details(view.event, view.q.split()) if view.event else "",
    }
