"""How files travel: scripts and styles once, under an address that changes with them, and all texts packed."""

from __future__ import annotations

import gzip
from functools import cache
from typing import Final

from flask import Flask, Response, request

from app import resources
from app.bundle import CHART, linked

SCRIPTS: Final = (*resources.PAGE_SCRIPTS, "plots.js", "exporting.js", "edition.js", "dashboard.js")
FOREVER: Final = "public, max-age=31536000, immutable"
PLOTLY_OWN: Final = "/_dash-component-suites/plotly/package_data/plotly.min.js"  # the full bundle, served by Dash
PACKED_TYPES: Final = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json")
LEAST_PACKED: Final = 1_000  # bytes; packing less gains nothing


@cache
def _contents() -> dict[str, tuple[bytes, str]]:
    """Each file by its name: its content and its type."""
    contents = {
        "timeline.js": ((linked("timeline/index.js", CHART) + resources.script(*SCRIPTS)).encode(), "text/javascript"),
    }
    if resources.PLOTLY_BASIC.exists():
        contents["plotly.js"] = (resources.PLOTLY_BASIC.read_bytes(), "text/javascript")
    return contents


def files() -> dict[str, str]:
    """The addresses of script and plotly, each with a digest that changes with its content."""
    made = _addresses()
    return {
        "script_file": made["timeline.js"],
        "plotly_file": made["plotly.js"] if resources.has_basic_bundle() else PLOTLY_OWN,
    }


@cache
def _addresses() -> dict[str, str]:
    return {name: f"/files/{resources.digest(content)}/{name}" for name, (content, _) in _contents().items()}


def deliver(server: Flask) -> None:
    """Serve the files for as long as a browser keeps them, and pack every text for browsers that can unpack it."""
    server.add_url_rule("/files/<digest>/<name>", "files", _file)
    server.after_request(_packed)


def _file(digest: str, name: str) -> Response:
    if f"/files/{digest}/{name}" not in _addresses().values():
        return Response("There is no such file.", 404, mimetype="text/plain")
    content, kind = _contents()[name]
    return Response(content, mimetype=kind, headers={"Cache-Control": FOREVER})


def _packed(response: Response) -> Response:
    """The response with its body as gzip, where that is worth it and the browser takes it."""
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    if not takes or response.mimetype not in PACKED_TYPES or response.status_code != 200:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= LEAST_PACKED and "Content-Encoding" not in response.headers:
        response.set_data(_gzip_kept(content) if _is_kept(response) else gzip.compress(content, 1))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def _is_kept(response: Response) -> bool:
    """Whether the same bytes will be asked for again and again."""
    return "max-age" in response.headers.get("Cache-Control", "")


@cache
def _gzip_kept(content: bytes) -> bytes:
    return gzip.compress(content, 9)
