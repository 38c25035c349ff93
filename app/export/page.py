"""One self-contained page of a view: chart, list with sources, the view in words. It asks no host for anything."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from typing import Final

import pandas as pd
from markupsafe import Markup

from app import __version__, resources
from app.figures.chart import Chart, timeline_chart
from app.figures.lanes import bands
from app.fragments.events import Fragments
from app.fragments.templates import TEMPLATES, direction_keys, json_in_html, page_context, status_keys
from app.frames import event_frame, relation_frame
from app.schema import Dataset
from app.selection import Selection, select
from app.view import View, view_in_words

SCRIPTS: Final = ("theme.js", *resources.CHART_SCRIPTS, "page.js")


def html_page(dataset: Dataset, view: View, *, today: dt.date) -> bytes:
    """The page of a view, the same bytes for the same data, view and day."""
    events = event_frame(dataset)
    selection = select(events, view)
    chart = _chart(dataset, view, events, selection)
    script = _inline(resources.script(*SCRIPTS))
    text = TEMPLATES.get_template("exported.html.j2").render(
        **page_context(dataset),
        chart_height=chart.height,
        policy=_policy(script),
        style=Markup(resources.style()),  # noqa: S704  our own file
        status=selection.words + chart.rest.words,
        words=view_in_words(view, dataset),
        legend=direction_keys(dataset) + status_keys(),
        listing=Markup(Fragments.of(dataset).listing(selection.shown, whole=True, words=view.q.split())),  # noqa: S704  escaped by Jinja
        today=f"{today.day} {today:%B %Y}",
        digest=_digest(dataset),
        version=__version__,
        query=view.query(),
        chart=json_in_html(chart.plain(relation_frame(dataset))),
        script=Markup(script),  # noqa: S704  our own files
    )
    return text.encode()


def _chart(dataset: Dataset, view: View, events: pd.DataFrame, selection: Selection) -> Chart:
    """The chart of the view; where tracks were chosen, with their lanes alone."""
    everything = selection.shown if view.track and len(selection.shown) else events
    return timeline_chart(
        selection.shown, dataset, bands(view.lanes, everything, dataset), days=view.days(dataset), kept=[view.event]
    )


def _inline(script: str) -> str:
    """A script that cannot end its own element."""
    return script.replace("</script", "<\\/script")


def _policy(script: str) -> str:
    """A policy that runs this very script and forbids every request."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(dataset: Dataset) -> str:
    """The first twelve digits of the checksum of the data."""
    return hashlib.sha256(dataset.model_dump_json().encode()).hexdigest()[:12]
