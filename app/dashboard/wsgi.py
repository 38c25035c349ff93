"""The dashboard as a WSGI application, for servers of others: `gunicorn app.dashboard.wsgi:server`.

It is made when it is first asked for, from the environment:

- TIMELINE_EVENTS: the data file (default: the published dataset).
- TIMELINE_HOSTS: the host names under which readers reach it, with commas between them (default: this machine's own).
- TIMELINE_BASE_PATH: the path under which a proxy offers it, such as /timeline/ (default: /).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from app import resources
from app.dashboard.application import LOCAL_HOSTS, create_app
from app.dashboard.base_path import base_path
from app.dashboard.snapshot import Repository
from app.data.problems import DatasetError


def configured(environment: Mapping[str, str], today: Callable[[], dt.date]) -> Flask:
    """The application that an environment asks for; a RuntimeError says which variable is wrong, and how."""
    path = Path(environment.get("TIMELINE_EVENTS") or resources.EVENTS)
    named = environment.get("TIMELINE_HOSTS", "").split(",")
    hosts = [*LOCAL_HOSTS, *(name.strip() for name in named if name.strip())]
    try:
        base = base_path(environment.get("TIMELINE_BASE_PATH", ""))
    except ValueError as error:
        raise RuntimeError(f"TIMELINE_BASE_PATH: {error}") from None
    try:
        repository = Repository.of(path)
    except DatasetError as error:
        raise RuntimeError(f"TIMELINE_EVENTS: {error}") from None
    server: Flask = create_app(repository, today, hosts=hosts, base=base).server
    return server


def __getattr__(name: str) -> Any:
    """`server`, the application of this process."""
    if name != "server":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _server()


@cache
def _server() -> Flask:
    return configured(os.environ, dt.date.today)
