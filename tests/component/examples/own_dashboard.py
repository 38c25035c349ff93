"""The dashboard with things of your own: callbacks on its timeline, and a tab with a graph below it."""

import datetime as dt
from pathlib import Path

from dash import Input, Output, dcc, html

from app import parse_view, select, shift_figure
from app.dashboard.application import create_app
from app.dashboard.snapshot import Repository

repository = Repository.of(Path("tests/data/tariffs.yaml"))
dataset, events = repository.snapshot.dataset, repository.snapshot.tables.events

app = create_app(repository, dt.date.today)
graph = dcc.Graph("mine", figure=shift_figure(events, dataset))
app.layout.children.append(dcc.Tabs([dcc.Tab(graph, label="My graph"), dcc.Tab("Sources: ...", label="My notes")]))
app.layout.children.append(html.P(id="sentence"))
app.layout.children.append(html.P(id="sight"))
app.layout.children.append(html.Button("Only 2018", id="only"))
app.layout.children.append(html.Button("The first event", id="first"))


@app.callback(Output("sentence", "children"), Input("view", "data"))
def tell(query: str | None) -> str:
    return f"Mine: {select(events, parse_view(query or '', dataset)[0]).words}"


@app.callback(
    Output("sight", "children"), *(Input("timeline", name) for name in ("event", "range", "hovered", "shown"))
)
def show(event: str | None, days: dict[str, str] | None, hovered: str | None, shown: list[str] | None) -> str:
    return f"Chosen: {event}. From {(days or {}).get('from')}. Hovered: {hovered}. In sight: {len(shown or [])}."


@app.callback(Output("timeline", "range"), Input("only", "n_clicks"), prevent_initial_call=True)
def only(_clicks: int) -> dict[str, str]:
    return {"from": "2018-01-01", "to": "2018-12-31"}


@app.callback(Output("timeline", "event"), Input("first", "n_clicks"), prevent_initial_call=True)
def first(_clicks: int) -> str:
    return str(events["id"].iloc[0])


if __name__ == "__main__":
    app.run()
