"""What the system refuses ends a command with a sentence, never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_import import FOREIGN, run

ROOT = Path(__file__).parent.parent.parent
LONG = "x" * 300

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems say it in other words")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", f"{LONG}.yaml"),
        ("serve", f"{LONG}.yaml", "--no-open"),
        ("export", "md", FOREIGN.parent / "tariffs.yaml", "--out", f"{LONG}.md"),
        ("new", "event", "--into", f"{LONG}.yaml"),
        ("new", "event", "--like", f"{LONG}.yaml"),
        ("import", FOREIGN / "laws.csv", "--out", f"{LONG}.yaml"),
        ("init", LONG, "--yes"),
        ("diff", LONG, "HEAD"),
        ("watch", f"{LONG}.yaml"),
        ("due", f"{LONG}.yaml"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_name_that_is_too_long_is_said(arguments: tuple[object, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == f"'{LONG[:58]}… cannot be used: File name too long."


def program(*arguments: str, cwd: Path = ROOT, out: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """The real program's end."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, stdout=out, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", ["schema", "--help", "check tests/data/tariffs.yaml", "new actor"])
def test_a_full_device_is_said(command: str) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        done = program(*command.split(), out=full)
    finally:
        os.close(full)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "Standard output did not take what was to be written: No space left on device."
    )
    assert "Traceback" not in done.stderr


def test_a_working_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"import os, sys; os.rmdir({str(gone)!r}); sys.argv[1:] = ['export', 'md', '--out', 'x.md']\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{script}from app.cli import main\nmain()"],
        cwd=gone,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "The folder in which this was started is gone. Go to one that exists, and try again."
    )


@pytest.fixture(params=["UTC+30", "UTC-100", "Nowhere/City"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A zone that Python's own objects cannot express."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_a_zone_that_is_none_still_has_a_day() -> None:
    assert run("due", FOREIGN.parent / "tariffs.yaml").exit_code == 0
