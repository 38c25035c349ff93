"""The commands around the data file: check it, describe it, extend it, compare it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.group import EventsFile, clock, counts, events_file, fail, loaded_by, main
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
@click.option("--strict", is_flag=True, help="End with 1 on warnings, too.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that warnings count from (default: the clock's)."
)
def check(files: Sequence[Path], form: str, links: bool, strict: bool, today: dt.datetime | None) -> None:
    """Name every problem of EVENTS (default: ./events.yaml, else the published dataset), each with its line."""
    from app.data.checks.rules import with_warnings
    from app.data.link_check import with_links
    from app.data.loading import load_checked

    rules = with_warnings(today.date() if today else clock())
    problems = []
    for path in files or [events_file(None, quietly=True)]:
        try:
            checked = load_checked(path, check=with_links(rules, _tell_pages) if links else rules)
        except DatasetError as error:
            problems += error.problems
        else:
            click.echo(f"{path}: {_held(checked.dataset)}, no problems", err=form != "text")
            problems += checked.warnings
    if problems or form == "json":
        click.echo(REPORTS[form](problems))
    sys.exit(1 if any(strict or problem.level == "error" for problem in problems) else 0)


def _tell_pages(tried: int, total: int) -> None:
    """Show on a terminal how many pages were tried."""
    if sys.stderr.isatty():
        click.echo(f"\r{tried:,} of {total:,} pages tried", nl=tried == total, err=True)


def _held(dataset: Dataset) -> str:
    sources = sum(len(event.sources) for event in dataset.events)
    return counts(len(dataset.events), sources, len(dataset.measures))


@main.command()
def schema() -> None:
    """Print the JSON Schema of the data file, for editors."""
    from app.data.json_schema import json_schema_text

    click.echo(json_schema_text(), nl=False)


@main.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Tell what changed from OLD to NEW, event by event: files, or git revisions (HEAD~1, or HEAD~1:path/of.yaml)."""
    from app.data.diffing import difference

    lines = difference(_version(old), _version(new))
    click.echo("\n".join(lines) if lines else "No difference.")


def _version(name: str) -> Dataset:
    """The dataset in a file, or in one as it was at a git revision: REV of ./events.yaml, REV:path of another."""
    from app.data.checks.rules import no_findings
    from app.data.loading import load_dataset, load_text
    from app.data.parsing import decode

    if Path(name).exists():
        return loaded_by(lambda: load_dataset(name, check=no_findings))
    revision, colon, path = name.partition(":")
    path = path if colon else "events.yaml"
    known = bool(path) and _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not known:
        fail(f"{name!r} is neither a file nor a git revision of ./events.yaml. Name a file, REV, or REV:path.")
    # A path counts from this folder, as all paths of a command line do; git's own count from the top.
    content = _git("show", "--end-of-options", f"{revision}:./{path}") or _git(
        "show", "--end-of-options", f"{revision}:{path}"
    )
    if content is None:
        fail(f"The git revision {revision!r} holds no file {path!r}. Name another as {revision}:path.")
    return loaded_by(lambda: load_text(decode(content, name), name, check=no_findings))


def _git(*words: str) -> bytes | None:
    """What git answers; None where it has no answer."""
    try:
        return subprocess.run(["git", *words], capture_output=True, check=True, timeout=60).stdout  # noqa: S603, S607
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
