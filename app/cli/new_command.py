"""The command that begins a record, on the screen or at its place in the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import click

from app.cli.group import EventsFile, clock, events_file, fail, main
from app.data.problems import DatasetError, did_you_mean

KINDS: Final = (
    "event",
    "actor",
    "measure",
    "track",
    "story",
    "publisher",
)  # those of record_template, named for --help
LISTS: Final = ("actors", "tags", "aliases", "numbers", "hosts")  # fields that take several ids or words, with commas


@main.command()
@click.argument("kind", type=click.Choice(KINDS), default="event")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--into", type=EventsFile, help="Put the record into this file, at its place by date or id.")
@click.option("--like", type=EventsFile, help="The file whose words the template uses (default: ./events.yaml).")
def new(kind: str, fields: Sequence[str], into: Path | None, like: Path | None) -> None:
    """Begin a record: print a commented template, or put it into a file with --into.

    \b
    policy-timeline new event
    policy-timeline new event date=2026-08-01 title="The agency proposed a rule." --into events.yaml
    policy-timeline new actor name="European Commission" kind=government --into events.yaml
    """
    from app.data.record_template import KINDS_OF_RECORD, Words, record_template

    given = _given(kind, fields)
    text = _text(into or like or events_file(None))
    if into and kind == "event":
        given["draft"] = True
    lines = record_template(kind, Words.of(text), given, clock())
    if into:
        _put(into, kind, lines)
    else:
        click.echo(f"# For the list {KINDS_OF_RECORD[kind][0]!r}. Optional fields are commented out.")
        click.echo("\n".join(f"  {line}" for line in lines))


def _given(kind: str, fields: Sequence[str]) -> dict[str, Any]:
    """The fields that were named, in the form of the file."""
    from app.data.record_template import KINDS_OF_RECORD, Words

    known = [line.name for line in KINDS_OF_RECORD[kind][1](Words(), clock())]
    given: dict[str, Any] = {}
    for part in fields:
        name, mark, value = part.partition("=")
        if kind == "event" and name == "url" and mark:
            host = (urlsplit(value).hostname or "Name of the outlet").removeprefix("www.")
            given["sources"] = [{"url": value, "publisher": host, "kind": "press"}]
        elif not mark or name not in known:
            raise click.UsageError(
                f"{part!r} is no field of a new {kind}: write FIELD=VALUE, with one of {', '.join(known)}."
                f"{did_you_mean(name, known)}"
            )
        else:
            given[name] = [word.strip() for word in value.split(",")] if name in LISTS else value
    return given


def _text(path: Path) -> str:
    """The text of a file, empty where it is not there or cannot be read."""
    from app.data.parsing import read_text

    try:
        return read_text(path)
    except DatasetError:
        return ""


def _put(path: Path, kind: str, lines: list[str]) -> None:
    """Insert a record and tell where it stands."""
    import yaml

    from app.data.editing import edit_file, insert
    from app.data.parsing import parse
    from app.data.record_layout import EditError
    from app.data.record_template import KINDS_OF_RECORD
    from app.data.writing import WriteError

    section = KINDS_OF_RECORD[kind][0]
    record = yaml.load("\n".join(lines), yaml.BaseLoader)[0]  # noqa: S506  makes texts alone
    try:
        text = edit_file(path, lambda before: insert(before, section, record, str(path), lines))
    except (EditError, WriteError, DatasetError) as error:
        fail(str(error))
    parsed = parse(text, str(path))
    ids = [each.get("id") for each in parsed.value[section]]
    number, _ = parsed.place((section, ids.index(record["id"]), "id"))
    todo = " Write its texts, then take out 'draft: true'." if "draft" in record else ""
    click.echo(f"{path}:{number}: the {kind} {record['id']!r} stands here now.{todo}")
