"""The audit of the packages: holes fail it, a database that cannot be reached does not."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import types
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SKIPPED = "Audit of the packages skipped: the database of known holes cannot be reached.\n"
SAFE = {"name": "dash", "version": "4.4.1", "vulns": []}
HOLED = {"name": "x", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2", "3"]}]}
UNKNOWN = {"name": "y", "skip_reason": "not found"}


@pytest.fixture(scope="module")
def audit() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".dev" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("packages", "ending", "words"),
    [
        ([SAFE, UNKNOWN], 0, "1 of 2 packages audited, 0 known holes.\n"),
        (
            [SAFE, HOLED],
            1,
            "x 1: CVE-1; fixed in 2, 3. Raise its lower bound in pyproject.toml.\n"
            "2 of 2 packages audited, 1 known holes.\n",
        ),
        ([UNKNOWN], 0, SKIPPED),
    ],
)
def test_holes_are_told_and_fail(
    packages: list[Any],
    ending: int,
    words: str,
    audit: types.ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = types.SimpleNamespace(stdout=json.dumps({"dependencies": packages}))
    monkeypatch.setattr(audit.subprocess, "run", lambda *_args, **_options: answer)
    assert (audit.main(), capsys.readouterr().out) == (ending, words)


@pytest.mark.parametrize("failure", [subprocess.TimeoutExpired("pip_audit", 1), OSError("no such program"), None])
def test_trouble_on_the_way_passes_with_a_line(
    failure: Exception | None,
    audit: types.ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*_args: object, **_options: object) -> types.SimpleNamespace:
        if failure:
            raise failure
        return types.SimpleNamespace(stdout="a proxy's page")

    monkeypatch.setattr(audit.subprocess, "run", run)
    assert (audit.main(), capsys.readouterr().out) == (0, SKIPPED)
