"""A fuzzer over what strangers send: data files and query strings. It is run as a program of its own, by its target:

python -m tests.fuzzing loading -runs=100000
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["app"]):
    from app.analysis.frames import event_frame
    from app.analysis.selection import select
    from app.analysis.view import parse_view
    from app.dashboard.answers import Question, answer
    from app.dashboard.snapshot import Snapshot
    from app.data.loading import load_text
    from app.data.parsing import decode
    from app.data.problems import DatasetError
from tests.factories import loaded

EDITION = Snapshot.of(loaded())
TODAY = dt.date(2026, 11, 24)


def loading(content: bytes) -> None:
    """A file becomes a dataset whose events can be laid out, or problems of which each has its line."""
    try:
        event_frame(load_text(decode(content, "f"), "f"))
    except DatasetError as error:
        problems = error.problems
    else:
        return
    lines = content.count(b"\n") + 1
    assert all(0 <= problem.line <= lines and str(problem).isprintable() for problem in problems)


def query(content: bytes) -> None:
    """A query string becomes a view that its own query string gives again, and that can be shown."""
    view, _ = parse_view(content.decode(errors="surrogateescape"), EDITION.dataset)
    assert parse_view(view.query(), EDITION.dataset) == (view, [])
    select(EDITION.tables.events, view)
    if view.q or view.event:
        answer(EDITION, Question(query=view.query()), TODAY)


TARGETS: dict[str, Callable[[bytes], None]] = {"loading": loading, "query": query}

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
