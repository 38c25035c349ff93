"""The command that asks registers for news."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from app.cli.group import EventsFile, clock, events_argument, fail, main
from app.data.problems import DatasetError

if TYPE_CHECKING:
    from app.data.imports.entries import Entry
    from app.data.registers.asking import Question
    from app.data.registers.network import Network
    from app.data.schema import Dataset, Watch
    from app.data.watching import Sifter


LATE: Final = dt.timedelta(days=30)  # by which registers may tell of an act after its day


def network() -> Network:
    """How registers are reached."""
    from app.data.registers.network import Network

    return Network()


@main.command()
@events_argument()
@click.option("--inbox", type=EventsFile, help="Where candidates go (default: inbox.yaml beside EVENTS).")
@click.option("--only", metavar="ID", help="Ask this question of 'watch:' alone.")
@click.option(
    "--from", "saved", type=click.Path(path_type=Path), help="Read a saved answer in place of asking; needs --only."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to ask up to (default: the clock's).")
def watch(events: Path, inbox: Path | None, only: str | None, saved: Path | None, today: dt.datetime | None) -> None:
    """Ask the registers that EVENTS declares for what is new, and put candidates into the inbox.

    Events that are there, and candidates that were rejected, are not offered again. Keys are taken from the
    environment: CONGRESS_API_KEY, GOVINFO_API_KEY.
    """
    from app.data.checks.rules import no_findings
    from app.data.inbox import InboxFault, inbox_of
    from app.data.loading import load_text
    from app.data.parsing import parse, read_text
    from app.data.watching import Sifter

    try:
        text = read_text(events)
        dataset = load_text(text, str(events), check=no_findings)
        day = today.date() if today else clock()
        sifter = Sifter(parse(text, str(events)).value, dataset, day)
        asked = _asked(dataset, events, only, saved)
        answered = [_answer(question, sifter, inbox or inbox_of(events), saved) for question in asked]
    except (DatasetError, InboxFault) as error:
        fail(str(error))
    if not any(answered):
        fail("No register answered.")
    click.echo(f"See: policy-timeline inbox list {events}")


def _asked(dataset: Dataset, events: Path, only: str | None, saved: Path | None) -> list[Watch]:
    """The questions to ask; the end where there are none."""
    from app.data.problems import did_you_mean

    asked = [each for each in dataset.watch if only in (None, each.id)]
    if not dataset.watch:
        fail(
            f"{events}: asks no register. Declare one, such as\nwatch:\n"
            '  - {id: rules, register: federal-register, query: "export controls"}'
        )
    if not asked:
        names = [each.id for each in dataset.watch]
        fail(f"{events}: 'watch' has no question {only!r}; it has {', '.join(names)}.{did_you_mean(only or '', names)}")
    if saved and not only:
        raise click.UsageError("--from needs --only ID: the question that the saved answer is for.")
    return asked


def _answer(asked: Watch, sifter: Sifter, inbox: Path, saved: Path | None) -> bool:
    """Ask one question, put what is new into the inbox and say so in a line; whether there was an answer."""
    from app.data.inbox import offer
    from app.data.record_layout import EditError
    from app.data.registers.network import RegisterFault
    from app.data.registers.stamps import Stamp, keep
    from app.data.writing import WriteError

    name = f"{asked.id} ({asked.register_})"
    try:
        question, entries = _entries(asked, sifter.dataset, sifter.today, inbox, saved)
        found = sifter.sift(entries, asked)
        added = offer(inbox, found.candidates)
        keep(inbox, asked.query, Stamp(question.etag, question.modified))
    except (RegisterFault, EditError, WriteError) as error:
        click.echo(f"{name}: {error}.".replace("..", "."), err=True)
        return False
    old = len(found.candidates) - len(added)
    counts = [f"{len(added)} new", f"{len(found.known)} known as events", f"{old} in the inbox already"]
    click.echo(f"{name}: {', '.join(counts)}{''.join(f'; {note}' for note in question.notes)}.")
    return True


def _entries(
    asked: Watch, dataset: Dataset, today: dt.date, inbox: Path, saved: Path | None
) -> tuple[Question, Iterable[Entry]]:
    """The question, and what its register answers."""
    from app.data.problems import did_you_mean
    from app.data.registers.asking import Question
    from app.data.registers.catalog import REGISTERS
    from app.data.registers.network import MAX_BYTES, RegisterFault
    from app.data.registers.stamps import recall

    register = REGISTERS.get(asked.register_)
    if register is None:
        hint = did_you_mean(asked.register_, REGISTERS)
        raise RegisterFault(f"there is no such register; one of {', '.join(REGISTERS)}.{hint}")
    since = asked.since.earliest if asked.since else dataset.dataset.coverage.through.earliest - LATE
    key = os.environ.get(register.key, "") if register.key else ""
    question = Question(asked.query, since, today, dataset, key, *recall(inbox, asked.query))
    if saved:
        try:
            content = saved.read_bytes() if saved.stat().st_size <= MAX_BYTES else b""
        except OSError as error:
            raise RegisterFault(f"{saved} cannot be read: {error.strerror}") from None
        return question, list(register.read(content, question))
    if register.key and not key:
        raise RegisterFault(f"it needs a key; set {register.key} in the environment")
    return question, list(register.ask(question, network()))
