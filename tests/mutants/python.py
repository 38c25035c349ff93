"""Single changes of the code of app/, and the tests that reach each."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.mutant import ROOT, Mutant

REACHED = ROOT / ".cache" / "mutants" / "reached"
MOST_TESTS = 60  # of those that reach a line; more say little more
ALSO = {"app/data/imports": "tests/cli/test_import.py", "app/data/registers": "tests/cli/test_watch.py"}  # by place
UNMEASURED = [
    "tests/bench",
    "tests/test_packaging.py",
    "tests/test_audit.py",
    "tests/test_fuzzing.py",
]  # slow, say little
PAIRS: list[tuple[type[ast.AST], type[ast.AST]]] = [
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)),
    *((ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Mult, ast.Div)),
]
OPPOSITES: dict[type[ast.AST], type[Any]] = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}


def all_mutants() -> list[Mutant]:
    """All single changes of app/ that this module knows."""
    files = sorted(path for path in (ROOT / "app").rglob("*.py") if "_bundled" not in path.parts)
    return [mutant for path in files for mutant in mutants_of(path)]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """The single changes of a file; its docstrings, types and texts stay."""
    content = path.read_bytes()
    starts = [0]
    for line in content.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.expr | ast.stmt) and (changed := _changed(node)) is not None:
            text = ast.unparse(changed)
            first = starts[node.lineno - 1] + node.col_offset
            last = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            yield Mutant(path.relative_to(ROOT), first, last, f"({text})" if isinstance(node, ast.expr) else text)


def _changed(node: ast.expr | ast.stmt) -> ast.AST | None:
    """The node with the one change that its type knows, None where it knows none."""
    match node:
        case ast.Compare(ops=[op, *_]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPPOSITES:
            return _turned(node, op)
        case ast.UnaryOp(op=ast.Not()):
            return node.operand
        case ast.Constant(value=bool()):
            return ast.Constant(not node.value)
        case ast.Constant(value=int(number)):
            return ast.Constant(number + 1)
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            return ast.Return(ast.Constant(None))
        case ast.Raise() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Expr(value=ast.Call()):
            return ast.Pass()
    return None


def _turned(node: ast.expr, op: ast.AST) -> ast.expr:
    turned = copy.deepcopy(node)
    other = OPPOSITES[type(op)]()
    if isinstance(turned, ast.Compare):
        turned.ops[0] = other
    elif isinstance(turned, ast.BoolOp | ast.BinOp):
        turned.op = other
    return turned


class _Contexts:
    """Tells coverage which test runs."""

    def __init__(self, coverage: Any) -> None:
        self.coverage = coverage

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.coverage.switch_context(nodeid)


def measure(select: str) -> None:
    """Write down which of the tests, chosen by an expression of marks, reaches which line of app/."""
    from coverage import Coverage  # not installed with the tests: only this program wants it

    REACHED.parent.mkdir(parents=True, exist_ok=True)
    coverage = Coverage(data_file=str(REACHED), source=[str(ROOT / "app")])
    coverage.set_option("run:relative_files", True)
    coverage.start()
    unmeasured = [f"--ignore={place}" for place in UNMEASURED]
    pytest.main(["-q", "-m", select, *unmeasured, "tests"], plugins=[_Contexts(coverage)])
    coverage.stop()
    coverage.save()


class Reached:
    """Knows the tests of a change, as far as they were measured."""

    def __init__(self) -> None:
        from coverage import CoverageData

        self._known = CoverageData(str(REACHED))
        self._known.read()
        self._measured = self._known.measured_contexts()

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that reach its lines, those of its own test file first; of an import alone, those of its file.

        A test file of its own that was not measured comes last, whole.
        """
        by_line: dict[int, list[str]] = self._known.contexts_by_lineno(str(mutant.path))
        direct = {test for line in mutant.lines() for test in by_line.get(line, ()) if test}
        tests = direct or {test for reached in by_line.values() for test in reached if test}
        if not tests:  # what runs as the program is loaded, before any test: some of its room
            room = sorted(test for test in self._measured if test.startswith(f"tests/{mutant.path.parts[1]}"))
            tests = set(room[:: max(len(room) // MOST_TESTS, 1)])
        own = _own_tests(mutant.path)
        chosen = sorted(tests, key=lambda test: (not test.startswith(tuple(own)), test))[:MOST_TESTS]
        return [*chosen, *(file for file in own if not any(test.startswith(file) for test in self._measured))]


def _own_tests(path: Path) -> list[str]:
    """The test files that mirror a module: its name, within its room or at the top."""
    room = Path("tests", *path.parts[1:-1])
    names = (f"test_{path.stem.removesuffix('_command')}.py", f"test_{path.parent.name}.py")
    files = [str(file) for file in (room / names[0], Path("tests") / names[1]) if (ROOT / file).is_file()]
    return [*files, *(file for place, file in ALSO.items() if path.is_relative_to(place))]
