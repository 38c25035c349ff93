"""A stock Dash page of one Graph, as a tutorial has it: `python -m tests.bench.stock_dash DRAWING` serves it.

Plotly Express chooses between SVG and WebGL by itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pandas as pd
import plotly.express as px
from dash import Dash, dcc, html
from waitress.server import create_server

from tests.bench.events import COLUMNS
from tests.bench.peers import PAGES

# Dash tells nobody when its Graph has drawn; plotly.js does, to who calls it.
MARKED = """<script>
let plotly;
Object.defineProperty(window, "Plotly", { get: () => plotly, set(value) {
  plotly = value;
  for (const name of ["newPlot", "react"]) {
    const call = plotly[name];
    plotly[name] = (...given) => {
      const done = call(...given);
      done.then(probe.painted).then(() => performance.mark("timeline:drawn"));
      return done;
    };
  }
}});
</script>"""


def stock_page(drawing: Path) -> Dash:
    """The page of the events in a JSON file."""
    read = json.loads(drawing.read_text("utf-8"))
    frame = pd.DataFrame(read["rows"], columns=COLUMNS)
    labels = dict(read["lanes"])
    figure = px.scatter(
        frame.assign(lane=frame["track"].map(labels)),
        x="earliest",
        y="lane",
        color="lane",
        hover_name="title",
        category_orders={"lane": list(labels.values())},
        range_x=read["days"],
        height=640,
    )
    app = Dash("stock")
    app.index_string = app.index_string.replace("{%css%}", MARKED + "{%css%}")
    app.index_string = app.index_string.replace(
        "</body>", f"<script>{(PAGES / 'plotly.js').read_text()}</script></body>"
    )
    app.layout = html.Div([html.H1(f"{len(frame)} events in {len(labels)} lanes"), dcc.Graph(figure=figure)])
    return app


if __name__ == "__main__":
    server = create_server(stock_page(Path(sys.argv[1])).server, host="127.0.0.1", port=0)
    click.echo(f"Open http://127.0.0.1:{server.effective_port}/")
    server.run()
