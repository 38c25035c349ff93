"""The pages of records: of each event with its chain, of each story, of each measure, and the lists of these two."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from app.data.schema import Event, Story
from app.data.wording import counted
from app.export.picture import step_chart
from app.export.site_pages import Page, Site, cited
from app.export.structured import correction_link, event_terms
from app.pages.measure_panel import measure_contexts, measures_context, measures_html
from app.pages.panels import ALL
from app.pages.story_panel import step_contexts, verdict_words
from app.pages.templates import json_in_html


def event_page(site: Site, number: int) -> bytes:
    """The page of the event with this number in the extract."""
    events = site.extract.events
    event = events[number]
    page = Page(f"events/{event.id}.html", event.title, event.summary, related=f"tracks/{event.track}")
    chain = _chain(site, event)
    return site.render(
        "site_event.html.j2",
        page,
        event=event,
        actors={actor.id: actor.name for actor in site.extract.dataset.actors},
        asked=json_in_html({"charts": chain, "plots": {}, "events": ""}) if chain else "",
        shown=site.fragments.context(event.id),
        measure=next((measure for measure in site.extract.measures if measure.id == event.measure), None),
        stories=[story for story in site.stories if event.id in cited(story)],
        earlier=_at(events, number - 1),
        later=_at(events, number + 1),
        correction=correction_link(site.extract.dataset.dataset, event.id),
        terms=json_in_html(event_terms(event, site.address(page.path) if site.base else "")),
    )


def _chain(site: Site, event: Event) -> dict[str, Any]:
    """The chart of an event with those that it answers and those that answer it, where there are any."""
    relations = site.extract.tables.relations
    near = relations[(relations["event"] == event.id) | (relations["target"] == event.id)]
    ids = tuple(sorted({event.id, *near["event"], *near["target"]} & site.extract.ids))
    return {"chain": step_chart(site.extract, ids) | {"event": event.id}} if len(ids) > 1 else {}


def _at(events: tuple[Event, ...], number: int) -> Event | None:
    return events[number] if 0 <= number < len(events) else None


def story_page(site: Site, story: Story) -> bytes:
    """The page of a story."""
    verdicts = verdict_words(story)
    steps = step_contexts(site.extract.dataset, story)
    description = verdicts or f"A story in {counted(len(steps), 'step')}: {steps[0]['text']}"
    page = Page(f"stories/{story.id}.html", story.title, description)
    charts = {}
    for number, step in enumerate(story.parts, 1):
        ids = tuple(id_ for id_ in step.events if id_ in site.extract.ids)
        if ids:
            charts[f"step-{number}"] = step_chart(site.extract, ids)
    return site.render(
        "site_story.html.j2",
        page,
        charts=charts,
        asked=json_in_html({"charts": charts, "plots": {}, "events": f"{page.root}events/"}),
        story=story,
        verdicts=verdicts,
        steps=steps,
        pages=site.extract.ids,
    )


def story_list(site: Site) -> bytes:
    """The page that leads to every story."""
    page = Page("stories/index.html", "Stories", "The events read in an order, step by step.", "website")
    records = [
        {"id": s.id, "title": s.title, "note": verdict_words(s) or counted(len(s.steps), "step")} for s in site.stories
    ]
    return site.render("site_list.html.j2", page, groups=[("", records)])


def measure_rows(site: Site) -> list[dict[str, Any]]:
    """What the templates know of the measures that an event of the site moves, by kind."""
    dataset = site.extract.dataset
    frame = site.extract.tables.measures
    moved = {measure.id for measure in site.extract.measures}
    return measure_contexts(dataset, frame[frame["id"].isin(moved)], site.extract.today)


def measure_page(site: Site, row: dict[str, Any]) -> bytes:
    """The page of a measure."""
    kind = site.extract.dataset.vocabulary("measure_kinds")[row["kind"]].label
    description = row["summary"] or f"{kind}: {row['state']}, in {len(row['steps'])} dated steps with their sources."
    page = Page(f"measures/{row['id']}.html", row["title"], description)
    return site.render("site_measure.html.j2", page, measure=row, kind=kind, pages=site.extract.ids)


def measure_list(site: Site, rows: list[dict[str, Any]]) -> bytes:
    """The page that leads to every measure."""
    page = Page(
        "measures/index.html",
        "Measures",
        "What has more than one dated step, with where it stands.",
        "website",
    )
    groups = [
        (
            site.extract.dataset.vocabulary("measure_kinds")[kind].label,
            [{"id": row["id"], "title": row["title"], "note": row["state"]} for row in group],
        )
        for kind, group in groupby(rows, lambda row: str(row["kind"]))
    ]
    moved = [row["id"] for row in rows]
    frame = site.extract.tables.measures
    context = measures_context(site.extract.dataset, frame[frame["id"].isin(moved)], site.extract.today)
    panel = re.sub(r'href="#measure-([^"]+)" data-anchor="[^"]*"', r'href="\1.html"', measures_html(context, ALL))
    asked = json_in_html({"charts": {}, "plots": {}, "events": f"{page.root}events/"})
    return site.render("site_list.html.j2", page, groups=groups, panel=panel, asked=asked)
