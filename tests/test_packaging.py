"""The wheel, installed in an empty environment away from the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("wheel"))


def built(source: Path, folder: Path) -> Path:
    """The wheel of a source tree, built in an environment of its own."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_data_assets_and_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "app/_bundled/events.yaml",
        "app/_bundled/component.js",
        "app/_bundled/component.css",
        "app/py.typed",
        "app/_bundled/assets/page/base.css",
        "app/_bundled/assets/vendor/plotly-basic.min.js",
        "app/pages/templates/base.html.j2",
    } <= names
    assert not any(name.startswith("tests") for name in names)


def test_another_build_elsewhere_and_later_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for name in (".dev", "app", "assets"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "_bundled"))
    for name in ("events.yaml", "pyproject.toml", "README.md"):
        shutil.copyfile(ROOT / name, copy / name)
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    again = built(copy, tmp_path / "dist")
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_the_installed_wheel_serves_and_exports(wheel: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_") or "CERT" in name}
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    program = tmp_path / "venv" / "bin" / "policy-timeline"
    install = [str(tmp_path / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, cwd=tmp_path)
    out = tmp_path / "chart.html"
    done = subprocess.run(
        [str(program), "export", "html", "--out", str(out)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert re.fullmatch(r"No file was named: taking \S+/app/_bundled/events\.yaml\.\n", done.stderr)
    assert out.stat().st_size < 2_000_000
    command = [str(program), "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        address = server.stdout.readline().split()[1]
        with urllib.request.urlopen(f"{address}healthz", timeout=10) as answer:  # noqa: S310  our own address
            assert json.load(answer)["events"] > 0
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            assert b"/plotly.js" in answer.read()
        server.terminate()
        server.communicate(timeout=20)
    assert server.returncode == 0


def test_the_oldest_versions_are_those_that_the_project_allows() -> None:
    allowed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    oldest = (ROOT / ".dev" / "oldest.txt").read_text("utf-8").splitlines()[1:]
    assert oldest
    for line in oldest:
        assert any(bound.split(",")[0] == line.replace("==", ">=") for bound in allowed), line
