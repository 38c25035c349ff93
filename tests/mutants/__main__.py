"""The command."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.mutants import __doc__ as usage
from tests.mutants import python, scripts
from tests.mutants.mutant import ROOT, Mutant
from tests.mutants.runs import HANGS, first_failure

UNCOPIED = (".venv", ".git", ".cache", ".mypy_cache", ".ruff_cache", "_bundled")


def main() -> None:
    """Read the command and do it."""
    parser = argparse.ArgumentParser(
        "python -m tests.mutants", description=usage, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=["measure", "app", "assets"])
    parser.add_argument("--count", type=int, default=200, help="how many changes to draw")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others")
    parser.add_argument("--part", default="1/1", help="2/3: of three equal parts of the draw the second alone")
    parser.add_argument("--fast", action="store_true", help="of the scripts: only the tests that need no browser")
    parser.add_argument("--select", default="not browser", help="an expression of marks, as pytest's -m, for measure")
    chosen = parser.parse_args()
    if chosen.what == "measure":
        return python.measure(chosen.select)
    known = python.all_mutants() if chosen.what == "app" else scripts.all_mutants()
    drawn = random.Random(chosen.seed).sample(known, min(chosen.count, len(known)))  # noqa: S311  can be repeated
    part, parts = map(int, chosen.part.split("/"))
    numbered = list(enumerate(drawn, 1))[part - 1 :: parts]
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "project"
        shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(*UNCOPIED))
        run(numbered, python_notices(copied) if chosen.what == "app" else scripts.notices(copied, chosen.fast))
    return None


def run(numbered: list[tuple[int, Mutant]], notices: Callable[[Mutant], str]) -> None:
    """Say of each change where it is and which test noticed it, and at last the share of those that one did."""
    noticed = 0
    for number, mutant in numbered:
        by = notices(mutant)
        noticed += bool(by)
        _say(f"{number}: {f'noticed by {by}' if by else 'SURVIVED'}: {mutant}")
    _say(f"{noticed} of {len(numbered)} noticed, {noticed / len(numbered):.0%}")


def python_notices(copied: Path) -> Callable[[Mutant], str]:
    """What says which test notices a change of app/ in a copy; one that fails there anyway does not count."""
    reached = python.Reached()
    fails_anyway = cache(lambda test: test != HANGS and bool(first_failure([test], copied)))

    def notices(mutant: Mutant) -> str:
        tests = [test for test in reached.tests(mutant) if test not in broken]
        with mutant.put_into(copied):
            by = first_failure(tests, copied) if tests else ""
        if by in tests and fails_anyway(by):
            broken.add(by)
            return notices(mutant)
        return by

    broken: set[str] = set()
    return notices


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
