"""The Dash application of one dataset, ready to be served."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from dash import Dash
from flask import Response, jsonify, request
from markupsafe import Markup

from app import __version__, resources
from app.analysis.filters import FILTERS, Filter
from app.analysis.tabs import tabs_of
from app.analysis.view import lane_kinds
from app.dashboard.answers import Question, answer
from app.dashboard.base_path import ROOT, BasePath
from app.dashboard.callbacks import layout, register
from app.dashboard.delivery import deliver, files
from app.dashboard.downloads import register_downloads
from app.dashboard.security import protect
from app.dashboard.snapshot import Repository, Snapshot
from app.data.schema import Dataset
from app.pages.legend import choices
from app.pages.method_panel import method_html
from app.pages.story_panel import story_cards
from app.pages.templates import TEMPLATES, json_in_html, page_context

LOCAL_HOSTS: Final = ("localhost", "127.0.0.1")
MAX_PROBLEMS: Final = 20  # named in the banner of open pages
COMPONENT_FILES: Final = "/_dash-component-suites/app/"
FIRST_KEPT: Final = 4  # answers to addresses that are kept for the next reader
INLINE: Final = {"theme": resources.script("page/theme.js"), "boot": resources.script("page/boot.js")}


class TimelinePage(Dash):
    """A Dash whose page is our own template: its headline, form and regions are there before any script runs.

    The form is plain HTML, for Dash's check lists put check boxes into list boxes, which screen readers cannot use.
    """

    context: Callable[[], dict[str, Any]]

    def interpolate_index(self, *_args: Any, **parts: Any) -> str:
        """The page around Dash's own parts."""
        marked = {name: Markup(_without_own(part)) for name, part in parts.items()}  # noqa: S704  made by Dash
        return TEMPLATES.get_template("dashboard.html.j2").render(**self.context(), parts=marked)


def _without_own(tags: str) -> str:
    """Dash's tags, a line each, but for those of our component: the page's script and style have it in them."""
    return "\n".join(tag for tag in tags.split("\n") if COMPONENT_FILES not in tag)


def create_app(
    repository: Repository,
    today: Callable[[], dt.date],
    *,
    hosts: Sequence[str] = LOCAL_HOSTS,
    base: str = ROOT,
) -> Dash:
    """The dashboard of a file, under the path `base`; requests that name another host than `hosts` get a 400."""
    app = TimelinePage(
        "policy-timeline",
        update_title="",
        assets_folder=str(resources.ASSETS),
        assets_ignore=".*",
        requests_pathname_prefix=base,
        routes_pathname_prefix=ROOT,
    )
    whole = lru_cache(maxsize=1)(_snapshot_context)  # the same for every reader of a snapshot
    first = lru_cache(maxsize=FIRST_KEPT)(_first_context)

    def context() -> dict[str, Any]:
        snapshot, query = repository.current(), request.query_string.decode("utf-8", "replace")
        return {**whole(snapshot), **files(base), **first(snapshot, query, today())}

    app.context = context
    app.layout = layout()
    register(app, repository.current, today)
    protect(app, hosts, INLINE.values())
    app.server.add_url_rule("/healthz", "healthz", lambda: _health(repository))
    app.server.add_url_rule("/readyz", "readyz", lambda: _readiness(repository, whole))
    app.server.add_url_rule("/edition", "edition", lambda: _snapshot(repository))
    register_downloads(app.server, repository, today)
    deliver(app.server)
    if base != ROOT:
        app.server.wsgi_app = BasePath(app.server.wsgi_app, base)
    return app


def _health(repository: Repository) -> Response:
    return jsonify(events=len(repository.current().dataset.events), version=__version__)


def _readiness(repository: Repository, whole: Callable[[Snapshot], dict[str, Any]]) -> Response:
    """Whether readers can come: what they all share is there when this answers, and need not be waited for."""
    whole(repository.current())
    return jsonify(ready=True, problems=len(repository.problems))


def _snapshot(repository: Repository) -> Response:
    """What open pages ask for each second: which content is served, and what is wrong with a newer one."""
    return jsonify(
        version=repository.current().version,
        problems=repository.problems[:MAX_PROBLEMS],
        count=len(repository.problems),
    )


def _first_context(snapshot: Snapshot, query: str, today: dt.date) -> dict[str, Any]:
    """The answer to the page's own address, which comes with it."""
    first = answer(snapshot, Question(query=query), today)
    return {"status": first["status"], "answer": json_in_html(first)}


def _snapshot_context(snapshot: Snapshot) -> dict[str, Any]:
    """What the page of a snapshot holds, whatever its address."""
    return {
        **page_context(snapshot.dataset),
        "facets": [facet for key, filter_ in FILTERS.items() if (facet := _facet(key, filter_, snapshot.dataset))[2]],
        "lanes": lane_kinds(snapshot.dataset),
        "stories": story_cards(snapshot.dataset),
        **{name: Markup(script) for name, script in INLINE.items()},  # noqa: S704  our own files
        "style": Markup(resources.style()),  # noqa: S704
        "tabs": [(tab.id, tab.label) for tab in tabs_of(snapshot.dataset) if snapshot.inbox or not tab.needs_inbox],
        "version": snapshot.version,
        "method": Markup(method_html(snapshot.dataset, snapshot.tables)),  # noqa: S704  escaped by Jinja
    }


def _facet(key: str, filter_: Filter, dataset: Dataset) -> tuple[str, str, list[dict[str, str]]]:
    """A filter with its label and its choices; those of directions and statuses are the chart's legend, too."""
    return key, filter_.label, choices(filter_, dataset)
