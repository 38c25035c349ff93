"""The command that serves the dashboard."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import resources
from app.cli.group import clock, counts, events_argument, fail, main, stop
from app.data.problems import DatasetError

if TYPE_CHECKING:
    from flask import Flask

    from app.dashboard.snapshot import Repository


def _host(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A host to listen on; Werkzeug's check of host names knows no IPv6 address, so that each request would fail."""
    if ":" in value:
        raise click.BadParameter(f"{value!r} is an IPv6 address, which is not served; take 127.0.0.1.")
    if not value:
        raise click.BadParameter("it is empty; take 127.0.0.1, or 0.0.0.0 for all addresses of this machine.")
    return value


def _workers(_context: click.Context, _option: click.Parameter, value: int) -> int:
    """A number of processes, where this system can have several that share a port."""
    if value > 1 and not hasattr(os, "fork"):
        raise click.BadParameter("this system cannot share a port among processes; leave it out.")
    if value > 1 and find_spec("gunicorn") is None:
        raise click.BadParameter("several processes need gunicorn: pip install 'policy-timeline[workers]'.")
    return value


def _base_path(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """A path with a slash at either end."""
    from app.dashboard.base_path import base_path

    try:
        return base_path(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None


@main.command()
@events_argument(quietly=True)
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
@click.option("--base-path", default="/", callback=_base_path, help="Path under which a proxy offers it: /timeline/.")
@click.option("--public-host", multiple=True, help="Host name under which readers reach it by a proxy.")
@click.option("--verbose", is_flag=True, help="Log every request, and every error in full, on stderr.")
def serve(
    events: Path,
    host: str,
    port: int,
    open_browser: bool,
    workers: int,
    base_path: str,
    public_host: tuple[str, ...],
    verbose: bool,
) -> None:
    """Serve the dashboard of EVENTS (default: ./events.yaml, else the published dataset) until Ctrl-C."""
    from app.dashboard import server as serving
    from app.dashboard.application import LOCAL_HOSTS, create_app
    from app.dashboard.snapshot import Repository

    serving.log(verbose=verbose)
    try:
        repository = Repository.of(events)
    except DatasetError as error:
        _wait_for_file(events, error, host, port, open_browser, workers)
        return
    hosts = [*LOCAL_HOSTS, *serving.names_of(host), *public_host]
    application = create_app(repository, clock, hosts=hosts, base=base_path).server
    _check_first_page(application)
    listening = _listening(host, port)
    bound = listening.getsockname()[1]
    address = f"http://{'localhost' if host == serving.EVERYWHERE else host}:{bound}{base_path}"
    if not resources.has_basic_bundle():
        click.echo("The small plotly.js bundle is not installed; the page loads plotly's full one (4.8 MB).", err=True)
    shown = (repository.snapshot.tables.events, repository.snapshot.tables.sources, repository.snapshot.tables.measures)
    click.echo(f"Policy timeline of {events}: {counts(*map(len, shown))}\nOpen {address}  (Ctrl-C stops)")
    if not serving.is_loopback(host):
        click.echo(_warning(bound, serving.names_of(host)), err=True)
    _answer(lambda: _run(workers, repository, application, listening), listening, address if open_browser else "")


def _answer(run: Callable[[], None], listening: socket.socket, address: str) -> None:
    """Answer until a signal ends the program; the page is opened in a browser where there is an address."""
    for ending in (signal.SIGINT, signal.SIGTERM):  # the first is ignored by default in a shell's background job
        signal.signal(ending, stop)
    if address:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    with suppress(KeyboardInterrupt, SystemExit):
        run()
    listening.close()
    click.echo("Stopped.")


def _wait_for_file(events: Path, error: DatasetError, host: str, port: int, open_browser: bool, workers: int) -> None:
    """Serve the problems of a file until it is right, then its dashboard; the end where there is no file."""
    from app.dashboard import server as serving
    from app.dashboard.application import LOCAL_HOSTS, create_app
    from app.dashboard.waiting_page import WaitingApplication

    if not events.is_file() or workers > 1:
        fail(str(error))
    hosts = [*LOCAL_HOSTS, *serving.names_of(host)]
    waiting = WaitingApplication(
        events, error, hosts, lambda repository: create_app(repository, clock, hosts=hosts).server
    )
    listening = _listening(host, port)
    bound = listening.getsockname()[1]
    address = f"http://{'localhost' if host == serving.EVERYWHERE else host}:{bound}/"
    click.echo(str(error), err=True)
    click.echo(f"Policy timeline of {events}: to come once it is right\nOpen {address}  (Ctrl-C stops)")
    if not serving.is_loopback(host):
        click.echo(_warning(bound, serving.names_of(host)), err=True)
    _answer(serving.server_of(waiting, listening).run, listening, address if open_browser else "")


def _run(workers: int, repository: Repository, application: Flask, listening: socket.socket) -> None:
    """Answer until a signal ends the program, by an exception."""
    if workers == 1:
        from app.dashboard.server import server_of

        server_of(application, listening).run()
    else:
        from app.dashboard.workers import run_workers

        run_workers(workers, repository, application, listening)


def _check_first_page(application: Flask) -> None:
    """End the program where it could not answer; what all readers share is there afterwards, for the first of them."""
    from app.dashboard.security import OWN_QUESTION

    answer = application.test_client().get("/", environ_overrides={OWN_QUESTION: True})
    if answer.status_code != 200:
        fail(
            f"The dashboard cannot answer for its own first page ({answer.status}); the line above says why. "
            "Try `check` on the data file, or serve --verbose for the whole error."
        )


def _warning(port: int, names: Sequence[str]) -> str:
    return (
        f"Warning: this is open beyond this machine: everyone who reaches port {port} can read the dashboard, without "
        f"a password. It answers to {', '.join(dict.fromkeys(names))}. Leave out --host to keep it to yourself."
    )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; ends the program where it cannot."""
    from app.dashboard.server import listen

    where = f"Cannot listen on {host}, port {port}"
    try:
        return listen(host, port)
    except UnicodeError:
        fail(f"{where}: it is no name of a machine. Leave out --host, or name an address.")
    except socket.gaierror as error:
        fail(f"{where}: {error.strerror}. Leave out --host, or try another port.")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fail(f"Port {port} is taken by another program. Try --port {port + 1 if port < 65535 else 0}.")
        reason = os.strerror(error.errno) if error.errno else error
        fail(f"{where}: {reason}. Leave out --host, or try another port.")
