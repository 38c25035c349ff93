"""One self-contained page of a view: chart, list with sources, the view in words. It asks no host for anything."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
from collections.abc import Sequence
from typing import Final

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from app import __version__, resources
from app.figures.timeline import timeline_figure
from app.fragments.events import Fragments
from app.fragments.templates import TEMPLATES, direction_keys, page_context, status_keys
from app.frames import event_frame
from app.schema import Dataset
from app.selection import Selection, select
from app.view import View, view_in_words

SCRIPTS: Final = ("theme.js", "placing.js", "walk.js", "chart.js", "reader.js", "page.js")


def html_page(dataset: Dataset, view: View, *, today: dt.date) -> bytes:
    """The page of a view, the same bytes for the same data, view and day."""
    events = event_frame(dataset)
    selection = select(events, view)
    figure = _figure(dataset, view, events, selection)
    plotly = resources.plotly_script()
    scripts = [_inline(_asset(name)) for name in SCRIPTS]
    text = TEMPLATES.get_template("exported.html.j2").render(
        **page_context(dataset),
        chart_height=figure.layout.height,
        policy=_policy([plotly, *scripts]),
        style=Markup(_asset("style.css")),  # noqa: S704  our own file
        status=selection.words,
        words=view_in_words(view, dataset),
        legend=direction_keys(dataset) + status_keys(),
        listing=Markup(Fragments.of(dataset).listing(selection.shown, whole=True, words=view.q.split())),  # noqa: S704  escaped by Jinja
        today=f"{today.day} {today:%B %Y}",
        digest=dataset.digest,
        version=__version__,
        query=view.query(),
        figure=Markup(_json(figure)),  # noqa: S704  no "<" is left in it
        plotly=_packed(plotly),
        scripts=list(map(Markup, scripts)),  # our own files
    )
    return text.encode()


def _figure(dataset: Dataset, view: View, events: pd.DataFrame, selection: Selection) -> go.Figure:
    """The chart of the view; where tracks were chosen, with their lanes alone."""
    lanes = selection.shown if view.track and len(selection.shown) else events
    days = view.days(dataset)
    return timeline_figure(selection.shown, dataset, all_events=lanes, lanes=view.lanes, days=days)


def _asset(name: str) -> str:
    return (resources.ASSETS / name).read_text(encoding="utf-8")


def _packed(script: str) -> str:
    """A script as gzip in base64, a third of its size; the page unpacks it with the browser's own means."""
    return base64.b64encode(gzip.compress(script.encode(), 9, mtime=0)).decode()


def _inline(script: str) -> str:
    """A script that cannot end its own element."""
    return script.replace("</script", "<\\/script")


def _json(figure: go.Figure) -> str:
    """The figure as JSON that no HTML parser mistakes for markup."""
    return str(figure.to_json()).replace("<", "\\u003c")


def _policy(scripts: Sequence[str]) -> str:
    """A policy that runs these very scripts and forbids every request."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
