"""The command that brings a foreign timeline in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from app.cli.group import EventsFile, clock, fail, main
from app.data.problems import DatasetError

if TYPE_CHECKING:
    from app.data.imports.drafting import Drafts
    from app.data.imports.entries import Foreign, Reading

MOST_TOLD: Final = 12  # things lost or taken for the same


def _columns(_context: click.Context, _option: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    pairs = [part.partition("=") for part in value]
    for field, mark, column in pairs:
        if not (field and mark and column):
            raise click.BadParameter(f"{field!r} is not FIELD=COLUMN, such as date=Datum.")
    return {field.strip(): column.strip() for field, _, column in pairs}


@main.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="events.yaml",
    show_default=True,
    type=EventsFile,
    help="The data file; one that exists is added to.",
)
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", callback=_columns, help="Which column a field is in."
)
@click.option("--day-first", "first", flag_value="day", default="", help="Read 3/4/2025 as 3 April.")
@click.option("--month-first", "first", flag_value="month", help="Read 3/4/2025 as 4 March.")
@click.option("--track", default="", metavar="NAME", help="The lane of records without a group.")
@click.option("--form", default="", help="What SOURCE is, where its name and content do not tell.")
@click.option("--dry-run", is_flag=True, help="Tell what would come of it, and write nothing.")
def import_(source: Path, out: Path, columns: dict[str, str], first: str, track: str, form: str, dry_run: bool) -> None:
    """Bring a timeline in: CSV, Excel, TimelineJS, iCalendar, JSON, markwhen, or tables that this program wrote.

    Each record becomes a draft. What SOURCE holds and a data file cannot is told.
    """
    from app.data.imports.entries import ImportFault, Reading
    from app.data.imports.sources import FORMS
    from app.data.inbox import InboxFault
    from app.data.record_layout import EditError
    from app.data.writing import WriteError

    if form and form not in FORMS:
        known = "\n".join(f"  {each.id:<17}{each.holds}" for each in FORMS.values())
        raise click.UsageError(f"There is no form {form!r}. There are:\n{known}")
    try:
        foreign = _read(source, Reading(str(source), columns, first), form)
        if foreign.corrections:
            _offer_corrections(foreign, source, out, dry_run=dry_run)
            return
        drafts = _written(foreign, source, out, track, dry_run=dry_run)
    except (ImportFault, InboxFault, EditError, WriteError, DatasetError) as error:
        fail(str(error))
    _tell(drafts, source, out, dry_run=dry_run)


def _read(source: Path, reading: Reading, form: str) -> Foreign:
    """The timeline of a file; between day and month the curator is asked."""
    from dataclasses import replace

    from app.data.imports.sources import read_source
    from app.data.imports.written_dates import UnknownOrder

    try:
        return read_source(source, reading, form)
    except UnknownOrder as question:
        if not sys.stdin.isatty():
            click.echo(f"{question} Say --day-first or --month-first.", err=True)
            sys.exit(2)
        first = click.prompt(f"{question} Which stands first", type=click.Choice(["day", "month"]))
        return read_source(source, replace(reading, first=first), form)


def _written(foreign: Foreign, source: Path, out: Path, track: str, *, dry_run: bool) -> Drafts:
    """The drafts of a timeline, put into the file, or into a new one with its schema beside it."""
    from app.data.dates import parse_date
    from app.data.editing import edit_file, insert_all, widen_coverage
    from app.data.imports.drafting import Drafter
    from app.data.imports.new_file import new_file
    from app.data.parsing import parse, read_text
    from app.data.writing import write_file

    if not out.exists():
        text, drafts = new_file(foreign, str(source), track)
        if not dry_run:
            write_file(out, text.encode(), force=False)
            _write_schema(out)
        return drafts
    drafts = Drafter(parse(read_text(out), str(out)).value, track).take(foreign)
    if drafts.events and not dry_run:
        dates = [parse_date(str(event["date"])) for event in drafts.events]
        edit_file(out, lambda text: widen_coverage(insert_all(text, drafts.additions, str(out)), dates, str(out)))
    return drafts


def _offer_corrections(foreign: Foreign, source: Path, out: Path, *, dry_run: bool) -> None:
    """Put corrections of events that are there into the inbox beside the file, and tell so."""
    from app.data.correcting import candidate_of
    from app.data.imports.entries import ImportFault
    from app.data.inbox import candidates, inbox_of, offer
    from app.data.parsing import parse, read_text

    inbox = inbox_of(out)
    value = parse(read_text(out), str(out)).value
    taken = {candidate.id for candidate in candidates(inbox)}
    try:
        found = [candidate_of(each, value, taken, clock()) for each in foreign.corrections]
    except ImportFault as error:
        raise ImportFault(f"{source}: {error}") from None
    added = found if dry_run else offer(inbox, found)
    for each in added:
        fields = ", ".join(each.changed) or "no field yet; see what is said to be wrong"
        click.echo(f"{'Would offer' if dry_run else 'Offered'} in {inbox}: {each.id} ({fields}).")
        click.echo(f"See: policy-timeline inbox show {each.id} --events {out}")
    if not added:
        click.echo(f"Nothing new: {inbox} has this correction already.")
    _listed("Not brought over:", foreign.lost)


def _write_schema(out: Path) -> None:
    """Write the JSON Schema beside a new file, for editors, where there is none."""
    from app.data.json_schema import json_schema_text
    from app.data.writing import write_file

    schema = out.with_name("events.schema.json")
    if not schema.exists():
        write_file(schema, json_schema_text().encode(), force=False)


def _tell(drafts: Drafts, source: Path, out: Path, *, dry_run: bool) -> None:
    """Say what came of it: added, taken for the same, lost."""
    count = len(drafts.events)
    verb = "Would add" if dry_run else "Added"
    click.echo(f"{verb} {count} {'draft' if count == 1 else 'drafts'} from {source} to {out}.")
    same = [f"{entry.where}: {entry.title[:60]!r} is {name!r}" for entry, name in drafts.same]
    _listed("Taken for an event that is there already:", same)
    _listed("Not brought over:", drafts.lost)
    if count and not dry_run:
        click.echo(f"Look at it: policy-timeline serve {out}. What is to do: policy-timeline check {out}.")
        click.echo("Exports leave drafts out, unless --drafts is given.")


def _listed(head: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(head)
        for line in lines[:MOST_TOLD]:
            click.echo(f"  - {line}")
        if len(lines) > MOST_TOLD:
            click.echo(f"  - and {len(lines) - MOST_TOLD} more")
