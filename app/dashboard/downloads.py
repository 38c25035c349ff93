"""The Share dialog of the dashboard: what the view on screen can be written as, and the files themselves."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, abort, jsonify, request

from app import resources
from app.analysis.selection import select
from app.analysis.view import View, parse_view, view_in_words
from app.dashboard.snapshot import Repository, Snapshot
from app.dashboard.turns import BusyError, GoneError, Turns
from app.data.wording import counted
from app.export.extract import Extract
from app.export.formats import FORMATS, Format, MissingPart, Option, WrongOption
from app.export.naming import file_name
from app.pages.templates import TEMPLATES

if TYPE_CHECKING:
    from app.export.sheets import Preset

DOWNLOADS: Final = {name: form for name, form in FORMATS.items() if not form.folder}
SHOWN_FIRST: Final = ("png", "svg", "pdf", "html")  # what most readers want; the other formats are folded
SLOW: Final = ("png", "svg", "pdf")  # made by starting a browser: no size until they are asked for
MOST_WAITING: Final = 2  # requests for files that wait while one is written; later ones are told to come again
RETRY_AFTER: Final = 5  # seconds
FRAME_HEIGHT: Final = 1000  # pixels of an embedded page


def register_downloads(server: Flask, repository: Repository, today: Callable[[], dt.date]) -> None:
    """Serve the dialog at /export?VIEW, a format at /export/FORMAT?VIEW, and its size at /export/FORMAT/size?VIEW."""
    slow, quick = Turns(MOST_WAITING), Turns(MOST_WAITING)

    def content(name: str) -> bytes:
        form = DOWNLOADS[name] if name in DOWNLOADS else abort(404)
        snapshot = repository.current()
        with (slow if name in SLOW else quick).turn(_is_gone):
            return form.content(_extract(snapshot, today()), **_options(form, request.args))

    def download(name: str) -> Response:
        try:
            written = content(name)
        except MissingPart as error:
            return Response(str(error), 503, mimetype="text/plain")
        except WrongOption as error:
            return Response(str(error), 400, mimetype="text/plain")
        file = f"attachment; filename={file_name(DOWNLOADS[name], _view(repository.current()))}"
        return Response(written, mimetype=DOWNLOADS[name].media_type, headers={"Content-Disposition": file})

    def size(name: str) -> Response:
        try:
            return jsonify(bytes=len(content(name)))
        except (MissingPart, WrongOption) as error:
            return jsonify(missing=str(error))

    server.add_url_rule("/export", "export", lambda: _dialog(repository, today()))
    server.add_url_rule("/export/<name>", "download", download)
    server.add_url_rule("/export/<name>/size", "size", size)
    server.register_error_handler(BusyError, _busy)
    server.register_error_handler(GoneError, lambda _error: Response(status=499))  # nobody reads it


def _is_gone() -> bool:
    """Whether the client of the request has closed its connection, as far as the server can tell."""
    tell: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return tell()


def _busy(_error: BusyError) -> Response:
    text = "Other files are being written just now. Try again in some seconds."
    return Response(text, 503, mimetype="text/plain", headers={"Retry-After": str(RETRY_AFTER)})


def _extract(snapshot: Snapshot, today: dt.date) -> Extract:
    """What the query asks of a snapshot, on the tables that the snapshot has."""
    return Extract.on(snapshot.dataset, snapshot.tables, _view(snapshot), today)


def _view(snapshot: Snapshot) -> View:
    return parse_view(request.query_string.decode("utf-8", "replace"), snapshot.dataset)[0]


def _options(form: Format, given: Mapping[str, str]) -> dict[str, Any]:
    """The options of a format that a query asks for; what cannot be is left out."""
    offered = (option for option in form.options if not option.by_command)
    return {option.name: value for option in offered if (value := _value(option, given.get(option.id, "")))}


def _value(option: Option, text: str) -> int | bool | str:
    if option.text:
        return text
    if option.most is None:
        return text == "yes"
    return int(text) if text.isdecimal() and 1 <= int(text[:3]) <= option.most else 0


def _dialog(repository: Repository, today: dt.date) -> str:
    snapshot = repository.current()
    view = _view(snapshot)
    title = snapshot.dataset.dataset.title
    from app.export.picture import CHARTS, LONGEST  # loads Plotly, which the first page does without
    from app.export.sheets import PRESETS

    events = "" if repository.path.resolve() == resources.EVENTS else f" {shlex.quote(repository.path.name)}"
    shown, whole = snapshot.shown(view), select(snapshot.tables.events, view)
    said = f"{view_in_words(view, snapshot.dataset)} {len(shown.shown):,} of {counted(shown.total, 'event')}."
    return TEMPLATES.get_template("export.html.j2").render(
        said=said,
        forms=list(_rows(view, events)),
        whole=len(whole.shown) if len(whole.shown) != len(shown.shown) else 0,
        sizes=[(name, f"{preset.use}, {_pixels(preset)}") for name, preset in PRESETS.items()],
        charts=CHARTS.get(view.tab, ()),
        longest=LONGEST,
        shown_first=SHOWN_FIRST,
        frame={"title": title, "height": FRAME_HEIGHT, "event": view.event},
        frame_command=f"{_command(FORMATS['html'], view, events)} --embed",
        citation=f"{title}. {said} Data {snapshot.dataset.digest}, {today.day} {today:%B %Y}. {{address}}",
    )


def _pixels(preset: Preset) -> str:
    return f"{preset.width} × {preset.height}" if preset.height else f"{preset.width} wide"


def _rows(view: View, events: str) -> Iterable[dict[str, str]]:
    """Each format with what it holds, its download, and the command that makes the same file."""
    query = view.query()
    asked = f"?{query}" if query else ""
    for name, form in FORMATS.items():
        yield {
            "id": name,
            "label": form.label,
            "holds": form.holds,
            "file": file_name(form, view),
            "address": f"export/{name}{asked}" if name in DOWNLOADS else "",
            "size": f"export/{name}/size{asked}" if name in DOWNLOADS and name not in SLOW else "",
            "command": _command(form, view, events),
        }


def _command(form: Format, view: View, events: str) -> str:
    name = "timeline-site" if form.folder else file_name(form, view)
    query = view.query()
    asked = f" --view {shlex.quote(query)}" if query else ""
    return f"policy-timeline export {form.id}{events} --out {name}{asked}"
