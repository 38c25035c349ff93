"""A timeline of a plain pandas frame, and a sentence on the event that a reader chose."""

import pandas as pd
from dash import Dash, Input, Output, html

from app import Timeline, timeline_payload

launches = pd.DataFrame(
    [
        ("1957-10-04", "Sputnik 1", "Soviet Union"),
        ("1958-02-01", "Explorer 1", "United States"),
        ("1961-04-12", "Gagarin in orbit", "Soviet Union"),
        ("1962-02-20", "Glenn in orbit", "United States"),
        ("1969-07-20", "Apollo 11 on the Moon", "United States"),
    ],
    columns=["day", "what", "country"],
)

app = Dash()
app.layout = html.Main(
    [
        Timeline("race", data=timeline_payload(launches, date="day", label="what", lane="country"), height=320),
        html.P(id="chosen"),
    ]
)


@app.callback(Output("chosen", "children"), Input("race", "event"))
def tell(event: str | None) -> str:
    return f"Chosen: {launches.what[int(event)]}." if event else "Choose an event."


if __name__ == "__main__":
    app.run()
