"""The command line: the only place that prints, reads the clock and exits."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from app import __version__, resources
from app.export.formats import FORMATS, Format, MissingPart, Progress, WrongOption, takers_of_options
from app.export.writing import WriteError, check_place, write_file, write_folder
from app.problems import DatasetError, as_annotations, as_json, report

# The rest is imported where a command needs it: pydantic, pandas, plotly and dash take a second, and `--help` none.
if TYPE_CHECKING:
    from app.dashboard.edition import Shelf
    from app.schema import Dataset
    from app.view import View

EVERYWHERE = "0.0.0.0"  # noqa: S104  what a reader may ask for; this machine's own name then leads to it
EventsFile = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="policy-timeline")
def main() -> None:
    """A sourced, interactive timeline of a policy shift, from one YAML file."""


REPORTS = {"text": report, "json": as_json, "github": as_annotations}


@main.command()
@click.argument("files", nargs=-1, type=EventsFile, metavar="[EVENTS]...")
@click.option(
    "--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True, help="How to tell."
)
@click.option("--links", is_flag=True, help="Also try every cited page on the network, politely; takes minutes.")
def check(files: Sequence[Path], form: str, links: bool) -> None:
    """Name every problem of EVENTS (default: the published dataset), each with its line."""
    from app.checks.rules import findings
    from app.links import findings_with_links
    from app.loading import load_dataset

    problems = []
    for path in files or [resources.EVENTS]:
        try:
            dataset = load_dataset(path, check=findings_with_links if links else findings)
        except DatasetError as error:
            problems += error.problems
        else:
            sources = sum(len(event.sources) for event in dataset.events)
            counts = _counts(len(dataset.events), sources, len(dataset.measures))
            click.echo(f"{path}: {counts}, no problems", err=form != "text")
    if problems or form == "json":
        click.echo(REPORTS[form](problems))
    sys.exit(1 if problems else 0)


@main.command()
def schema() -> None:
    """Print the JSON Schema of the data file, for editors."""
    from app.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.command()
@click.argument("events", type=EventsFile, default=resources.EVENTS)
def new(events: Path) -> None:
    """Print a commented event to start from, in the words of EVENTS."""
    from app.record_template import record_template

    click.echo(record_template(_loaded(events)), nl=False)


@main.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Tell what changed from OLD to NEW, event by event: two files, or two git revisions of events.yaml."""
    from app.diffing import difference

    lines = difference(_version(old), _version(new))
    click.echo("\n".join(lines) if lines else "No difference.")


def _version(name: str) -> Dataset:
    """The dataset in a file, or in events.yaml as it was at a git revision."""
    from app.checks.rules import no_findings
    from app.loading import load_dataset, load_text
    from app.parsing import decode

    if Path(name).exists():
        return _loaded_by(lambda: load_dataset(name, check=no_findings))
    command = ["git", "show", "--end-of-options", f"{name}:./events.yaml"]
    try:
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        _fail(f"{name!r} is neither a file nor a git revision that holds ./events.yaml.")
    return _loaded_by(
        lambda: load_text(decode(shown.stdout, f"{name}:events.yaml"), f"{name}:events.yaml", check=no_findings)
    )


def _counts(events: int, sources: int, measures: int) -> str:
    return f"{events} events, {sources} sources, {measures} measures"


def _host(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A host to listen on; Werkzeug's check of host names knows no IPv6 address, so that each request would fail."""
    if ":" in value:
        raise click.BadParameter(f"{value!r} is an IPv6 address, which is not served; take 127.0.0.1.")
    return value


def _workers(_context: click.Context, _option: click.Parameter, value: int) -> int:
    """A number of processes, where this system can have several that share a port."""
    if value > 1:
        from app.dashboard.workers import can_fork

        if not can_fork():
            raise click.BadParameter("this system cannot share a port among processes; leave it out.")
    return value


@main.command()
@click.argument("events", type=EventsFile, default=resources.EVENTS)
@click.option("--host", default="127.0.0.1", show_default=True, callback=_host, help="Address to listen on.")
@click.option(
    "--port", default=8050, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--open/--no-open", "open_browser", default=True, help="Open the page in a browser.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    callback=_workers,
    help="Processes that answer, for many readers at once.",
)
def serve(events: Path, host: str, port: int, open_browser: bool, workers: int) -> None:
    """Serve the dashboard of EVENTS (default: the published dataset) until Ctrl-C."""
    from app.dashboard.workers import run_workers

    shelf = _shelf(events)
    listening = _bound(host, port)
    listen = _server(shelf, listening, host)
    run = listen().run if workers == 1 else partial(run_workers, workers, shelf, listen)
    address = f"http://{'localhost' if host == EVERYWHERE else host}:{listening.getsockname()[1]}/"
    if not resources.has_basic_bundle():
        click.echo("The small plotly.js bundle is not installed; the page loads plotly's full one (4.8 MB).", err=True)
    shown = (shelf.edition.tables.events, shelf.edition.tables.sources, shelf.edition.tables.measures)
    click.echo(f"Policy timeline of {events}: {_counts(*map(len, shown))}\nOpen {address}  (Ctrl-C stops)")
    for ending in (signal.SIGINT, signal.SIGTERM):  # the first is ignored by default in a shell's background job
        signal.signal(ending, _stop)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        run()
    listening.close()
    click.echo("Stopped.")


def _server(shelf: Shelf, listening: socket.socket, host: str) -> Callable[[], Any]:
    """Makes a waitress server of the dashboard behind a socket, in the process where it is called."""
    from waitress.server import create_server

    from app.dashboard.application import LOCAL_HOSTS, create_app

    app = create_app(shelf, _clock, hosts=[*LOCAL_HOSTS, host])
    return lambda: create_server(app.server, sockets=[listening], threads=8, ident=None)


def _shelf(path: Path) -> Shelf:
    from app.dashboard.edition import Shelf  # imported here, for `check` needs no dashboard

    try:
        return Shelf.of(path)
    except DatasetError as error:
        _fail(str(error))


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; ends the program where it cannot."""
    try:
        return socket.create_server((host, port), backlog=1024)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            _fail(f"Port {port} is taken by another program. Try --port {port + 1 if port < 65535 else 0}.")
        _fail(f"Cannot listen on {host}, port {port}: {os.strerror(error.errno) if error.errno else error}.")


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _clock() -> dt.date:
    """Today, by the clock of this machine."""
    return dt.datetime.now().astimezone().date()


def _today(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date:
    if value is None:
        return _clock()
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day such as 2026-07-31.") from None


def _format_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options of all formats, each with the formats that take it."""
    for option, takers in takers_of_options().items():
        words = f"{option.help} (for {', '.join(takers)})"
        kind: dict[str, Any] = {"is_flag": True, "default": None}
        if option.text:
            kind = {"metavar": option.text}
        elif option.most:
            kind = {"type": click.IntRange(1, option.most)}
        command = click.option(f"--{option.id}", help=words, **kind)(command)
    return command


@main.command(
    help="Write a view of EVENTS (default: the published dataset) to a file.\n\n\b\nFORMAT is one of\n"
    + "\n".join(f"  {form.id:<11}{form.holds}" for form in FORMATS.values())
)
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("events", type=EventsFile, default=resources.EVENTS)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="What to write: a path.")
@click.option("--view", default="", metavar="QUERY", help="The part after '?' of the dashboard's address.")
@click.option(
    "--today", callback=_today, metavar="DATE", help="The day that the file names as its own (default: today)."
)
@click.option("--force", is_flag=True, help="Replace an existing file, or a folder that this program made.")
@_format_options
def export(form: str, events: Path, out: Path, view: str, today: dt.date, force: bool, **options: Any) -> None:
    """Write a view of a dataset, whole or not at all."""
    chosen = FORMATS[form]
    given = _given(chosen, options)
    if out.is_dir() and not chosen.folder:
        raise click.BadParameter(f"{out} is a folder; name a file.", param_hint="'--out'")
    try:
        with _tidy_end(), _progress(chosen) as progress:
            check_place(out, force=force, folder=chosen.folder)
            dataset = _loaded(events)
            written = _write(chosen, out, force, dataset, _view(view, dataset), today=today, **given, **progress)
    except WrongOption as error:
        raise click.UsageError(str(error)) from None
    except (WriteError, MissingPart) as error:
        _fail(str(error))
    click.echo(f"Wrote {out} ({written}).")


def _given(form: Format, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given; wrong usage if the format has no such."""
    given = {name: value for name, value in options.items() if value is not None}
    for option, takers in takers_of_options().items():
        if option.name in given and option not in form.options:
            raise click.UsageError(f"--{option.id} is not for {form.id}; it is for {', '.join(takers)}.")
    return given


def _write(form: Format, out: Path, force: bool, *asked: Any, **options: Any) -> str:
    """Write a file or a folder; its size in words."""
    if form.folder:
        count, size = write_folder(out, form.files(*asked, **options), force=force)
        return f"{count} files, {size / 1_000_000:.2f} MB"
    content = form.content(*asked, **options)
    write_file(out, content, force=force)
    return f"{len(content) / 1_000_000:.2f} MB"


def _view(query: str, dataset: Dataset) -> View:
    """The view that a query asks for, what of it was ignored being told; the end where it can be none."""
    from app.view import Fault, parse_view

    view, notices = parse_view(query, dataset)
    for notice in notices:
        click.echo(notice, err=True)
    if any(isinstance(notice, Fault) for notice in notices):
        click.echo("Nothing was written, for it would not be the view that was asked for. Correct --view.", err=True)
        sys.exit(2)
    return view


@contextmanager
def _progress(form: Format) -> Iterator[dict[str, Progress]]:
    """What to give a long export so that it shows how far it is, on a terminal."""
    if not form.progress:
        yield {}
        return
    with click.progressbar(
        length=1, label=f"Making {form.id}", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as shown:

        def show(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield {"progress": show}


@contextmanager
def _tidy_end() -> Iterator[None]:
    """Lets a program that is told to end clear away first what it began to write."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _loaded(path: Path) -> Dataset:
    from app.loading import load_dataset

    return _loaded_by(lambda: load_dataset(path))


def _loaded_by(load: Callable[[], Dataset]) -> Dataset:
    try:
        return load()
    except DatasetError as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
