"""What the server refuses, and the headers of every answer: only the dashboard's own page gets to ask and to run.

A page elsewhere can neither read the dashboard (foreign host names are refused, so DNS rebinding fails) nor frame it,
nor make it work (requests that a browser says come from elsewhere are refused, but for a link that a reader follows);
text of the data that became a script by mistake would not run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, InternalServerError, NotFound, SecurityError
from werkzeug.urls import iri_to_uri

from app import resources
from app.dashboard.answers import Question

LOG: Final = logging.getLogger("policy_timeline")
MAX_BODY: Final = 1_000_000  # bytes of a request
CALLBACKS: Final = "/_dash-update-component"
OWN_QUESTION: Final = "policy_timeline.own"  # in the environment of what the program asks itself, which is not logged
OWN_OUTPUT: Final = "answer.data"
ANY_PATH: Final = "/<path:path>"  # by which Dash would show its page at every address
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}

EARLY_HEADERS: Final = HEADERS | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
OWN_SITE: Final = ("same-origin", "none")  # what a browser says of a request by our page, or by the reader alone


class _Place(BaseModel):
    """A property of a component and its value."""

    model_config = ConfigDict(strict=True)

    id: str | dict[str, Any]
    property: str
    value: Any = None


class _Call(BaseModel):
    """The body of a request to a callback, as far as Dash reads it; a pattern of ids makes a list of places."""

    model_config = ConfigDict(strict=True)

    output: str
    outputs: _Place | list[_Place | list[_Place]]
    inputs: list[_Place | list[_Place]]
    state: list[_Place | list[_Place]] = []
    changed: list[str] = Field([], alias="changedPropIds")


class _OwnPlace(_Place):
    """The property of our own callback, which takes a question."""

    id: str
    value: Question | None = None


class _OwnCall(_Call):
    """The body of a request to our own callback."""

    outputs: _OwnPlace
    inputs: list[_OwnPlace]  # type: ignore[assignment]
    state: list[_OwnPlace] = []  # type: ignore[assignment]


def protect(app: Dash, hosts: Sequence[str], inline: Iterable[str]) -> None:
    """Make a Dash answer to `hosts` alone, and to nothing that its page would not ask.

    The scripts `inline` may stand in the page itself.
    """
    ours = [resources.script_source(script) for script in inline]

    @cache
    def headers() -> dict[str, str]:  # once all callbacks are there, those that others add among them
        return HEADERS | {"Content-Security-Policy": policy([*app.csp_hashes(), *ours])}

    app.server.config["TRUSTED_HOSTS"] = list(hosts)
    app.server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.server.before_request(lambda: _refuse(app.callback_map))
    app.server.after_request(lambda answer: _sent(answer, headers()))
    app.server.register_error_handler(Exception, _failed)


def policy(script_hashes: Sequence[str]) -> str:
    """The Content-Security-Policy: scripts from this server and known inline ones, requests to this server alone.

    Inline styles have to be allowed: Dash's scripts bring their style sheets as elements, Plotly writes style
    attributes, and so do the keys of the legend, whose colours come from `app.theme` and never from the data. A style
    can send nothing out, for images, fonts and requests are bound to this server.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _refuse(callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Stop a request that no page of ours makes."""
    if _is_foreign():
        raise Forbidden("This server answers its own page alone.")
    rule = request.url_rule.rule if request.url_rule else ""
    if rule == ANY_PATH:
        raise NotFound
    if rule == CALLBACKS and request.method == "POST" and not _is_call(_body(), callbacks):
        raise BadRequest("This is no request of the page.")


def _is_foreign() -> bool:
    """Whether a page elsewhere makes the request, but for a link that its reader followed.

    Browsers tell where a request comes from; other programs need not, and can read what they like anyhow.
    """
    sent = request.headers
    way = request.method, sent.get("Sec-Fetch-Mode"), sent.get("Sec-Fetch-Dest")
    if sent.get("Sec-Fetch-Site", "none") not in OWN_SITE and way != ("GET", "navigate", "document"):
        return True
    return "Origin" in sent and urlsplit(sent["Origin"]).netloc != request.host


def _body() -> Any:
    try:
        return request.get_json()
    except RecursionError:
        raise BadRequest("The JSON is nested too deeply.") from None


def _is_call(body: Any, callbacks: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a body calls a callback that runs here, with just the properties that it takes.

    Our own takes a question; what the callbacks take that others have added is theirs to check.
    """
    is_own = isinstance(body, Mapping) and body.get("output") == OWN_OUTPUT
    try:
        call = (_OwnCall if is_own else _Call).model_validate(body)
    except ValidationError:
        return False
    known = callbacks.get(call.output, {})
    if "callback" not in known:  # one that runs in the browser has none
        return False
    if isinstance(call.outputs, _Place) and isinstance(call.outputs.id, str):
        named = f"{call.outputs.id}.{call.outputs.property}"
        if call.output.partition("@")[0] != named:
            return False
    return _takes(call.inputs, known["inputs"]) and _takes(call.state, known["state"])


def _takes(places: Sequence[_Place | list[_Place]], stated: Sequence[Mapping[str, str]]) -> bool:
    """Whether places are those that a callback states; a pattern of ids may stand for any."""
    if len(places) != len(stated):
        return False
    return all(
        known["id"].startswith("{") if isinstance(place, list) else _is_at(place, known)
        for place, known in zip(places, stated, strict=True)
    )


def _is_at(place: _Place, known: Mapping[str, str]) -> bool:
    return place.property == known["property"] and (isinstance(place.id, dict) or place.id == known["id"])


def _failed(error: Exception) -> HTTPException:
    """The answer to an error, without a word of what is inside; what went wrong goes to the log."""
    if isinstance(error, SecurityError):
        return BadRequest("This server does not answer to that host name. Open the address that it printed.")
    if isinstance(error, HTTPException):
        return error
    if isinstance(error, DependencyException):  # a script that Dash does not have
        return NotFound()
    LOG.error("%s failed: %s: %s", _asked(), type(error).__name__, error, exc_info=error)
    return InternalServerError()


def _sent(answer: Response, headers: Mapping[str, str]) -> Response:
    answer.headers.update(headers)
    if OWN_QUESTION not in request.environ:
        LOG.info("%s %d", _asked(), answer.status_code)
    return answer


def _asked() -> str:
    """Method and address of the request in one line, whatever bytes a client sent."""
    return f"{request.method} {iri_to_uri(request.full_path.removesuffix('?'))}"
