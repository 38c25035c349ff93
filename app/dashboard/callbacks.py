"""The Dash callbacks: a question comes in, an answer goes out (`answers.py` says what either holds).

The form and the address are the browser's; whatever it sends goes through the query parser, which names and ignores
what it does not know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from app.component.dash_timeline import Timeline
from app.dashboard.answers import Question, answer
from app.dashboard.snapshot import Snapshot


def layout() -> Component:
    """The Dash layout: the chart, what passes between browser and server, and the place of what a developer appends.

    The page itself is a template, for it is painted before Dash has come. The Timeline "timeline" takes over the chart
    that is drawn by then, where it stands: callbacks read its event, range, hovered and shown, and set event and range.
    The store "view" holds the query string of what the page shows: callbacks read it, and set another.
    What is appended to its `children` stands below the chart.
    """
    passing = html.Div([dcc.Store(id=name) for name in ("query", "answer", "view")], hidden=True)
    return html.Div([Timeline("timeline"), passing], className="additions")


def register(app: Dash, snapshot: Callable[[], Snapshot], today: Callable[[], dt.date]) -> None:
    """Answer each question with what the page lacks of its view."""

    @app.callback(Output("answer", "data"), Input("query", "data"), prevent_initial_call=True)
    def respond(asked: dict[str, Any] | None) -> dict[str, Any]:  # app/dashboard/security.py holds it to its form
        return answer(snapshot(), Question.model_validate(asked or {"query": ""}), today())

    script: Callable[..., None] = app.clientside_callback
    script(ClientsideFunction("timeline", "start"), Output("query", "data"), Input("query", "id"))
    script(ClientsideFunction("timeline", "show"), Input("answer", "data"), prevent_initial_call=True)
    script(ClientsideFunction("timeline", "follow"), Input("view", "data"), prevent_initial_call=True)
