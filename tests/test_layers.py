"""Imports go one way: each module imports only from those above it in this list."""

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = [
    ["app"],
    ["app.resources", "app.export.writing"],
    ["app.dates", "app.problems", "app.vocabulary"],
    ["app.fields"],
    ["app.schema"],
    ["app.parsing"],
    ["app.checks.finding"],
    ["app.checks.references", "app.checks.order", "app.checks.measures", "app.checks.evidence"],
    ["app.checks.rules"],
    ["app.loading", "app.diffing", "app.links", "app.record_template"],
    ["app.frames"],
    ["app.cache"],
    ["app.view"],
    ["app.selection"],
    ["app.shift"],
    ["app.theme"],
    ["app.figures.placing", "app.figures.detail"],
    ["app.figures.lanes"],
    ["app.figures.chart"],
    ["app.figures.traces"],
    ["app.figures.chain"],
    ["app.figures.timeline", "app.figures.shift", "app.figures.strips", "app.figures.actors", "app.figures.measures"],
    ["app.fragments.templates"],
    ["app.fragments.links"],
    [
        "app.fragments.events",
        "app.fragments.method",
        "app.fragments.shift",
        "app.fragments.measures",
        "app.fragments.stories",
        "app.fragments.actors",
    ],
    ["app.export.formats"],
    ["app.export.extract"],
    ["app.export.tables", "app.export.records", "app.export.calendar", "app.export.citations", "app.export.timelinejs"],
    ["app.export.chronology"],
    [
        "app.dashboard.edition",
        "app.dashboard.delivery",
        "app.dashboard.security",
        "app.export.page",
        "app.export.picture",
        "app.export.feeds",
    ],
    ["app.export.image", "app.export.pages"],
    ["app.export.site"],
    ["app.dashboard.edition", "app.dashboard.delivery", "app.dashboard.security"],
    ["app.dashboard.panels", "app.dashboard.downloads"],
    ["app.dashboard.callbacks"],
    ["app.dashboard.application"],
    ["app.dashboard.serving", "app.dashboard.workers"],
    ["app.cli.group"],
    ["app.cli.records", "app.cli.serving", "app.cli.exporting"],
    ["app.__main__"],
]
PACKAGES = {"app.checks", "app.cli", "app.figures", "app.fragments", "app.dashboard", "app.export"}


def modules() -> dict[str, Path]:
    """Every module of the project by its name."""
    files = (path for path in (ROOT / "app").rglob("*.py") if "_bundled" not in path.parts)
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def imported(path: Path, known: set[str]) -> set[str]:
    """The project's own modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known


def test_every_module_has_its_layer() -> None:
    assert set(modules()) == set(chain.from_iterable(LAYERS)) | PACKAGES


def test_imports_go_one_way() -> None:
    rank = {module: number for number, layer in enumerate(LAYERS) for module in layer} | dict.fromkeys(PACKAGES, 0)
    known = set(rank)
    upward = {
        f"{module} imports {other}"
        for module, path in modules().items()
        for other in imported(path, known)
        if other != module and rank[other] >= rank[module] and module not in PACKAGES
    }
    assert upward == set()


def test_importing_the_package_does_nothing() -> None:
    script = "import sys, app; print([name for name in ('dash', 'pandas', 'plotly', 'yaml') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_figures_know_neither_dash_nor_files() -> None:
    for path in (ROOT / "app" / "figures").glob("*.py"):
        text = path.read_text("utf-8")
        assert "import dash" not in text
        assert "open(" not in text
