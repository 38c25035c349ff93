"""What is served while a data file has had problems from the start: the problems, until the file is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response

from app.dashboard.security import EARLY_HEADERS
from app.dashboard.snapshot import Repository
from app.data.problems import DatasetError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_SHOWN: Final = 200
LOOK_AGAIN: Final = 2  # seconds after which the page asks for itself
PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{seconds}">
<title>{head}</title>
<main>
<h1>{head}</h1>
<p>The timeline comes as soon as the file is right; this page looks again by itself.</p>
<ol>
{lines}
</ol>
</main>
"""


class WaitingApplication:
    """Answers with the problems of a file, and once they are gone with the dashboard that `make` makes of it."""

    def __init__(
        self, path: Path, error: DatasetError, hosts: Sequence[str], make: Callable[[Repository], WSGIApplication]
    ) -> None:
        """The file, its problems, the host names that may ask."""
        self.path, self.error, self.hosts, self.make = path, error, list(hosts), make
        self._whole: WSGIApplication | None = None
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to a request."""
        whole = self._application()
        if whole:
            return whole(environ, start_response)
        return self._answer(str(environ.get("HTTP_HOST", "")))(environ, start_response)

    def _application(self) -> WSGIApplication | None:
        """The dashboard, if the file is right by now."""
        with self._lock:
            if self._whole is None:
                try:
                    self._whole = self.make(Repository.of(self.path))
                except DatasetError as error:
                    self.error = error
            return self._whole

    def _answer(self, host: str) -> Response:
        if not host_is_trusted(host, self.hosts):
            return Response("This host name is not served.", status=400, headers=EARLY_HEADERS)
        text = problems_page(self.path.name, [str(problem) for problem in self.error.problems])
        return Response(
            text,
            status=503,
            content_type="text/html; charset=utf-8",
            headers={**EARLY_HEADERS, "Cache-Control": "no-store"},
        )


def problems_page(name: str, problems: Sequence[str]) -> str:
    """The page that tells what is wrong with a file, in order."""
    noun = "problem" if len(problems) == 1 else "problems"
    lines = [f"<li>{escape(problem)}</li>" for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        lines.append(f"<li>and {len(problems) - MOST_SHOWN} more</li>")
    head = escape(f"{name} has {len(problems)} {noun}")
    return PAGE.format(seconds=LOOK_AGAIN, head=head, lines="\n".join(lines))
