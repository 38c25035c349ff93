"""The commands around the inbox: look, accept, reject."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from app.cli.group import EventsFile, events_file, fail, main
from app.data.problems import DatasetError
from app.data.wording import counted

Options = tuple[Path, Path]
_EVENTS = click.option("--events", type=EventsFile, help="The data file (default: ./events.yaml).")
_INBOX = click.option("--inbox", type=EventsFile, help="The inbox (default: inbox.yaml beside the data file).")
_BY = click.option("--by", default="", help="Who decides (default: the user of this machine).")


@main.group()
def inbox() -> None:
    """Candidates that `watch` found, and corrections by readers: look at them, accept or reject them."""


def _paths(events: Path | None, inbox: Path | None) -> Options:
    from app.data.inbox import inbox_of

    taken = events_file(events, quietly=True)
    return taken, inbox or inbox_of(taken)


def _who(by: str) -> str:
    try:
        return by or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "a curator"


@inbox.command("list")
@click.argument("events", required=False, type=EventsFile)
@_INBOX
@click.option("--all", "whole", is_flag=True, help="Also those that were accepted or rejected, with who and why.")
def list_(events: Path | None, inbox: Path | None, whole: bool) -> None:
    """List the candidates, by date."""
    from app.data.inbox import InboxFault, candidates

    _, path = _paths(events, inbox)
    try:
        offers = candidates(path)
    except (DatasetError, InboxFault) as error:
        fail(str(error))
    shown = [each for each in offers if whole or each.state == "offered"]
    for each in sorted(shown, key=lambda candidate: str(candidate.event.get("date"))):
        decided = f" [{each.state} by {each.by}{f': {each.reason}' if each.reason else ''}]"
        state = "" if each.state == "offered" else decided
        click.echo(f"{each.event.get('date')}  {each.id}{state}\n    {each.event.get('title')}\n    {each.why}")
    click.echo(f"{counted(len(shown), 'candidate')} in {path}.")


@inbox.command()
@click.argument("name", metavar="ID")
@_EVENTS
@_INBOX
def show(name: str, events: Path | None, inbox: Path | None) -> None:
    """Show a candidate as it would stand in the data file."""
    from app.data.inbox import InboxFault, one
    from app.data.record_text import record_lines

    _, path = _paths(events, inbox)
    try:
        candidate = one(path, name)
    except (DatasetError, InboxFault) as error:
        fail(str(error))
    click.echo(f"# {candidate.why}; found on {candidate.found}; {candidate.state}")
    for each in candidate.besides:
        click.echo(f"# for {each.section}:\n" + "\n".join(record_lines(each.record, 2)))
    if candidate.corrects:
        click.echo(f"# corrects {candidate.corrects}: {', '.join(candidate.changed) or 'no field yet'}")
    click.echo("\n".join(record_lines(candidate.event, 2)))


@inbox.command("accept")
@click.argument("name", metavar="ID")
@_EVENTS
@_INBOX
@_BY
def accept_(name: str, events: Path | None, inbox: Path | None, by: str) -> None:
    """Write a candidate into the data file at its place, as a draft unless it is whole."""
    from app.data.inbox import InboxFault, accept
    from app.data.record_layout import EditError
    from app.data.writing import WriteError

    taken, path = _paths(events, inbox)
    try:
        candidate, notes = accept(taken, path, name, _who(by))
    except (DatasetError, InboxFault, EditError, WriteError) as error:
        fail(str(error))
    draft = " as a draft: write its texts, then take out 'draft: true'" if candidate.event.get("draft") else ""
    what = f"{candidate.corrects!r} is corrected in" if candidate.corrects else f"{candidate.id!r} stands in"
    click.echo(f"{what} {taken} now{draft}.")
    for note in notes:
        click.echo(f"  - {note}")


@inbox.command("reject")
@click.argument("name", metavar="ID")
@click.option("--why", required=True, help="The reason, for those who come after.")
@_EVENTS
@_INBOX
@_BY
def reject_(name: str, why: str, events: Path | None, inbox: Path | None, by: str) -> None:
    """Note that a candidate is not wanted; it is not offered again."""
    from app.data.inbox import InboxFault, reject
    from app.data.record_layout import EditError
    from app.data.writing import WriteError

    _, path = _paths(events, inbox)
    try:
        reject(path, name, _who(by), why)
    except (DatasetError, InboxFault, EditError, WriteError) as error:
        fail(str(error))
    click.echo(f"{name!r} is rejected and will not be offered again.")
