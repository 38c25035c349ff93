"""The linker of the browser's modules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import bundle, resources
from app.bundle import LinkError, linked


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for `assets/`."""
    monkeypatch.setattr(resources, "ASSETS", tmp_path)
    bundle.linked.cache_clear()
    return tmp_path


def test_each_module_comes_once_and_before_those_that_import_it(modules: Path) -> None:
    (modules / "entry.js").write_text(
        'import { b } from "./b.js";\nimport { a as c } from "./a.js";\nexport const d = b + c;\n'
    )
    (modules / "b.js").write_text('import { a } from "./a.js";\nexport const b = a + 1;\n')
    (modules / "a.js").write_text("// one\nexport const a = 1;\n")
    script = linked("entry.js", "Name")
    assert [script.count(part) for part in ("a=1", "b=a+1", "{a:c}=module0", "window.Name=module2")] == [1, 1, 1, 1]
    assert script.index("a=1") < script.index("b=a+1") < script.index("d=b+c")


def test_a_circle_of_imports_is_named(modules: Path) -> None:
    (modules / "a.js").write_text('import { b } from "./b.js";\nexport const a = b;\n')
    (modules / "b.js").write_text('import { a } from "./a.js";\nexport const b = a;\n')
    with pytest.raises(LinkError) as error:
        linked("a.js")
    assert str(error.value) in (
        "a.js imports b.js imports a.js. Move what they share into a module of its own.",
        "b.js imports a.js imports b.js. Move what they share into a module of its own.",
    )


def test_a_missing_module_and_a_foreign_form_are_named(modules: Path) -> None:
    (modules / "a.js").write_text('import { b } from "./gone.js";\n')
    with pytest.raises(LinkError) as missing:
        linked("a.js")
    assert str(missing.value) == "gone.js does not exist, but a.js imports it. Check the path of the import."
    (modules / "b.js").write_text("export default 1;\n")
    with pytest.raises(LinkError) as foreign:
        linked("b.js")
    assert str(foreign.value) == (
        "b.js: 'export default 1;' cannot be linked. "
        'Write it as `import { name } from "./module.js";` or `export function name`.'
    )


def test_the_same_modules_give_the_same_bytes_in_every_process() -> None:
    script = "import zlib, app.bundle as b; print(zlib.crc32(b.linked('page/dashboard.js').encode()))"
    found = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "123"
    }
    assert len(found) == 1
