"""A timeline and a graph that follow each other: zoom one, and the other shows the same days."""

from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html, no_update

from app import Timeline, timeline_payload

prices = pd.DataFrame({"day": pd.date_range("2024-01-01", "2024-12-31", freq="D")})
prices["price"] = 100 + prices.index * 0.2 + (prices.index % 30)
acts = pd.DataFrame(
    {"date": ["2024-03-05", "2024-06", "2024-10-20"], "label": ["Rule proposed", "Comments", "Rule final"]}
)

app = Dash()
app.layout = html.Main(
    [
        Timeline("acts", data=timeline_payload(acts), height=260),
        dcc.Graph("prices", figure=px.line(prices, x="day", y="price"), config={"showSendToCloud": False}),
    ]
)


@app.callback(Output("prices", "figure"), Input("acts", "range"), prevent_initial_call=True)
def zoom_graph(days: dict[str, str] | None) -> Any:
    return px.line(prices, x="day", y="price", range_x=[days["from"], days["to"]] if days else None)


@app.callback(Output("acts", "range"), Input("prices", "relayoutData"), prevent_initial_call=True)
def zoom_timeline(moved: dict[str, Any] | None) -> Any:
    first, last = (moved or {}).get("xaxis.range[0]"), (moved or {}).get("xaxis.range[1]")
    return {"from": first[:10], "to": last[:10]} if first and last else no_update


if __name__ == "__main__":
    app.run()
