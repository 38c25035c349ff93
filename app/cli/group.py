"""The group of all commands, and what they share. A command imports what it needs when it runs: pydantic, pandas,
plotly and dash take a second, and `--help` none.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from app import __version__, resources
from app.data.problems import DatasetError

if TYPE_CHECKING:
    from app.data.schema import Dataset

Loaded = TypeVar("Loaded")
Command = TypeVar("Command", bound=Callable[..., object])
EventsFile = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="policy-timeline")
def main() -> None:
    """A sourced, interactive timeline of a policy shift, from one YAML file."""


def events_file(path: Path | None, *, quietly: bool = False) -> Path:
    """The file that a command is about: the one that was named, else ./events.yaml, else the published dataset.

    Which one was taken is told on stderr, unless the command itself names it in what it prints.
    """
    if path is not None:
        return path
    here = Path(resources.EVENTS.name)
    taken = here if here.is_file() else resources.EVENTS
    if not quietly:
        click.echo(f"No file was named: taking {'./' if taken is here else ''}{taken}.", err=True)
    return taken


def events_argument(*, quietly: bool = False) -> Callable[[Command], Command]:
    """Gives a command the argument EVENTS: a data file, by default the one that stands here."""
    return click.argument(
        "events",
        required=False,
        type=EventsFile,
        callback=lambda _context, _option, path: events_file(path, quietly=quietly),
    )


def loaded(path: Path) -> Dataset:
    """The dataset in a file; its problems end the program."""
    from app.data.loading import load_dataset

    return loaded_by(lambda: load_dataset(path))


def loaded_by(load: Callable[[], Loaded]) -> Loaded:
    """What a function loads; its problems end the program."""
    try:
        return load()
    except DatasetError as error:
        fail(str(error))


def fail(message: str) -> NoReturn:
    """End the program with a message."""
    click.echo(message, err=True)
    sys.exit(1)


def clock() -> dt.date:
    """Today, by the clock of this machine."""
    return dt.datetime.now().astimezone().date()


def counts(events: int, sources: int, measures: int) -> str:
    """What a file holds, in words."""
    from app.data.wording import counted

    return f"{counted(events, 'event')}, {counted(sources, 'source')}, {counted(measures, 'measure')}"


def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as Ctrl-C does: a handler of signals."""
    raise KeyboardInterrupt
