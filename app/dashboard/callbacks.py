"""The callbacks: a query string comes in, what the page shows for it goes out.

The form and the address are the browser's (`assets/dashboard.js`); whatever it sends goes through the query parser,
which names and ignores what it does not know.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from app.dashboard.edition import Edition
from app.dashboard.panels import panel, step_events
from app.view import parse_view


def stores() -> Component:
    """The Dash layout: no more than what passes between browser and server; the page itself is a template."""
    return html.Div([dcc.Store(id=name) for name in ("query", "figure", "contents")], hidden=True)


def register(app: Dash, edition: Callable[[], Edition], today: Callable[[], dt.date]) -> None:
    """Answer each query with the figure, where its filters are new, and with the contents of the page."""

    @app.callback(
        Output("figure", "data"),
        Output("contents", "data"),
        Input("query", "data"),
        State("contents", "data"),
        prevent_initial_call=True,
    )
    def answer(query: Any, before: Any) -> tuple[Any, dict[str, Any]]:
        now = edition()
        # What follows a "#" only makes the browser ask the same again, of a newer edition.
        view, notices = parse_view(query.partition("#")[0] if isinstance(query, str) else "", now.dataset)
        drawn = f"{now.version} {view.filters.query()}"
        same = isinstance(before, dict) and before.get("drawn") == drawn
        made = panel(now, view, today())
        chained = step_events(now, view)
        selection = now.shown(now.around(view, chained))
        contents = {
            "drawn": drawn,
            "event": view.event or next(iter(chained), ""),
            "tab": view.tab,
            "step": view.step,
            **now.days(now.around(view, chained)),
            "panel": made.html if made else "",
            "charts": {name: json.loads(str(chart.to_json())) for name, chart in made.charts.items()} if made else {},
            "status": selection.words,
            "notices": notices,
            "counts": now.counts(view),
            "list": now.listing(view) if view.tab == "list" else None,
            "details": now.fragments.details(view.event, view.q.split()) if view.event else "",
        }
        return no_update if same else json.loads(now.figure(view).to_json()), contents

    script: Callable[..., None] = app.clientside_callback
    script(ClientsideFunction("timeline", "start"), Output("query", "data"), Input("query", "id"))
    script(
        ClientsideFunction("timeline", "show"),
        Input("figure", "data"),
        Input("contents", "data"),
        prevent_initial_call=True,
    )
