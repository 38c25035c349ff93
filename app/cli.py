"""The command line: the only place that prints, reads the clock and exits."""

from __future__ import annotations

import datetime as dt
import errno
import json
import signal
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from app import __version__, resources
from app.checks.rules import findings, no_findings
from app.diffing import difference
from app.links import findings_with_links
from app.loading import load_dataset, load_text
from app.parsing import decode
from app.problems import DatasetError, as_annotations, as_json, report
from app.record_template import record_template
from app.schema import Dataset, json_schema

if TYPE_CHECKING:
    from app.dashboard.edition import Shelf

EventsFile = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="policy-timeline")
def main() -> None:
    """A sourced, interactive timeline of a policy shift, from one YAML file."""


FORMATS = {"text": report, "json": as_json, "github": as_annotations}


@main.command()
@click.argument("files", nargs=-1, type=EventsFile, metavar="[EVENTS]...")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to tell."
)
@click.option("--links", is_flag=True, help="Also try every cited page on the network, politely; takes minutes.")
def check(files: Sequence[Path], form: str, links: bool) -> None:
    """Name every problem of EVENTS (default: the published dataset), each with its line."""
    problems = []
    for path in files or [resources.EVENTS]:
        try:
            dataset = load_dataset(path, check=findings_with_links if links else findings)
        except DatasetError as error:
            problems += error.problems
        else:
            click.echo(f"{path}: {_counts(dataset)}, no problems", err=form != "text")
    if problems or form == "json":
        click.echo(FORMATS[form](problems))
    sys.exit(1 if problems else 0)


@main.command()
def schema() -> None:
    """Print the JSON Schema of the data file, for editors."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.command()
@click.argument("events", type=EventsFile, default=resources.EVENTS)
def new(events: Path) -> None:
    """Print a commented event to start from, in the words of EVENTS."""
    click.echo(record_template(_loaded(events)), nl=False)


@main.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Tell what changed from OLD to NEW, event by event: two files, or two git revisions of events.yaml."""
    lines = difference(_version(old), _version(new))
    click.echo("\n".join(lines) if lines else "No difference.")


def _version(name: str) -> Dataset:
    """The dataset in a file, or in events.yaml as it was at a git revision."""
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


def _counts(dataset: Dataset) -> str:
    sources = sum(len(event.sources) for event in dataset.events)
    return f"{len(dataset.events)} events, {sources} sources, {len(dataset.measures)} measures"


def _host(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A host to listen on; Werkzeug's check of host names knows no IPv6 address, so that each request would fail."""
    if ":" in value:
        raise click.BadParameter(f"{value!r} is an IPv6 address, which is not served; take 127.0.0.1.")
    if not value:
        raise click.BadParameter("it is empty; take 127.0.0.1, or 0.0.0.0 for all addresses of this machine.")
    return value


@main.command()
@click.argument("events", type=EventsFile, default=resources.EVENTS)
@click.option("--host", default="127.0.0.1", show_default=True, callback=_host, help="Address to listen on.")
@click.option(
    "--port", default=8050, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--open/--no-open", "open_browser", default=True, help="Open the page in a browser.")
@click.option("--verbose", is_flag=True, help="Log every request, and every error in full, on stderr.")
def serve(events: Path, host: str, port: int, open_browser: bool, verbose: bool) -> None:
    """Serve the dashboard of EVENTS (default: the published dataset) until Ctrl-C."""
    from app.dashboard import serving  # imported here, for `check` needs no dashboard

    shelf = _shelf(events)
    server = _bound(shelf, host, port)
    serving.log(verbose=verbose)
    address = f"http://{'localhost' if host == serving.EVERYWHERE else host}:{server.effective_port}/"
    if not resources.has_basic_bundle():
        click.echo("The small plotly.js bundle is not installed; the page loads plotly's full one (4.8 MB).", err=True)
    click.echo(f"Policy timeline of {events}: {_counts(shelf.edition.dataset)}\nOpen {address}  (Ctrl-C stops)")
    if not serving.is_loopback(host):
        click.echo(_warning(server.effective_port, serving.names_of(host)), err=True)
    for ending in (signal.SIGINT, signal.SIGTERM):  # the first is ignored by default in a shell's background job
        signal.signal(ending, _stop)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        server.run()
    finally:
        server.close()
        click.echo("Stopped.")


def _warning(port: int, names: Sequence[str]) -> str:
    return (
        f"Warning: this is open beyond this machine: everyone who reaches port {port} can read the dashboard, without "
        f"a password. It answers to {', '.join(dict.fromkeys(names))}. Leave out --host to keep it to yourself."
    )


def _shelf(path: Path) -> Shelf:
    from app.dashboard.edition import Shelf

    try:
        return Shelf.of(path)
    except DatasetError as error:
        _fail(str(error))


def _bound(shelf: Shelf, host: str, port: int) -> Any:
    """A waitress server that holds its port; ends the program where it cannot have it."""
    from app.dashboard.serving import listen

    try:
        return listen(shelf, _clock, host, port)
    except UnicodeError:
        _fail(
            f"Cannot listen on {host}, port {port}: it is no name of a machine. Leave out --host, or name an address."
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            _fail(f"Port {port} is taken by another program. Try --port {port + 1 if port < 65535 else 0}.")
        _fail(
            f"Cannot listen on {host}, port {port}: {error.strerror or error}. Leave out --host, or try another port."
        )


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@main.group()
def export() -> None:
    """Write a view of a dataset to a file."""


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


@export.command("html")
@click.argument("events", type=EventsFile, default=resources.EVENTS)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--view", default="", metavar="QUERY", help="The part after '?' of the dashboard's address.")
@click.option(
    "--today", callback=_today, metavar="DATE", help="The day that the file names as its own (default: today)."
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
def export_html(events: Path, out: Path, view: str, today: dt.date, force: bool) -> None:
    """One self-contained page with the chart, the events and their sources; it opens without a network."""
    from app.export.page import html_page
    from app.view import parse_view

    dataset = _loaded(events)
    asked, notices = parse_view(view, dataset)
    for notice in notices:
        click.echo(notice, err=True)
    _write(out, html_page(dataset, asked, today=today), force=force)


def _write(path: Path, content: bytes, *, force: bool) -> None:
    """Write a whole file or none of it, and say so."""
    try:
        if force:
            partial = path.with_name(f".{path.name}.part")
            partial.write_bytes(content)
            partial.replace(path)
        else:
            with path.open("xb") as file:
                file.write(content)
    except FileExistsError:
        _fail(f"{path} exists already. Name another file, or add --force to replace it.")
    except OSError as error:
        _fail(f"{path} cannot be written: {error.strerror}.")
    click.echo(f"Wrote {path} ({len(content) / 1_000_000:.2f} MB).")


def _loaded(path: Path) -> Dataset:
    return _loaded_by(lambda: load_dataset(path))


def _loaded_by(load: Callable[[], Dataset]) -> Dataset:
    try:
        return load()
    except DatasetError as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
