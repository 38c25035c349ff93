"""How files travel: scripts once, under an address that changes with them, packed beforehand; other texts packed."""

from __future__ import annotations

import gzip
from functools import cache
from typing import Final

from flask import Flask, Response, request
from flask_compress import Compress

from app import resources
from app.bundle import linked

FOREVER: Final = "public, max-age=31536000, immutable"
PLOTLY_OWN: Final = "/_dash-component-suites/plotly/package_data/plotly.min.js"  # the full bundle, served by Dash
PAGE: Final = "timelinePage"  # the global variable of the page's script, by which boot.js starts it
PACKED_TYPES: Final = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json")
PACKING: Final = {
    "COMPRESS_MIMETYPES": PACKED_TYPES,
    "COMPRESS_ALGORITHM": ["gzip"],
    "COMPRESS_LEVEL": 1,  # an answer is packed while a reader waits for it
    "COMPRESS_MIN_SIZE": 1_000,  # bytes; packing less gains nothing
    "COMPRESS_STREAMS": False,
}


@cache
def _contents() -> dict[str, tuple[bytes, str]]:
    """Each file by its name: its content and its type."""
    contents = {"timeline.js": (linked("page/dashboard.js", PAGE).encode(), "text/javascript")}
    if resources.PLOTLY_BASIC.exists():
        contents["plotly.js"] = (resources.PLOTLY_BASIC.read_bytes(), "text/javascript")
    return contents


def files(base: str = "/") -> dict[str, str]:
    """The addresses of script and plotly under a path, each with a digest that changes with its content."""
    addresses = _addresses()
    plotly = addresses["plotly.js"] if resources.has_basic_bundle() else PLOTLY_OWN
    return {"script_file": base.rstrip("/") + addresses["timeline.js"], "plotly_file": base.rstrip("/") + plotly}


@cache
def _addresses() -> dict[str, str]:
    return {name: f"/files/{resources.digest(content)}/{name}" for name, (content, _) in _contents().items()}


class Packing(Compress):
    """Packs texts, but not for those who refuse it: Flask-Compress itself takes "gzip;q=0" for a wish."""

    def after_request(self, response: Response | None) -> Response:
        """The response, packed where that is worth it and the browser takes it."""
        if response is None or request.accept_encodings["gzip"]:
            return super().after_request(response)
        response.vary.add("Accept-Encoding")
        return response


def deliver(server: Flask) -> None:
    """Serve the files for as long as a browser keeps them, and pack every other text for browsers that unpack it."""
    server.config.update(PACKING)
    Packing(server)
    server.add_url_rule("/files/<digest>/<name>", "files", _file)


def _file(digest: str, name: str) -> Response:
    if f"/files/{digest}/{name}" not in _addresses().values():
        return Response("There is no such file.", 404, mimetype="text/plain")
    content, kind = _contents()[name]
    headers = {"Cache-Control": FOREVER}
    if request.accept_encodings["gzip"]:  # its quality
        return Response(_packed(name), mimetype=kind, headers=headers | {"Content-Encoding": "gzip"})
    return Response(content, mimetype=kind, headers=headers)


@cache
def _packed(name: str) -> bytes:
    """A file as gzip, as small as it gets: it is packed once and sent as often as there are readers."""
    return gzip.compress(_contents()[name][0], 9, mtime=0)
