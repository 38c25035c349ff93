"""Where the published dataset and the browser's files are: inside the wheel, or beside `app/` in a checkout."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    bundled = _PACKAGE / "_bundled" / name
    return bundled if bundled.exists() else _PACKAGE.parent / name


EVENTS: Final = _find("events.yaml")
ASSETS: Final = _find("assets")
STYLES: Final = (
    *("page/base.css", "page/page.css", "page/events.css", "page/panels.css"),
    *("timeline/timeline.css", "page/charts.css", "page/print.css"),
)
PLOTLY_BASIC: Final = ASSETS / "vendor" / "plotly-basic.min.js"


def has_basic_bundle() -> bool:
    """Whether the small plotly.js bundle is there, in the version of the plotly.js that plotly carries."""
    from plotly.offline import get_plotlyjs_version  # imported late: this module alone must cost nothing

    if not PLOTLY_BASIC.exists():
        return False
    with PLOTLY_BASIC.open(encoding="utf-8") as script:
        return f"v{get_plotlyjs_version()}\n" in script.read(200)


def script(*names: str) -> str:
    """Scripts of `assets/`, one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)


def script_source(text: str) -> str:
    """How a Content-Security-Policy names an inline script that may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def digest(content: bytes) -> str:
    """What changes in the address of a file with its content, so that a browser may keep the file for good."""
    return hashlib.sha256(content).hexdigest()[:12]


def style() -> str:
    """The style sheet of a page with charts."""
    text = re.sub(r"/\*.*?\*/", "", script(*STYLES), flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", text).strip()
