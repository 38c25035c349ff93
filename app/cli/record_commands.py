"""The commands around the data file: check it, describe it, extend it, compare it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app import resources
from app.cli.group import EventsFile, counts, fail, loaded, loaded_by, main
from app.data.problems import DatasetError, as_annotations, as_json, report

if TYPE_CHECKING:
    from app.data.schema import Dataset

REPORTS = {"text": report, "json": as_json, "github": as_annotations}


@main.command()
@click.argument("files", nargs=-1, type=EventsFile, metavar="[EVENTS]...")
@click.option(
    "--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True, help="How to tell."
)
@click.option("--links", is_flag=True, help="Also try every cited page on the network, politely; takes minutes.")
def check(files: Sequence[Path], form: str, links: bool) -> None:
    """Name every problem of EVENTS (default: the published dataset), each with its line."""
    from app.data.checks.rules import findings
    from app.data.link_check import findings_with_links
    from app.data.loading import load_dataset

    problems = []
    for path in files or [resources.EVENTS]:
        try:
            dataset = load_dataset(path, check=findings_with_links if links else findings)
        except DatasetError as error:
            problems += error.problems
        else:
            sources = sum(len(event.sources) for event in dataset.events)
            held = counts(len(dataset.events), sources, len(dataset.measures))
            click.echo(f"{path}: {held}, no problems", err=form != "text")
    if problems or form == "json":
        click.echo(REPORTS[form](problems))
    sys.exit(1 if problems else 0)


@main.command()
def schema() -> None:
    """Print the JSON Schema of the data file, for editors."""
    from app.data.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.command()
@click.argument("events", type=EventsFile, default=resources.EVENTS)
def new(events: Path) -> None:
    """Print a commented event to start from, in the words of EVENTS."""
    from app.data.record_template import record_template

    click.echo(record_template(loaded(events)), nl=False)


@main.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Tell what changed from OLD to NEW, event by event: two files, or two git revisions of events.yaml."""
    from app.data.diffing import difference

    lines = difference(_version(old), _version(new))
    click.echo("\n".join(lines) if lines else "No difference.")


def _version(name: str) -> Dataset:
    """The dataset in a file, or in events.yaml as it was at a git revision."""
    from app.data.checks.rules import no_findings
    from app.data.loading import load_dataset, load_text
    from app.data.parsing import decode

    if Path(name).exists():
        return loaded_by(lambda: load_dataset(name, check=no_findings))
    command = ["git", "show", "--end-of-options", f"{name}:./events.yaml"]
    try:
        shown = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        fail(f"{name!r} is neither a file nor a git revision that holds ./events.yaml.")
    return loaded_by(
        lambda: load_text(decode(shown.stdout, f"{name}:events.yaml"), f"{name}:events.yaml", check=no_findings)
    )
