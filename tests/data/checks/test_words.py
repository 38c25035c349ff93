from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.analysis.filters import FILTERS
from app.analysis.frames import tables
from app.analysis.measure_status import measure_status
from app.analysis.view import View
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import FORMATS
from app.pages.events import Fragments
from tests.data.checks.helpers import problems
from tests.factories import event, loaded

WORDS = {
    "kinds": [{"id": "release", "label": "Release"}],
    "stages": [
        {"id": "alpha", "label": "Alpha", "of": ["software"]},
        {"id": "end-of-life", "label": "End of life", "of": ["software"], "ends": "true", "after": "alpha"},
    ],
    "relation_types": [{"id": "forks", "label": "forks", "inverse": "forked by"}],
    "measure_kinds": [{"id": "software", "label": "Software"}],
    "actor_kinds": [{"id": "project", "label": "Project"}],
}
SOFTWARE = {"id": "it", "title": "The software", "kind": "software"}
FIRST = event(kind="release", measure="it", stage="alpha")
LAST = event(
    id="last",
    date="2025-08-01",
    title="A court heard another matter.",
    kind="release",
    measure="it",
    stage="end-of-life",
    relations=[{"type": "forks", "event": "first-act", "basis": "stated"}],
)
SECTIONS: dict[str, Any] = {
    "measures": [SOFTWARE],
    "actors": [{"id": "regulator", "name": "Regulator", "kind": "project"}],
}


def topic() -> Dataset:
    return loaded(FIRST, LAST, vocabularies=WORDS, **SECTIONS)


def test_words_that_a_file_declares_are_used_like_any() -> None:
    dataset = topic()
    details = Fragments.of(dataset).details("first-act")
    assert "The software: alpha" in details
    assert "Forked by" in details
    assert FILTERS["kind"].choices(dataset)["release"] == "Release"
    status = measure_status(dataset.measures[0], list(dataset.events), dataset)
    assert (status.word, status.standing) == ("End of life", "ended")


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"png", "svg", "pdf"}))
def test_declared_words_are_written_in_every_format(name: str) -> None:
    form, extract = FORMATS[name], Extract.of(topic(), View(), dt.date(2026, 1, 1))
    assert tables(topic()).measures["stage"].tolist() == ["end-of-life"]
    assert list(form.files(extract)) if form.folder else form.content(extract)


def test_undeclared_words_are_refused() -> None:
    found = problems(FIRST, LAST, **SECTIONS)
    assert len(found) == 7
    assert sum("must be one of" in message for message in found) == 7


def test_declared_stages_keep_their_order_and_their_kind() -> None:
    late = FIRST | {"id": "late", "date": "2025-09-01"}
    early = LAST | {"relations": []}
    assert problems(early, late, vocabularies=WORDS | {"relation_types": []}, **SECTIONS) == [
        "last: 'it' must not be 'end-of-life' (2025-08-01) before it is 'alpha' (2025-09-01, 'late')."
    ]
    bill = {"measures": [SOFTWARE | {"kind": "bill"}], "actors": SECTIONS["actors"]}
    assert problems(FIRST, vocabularies=WORDS, **bill) == [
        "first-act: a bill is not 'alpha'; that stage is of the kinds software."
    ]
