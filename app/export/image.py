"""A view as png, svg or pdf: the page's own chart, drawn by a Chrome or Chromium of this machine, without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from app.export.browser import draw
from app.export.extract import Extract
from app.export.formats import Progress, unheard
from app.export.picture import Looks, picture_page

DAY_OF_A_PDF: Final = rb"(?<=Date )\(D:\d{14}"


def png(extract: Extract, *, scale: int = 1, progress: Progress = unheard, **looks: Any) -> bytes:
    """The picture of a view in `scale` times its pixels, the same bytes for the same input on the same machine.

    `looks` are those of `Looks`. A MissingPart tells what is needed where a browser or its driver is not there.
    """
    return _image(extract, "png", scale, looks, progress)


def svg(extract: Extract, *, scale: int = 1, progress: Progress = unheard, **looks: Any) -> bytes:
    """The picture of a view as vectors, with its texts as texts; else as `png`."""
    return _image(extract, "svg", scale, looks, progress)


def pdf(extract: Extract, *, scale: int = 1, progress: Progress = unheard, **looks: Any) -> bytes:
    """The picture of a view as one page, which bears the extract's day as its date; else as `png`."""
    content = _image(extract, "pdf", scale, looks, progress)
    return re.sub(DAY_OF_A_PDF, f"(D:{extract.today:%Y%m%d}000000".encode(), content)  # of the same length


def _image(extract: Extract, form: str, scale: int, looks: Mapping[str, Any], progress: Progress) -> bytes:
    progress(0, 2)
    own = {name: value for name, value in looks.items() if name != "no_legend"}
    page, sheet = picture_page(extract, Looks(**own, legend=not looks.get("no_legend")), form)
    progress(1, 2)
    content = draw(page, replace(sheet, ratio=sheet.ratio * scale), form)
    progress(2, 2)
    return content
