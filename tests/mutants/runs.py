"""Runs tests in a copy of the project, each time in a process that has the large libraries already."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

LIMIT = 300  # seconds for the tests of one change
HANGS = "no end after some minutes"
KNOWN = "ignore::pytest.PytestAssertRewriteWarning"  # of libraries that are there before pytest
LIBRARIES = ["pytest", "numpy", "pandas", "plotly.graph_objects", "dash", "pydantic", "playwright.sync_api", "openpyxl"]
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(LIBRARIES)


def first_failure(tests: list[str], folder: Path) -> str:
    """The first of some tests that fails in a folder, HANGS where they do not end, "" where all pass."""
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_run, args=(tests, str(folder), theirs))
    process.start()
    theirs.close()
    process.join(LIMIT)
    if process.is_alive():
        with suppress(ProcessLookupError):
            os.killpg(process.pid or 0, signal.SIGKILL)
        process.join()
        return HANGS
    with suppress(EOFError):
        return str(ours.recv())
    return "the tests do not start"


class _Failures:
    """Keeps what failed, a test or a module that cannot be read."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.names.append(report.nodeid)

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.names.append(report.nodeid)


def _run(tests: list[str], folder: str, answer: Connection) -> None:
    os.setsid()
    os.chdir(folder)
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("app", "tests")]:
        del sys.modules[name]
    sys.path.insert(0, folder)
    os.environ["PYTHONPATH"] = folder
    import pytest

    failures = _Failures()
    code = pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-W", KNOWN, *tests], plugins=[failures])
    answer.send(failures.names[0] if failures.names else "" if code == pytest.ExitCode.OK else f"exit {code}")
    answer.close()
    os._exit(0)
