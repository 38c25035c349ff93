"""The request by which the page asks for a view, as Dash's own script sends it."""

from __future__ import annotations

from typing import Any

CALLBACKS = "/_dash-update-component"


def call(query: Any = "", **changes: Any) -> dict[str, Any]:
    """The body that asks for a query; `changes` replace parts of it."""
    asked = None if query is None else {"query": query, "have": {}, "number": 1}
    return {
        "output": "answer.data",
        "outputs": {"id": "answer", "property": "data"},
        "inputs": [{"id": "query", "property": "data", "value": asked}],
        "changedPropIds": ["query.data"],
        "parsedChangedPropsIds": ["query.data"],
    } | changes
