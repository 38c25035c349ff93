"""The pages of the site: each with its own address, title, description and social preview."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from app import resources
from app.analysis.tabs import TABS
from app.bundle import linked
from app.data.history import Change
from app.data.schema import Story
from app.export.extract import Extract
from app.export.formats import FORMATS
from app.export.html_page import page_parts, page_script
from app.export.panel_page import led
from app.export.picture import Body, panel_body, plotly_script
from app.export.structured import dataset_terms
from app.pages.events import Fragments
from app.pages.method_panel import method_html
from app.pages.panels import ALL
from app.pages.templates import TEMPLATES, json_in_html

# What runs and is fetched: our own files beside the page, and nothing else. An attribute sets the colour of a key.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
BUNDLES: Final[dict[str, Callable[[], str]]] = {
    "style.css": lambda: resources.style() + resources.script("page/site.css"),
    "theme.js": lambda: resources.script("page/theme.js"),
    "timeline.js": page_script,
    "panels.js": lambda: linked("page/panel-page.js"),
    "plotly.js": plotly_script,
    "site.js": lambda: linked("page/site.js"),
}
# Plotly writes rules of style into the page.
DRAWN_POLICY: Final = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
PREVIEW: Final = "preview.png"
SOURCE: Final = "data/events.yaml"
MOST_CHANGES: Final = 500  # on their page
HIDDEN: Final = ("View", "Events")  # facts that the timeline page tells elsewhere


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page stands in the site, and what those are told who come upon its address."""

    path: str
    title: str
    description: str
    kind: str = "article"  # of Open Graph
    anywhere: str = ""  # the address of the site, where the page is shown at other addresses than its own
    related: str = ""  # the path of a page whose preview serves this one, where it has none of its own

    @property
    def root(self) -> str:
        """The way from the page to the root of the site."""
        return f"{self.anywhere}/" if self.anywhere else "../" * self.path.count("/")


@dataclass(frozen=True)
class Site:
    """What all pages of a site share: its address or "", and the files that are there before any page, by path."""

    extract: Extract
    base: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: Sequence[Change] = ()  # of its events, the newest first

    @property
    def preview(self) -> str:
        """The path of the picture for social previews, if there is one."""
        return PREVIEW if PREVIEW in self.files else ""

    def preview_of(self, page: Page) -> str:
        """The path of the picture for previews of a page: its own, or that of the site."""
        wanted = (preview_path(path) for path in (page.path, page.related) if path)
        return next((path for path in wanted if path in self.files), self.preview)

    @property
    def source(self) -> str:
        """The path of the data file, if it is there."""
        return SOURCE if SOURCE in self.files else ""

    @cached_property
    def fragments(self) -> Fragments:
        """What the templates know of events."""
        return Fragments.of(self.extract.dataset)

    @cached_property
    def assets(self) -> Mapping[str, tuple[str, bytes]]:
        """Scripts and styles: for each bundle its path, which is another for other content, and the content."""
        contents = {name: text().encode() for name, text in BUNDLES.items()}
        return {name: (_hashed(name, content), content) for name, content in contents.items()}

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """What the foot of every page says."""
        return [(name, fact) for name, fact in self.extract.facts.items() if name not in HIDDEN]

    @property
    def title(self) -> str:
        """The name of the site."""
        return self.extract.dataset.dataset.title

    @property
    def menu(self) -> Iterator[tuple[str, str]]:
        """The main pages, each with its path."""
        yield "Timeline", "index.html"
        if self.stories:
            yield "Stories", "stories/index.html"
        if self.extract.measures:
            yield "Measures", "measures/index.html"
        for tab in self.panels:
            yield TABS[tab].label, f"{tab}.html"
        yield "Method", "method.html"
        if self.changes:
            yield "Changes", "changes.html"
        yield "Data and feeds", "data.html"

    @property
    def panels(self) -> list[str]:
        """The tabs that have a page with their charts: the shift where there are events, actors where they name any."""
        events = self.extract.events
        names = any(event.actors for event in events)
        return [tab for tab, is_there in (("shift", events), ("actors", names)) if is_there]

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """The stories that cite an event of the site."""
        ids = self.extract.ids
        return tuple(story for story in self.extract.dataset.stories if ids & set(cited(story)))

    def address(self, path: str) -> str:
        """The full address of a page."""
        return f"{self.base}/{path.removesuffix('index.html')}"

    def render(self, template: str, page: Page, policy: str = POLICY, **context: Any) -> bytes:
        """A page by its template."""
        paths = {name.partition(".")[0]: path for name, (path, _) in self.assets.items()}
        return (
            TEMPLATES.get_template(template)
            .render(site=self, page=page, policy=policy, facts=self.facts, assets=paths, **context)
            .encode()
        )


def preview_path(path: str) -> str:
    """Where the picture for previews of a page is, if it has one of its own."""
    return f"previews/{path.removesuffix('.html').replace('/', '-')}.png"


def cited(story: Story) -> Iterator[str]:
    """The ids of the events that a story cites."""
    for step in story.parts:
        yield from step.events


def panel_page(site: Site, tab: str, lead: Callable[[Site, str], str] | None = None) -> bytes:
    """The page of a tab with its charts; `lead` makes its links to pages of the site."""
    extract = site.extract
    read = Extract.on(extract.dataset, extract.tables, extract.view.changed(tab=tab, event=""), extract.today).read()
    body = panel_body(read, ALL)
    if lead:
        body = replace(body, html=lead(site, body.html))
    page = Page(f"{tab}.html", TABS[tab].label, f"{TABS[tab].label}: {body.heading}.", "website")
    return site.render(
        "site_panel.html.j2", page, DRAWN_POLICY if body.plots else POLICY, **_drawn(page, body, extract.ids)
    )


def _drawn(page: Page, body: Body, ids: Collection[str]) -> dict[str, Any]:
    """What a template needs to show the charts of a body."""
    asked = {"charts": body.charts, "plots": body.plots, "events": f"{page.root}events/"}
    return {
        "panel": led(body.html, f"{page.root}events/{{}}.html", ids),
        "has_plots": bool(body.plots),
        "asked": json_in_html(asked) if body.charts or body.plots else "",
    }


def method_page(site: Site) -> bytes:
    """How the data are made, limits first."""
    dataset = site.extract.dataset
    page = Page("method.html", "Method", f"How {site.title} is made: limits, coding, counts and rules.", "website")
    text = Markup(method_html(dataset, site.extract.tables))  # noqa: S704  escaped by Jinja
    return site.render("site_text.html.j2", page, text=text)


def data_page(site: Site, names: Mapping[str, str], feed_length: int) -> bytes:
    """What can be loaded down: the data in the formats of `names`, each under its name there, and the feeds."""
    files = [
        {"path": f"data/{name}", "label": FORMATS[form].label, "holds": FORMATS[form].holds}
        for form, name in names.items()
    ]
    page = Page(
        "data.html", "Data and feeds", "The events of this site with their sources, for other programs.", "website"
    )
    terms = json_in_html(dataset_terms(site.extract, site.base))
    return site.render("site_data.html.j2", page, files=files, feed_length=feed_length, terms=terms)


def timeline_page(site: Site) -> bytes:
    """The timeline: chart, legend and list, as in the exported page, with the scripts beside it."""
    extract = site.extract
    about = extract.dataset.dataset
    return site.render(
        "site_index.html.j2",
        Page("index.html", about.title, about.finding, "website"),
        **page_parts(extract, own="events/"),
        embed=False,
    )


def missing_page(site: Site) -> bytes:
    """What a host shows where no page is. It may show it anywhere, so that only full addresses lead on from there."""
    page = Page("404.html", "No page here", "There is no page at this address.", "website", site.base)
    text = Markup('<p>There is no page at this address. <a href="{}index.html">Go to the timeline.</a></p>')
    return site.render("site_text.html.j2", page, text=text.format(page.root))


def _hashed(name: str, content: bytes) -> str:
    stem, _, suffix = name.partition(".")
    return f"assets/{stem}.{resources.digest(content)}.{suffix}"


def changes_page(site: Site) -> bytes:
    """What was added, corrected and removed, by day."""
    shown = site.changes[:MOST_CHANGES]
    days = [(day, list(changes)) for day, changes in groupby(shown, key=lambda change: change.day)]
    page = Page("changes.html", "Changes", "What was added to the timeline, corrected and removed, the newest first.")
    return site.render("site_changes.html.j2", page, days=days, more=len(site.changes) - len(shown))
