"""Fixtures that several test modules share."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app import resources
from app.dashboard.application import create_app
from app.dashboard.server import listen, server_of
from app.dashboard.snapshot import Repository
from app.data.loading import load_dataset
from app.data.schema import Dataset

collect_ignore = ["fuzzing.py"]  # a program of its own, which needs the fuzzer
TODAY = dt.date(2026, 11, 24)
BROWSER = os.environ.get("TIMELINE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
SLOW = (  # what starts programs, writes whole exports, or tries very many files
    *("analysis/test_cache.py", "analysis/test_days.py", "bench", "cli", "export", "component/test_notebook.py"),
    *("dashboard/test_faults.py", "dashboard/test_other_times.py", "dashboard/test_server.py"),
    *(
        "dashboard/test_workers.py",
        "data/test_hostile_files.py",
        "data/test_hostile_sizes.py",
        "test_cli.py",
        "test_fuzzing.py",
        "test_packaging.py",
    ),
)
TARIFFS = Path(__file__).parent / "data" / "tariffs.yaml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a browser, and what stands in SLOW; `-m "not browser and not slow"` leaves the quick tests."""
    slow = tuple(str(Path(__file__).parent / place) for place in SLOW)
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if str(item.path).startswith(slow):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def published() -> Dataset:
    """The dataset that the repository publishes."""
    return load_dataset(resources.EVENTS)


@pytest.fixture(scope="session")
def tariffs() -> Dataset:
    """A small dataset of another topic."""
    return load_dataset(TARIFFS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that TIMELINE_BROWSER names, one on the PATH, or Playwright's own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def drawing_browser(browser: Browser) -> Iterator[None]:
    """Lets pictures be drawn with the browser of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", BROWSER or browser.browser_type.executable_path)
        yield


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile on a desktop screen."""
    fresh = browser.new_context(viewport={"width": 1400, "height": 1000}, color_scheme="light")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test on a script error, an error in the console, or a request to another host."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(f"error: {error}"))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: None if _is_local(request.url) else faults.append(f"request: {request.url}"))
    yield opened
    assert faults == []


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:", "about:"))


Serve = Callable[[Path], str]


def run_until_closed(server: Any) -> None:
    """Answer until another thread closes the server, which may take a socket away while it is looked at."""
    with suppress(OSError):
        server.run()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves a file with the real server on a free port of this machine; returns the address."""
    servers = []

    def start(path: Path) -> str:
        application = create_app(Repository.of(path), lambda: TODAY).server
        server = server_of(application, listen("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=run_until_closed, args=(server,), daemon=True).start()
        return f"http://127.0.0.1:{server.effective_port}/"

    yield start
    for server in servers:
        server.close()


@pytest.fixture(scope="session")
def address(serve: Serve) -> str:
    """Where the dashboard of the published dataset is served."""
    return serve(resources.EVENTS)
