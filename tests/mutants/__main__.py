"""The command."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests.mutants import __doc__ as usage
from tests.mutants import python, scripts
from tests.mutants.mutant import ROOT, noticed

UNCOPIED = (".venv", ".git", ".cache", ".mypy_cache", ".ruff_cache", "_bundled")


def main() -> None:
    """Read the command and do it."""
    parser = argparse.ArgumentParser(
        "python -m tests.mutants", description=usage, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=["measure", "app", "assets"])
    parser.add_argument("--count", type=int, default=200, help="how many changes to draw")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others")
    parser.add_argument("--select", default="not browser", help="an expression of marks, as pytest's -m, for measure")
    chosen = parser.parse_args()
    if chosen.what == "measure":
        python.measure(chosen.select)
    else:
        run(chosen.what, chosen.count, chosen.seed)


def run(what: str, count: int, seed: int) -> None:
    """Say of each change that no test notices where it is, and at last the share of those that one does."""
    known = python.all_mutants() if what == "app" else scripts.all_mutants()
    commands = python.Reached().commands if what == "app" else scripts.commands
    drawn = random.Random(seed).sample(known, min(count, len(known)))  # noqa: S311  a draw that can be repeated
    killed = 0
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "project"
        shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(*UNCOPIED))
        for number, mutant in enumerate(drawn, 1):
            if noticed(mutant, commands(mutant), copied):
                killed += 1
            else:
                _say(f"{number}: survived: {mutant}")
    _say(f"{killed} of {len(drawn)} noticed, {killed / len(drawn):.0%}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
