"""The command that writes a view in any of the formats."""

from __future__ import annotations

import datetime as dt
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import click

from app.cli.group import clock, events_argument, fail, let_go_of_output, loaded, main, stop
from app.data.wording import counted
from app.data.writing import WriteError, check_place, write_file, write_folder
from app.export.formats import FORMATS, Format, MissingPart, Progress, WrongOption, takers_of_options

if TYPE_CHECKING:
    from app.analysis.view import View
    from app.data.history import Change
    from app.data.schema import Dataset
    from app.export.extract import Extract

STANDARD_OUTPUT: Final = Path("-")


def _today(_context: click.Context, _option: click.Parameter, value: str | None) -> dt.date:
    if value is None:
        return clock()
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
    help="Write a view of EVENTS (default: ./events.yaml, else the published dataset) to a file.\n\n\b\n"
    "FORMAT is one of\n" + "\n".join(f"  {form.id:<11}{form.holds}" for form in FORMATS.values())
)
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@events_argument()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="What to write: a path, or - for standard output."
)
@click.option("--view", default="", metavar="QUERY", help="The part after '?' of the dashboard's address.")
@click.option(
    "--today", callback=_today, metavar="DATE", help="The day that the file names as its own (default: today)."
)
@click.option("--force", is_flag=True, help="Replace an existing file, or a folder that this program made.")
@click.option("--drafts", is_flag=True, help="Write drafts, too, each marked as one.")
@_format_options
def export(
    form: str, events: Path, out: Path, view: str, today: dt.date, force: bool, drafts: bool, **options: Any
) -> None:
    """Write a view of a dataset, whole or not at all."""
    chosen = FORMATS[form]
    given = _given(chosen, options)
    if out.is_dir() and not chosen.folder:
        raise click.BadParameter(f"{out} is a folder; name a file.", param_hint="'--out'")
    chosen = _named_for(chosen, out)
    _spare(events, out)
    try:
        with _tidy_end(), _progress(chosen) as progress:
            if out != STANDARD_OUTPUT:
                check_place(out, force=force, folder=chosen.folder)
            from app.export.extract import Extract  # with pandas, which the list of commands does not need

            dataset = _dataset(events, drafts=drafts)
            if "changes" in given:
                given["changes"] = _changes(events, given["changes"], today)
            written = _write(chosen, out, force, Extract.of(dataset, _view(view, dataset), today), **given, **progress)
    except WrongOption as error:
        raise click.UsageError(str(error)) from None
    except (WriteError, MissingPart) as error:
        fail(str(error))
    click.echo(f"Wrote {out} ({written}).", err=out == STANDARD_OUTPUT)


def _spare(events: Path, out: Path) -> None:
    """The end where what is to be written is the data file itself, by its own name or through a link."""
    if out.exists() and events.exists() and out.samefile(events):
        fail(f"{out} is the data file that is read here, which an export never replaces. Name another file.")


def _changes(events: Path, since: str, today: dt.date) -> list[Change]:
    """The changes of a data file since a version of it; a WrongOption where there is no such version."""
    from app.data.history import HistoryFault, changes_of

    try:
        return changes_of(events, since, today)
    except HistoryFault as error:
        raise WrongOption(f"--changes: {error}") from None


def _dataset(path: Path, *, drafts: bool) -> Dataset:
    """The dataset in a file without its drafts, unless they are asked for; how many were left out is told."""
    from app.data.drafts import without_drafts

    whole = loaded(path)
    finished = whole if drafts else without_drafts(whole)
    left = len(whole.events) - len(finished.events)
    if left and not finished.events:
        fail(f"{path}: every event is a draft, so that nothing would be written. Add --drafts to write them.")
    if left:
        noun = "draft was" if left == 1 else "drafts were"
        click.echo(f"{left} {noun} left out; add --drafts to write them, too.", err=True)
    return finished


def _named_for(form: Format, out: Path) -> Format:
    """The format, or its one table where the name promises that; wrong usage where the name promises another."""
    suffix = out.suffix.lower()
    promised = {known for other in FORMATS.values() for known in (other.suffix, f".{other.id}")}
    if form.table and suffix == f".{form.id}":
        return replace(form, function=form.table)
    if suffix in promised - {"", form.suffix} and not form.folder:
        fit = out.with_suffix(f".{form.id}" if form.table else form.suffix).name
        written = f".{form.id} and {form.suffix}" if form.table else form.suffix
        message = f"{out.name} would not hold what its name tells: {form.id} writes {written} files. Name it {fit}."
        raise click.BadParameter(message, param_hint="'--out'")
    return form


def _given(form: Format, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given; wrong usage if the format has no such."""
    given = {name: value for name, value in options.items() if value is not None}
    for option, takers in takers_of_options().items():
        if option.name in given and option not in form.options:
            raise click.UsageError(f"--{option.id} is not for {form.id}; it is for {', '.join(takers)}.")
    return given


def _write(form: Format, out: Path, force: bool, extract: Extract, **options: Any) -> str:
    """Write a file or a folder; its size in words."""
    if form.folder and out == STANDARD_OUTPUT:
        raise WrongOption(f"{form.id} is a folder, which standard output cannot take. Name one with --out.")
    if form.folder:
        count, size = write_folder(out, form.files(extract, **options), force=force)
        return f"{counted(count, 'file')}, {size / 1_000_000:.2f} MB"
    content = form.content(extract, **options)
    if out == STANDARD_OUTPUT:
        return _to_standard_output(content)
    write_file(out, content, force=force)
    return f"{len(content) / 1_000_000:.2f} MB"


def _to_standard_output(content: bytes) -> str:
    """Write a file to standard output; its size in words, a WriteError where it does not take it."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        let_go_of_output()
        raise WriteError(f"Standard output did not take the file: {error.strerror}.") from None
    return f"{len(content) / 1_000_000:.2f} MB"


def _view(query: str, dataset: Dataset) -> View:
    """The view that a query asks for, what of it was ignored being told; the end where it can be none."""
    from app.analysis.view import parse_view

    view, notices = parse_view(_query_in(query), dataset)
    for notice in notices:
        click.echo(notice.text, err=True)
    if any(notice.is_error for notice in notices):
        click.echo("Nothing was written, for it would not be the view that was asked for. Correct --view.", err=True)
        sys.exit(2)
    return view


def _query_in(text: str) -> str:
    """The query in what a reader gave: a query, a whole address, either in quotes that a shell left."""
    text = text.strip().strip("'\"‘’“”")
    if "://" in text or text.startswith(("file:", "localhost", "127.")):
        address = urlsplit(text)
        return address.query or address.fragment
    return text


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
    endings = (signal.SIGINT, signal.SIGTERM)  # the first is ignored by default in a shell's background job
    before = [signal.signal(ending, stop) for ending in endings]
    try:
        yield
    finally:
        for ending, handler in zip(endings, before, strict=True):
            signal.signal(ending, handler)
