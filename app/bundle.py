"""The linker of the browser's modules: an entry module and all that it imports become one classic script.

It reads named imports of neighbours (`import { a, b as c } from "./d.js";`) and named exports, and nothing else of
what ES modules can do. The same modules always give the same bytes, in any checkout, without npm.
"""

from __future__ import annotations

import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

from rjsmin import jsmin

from app import resources

_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "(\.[^"]*)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function\*?|const|let|class) (\w+))", re.MULTILINE)
_FOREIGN: Final = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class LinkError(ValueError):
    """A module that cannot be linked: which one, and what is wrong with it."""


@cache
def linked(entry: str, name: str = "") -> str:
    """One script of an entry module of `assets/`, such as "page/dashboard.js", and of all that it imports, minified.

    What the entry exports becomes the global variable `name`, where one is given. A LinkError where a module is not
    there, imports itself in a circle, or uses another form of import or export.
    """
    modules = _collected((resources.ASSETS / entry).resolve())
    try:
        order = list(TopologicalSorter({path: _imports(path, text) for path, text in modules.items()}).static_order())
    except CycleError as error:
        circle = " imports ".join(_shown(path) for path in reversed(error.args[1]))
        raise LinkError(f"{circle}. Move what they share into a module of its own.") from None
    places = {path: f"module{place}" for place, path in enumerate(order)}
    parts = [f"const {places[path]} = (() => {{\n{_body(path, modules[path], places)}}})();" for path in order]
    given = f"window.{name} = {places[order[-1]]};" if name else ""
    return str(jsmin("\n".join(['(() => {"use strict";', *parts, given, "})();\n"])))


def _collected(entry: Path) -> dict[Path, str]:
    """The texts of a module and of all that it imports, directly or not."""
    texts: dict[Path, str] = {}
    waiting = [(entry, "")]
    for path, reader in waiting:
        if path in texts:
            continue
        if not path.is_file():
            raise LinkError(f"{_shown(path)} does not exist{reader}. Check the path of the import.")
        texts[path] = path.read_text(encoding="utf-8")
        waiting += [(imported, f", but {_shown(path)} imports it") for imported in _imports(path, texts[path])]
    return texts


def _imports(path: Path, text: str) -> list[Path]:
    return [(path.parent / target).resolve() for _, target in _IMPORT.findall(text)]


def _body(path: Path, text: str, places: dict[Path, str]) -> str:
    """A module as the body of a function that returns its exports."""

    def bind(found: re.Match[str]) -> str:
        names = re.sub(r" as ", ": ", " ".join(found[1].split()))
        return f"const {{ {names} }} = {places[(path.parent / found[2]).resolve()]};\n"

    exports = _EXPORT.findall(text)
    body = _EXPORT.sub("", _IMPORT.sub(bind, text))
    if foreign := _FOREIGN.search(body):
        raise LinkError(
            f"{_shown(path)}: {foreign[0]!r} cannot be linked. "
            'Write it as `import { name } from "./module.js";` or `export function name`.'
        )
    return f"{body}\nreturn {{ {', '.join(exports)} }};\n"


def _shown(path: Path) -> str:
    return path.relative_to(resources.ASSETS.resolve()).as_posix()
