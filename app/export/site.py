"""A folder for any static web host: pages of timeline, stories, measures and events, feeds, site map and data.

No server runs, and no page asks another host for anything; the pages work from a disk as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pandas as pd

from app import resources
from app.analysis.days import cut, day_text, moved
from app.analysis.tabs import tabs_of
from app.analysis.view import View, coverage_days
from app.data.checks.rules import no_findings
from app.data.history import Change
from app.data.loading import load_dataset
from app.data.problems import DatasetError, shortened
from app.data.schema import Dataset, Event
from app.export.actor_pages import actor_page, named_actors, with_actor_pages
from app.export.extract import Extract
from app.export.feeds import FEED_LENGTH, atom_changes, atom_feed, json_changes, json_feed
from app.export.formats import CHANGES, FORMATS, MissingPart, Progress, WrongOption, unheard
from app.export.image import png
from app.export.record_pages import event_page, measure_list, measure_page, measure_rows, story_list, story_page
from app.export.site_pages import (
    PREVIEW,
    SOURCE,
    Site,
    changes_page,
    data_page,
    method_page,
    missing_page,
    panel_page,
    preview_path,
    timeline_page,
)

# The formats whose files the site holds, by their names there.
DATA: Final = {
    "csv": "tables.zip",
    "json": "records.json",
    "md": "chronology.md",
    "ics": "calendar.ics",
    "bib": "sources.bib",
    "ris": "sources.ris",
    "csl-json": "sources.csl.json",
    "timelinejs": "timelinejs.json",
}

FOREMOST: Final = 3  # significance of the events whose pages have a preview of their own
AROUND: Final = 90  # days on either side of them there
Files = Iterator[tuple[str, bytes]]


def site(
    extract: Extract,
    *,
    base_url: str = "",
    changes: Sequence[Change] = (),
    no_previews: bool = False,
    progress: Progress = unheard,
) -> Iterator[tuple[str, bytes]]:
    """The files of the site of a view, each a path and its bytes; the same bytes for the same input.

    `changes` of its events, the newest first, get a page, feeds and a place in the site map.
    `base_url` is the address at which it will stand: with it come a site map, canonical addresses and, where images
    can be drawn here, pictures for social previews, unless these are not wanted. A WrongOption where it is no address.
    """
    own = [change for change in changes if change.what == "removed" or change.event in extract.ids]
    base = _base(base_url)
    return _written(Site(extract, base, dict(_at_hand(extract, "" if no_previews else base)), own), progress)


def _base(url: str) -> str:
    """The address of a site without the slash at its end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("?")
    whole = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    if url and not (whole and re.fullmatch(r"[!-~]+", url) and not set("\"'<>\\") & set(url)):
        raise WrongOption(f"--base-url must be an address such as https://example.org/timeline, got {shortened(url)}.")
    return url.rstrip("/")


def _written(site: Site, progress: Progress) -> Files:
    """Writes the files one by one, and tells how many are written."""
    parts = [*_pages(site), *_beside(site)]
    progress(0, len(parts))
    for number, (path, make) in enumerate(parts, 1):
        yield path, make()
        progress(number, len(parts))
    yield from site.assets.values()
    yield from site.files.items()
    yield from _for_robots(site, [path for path, _ in parts if path.endswith(".html")])


def _at_hand(extract: Extract, base: str) -> Files:
    """The picture for social previews, which needs an address, if it can be drawn; the data file, if it is known."""
    if base:
        with suppress(MissingPart):
            yield PREVIEW, png(extract)
            yield from _previews(extract)
    if not extract.selection.hidden and _is_published(extract.dataset):
        yield SOURCE, resources.EVENTS.read_bytes()


def _previews(extract: Extract) -> Files:
    """A picture of its own for each page that has charts, each story and each turning point; one of each track."""
    yield from _tab_previews(extract)
    for track in {event.track: None for event in extract.events}:
        yield preview_path(f"tracks/{track}"), _preview(extract, extract.view.changed(track=(track,), event=""))
    for event in extract.events:
        if event.significance == FOREMOST:
            yield preview_path(f"events/{event.id}.html"), _event_preview(extract, event)


def _event_preview(extract: Extract, event: Event) -> bytes:
    """An event with its title and date, among those of its track in the months around it."""
    first, last = (pd.Timestamp(day) for day in (event.date.earliest, event.date.latest or event.date.earliest))
    days = cut((moved(first, -AROUND), moved(last, AROUND)), coverage_days(extract.dataset))
    view = extract.view.changed(
        track=(event.track,), event=event.id, from_=day_text(days[0]), to=day_text(days[1]), tab="timeline"
    )
    when = f"{event.date.words[:1].upper()}{event.date.words[1:]} · {extract.labels[event.track]}"
    return _preview(extract, view, title=event.title[:200], subtitle=when[:300])


def _preview(extract: Extract, view: View, **looks: Any) -> bytes:
    return png(Extract.on(extract.dataset, extract.tables, view, extract.today), size="social", **looks)


def _tab_previews(extract: Extract) -> Files:
    paths = {"shift": "shift.html", "actors": "actors.html", "measures": "measures/index.html"}
    tabs = {paths[tab.id]: (tab.id, "") for tab in tabs_of(extract.dataset) if tab.id in paths}
    stories = {f"stories/{story.id}.html": ("stories", story.id) for story in extract.dataset.stories}
    for path, (tab, story) in (tabs | stories).items():
        view = extract.view.changed(tab=tab, story=story, event="", step=0)
        yield preview_path(path), _preview(extract, view)


def _is_published(dataset: Dataset) -> bool:
    """Whether a dataset is the published one as its file stands now."""
    try:
        return load_dataset(resources.EVENTS, check=no_findings).digest == dataset.digest
    except DatasetError:
        return False


Part = tuple[str, Callable[[], bytes]]  # a path, and what makes the file


def _pages(site: Site) -> Iterator[Part]:
    yield "index.html", partial(timeline_page, site)
    yield "method.html", partial(method_page, site)
    yield "data.html", partial(data_page, site, DATA, FEED_LENGTH)
    yield "404.html", partial(missing_page, site)
    if site.changes:
        yield "changes.html", partial(changes_page, site)
    for number, event in enumerate(site.extract.events):
        yield f"events/{event.id}.html", partial(event_page, site, number)
    for tab in site.panels:
        yield f"{tab}.html", partial(panel_page, site, tab, with_actor_pages if tab == "actors" else None)
    for actor in named_actors(site) if "actors" in site.panels else ():
        yield f"actors/{actor.id}.html", partial(actor_page, site, actor)
    if site.stories:
        yield "stories/index.html", partial(story_list, site)
    for story in site.stories:
        yield f"stories/{story.id}.html", partial(story_page, site, story)
    rows = measure_rows(site)
    if rows:
        yield "measures/index.html", partial(measure_list, site, rows)
    for row in rows:
        yield f"measures/{row['id']}.html", partial(measure_page, site, row)


def _beside(site: Site) -> Iterator[Part]:
    """Feeds and data."""
    extract = site.extract
    yield "feed.json", partial(json_feed, extract, site.base, site.changes)
    yield "feed.xml", partial(atom_feed, extract, site.base, site.changes)
    if site.changes:
        yield "changes.json", partial(json_changes, extract, site.changes, site.base)
        yield "changes.xml", partial(atom_changes, extract, site.changes, site.base)
    for form, name in DATA.items():
        known = {"changes": site.changes} if CHANGES in FORMATS[form].options else {}
        yield f"data/{name}", partial(FORMATS[form].content, extract, **known)


def _for_robots(site: Site, pages: Iterable[str]) -> Files:
    """What search engines are told."""
    robots = "User-agent: *\nAllow: /\n"
    if site.base:
        changed = {f"events/{change.event}.html": change.day for change in reversed(site.changes)}
        changed |= {name: site.changes[0].day for name in ("index.html", "changes.html") if site.changes}
        listed = (path for path in pages if path != "404.html")
        yield "sitemap.xml", _sitemap((site.address(path), changed.get(path, "")) for path in listed)
        robots += f"Sitemap: {site.base}/sitemap.xml\n"
    yield "robots.txt", robots.encode()
    yield ".nojekyll", b""  # pages of GitHub are served as they are


def _sitemap(pages: Iterable[tuple[str, str]]) -> bytes:
    """A site map as sitemaps.org defines it: addresses, each with the day of its last change where that is known."""
    urls = "".join(
        f"<url><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for address, day in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    ).encode()
