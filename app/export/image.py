"""The whole chart of a view as png, svg or pdf, drawn by a Chrome or Chromium of this machine, without a network."""

from __future__ import annotations

import datetime as dt
import os
import re
from html import escape
from typing import Any, Final

import plotly.graph_objects as go

from app.analysis.view import View, view_in_words
from app.data.schema import Dataset
from app.export.formats import MissingPart, Progress, unheard
from app.export.picture import picture_figure

NO_NETWORK: Final = "http://127.0.0.1:9"  # the proxy that the browser is told to use: nothing listens there
# The drawing page: it may run scripts from the disk and nothing else, and its random numbers are always the same,
# since Plotly makes ids of them.
PAGE_HEAD: Final = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src file: 'unsafe-inline'; \
style-src 'unsafe-inline'; img-src data: blob:">
<style>@page {{ margin: 0 }} body {{ margin: 0 }} img {{ display: block }}</style>
<style id="head-style"></style>
<title>{title}</title>
<script>
let state = 1;
Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
</script>
"""
NO_KALEIDO: Final = "Images need the package kaleido. Install it with: pip install kaleido"
GET_BROWSER: Final = (
    "Install one (on Debian and Ubuntu: apt-get install chromium; everywhere: kaleido_get_chrome, which fetches one "
    "for this purpose), or name the path of one in the environment variable BROWSER_PATH."
)
NO_BROWSER: Final = f"Images are drawn by Chrome or Chromium, and none was found {{where}}. {GET_BROWSER}"


def png(dataset: Dataset, view: View, *, today: dt.date, scale: int = 1, progress: Progress = unheard) -> bytes:
    """The picture of a view in `scale` times WIDTH pixels, the same bytes for the same input on the same machine.

    A MissingPart tells what is needed where kaleido or a browser is not there, or the browser does not draw.
    """
    return _image(dataset, view, today, "png", scale, progress)


def svg(dataset: Dataset, view: View, *, today: dt.date, scale: int = 1, progress: Progress = unheard) -> bytes:
    """The picture of a view as vectors, with its texts as texts; else as `png`."""
    return _image(dataset, view, today, "svg", scale, progress)


def pdf(dataset: Dataset, view: View, *, today: dt.date, scale: int = 1, progress: Progress = unheard) -> bytes:
    """The picture of a view as one page, which bears `today` as its date; else as `png`."""
    return _image(dataset, view, today, "pdf", scale, progress)


def _image(dataset: Dataset, view: View, today: dt.date, form: str, scale: int, progress: Progress) -> bytes:
    progress(0, 2)
    figure = picture_figure(dataset, view, today=today)
    progress(1, 2)
    title = f"{dataset.dataset.title}: {dataset.dataset.finding}"
    content = _drawn(figure, form, scale, title)
    finish = {"svg": _titled, "pdf": _dated}.get(form)
    if finish:
        content = finish(content, title, view_in_words(view, dataset), today)
    progress(2, 2)
    return content


def _drawn(figure: go.Figure, form: str, scale: int, title: str) -> bytes:
    """The figure as kaleido draws it."""
    try:
        import kaleido
        from kaleido import errors
    except ImportError:
        raise MissingPart(NO_KALEIDO) from None
    page = kaleido.PageGenerator(mathjax=False)  # plotly.js is the one that plotly brings
    page.header = PAGE_HEAD.format(title=escape(title))
    browser: dict[str, Any] = {"page_generator": page, "proxy_server": NO_NETWORK}
    try:
        return bytes(kaleido.calc_fig_sync(figure, opts={"format": form, "scale": scale}, kopts=browser))
    except errors.ChromeNotFoundError:
        named = os.environ.get("BROWSER_PATH")
        where = f"at {named}, which BROWSER_PATH names" if named else "on this machine"
        raise MissingPart(NO_BROWSER.format(where=where)) from None
    except Exception as error:
        reason = str(error.args[0]).strip().rstrip(".") if error.args else type(error).__name__
        raise MissingPart(f"The browser did not draw the image: {reason}. {GET_BROWSER}") from error


def _titled(svg: bytes, title: str, description: str, _today: dt.date) -> bytes:
    """The svg with a title and a description for those who do not see it."""
    head, end, rest = svg.decode().partition(">")
    told = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return f'{head} role="img"{end}{told}{rest}'.encode()


def _dated(pdf: bytes, _title: str, _description: str, today: dt.date) -> bytes:
    """The pdf with `today` as the day of its making; dates keep their length, so that no offset changes."""
    return re.sub(rb"(?<=Date )\(D:\d{14}", f"(D:{today:%Y%m%d}000000".encode(), pdf)
