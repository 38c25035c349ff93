"""Fixtures of the tests of component and widget."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from wsgiref.types import WSGIApplication

import pytest
from dash import Dash
from werkzeug.serving import make_server

ServeApp = Callable[[WSGIApplication], str]


@pytest.fixture
def serve_app() -> Iterator[ServeApp]:
    """Serves a WSGI application on a free port of this machine; returns the address."""
    servers = []

    def start(application: WSGIApplication) -> str:
        server = make_server("127.0.0.1", 0, application, threaded=True)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def example(name: str) -> Dash:
    """The application of an example."""
    app = importlib.import_module(f"tests.component.examples.{name}").app
    assert isinstance(app, Dash)
    return app
