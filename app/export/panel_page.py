"""One self-contained page of a tab beyond the timeline: its charts, and below them the events with their sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from markupsafe import Markup

from app import resources
from app.analysis.reading import chosen_story
from app.analysis.tabs import TABS, tabs_of
from app.analysis.view import View
from app.bundle import linked
from app.export.extract import Extract
from app.export.picture import Body, panel_body, plotly_script, sources_line, timeline_body
from app.pages.events import Fragments
from app.pages.method_panel import method_in_short
from app.pages.panels import ALL, PANELS
from app.pages.templates import TEMPLATES, json_in_html

LICENCE: Final = "Licence of the data: none chosen yet."


def panel_page(extract: Extract, *, embed: bool = False) -> bytes:
    """The page of a view whose tab has a panel; it holds the scripts that its charts need, and no other."""
    read = extract.read()
    return _page(extract, read, panel_body(read, ALL), embed=embed)


def whole_page(extract: Extract, *, embed: bool = False) -> bytes:
    """The page of a view with every tab, one below the other."""
    read = extract.read()
    parts: list[tuple[str, Body]] = [("Timeline", timeline_body(read))]
    for tab in (one.id for one in tabs_of(extract.dataset) if one.id in PANELS):
        for story in extract.dataset.stories if tab == "stories" else (None,):
            view = extract.view.changed(tab=tab, event="", **({"story": story.id, "step": 0} if story else {}))
            other = Extract.on(extract.dataset, extract.tables, view, extract.today).read()
            place = story.id if story else tab
            body = panel_body(other, ALL, place)
            if body.heading:  # else the events of the view have nothing to show there
                parts.append((story.title if story else TABS[tab].label, body))
    html = "".join(
        Markup('<section><h2 class="tab-title">{}</h2>{}</section>').format(name, Markup(body.html))  # noqa: S704
        for name, body in parts
    )
    charts = {name: chart for _, body in parts for name, chart in body.charts.items()}
    plots = {name: plot for _, body in parts for name, plot in body.plots.items()}
    about = extract.dataset.dataset
    return _page(extract, read, Body(html, about.finding, charts=charts, plots=plots), embed=embed)


def _page(extract: Extract, read: Extract, body: Body, *, embed: bool) -> bytes:
    script = "".join(_scripts(body)).replace("</script", "<\\/script")
    fragments = Fragments.of(extract.dataset, extract.tables.relations)
    listed = _cited(read)
    context: dict[str, Any] = {
        "about": extract.dataset.dataset,
        "title": body.heading,
        "tab": extract.view.tab,
        "embed": embed,
        "view_words": body.words or f"{read.facts['View']} {read.facts['Events']}",
        "panel": led(body.html, "#event-{}", set(listed["id"])),
        "records_title": "The events and their sources",
        "listing": fragments.listing(listed, whole=True),
        "method": method_in_short(extract.dataset),
        "sources": sources_line(read, extract.view),
        "licence": LICENCE,
        "policy": _policy(script),
        "style": Markup(resources.style()),  # noqa: S704  our own file
        "scripts": [Markup(script)],  # noqa: S704  our own files
        "asked": json_in_html({"charts": body.charts, "plots": body.plots}),
    }
    return TEMPLATES.get_template("panel_page.html.j2").render(**context).encode()


def _cited(read: Extract) -> Any:
    """The rows that the page lists: of a story those that it cites, else those of the view."""
    return read.selection.shown if read.view.tab != "stories" else read.tables.events[_in_story(read)]


def _in_story(read: Extract) -> Any:
    story = chosen_story(read.dataset, read.view)
    ids = {id_ for step in (story.parts if story else ()) for id_ in step.events}
    return read.tables.events["id"].isin(ids)


def _scripts(body: Body) -> Iterator[str]:
    if body.plots:
        yield plotly_script() + "\n;\n"
    yield linked("page/panel-page.js")


def _policy(script: str) -> str:
    """A policy that runs this very script and forbids every request."""
    return (
        f"default-src 'none'; script-src {resources.script_source(script)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def led(panel: str, events: str, ids: Collection[str]) -> str:
    """The HTML of a panel whose links lead to the events with these ids, at addresses with {} for the id.

    What leads to another event or to another view becomes text.
    """

    def lead(found: re.Match[str]) -> str:
        id_, text = found.groups()
        return f'<a href="{events.format(id_)}" data-event="{id_}">{text}</a>' if id_ in ids else text

    panel = re.sub(r'<a href="\?event=([^"&]+)" data-event="[^"]*">(.*?)</a>', lead, panel)
    return re.sub(r'<a href="\?[^"]*" data-query="[^"]*">(.*?)</a>', r"\1", panel)


def has_panel(view: View) -> bool:
    """Whether the tab of a view has a panel, and so a page of its own."""
    return view.tab in PANELS
