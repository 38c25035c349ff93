"""The page that a picture is made of: a chart with finding, legend and colophon, drawn by the scripts of the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, NamedTuple

import pandas as pd
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from app import resources
from app.analysis.reading import days_around, days_in_sight
from app.analysis.selection import select
from app.analysis.view import View
from app.bundle import linked
from app.data.dates import ORDER_IN_WORDS
from app.data.schema import Dataset
from app.data.vocabulary import BASES, STATUSES
from app.data.wording import counted
from app.export.browser import Sheet
from app.export.extract import Extract
from app.export.formats import WrongOption
from app.export.sheets import PAPERS, sheet
from app.figures.lanes import lane_layout
from app.figures.payload import links_between, timeline_chart
from app.figures.spots import Look, direction_look, kind_looks
from app.pages.events import Fragments
from app.pages.panels import ALL, PANELS, Panel
from app.pages.templates import TEMPLATES, json_in_html
from app.theme import SHAPES, fill, kind_shapes

LANE_HEIGHT: Final = 104  # pixels of a lane where the picture is as high as it needs
CHART_HEIGHT: Final = (340, 900)
LONGEST: Final = {"title": 200, "subtitle": 300, "note": 600}  # characters
THEMES: Final = ("light", "dark")
CHARTS: Final = {"shift": ("balance", "around", "lags"), "measures": ("bills", "lives")}
# It may run these very scripts and nothing else, asks nobody for anything, and its random numbers are always the same,
# since Plotly makes ids of them.
POLICY: Final = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
STEADY: Final = "let state = 1; Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;"


@dataclass(frozen=True, slots=True)
class Looks:
    """How a picture is to look: its size, its theme, its own words, and which chart of its tab it shows."""

    size: str = "whole"
    theme: str = "light"
    title: str = ""
    subtitle: str = ""
    note: str = ""
    chart: str = ""
    legend: bool = True


class Kind(NamedTuple):
    """A line of the legend: its words and its look, and the directions or statuses that have this look."""

    key: tuple[str, Look]
    ids: list[str]


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between heading and colophon, and what the heading says of it."""

    html: str
    heading: str
    reading: str = ""
    legend: dict[str, list[Kind]] = field(default_factory=dict)  # by the column of the marks that it explains
    charts: dict[str, Any] = field(default_factory=dict)  # timelines by the name of their place
    plots: dict[str, Any] = field(default_factory=dict)
    words: str = ""  # what it shows, where that is not what the view shows


def picture_page(extract: Extract, looks: Looks, form: str) -> tuple[str, Sheet]:
    """The page of a view, and the sheet that it is drawn on; a WrongOption where the looks cannot be.

    A pdf on paper takes as many sheets as a list or the charts of a tab need. Another sheet of a stated height holds
    the first chart of its tab, where no other is named.
    """
    _check(looks, extract.view)
    paper = sheet(looks.size)
    tab = extract.view.tab
    flows = form == "pdf" and looks.size in PAPERS and (tab in PANELS or tab == "list")
    if paper.height and not flows and tab in CHARTS and not looks.chart:
        looks = replace(looks, chart=CHARTS[tab][0])
    read = extract.read()
    body = _body(read, looks)
    about = extract.dataset.dataset
    title = looks.title or body.heading
    asked = {
        **asdict(paper),
        "flows": flows,
        "title": f"{about.title}: {title}",
        "description": body.words or f"{read.facts['View']} {read.facts['Events']}",
        "charts": body.charts,
        "plots": body.plots,
        "keys": {column: [kind.ids for kind in kinds] for column, kinds in body.legend.items() if kinds},
    }
    page = TEMPLATES.get_template("picture.html.j2").render(
        looks=looks,
        body=body,
        title=title,
        about=about,
        document=asked["title"],
        view_words=asked["description"],
        sources=sources_line(read, extract.view),
        policy=POLICY,
        style=Markup(resources.style() + resources.script("page/picture.css")),  # noqa: S704  our own files
        scripts=[Markup(text.replace("</script", "<\\/script")) for text in _scripts(body)],  # noqa: S704  our own files
        asked=json_in_html(asked),
    )
    return page, paper


def _check(looks: Looks, view: View) -> None:
    if looks.theme not in THEMES:
        raise WrongOption(f"--theme must be light or dark, got {looks.theme!r}.")
    for name, most in LONGEST.items():
        length = len(getattr(looks, name))
        if length > most:
            raise WrongOption(f"--{name} must have at most {most} characters, got {length:,}.")
    known = CHARTS.get(view.tab, ())
    if looks.chart and looks.chart not in known:
        of = f"of tab={view.tab} must be one of {', '.join(known)}" if known else f"is not for tab={view.tab}"
        raise WrongOption(f"--chart {of}, got {looks.chart!r}.")


def _scripts(body: Body) -> Iterator[str]:
    yield STEADY
    if body.plots:
        yield plotly_script()
    yield linked("page/picture.js")


def plotly_script() -> str:
    """Plotly for the browser: the small bundle, or the whole one where that was not fetched."""
    text: str = resources.PLOTLY_BASIC.read_text("utf-8") if resources.has_basic_bundle() else get_plotlyjs()
    return text


def _body(read: Extract, looks: Looks) -> Body:
    if read.view.tab in PANELS:
        return panel_body(read, looks.chart or ALL)
    if read.view.tab == "list":
        rows = Fragments.of(read.dataset, read.tables.relations).listing(read.selection.shown, whole=False)
        return Body(str(rows), read.dataset.dataset.finding)
    return timeline_body(read)


def panel_body(read: Extract, chart: str, place: str = "step") -> Body:
    """The panel of a view's tab in print, or one chart of it; the places of small timelines begin with `place`."""
    panel: Panel = PANELS[read.view.tab](read, read.view, read.today, chart)
    plots = {name: json.loads(figure.to_json()) for name, figure in panel.charts.items()}
    charts = {f"{place}-{number}": step_chart(read, ids) for number, ids in enumerate(panel.steps, 1) if ids}
    html = panel.html.replace('data-timeline="step-', f'data-timeline="{place}-')
    cited = len({id_ for ids in panel.steps for id_ in ids})
    words = f"It cites {counted(cited, 'event')}." if panel.steps else ""
    return Body(html, panel.heading, charts=charts, plots=plots, words=words)


def step_chart(read: Extract, ids: tuple[str, ...]) -> dict[str, Any]:
    """The small chart of a story's step: its events alone, in their lanes."""
    events = read.tables.events
    chosen = events[events["id"].isin(ids)]
    days = days_around(chosen)
    chart = timeline_chart(chosen, read.dataset, lane_layout("track", chosen, read.dataset), days=days)
    payload = chart.plain(read.tables.relations)
    lanes = len(payload["lanes"])
    return {"chart": payload, "range": _range(days), "height": 96 + 70 * lanes}


def timeline_body(read: Extract) -> Body:
    """The chart of a view, with what explains it."""
    view, dataset, events = read.view, read.dataset, read.tables.events
    left = select(events, view.filters).shown
    lanes = lane_layout(view.lanes, events, dataset)
    days = view.days(dataset, read.today)  # none for events of some kind, whose own days the chart then shows
    whole = timeline_chart(left, dataset, lanes, days=days or lanes.whole, kept=[view.event])
    chart = replace(whole, shown=days or lanes.opening)
    payload = chart.plain(read.tables.relations, read.today)
    used = chart.lane_layout.lane_of[chart.rows.index].nunique()
    options = {
        "chart": payload,
        "event": view.event,
        "range": _range(days) if days else None,
        "kept": None if days else payload["marks"]["id"],
        "height": min(max(used * LANE_HEIGHT + 130, CHART_HEIGHT[0]), CHART_HEIGHT[1]),
    }
    near = days_in_sight(view, events, read.tables.relations, dataset) if view.event else {}
    drawn = select(left, View(**near)).shown if near else read.selection.shown
    return Body(
        '<div id="timeline" data-timeline="main"></div>',
        dataset.dataset.finding,
        _reading(read, chart.rest.in_sight),
        {
            "direction": _direction_kinds(drawn, dataset),
            "shape": _shape_kinds(drawn, dataset),
            "status": _status_kinds(drawn),
            "draft": _draft_kinds(drawn),
        },
        {"main": options},
    )


def _range(days: tuple[pd.Timestamp, pd.Timestamp]) -> dict[str, str]:
    return {"from": f"{days[0]:%Y-%m-%d}", "to": f"{days[1]:%Y-%m-%d}"}


def _direction_kinds(drawn: pd.DataFrame, dataset: Dataset) -> list[Kind]:
    """What the colours and shapes that occur mean."""
    used = set(drawn["direction"])
    return [
        Kind((one.label, direction_look(one.id, dataset)), [one.id]) for one in dataset.directions if one.id in used
    ]


def _shape_kinds(drawn: pd.DataFrame, dataset: Dataset) -> list[Kind]:
    """What the shapes that occur mean, where these tell the kinds of acts."""
    shapes, used = kind_shapes(dataset), set(drawn["kind"])
    looks = kind_looks(dataset, used)
    return [
        Kind(key, [shape]) for key, shape in zip(looks, (shapes[id_] for id_ in shapes if id_ in used), strict=True)
    ]


def _status_kinds(drawn: pd.DataFrame) -> list[Kind]:
    """What the fills that occur mean; several statuses may share one."""
    used = set(drawn["status"])
    by_fill: dict[str, list[str]] = {}
    for id_ in STATUSES:
        if id_ in used:
            by_fill.setdefault(fill(id_), []).append(id_)
    return [Kind((_labels(ids), Look(SHAPES["circle"], "var(--quiet)", kind)), ids) for kind, ids in by_fill.items()]


def _draft_kinds(drawn: pd.DataFrame) -> list[Kind]:
    """What hollow marks with dashes mean, where some occur."""
    return [Kind(("Draft", Look(SHAPES["circle"], "var(--quiet)", "draft")), ["Draft"])] if drawn["draft"].any() else []


def _labels(statuses: Iterable[str]) -> str:
    return ", ".join(STATUSES[id_].label for id_ in statuses).capitalize()


def _reading(read: Extract, counted: int) -> str:
    """How to read the marks that occur."""
    shown = read.selection.shown
    is_day = shown["precision"] == "day"
    words = ["A point is one day."] if is_day.any() else []
    lasts = (shown["precision"] == "interval") & ~shown["uncertain"]
    if lasts.any():
        words.append("A bar lasts for its days.")
    if not (is_day | lasts).all():
        words.append("A mark on a pale band is one day of these.")
    if shown["approximate"].any() or shown["open_ended"].any():
        words.append("Faded ends are approximate or open.")
    if shown["uncertain"].any():
        words.append("Whiskers are uncertain days.")
    words += ["Larger is more significant.", ORDER_IN_WORDS]
    if counted:
        words.append(f"{counted:,} events are counted in grey bars, not drawn one by one.")
    return " ".join([*words, *_about_chain(read)])


def _about_chain(read: Extract) -> Iterator[str]:
    """Which event the ring is around, and what the arrows mean."""
    view, shown = read.view, read.selection.shown
    if not (shown["id"] == view.event).any():
        return
    chosen = read.dataset.by_id[view.event]
    yield f"In the ring: {chosen.date.words}, {chosen.title}"
    links = [link for link in links_between(shown["id"], read.tables.relations) if view.event in link[:2]]
    if links:
        lines = dict(zip(("stated", "reported", "inferred"), ("solid", "dashed", "dotted"), strict=True))
        looks = ", ".join(f"{lines[basis]} if {BASES[basis].label}" for basis in BASES)
        yield f"Arrows lead from an act to a later one that answers or continues it; the line is {looks}."


def sources_line(extract: Extract, asked: View) -> str:
    """What the events shown rest on, which state of the data this is, the day it was written, and what was asked."""
    sources = [source for event in extract.events for source in event.sources]
    publishers = len({source.publisher for source in sources})
    facts = [f"{name}: {fact}." for name, fact in extract.facts.items() if name not in ("View", "Events", "Link")]
    if asked.query():
        facts.append(f"Link: ?{asked.query()}")
    count = f"{len(sources):,} source{'' if len(sources) == 1 else 's'} of "
    return " ".join([f"{count}{publishers:,} publisher{'' if publishers == 1 else 's'}.", *facts])
