"""A path prefix under which a proxy offers the dashboard, such as /timeline/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Response

from app.dashboard.security import EARLY_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT: Final = "/"
_FORM: Final = re.compile(r"(/[A-Za-z0-9._~-]+)*/")


def base_path(text: str) -> str:
    """A prefix with a slash at either end; a ValueError where it is no path.

    >>> base_path("timeline")
    '/timeline/'
    """
    path = f"/{text.strip('/')}/" if text.strip("/") else ROOT
    if not _FORM.fullmatch(path) or ".." in path:
        raise ValueError(f"the base path must be a path such as /timeline/, got {text!r}")
    return path


class BasePath:
    """An application under a prefix, whether the proxy leaves the prefix in what it passes on or takes it off."""

    def __init__(self, application: WSGIApplication, base: str) -> None:
        """The application and its prefix, as `base_path` gives it."""
        self.application, self.base = application, base

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to a request; without the last slash of the prefix, the address with it."""
        path = environ.get("PATH_INFO", "")
        if f"{path}/" == self.base:
            return Response(status=308, headers={**EARLY_HEADERS, "Location": self.base})(environ, start_response)
        if path.startswith(self.base):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + self.base.rstrip("/")
            environ["PATH_INFO"] = path[len(self.base) - 1 :]
        return self.application(environ, start_response)
