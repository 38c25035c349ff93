"""The request by which the page asks for a view, as Dash's own script sends it."""

from __future__ import annotations

from typing import Any

CALLBACKS = "/_dash-update-component"


def call(query: Any = "", **changes: Any) -> dict[str, Any]:
    """The body that asks for a query; `changes` replace parts of it."""
    return {
        "output": "..figure.data...drawn.data...contents.data..",
        "outputs": [{"id": name, "property": "data"} for name in ("figure", "drawn", "contents")],
        "inputs": [{"id": "query", "property": "data", "value": query}],
        "state": [{"id": "drawn", "property": "data", "value": None}],
        "changedPropIds": ["query.data"],
        "parsedChangedPropsIds": ["query.data"],
    } | changes
