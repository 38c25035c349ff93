"""The group of all commands, and what they share. A command imports what it needs when it runs: pydantic, pandas,
plotly and dash take a second, and `--help` none.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from app import __version__, resources
from app.data.problems import DatasetError, shortened

if TYPE_CHECKING:
    from app.data.schema import Dataset

Loaded = TypeVar("Loaded")
Command = TypeVar("Command", bound=Callable[..., object])
EventsFile = click.Path(path_type=Path)


class Commands(click.Group):
    """A group of commands that ends with a sentence where the system refuses something, not with a traceback."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command; what click itself does not catch of the system's refusals ends it with 1."""
        try:
            return super().main(*args, **options)
        except OSError as error:
            let_go_of_output()
            click.echo(refusal(error), err=True)
            sys.exit(1)


def refusal(error: OSError) -> str:
    """What the system refused, in a sentence."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return f"{shortened(str(error.filename))} cannot be used: {reason}."
    if not _has_folder():
        return "The folder in which this was started is gone. Go to one that exists, and try again."
    return f"Standard output did not take what was to be written: {reason}."


def _has_folder() -> bool:
    """Whether the folder that the program works in still exists."""
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def let_go_of_output() -> None:
    """Send what standard output still holds nowhere, so that the end of the program does not try it again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
    return dt.date.today()


def counts(events: int, sources: int, measures: int) -> str:
    """What a file holds, in words."""
    from app.data.wording import counted

    return f"{counted(events, 'event')}, {counted(sources, 'source')}, {counted(measures, 'measure')}"


def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as Ctrl-C does: a handler of signals."""
    raise KeyboardInterrupt
