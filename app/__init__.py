"""The policy-shift timeline: sourced events, checked, shaped and drawn.

The names of `PUBLIC` are what other programs may rely on. Each is imported when it is first used, so that importing
`app` does nothing.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Any, Final

__version__ = "0.1.0"

PUBLIC: Final = {
    "load_dataset": "app.data.loading:load_dataset",
    "Dataset": "app.data.schema:Dataset",
    "DatasetError": "app.data.problems:DatasetError",
    "event_frame": "app.analysis.frames:event_frame",
    "tables": "app.analysis.frames:tables",
    "timeline_figure": "app.figures.timeline:timeline_figure",
    "shift_figure": "app.figures.balance:shift_figure",
    "select": "app.analysis.selection:select",
    "parse_view": "app.analysis.view:parse_view",
    "Timeline": "app.component.dash_timeline:Timeline",
    "TimelineWidget": "app.component.notebook:TimelineWidget",
    "timeline_payload": "app.component.frame_payload:timeline_payload",
    "dataset_payload": "app.component.dataset_payload:dataset_payload",
}
FILES_OF_DASH: Final = ("_js_dist", "_css_dist")  # what Dash reads of a package that has components
__all__ = ["PUBLIC", "__version__"]


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first used."""
    if name in FILES_OF_DASH:
        return resolve_name("app.component.browser_files:distributed")()[name]
    if name not in PUBLIC:
        raise AttributeError(f"module 'app' has no attribute {name!r}")
    return resolve_name(PUBLIC[name])


def __dir__() -> list[str]:
    """The public names and those of the module itself."""
    return sorted({*globals(), *PUBLIC})
