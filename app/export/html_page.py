"""One self-contained page of a view: chart, list with sources, the view in words. It asks no host for anything."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from app import __version__, resources
from app.analysis.filters import FILTERS
from app.analysis.reading import days_in_sight
from app.analysis.selection import select, shown_words
from app.analysis.view import View, view_in_words
from app.bundle import linked
from app.data.problems import shortened
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import WrongOption
from app.export.page_records import page_records
from app.export.panel_page import has_panel, panel_page, whole_page
from app.figures.lanes import lane_layout
from app.figures.payload import Chart, timeline_chart
from app.pages.events import Fragments
from app.pages.legend import choices, legend_filter
from app.pages.method_panel import method_in_short
from app.pages.templates import TEMPLATES, json_in_html, page_context

FOREMOST: Final = 400  # of very many events; a page of so many opens and zooms about as fast as one of 361
COUNTED: Final = "that the chart only counts"
LICENCE: Final = "Licence of the data: none chosen yet."


def html_page(extract: Extract, *, embed: bool = False, compress: bool = False, tabs: str = "") -> bytes:
    """The page of a view, the same bytes for the same data, view and day.

    `embed` makes it compact, for a frame in another page; with `compress` the full records are packed, and a browser
    that runs no scripts reads titles and sources alone. A tab beyond timeline and list has a page of its own; with
    `tabs` "all" every tab stands in one page.
    """
    if tabs == "all":
        return whole_page(extract, embed=embed)
    if has_panel(extract.view):
        return panel_page(extract, embed=embed)
    if tabs:
        raise WrongOption(f"--tabs must be all, got {shortened(tabs)}.")
    script = (resources.script("page/theme.js") + page_script()).replace("</script", "<\\/script")
    text = TEMPLATES.get_template("exported.html.j2").render(
        **page_parts(extract, compress=compress),
        embed=embed,
        policy=_policy(script),
        style=Markup(resources.style()),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own files
    )
    return text.encode()


def page_script() -> str:
    """The chart and the page around it, as one script."""
    return linked("page/exported.js")


def page_parts(extract: Extract, *, compress: bool = False, own: str = "") -> dict[str, Any]:
    """What the template of the page needs, scripts, styles and policy apart.

    Where events have pages of their own, `own` is the beginning of the addresses of these. Of very many events the
    page holds the foremost, and counts of the rest.
    """
    dataset, view, today = extract.dataset, extract.view, extract.today
    chart = _chart(extract)
    fragments = Fragments.of(dataset, extract.tables.relations)
    listed = chart.rows
    counted = {COUNTED: chart.rest.total} if chart.rest.total else {}
    total, hidden = extract.selection.total, _left_out(extract, listed) | counted
    facets = _facets(dataset, listed)
    full = fragments.listing(listed, whole=True, own=own)
    opened = View(from_=view.from_, to=view.to, dates=view.dates, event=view.event).query()
    records = page_records(extract, chart, listed) | {
        "total": total,
        "hidden": hidden,
        "counted": "",
        "view": opened,
        "near": {name.rstrip("_"): day for name, day in _near(extract).items()},
        "isFitted": view.asks and not (view.from_ or view.to),
    }
    return page_context(dataset) | {
        "status": shown_words(len(listed), total, hidden),
        "view_words": view_in_words(view, dataset) if view.filters != View() or view.from_ or view.to else "",
        "facets": facets,
        "lanes": (),
        "listing": Markup(fragments.brief(listed) if compress else full),  # noqa: S704  escaped by Jinja
        "method": method_in_short(dataset),
        "today": f"{today.day} {today:%B %Y}",
        "digest": dataset.digest,
        "version": __version__,
        "query": view.query(),
        "licence": LICENCE,
        "packed": Markup(_packed(full, records)) if compress else "",  # noqa: S704  no character of it means anything to HTML
        "chart": json_in_html(records),
    }


def _chart(extract: Extract) -> Chart:
    """The chart of the view in the lanes of the whole dataset, with the events that its days and its chain bring in."""
    dataset, events = extract.dataset, extract.tables.events
    drawn = select(events, extract.view.filters.changed(**_near(extract))).shown
    kept = [extract.view.event, *drawn.nsmallest(FOREMOST, "rank")["id"]]  # no server resolves what is only counted
    lanes = lane_layout(extract.view.lanes, events, dataset)
    return timeline_chart(drawn, dataset, lanes, days=extract.view.days(dataset), kept=kept)


def _near(extract: Extract) -> Mapping[str, Any]:
    """The days of which the page holds all events of its view, as changes to a view; nothing where these are all."""
    return days_in_sight(extract.view, extract.tables.events, extract.tables.relations, extract.dataset)


def _left_out(extract: Extract, rows: pd.DataFrame) -> dict[str, int]:
    """Why the events that the page does not hold are not shown; of those that it holds its script tells."""
    view = extract.view
    of_page = select(rows, View(from_=view.from_, to=view.to, dates=view.dates)).hidden
    counts = {reason: count - of_page.get(reason, 0) for reason, count in extract.selection.hidden.items()}
    return {reason: count for reason, count in counts.items() if count}


def _facets(dataset: Dataset, shown: pd.DataFrame) -> list[tuple[str, str, list[dict[str, str]]]]:
    """The filters that explain marks, with the choices that the events have: the chart's legend."""
    return [
        (key, filter_.label, [one for one in choices(filter_, dataset) if (shown[filter_.column] == one["id"]).any()])
        for key, filter_ in FILTERS.items()
        if filter_.in_page or key == legend_filter(dataset)
    ]


def _packed(full: str, records: dict[str, Any]) -> str:
    """The full list and the records as JSON in gzip in base85, four bytes in five characters of no meaning in HTML.

    The addresses of the sources are left out: the page has them in the same order in its brief list.
    """
    pages = re.sub(r'<li><a href="[^"]*">', "<li><a>", full)
    text = json.dumps({"list": pages, "chart": records}, ensure_ascii=False, separators=(",", ":"))
    return base64.b85encode(gzip.compress(text.encode(), 9, mtime=0)).decode().replace("<", ",").replace("&", ".")


def _policy(script: str) -> str:
    """A policy that runs this very script and forbids every request."""
    return (
        f"default-src 'none'; script-src {resources.script_source(script)}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
