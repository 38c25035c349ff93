"""Timelines inside an application that is there already: in its tabs, by a pattern of ids, filtered by its controls."""

from dash import ALL, Dash, Input, Output, State, dcc, html

from app import Timeline, dataset_payload, load_dataset

dataset = load_dataset("tests/data/tariffs.yaml")
sides = {side.id: side.label for side in dataset.sides}


def chart(side: str) -> Timeline:
    tracks = [track.id for track in dataset.tracks if track.side == side]
    data = dataset_payload(dataset, f"track={','.join(tracks)}")
    return Timeline({"timeline": side}, data=data, lanes=tracks, height=300, theme="light")


app = Dash()
app.layout = html.Main(
    [
        dcc.Checklist(["official", "reported"], ["official", "reported"], id="status", inline=True),
        dcc.Tabs([dcc.Tab(chart(side), label=label) for side, label in sides.items()]),
        html.P(id="all"),
        html.P(id="count"),
    ]
)


@app.callback(Output({"timeline": ALL}, "filters"), Input("status", "value"), State({"timeline": ALL}, "id"))
def sift(statuses: list[str], charts: list[object]) -> list[dict[str, list[str]]]:
    return [{"status": statuses or ["none"]} for _ in charts]


@app.callback(Output("all", "children"), Input({"timeline": ALL}, "event"))
def tell(events: list[str | None]) -> str:
    return "Chosen: " + (", ".join(filter(None, events)) or "nothing")


app.clientside_callback(
    "(lists) => `In sight: ${lists.flat().filter(Boolean).length}`",
    Output("count", "children"),
    Input({"timeline": ALL}, "shown"),
)

if __name__ == "__main__":
    app.run()
