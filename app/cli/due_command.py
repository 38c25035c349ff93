"""The command that tells what needs a look."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Final

import click

from app.cli.group import clock, events_argument, loaded, main

MOST_TOLD: Final = 10  # records of each reason


@main.command()
@events_argument()
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to count from (default: the clock's).")
@click.option("--all", "whole", is_flag=True, help="Name every record.")
@click.option("--exit-code", is_flag=True, help="End with 1 where anything is due, for a weekly job.")
def due(events: Path, today: dt.datetime | None, whole: bool, exit_code: bool) -> None:
    """Tell what of EVENTS needs a look: passed dates, measures that stand still, single sources, old coverage."""
    from app.data.due import due as reasons

    found = reasons(loaded(events), today.date() if today else clock())
    for each in found:
        click.echo(f"{each.what[0].upper()}{each.what[1:]}: {len(each.records)}")
        named = each.records if whole else each.records[:MOST_TOLD]
        for record in named:
            click.echo(f"  - {record}")
        if len(named) < len(each.records):
            click.echo(f"  - and {len(each.records) - len(named)} more (--all names them)")
    if not found:
        click.echo("Nothing is due.")
    sys.exit(1 if found and exit_code else 0)
