"""Imports go one way: each module imports only from those above it in this list."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = [
    *("app.resources", "app.bundle", "app.data", "app.analysis", "app.theme", "app.figures", "app.pages", "app.export"),
    *("app.component", "app.dashboard", "app.cli", "app.__main__"),
]


def modules() -> dict[str, Path]:
    """Every module of the project by its name."""
    files = (path for path in (ROOT / "app").rglob("*.py") if "_bundled" not in path.parts)
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def room(module: str) -> int:
    """The place of a module's room in the list; the package itself stands above all."""
    places = [place for place, name in enumerate(ROOMS) if module == name or module.startswith(f"{name}.")]
    assert places or module == "app", f"{module} is in no room"
    return places[0] if places else -1


def imported_names(path: Path) -> set[str]:
    """All that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def imported(path: Path, known: set[str]) -> set[str]:
    """The project's own modules that a file imports."""
    return imported_names(path) & known


def imports() -> dict[str, set[str]]:
    """What each module imports of the others; a package stands for none of its modules."""
    known = set(modules())
    return {module: imported(path, known) - {module} for module, path in modules().items()}


def test_each_module_stands_in_a_room() -> None:
    assert {ROOMS[room(module)] for module in modules() if module != "app"} == set(ROOMS)


def test_rooms_import_one_way() -> None:
    upward = {
        f"{module} imports {other}"
        for module, others in imports().items()
        for other in others
        if room(other) > room(module)
    }
    assert upward == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    packages = {module for module, path in modules().items() if path.name == "__init__.py"}
    known = {module: others - packages for module, others in imports().items() if module not in packages}
    assert len(list(TopologicalSorter(known).static_order())) == len(known)


def test_no_two_modules_have_one_name() -> None:
    names = Counter(module.rpartition(".")[2] for module in modules())
    assert [name for name, count in names.items() if count > 1] == []


def test_importing_the_package_does_nothing() -> None:
    script = "import sys, app; print([name for name in ('dash', 'pandas', 'plotly', 'yaml') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_only_dashboard_and_component_know_dash() -> None:
    knowing = {
        module
        for module, path in modules().items()
        if any(name.split(".")[0] == "dash" for name in imported_names(path))
    }
    assert {module.rpartition(".")[0] for module in knowing} == {"app.dashboard", "app.component"}


def test_only_the_command_line_prints_and_reads_the_clock() -> None:
    """`today` is an argument everywhere else."""
    asking = {
        module
        for module, path in modules().items()
        if re.search(r"\.today\(\)|datetime\.now\(", path.read_text("utf-8"))
    }
    assert {module.rpartition(".")[0] for module in asking} <= {"app.cli"}
