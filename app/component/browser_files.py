"""What a browser loads for the component: one script and one style sheet, made from the modules of `assets/`.

Dash serves files of the package alone. So in a wheel both files lie in `app/_bundled/`, put there when it is built; in
a checkout they are written there as soon as they are needed, and again when the modules have changed.
"""

from __future__ import annotations

import logging
import os
from functools import cache
from pathlib import Path
from typing import Any, Final

from app import bundle, resources

LOG: Final = logging.getLogger("policy_timeline")
FOLDER: Final = Path(__file__).parent.parent / "_bundled"
SCRIPT: Final = "component.js"
STYLE: Final = "component.css"
STYLES: Final = ("component/own.css", "timeline/timeline.css")
WIDGET: Final = "policyTimelineWidget"  # the global variable of the widget's script


def contents() -> dict[str, str]:
    """The text of each file by its name."""
    return {SCRIPT: bundle.linked("component/dash.js"), STYLE: style()}


def style() -> str:
    """The style sheet of the chart."""
    return resources.script(*STYLES)


def widget_script() -> str:
    """The script of the widget, whose `render` becomes that of a global variable."""
    return bundle.linked("component/widget.js", WIDGET)


def widget_module() -> str:
    """The same as an ES module that gives what anywidget asks for."""
    return f"{widget_script()}\nexport default {{ render: window.{WIDGET}.render }};\n"


@cache
def distributed() -> dict[str, list[dict[str, Any]]]:
    """What Dash reads of a package of components, `_js_dist` and `_css_dist`, with the files in their place."""
    if not resources.ASSETS.is_relative_to(FOLDER):  # a checkout
        try:
            write(FOLDER)
        except OSError as error:
            LOG.warning("The files of the Timeline component cannot be written: %s", error)
    return {
        kind: [{"relative_package_path": f"_bundled/{name}", "namespace": "app"}] if (FOLDER / name).exists() else []
        for kind, name in (("_js_dist", SCRIPT), ("_css_dist", STYLE))
    }


def write(folder: Path) -> None:
    """Write the files that are not there yet or are others; a reader meets each of them whole."""
    folder.mkdir(exist_ok=True)
    for name, text in contents().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            new = path.with_suffix(f".{os.getpid()}.new")
            new.write_text(text, encoding="utf-8", newline="\n")
            new.replace(path)
