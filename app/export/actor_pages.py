"""The pages of actors: who each is, how often and when it is named, and in which events."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from app.analysis.filters import country
from app.data.schema import Actor, Event
from app.data.wording import counted
from app.export.picture import step_chart
from app.export.site_pages import Page, Site
from app.figures.sparklines import sparkline
from app.figures.spots import direction_look
from app.pages.templates import TEMPLATES, json_in_html

MOST_DRAWN: Final = 40  # events in a chart of an actor; of more the bars tell


def named_actors(site: Site) -> list[Actor]:
    """The actors that an event of the site names, those named most first."""
    totals = Counter(actor for event in site.extract.events for actor in event.actors)
    actors = {actor.id: actor for actor in site.extract.dataset.actors}
    return [actors[id_] for id_, _ in totals.most_common()]


def actor_page(site: Site, actor: Actor) -> bytes:
    """The page of an actor."""
    events = [event for event in site.extract.events if actor.id in event.actors]
    chart = {}
    if 1 < len(events) <= MOST_DRAWN:
        chart = {"chain": step_chart(site.extract, tuple(event.id for event in events))}
    page = Page(f"actors/{actor.id}.html", actor.name, f"{actor.name}: named in {counted(len(events), 'event')}.")
    asked = {"charts": chart, "plots": {}, "events": f"{page.root}events/"}
    return site.render(
        "site_actor.html.j2",
        page,
        actor=actor,
        who=_who(site, actor),
        events=events,
        counts=_counts(site, events),
        line=_line(site, events),
        asked=json_in_html(asked) if chart else "",
    )


def _who(site: Site, actor: Actor) -> str:
    kind = site.extract.dataset.vocabulary("actor_kinds")[actor.kind].label
    return f"{kind}, {country(actor.country)}" if actor.country else kind


def _counts(site: Site, events: list[Event]) -> list[dict[str, Any]]:
    """How many of the events go in which direction, those that occur."""
    dataset, totals = site.extract.dataset, Counter(event.direction for event in events)
    return [
        {"label": one.label, "look": direction_look(one.id, dataset), "count": totals[one.id]}
        for one in dataset.directions
        if totals[one.id]
    ]


def _line(site: Site, events: list[Event]) -> Any:
    """Bars of the events over time."""
    dataset = site.extract.dataset
    days = pd.Series([pd.Timestamp(event.date.earliest) for event in events])
    end = pd.Timestamp(dataset.dataset.coverage.through.earliest)
    return sparkline(days, [event.direction for event in events], dataset, end)


def with_actor_pages(site: Site, panel: str) -> str:
    """The HTML of the tab of the actors with each name leading to its page, and all of them below."""

    def lead(found: re.Match[str]) -> str:
        return f'<a href="actors/{found[1]}.html">{found[2]}</a>'

    named = named_actors(site)
    ids = "|".join(re.escape(actor.id) for actor in named)
    pattern = rf'(?<=<th scope="row">)<a href="\?[^"]*\bactor=({ids})(?:&[^"]*)?" data-query="[^"]*">(.*?)</a>'
    every = TEMPLATES.get_template("site_actors.html.j2").render(actors=[(one, _who(site, one)) for one in named])
    return re.sub(pattern, lead, panel) + Markup(every)  # noqa: S704  escaped by Jinja
