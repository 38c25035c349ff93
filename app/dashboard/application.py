"""The Dash application of one dataset, ready to be served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dash import Dash
from flask import jsonify
from markupsafe import Markup

from app import __version__, resources
from app.dashboard.callbacks import register, stores
from app.dashboard.edition import Edition
from app.fragments.method import method_html
from app.fragments.templates import TEMPLATES, direction_keys, page_context, status_keys
from app.schema import Dataset
from app.view import TABS, View, opening_view

LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")
SIGNIFICANCE_CHOICES: Final = (("1", "All events"), ("2", "Important and up"), ("3", "Turning points"))


class TimelinePage(Dash):
    """A Dash whose page is our own template: its headline, form and regions are there before any script runs.

    The form is plain HTML, for Dash's check lists put check boxes into list boxes, which screen readers cannot use.
    """

    context: dict[str, Any]

    def interpolate_index(self, *_args: Any, **parts: Any) -> str:
        """The page around Dash's own parts."""
        marked = {name: Markup(part) for name, part in parts.items()}  # noqa: S704  made by Dash
        return TEMPLATES.get_template("dashboard.html.j2").render(**self.context, parts=marked)


def create_app(dataset: Dataset, *, hosts: Sequence[str] = LOCAL_HOSTS) -> Dash:
    """The dashboard of a dataset; requests that name another host than `hosts` get a 400."""
    basic = resources.has_basic_bundle()
    edition = Edition.of(dataset)
    app = TimelinePage(
        "policy-timeline",
        title=dataset.dataset.title,
        update_title="",
        assets_folder=str(resources.ASSETS),
        assets_ignore=r"^page\.js$" if basic else r"^(page|plotly-basic\.min)\.js$",
        serve_locally=True,
    )
    app.context = {**page_context(dataset), **_form_context(edition), "tabs": TABS.items(), "basic_bundle": basic}
    app.context["method"] = Markup(method_html(dataset, edition.tables))  # noqa: S704  escaped by Jinja
    app.layout = stores()
    register(app, lambda: edition)
    app.server.config["TRUSTED_HOSTS"] = list(hosts)
    app.server.config["MAX_CONTENT_LENGTH"] = 1_000_000

    app.server.add_url_rule("/healthz", view_func=lambda: jsonify(events=len(dataset.events), version=__version__))
    return app


def _form_context(edition: Edition) -> dict[str, Any]:
    """The choices of the filter form; that of directions and statuses is the chart's legend too."""
    tracks = [{"id": track.id, "label": track.label, "shape": ""} for track in edition.dataset.tracks]
    return {
        "opening": opening_view(edition.tables.events),
        "chart_height": edition.figure(View()).layout.height,
        "significances": SIGNIFICANCE_CHOICES,
        "open_facets": (
            ("direction", "Direction", direction_keys(edition.dataset)),
            ("status", "Who says so", status_keys()),
            ("track", "Track", tracks),
        ),
    }
