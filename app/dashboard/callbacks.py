"""The callbacks: a query string comes in, what the page shows for it goes out.

The form and the address are the browser's (`assets/dashboard.js`); whatever it sends goes through the query parser,
which names and ignores what it does not know.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from app.dashboard.edition import Edition
from app.dashboard.panels import Panel, panel, step_events
from app.view import View, parse_view


def stores() -> Component:
    """The Dash layout: no more than what passes between browser and server; the page itself is a template."""
    return html.Div([dcc.Store(id=name) for name in ("query", "figure", "drawn", "contents")], hidden=True)


def register(app: Dash, edition: Callable[[], Edition], today: Callable[[], dt.date]) -> None:
    """Answer each query with the figure, where its filters are new, and with the contents of the page."""

    @app.callback(
        Output("figure", "data"),
        Output("drawn", "data"),
        Output("contents", "data"),
        Input("query", "data"),
        State("drawn", "data"),
        prevent_initial_call=True,
    )
    def answer(query: Any, before: Any) -> tuple[Any, str, dict[str, Any]]:
        now = edition()
        # What follows a "#" only makes the browser ask the same again, of a newer edition.
        view, notices = parse_view(query.partition("#")[0] if isinstance(query, str) else "", now.dataset)
        drawn = f"{now.version} {view.filters.query()}"
        figure = no_update if before == drawn else _plain(now.figure(view))
        return figure, drawn, {"notices": notices} | contents(now, view, today())

    script: Callable[..., None] = app.clientside_callback
    script(ClientsideFunction("timeline", "start"), Output("query", "data"), Input("query", "id"))
    script(
        ClientsideFunction("timeline", "show"),
        Input("figure", "data"),
        Input("contents", "data"),
        prevent_initial_call=True,
    )


def contents(edition: Edition, view: View, today: dt.date) -> dict[str, Any]:
    """All that the page shows for a view, but for the figure of the timeline."""
    made = panel(edition, view, today) or Panel("")
    chained = step_events(edition, view)
    around = edition.around(view, chained)
    return {
        "event": view.event or next(iter(chained), ""),
        "besides": list(chained),
        "tab": view.tab,
        "step": view.step,
        **edition.days(around),
        "panel": made.html,
        "charts": {name: _plain(chart) for name, chart in made.charts.items()},
        "status": edition.shown(around).words,
        "counts": edition.counts(view),
        "list": edition.listing(view) if view.tab == "list" else None,
        "details": edition.fragments.details(view.event, view.q.split()) if view.event else "",
    }


def _plain(figure: go.Figure) -> Any:
    """The figure as plain lists and mappings, as the browser gets it."""
    return json.loads(str(figure.to_json()))
