"""The dashboard with things of your own below its chart: a sentence on the view on screen, a button, and a graph."""

import datetime as dt
from pathlib import Path

from dash import Input, Output, dcc, html

from app import parse_view, select, shift_figure
from app.dashboard.application import create_app
from app.dashboard.snapshot import Repository

repository = Repository.of(Path("tests/data/tariffs.yaml"))
dataset, events = repository.snapshot.dataset, repository.snapshot.tables.events

app = create_app(repository, dt.date.today)
app.layout.children.append(html.P(id="told"))
app.layout.children.append(html.Button("Only 2018", id="only"))
app.layout.children.append(dcc.Graph("mine", figure=shift_figure(events, dataset)))


@app.callback(Output("told", "children"), Input("view", "data"))
def tell(query: str | None) -> str:
    return f"Mine: {select(events, parse_view(query or '', dataset)[0]).words}"


@app.callback(Output("view", "data"), Input("only", "n_clicks"), prevent_initial_call=True)
def only(_clicks: int) -> str:
    return "from=2018&to=2018"


if __name__ == "__main__":
    app.run()
