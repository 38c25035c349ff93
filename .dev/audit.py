"""Asks whether holes are known in the installed packages; passes with a line where the database cannot be reached."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

PATIENCE = 90  # seconds for all packages together
COMMAND = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]


def main() -> int:
    """0 where no hole is known or nothing could be asked, 1 where there are some."""
    try:
        done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=PATIENCE, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        packages = []
    known = [package for package in packages if "vulns" in package]  # the others could not be looked up
    if not known:
        print("Audit of the packages skipped: the database of known holes cannot be reached.")
        return 0
    holes = [hole for package in known for hole in told(package)]
    print("\n".join([*holes, f"{len(known)} of {len(packages)} packages audited, {len(holes)} known holes."]))
    return 1 if holes else 0


def told(package: dict[str, Any]) -> list[str]:
    """A line for each known hole of a package, with the versions that close it."""
    return [
        f"{package['name']} {package['version']}: {hole['id']}; fixed in "
        f"{', '.join(hole['fix_versions']) or 'no version yet'}. Raise its lower bound in pyproject.toml."
        for hole in package["vulns"]
    ]


if __name__ == "__main__":
    sys.exit(main())
