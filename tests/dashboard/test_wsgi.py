from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__
from app.dashboard.wsgi import configured
from app.data.schema import Dataset
from tests.conftest import TARIFFS, TODAY

ROOT = Path(__file__).parent.parent.parent


def test_the_environment_names_file_hosts_and_path(tariffs: Dataset) -> None:
    named = {"TIMELINE_EVENTS": str(TARIFFS), "TIMELINE_HOSTS": "example.org, other.org", "TIMELINE_BASE_PATH": "t"}
    client = configured(named, lambda: TODAY).test_client()
    assert client.get("/t/healthz", headers={"Host": "example.org"}).json == {
        "events": len(tariffs.events),
        "version": __version__,
    }
    assert client.get("/healthz", headers={"Host": "other.org"}).status_code == 200
    assert client.get("/t/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert "/t/files/" in client.get("/t/", headers={"Host": "example.org"}).text


def test_readiness_says_that_readers_can_come() -> None:
    client = configured({"TIMELINE_EVENTS": str(TARIFFS)}, lambda: TODAY).test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "problems": 0})


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("TIMELINE_BASE_PATH", "a b", "TIMELINE_BASE_PATH: the base path must be a path such as /timeline/, got 'a b'"),
        ("TIMELINE_EVENTS", "none.yaml", "TIMELINE_EVENTS: none.yaml: "),
    ],
)
def test_a_wrong_variable_is_named(variable: str, value: str, message: str) -> None:
    with pytest.raises(RuntimeError, match=re.escape(message)):
        configured({"TIMELINE_EVENTS": str(TARIFFS), variable: value}, lambda: TODAY)


def test_gunicorn_finds_the_application() -> None:
    pytest.importorskip("gunicorn")
    command = [sys.executable, "-m", "gunicorn", "--check-config", "app.dashboard.wsgi:server"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TIMELINE_EVENTS": str(TARIFFS)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_containers_parts_are_in_the_repository() -> None:
    lines = (ROOT / ".dev" / "Containerfile").read_text("utf-8").splitlines()
    copied = [name for line in lines if re.match("COPY (?!--from)", line) for name in line.split()[1:-1]]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert any(line.startswith("USER ") and line != "USER root" for line in lines)
