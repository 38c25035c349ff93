from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name

import pytest

from app.analysis.view import View
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import FORMATS, Format, MissingPart

ROOT = Path(__file__).parent.parent.parent
TODAY = dt.date(2026, 7, 31)
EVERY = pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.id)


def made(form: Format, dataset: Dataset, view: View) -> dict[str, bytes]:
    """The files of an export by their names, a single one under the empty name."""
    try:
        if form.folder:
            return dict(form.files(Extract.of(dataset, view, TODAY)))
        return {"": form.content(Extract.of(dataset, view, TODAY))}
    except MissingPart as error:
        pytest.skip(str(error))


@EVERY
def test_each_format_is_named_and_says_in_one_sentence_what_it_holds(form: Format) -> None:
    assert FORMATS[form.id] is form
    assert callable(resolve_name(form.function))
    assert form.holds.endswith(".")
    assert form.suffix == "" if form.folder else form.suffix.startswith(".")


@EVERY
def test_the_same_input_gives_the_same_bytes(form: Format, tariffs: Dataset) -> None:
    assert made(form, tariffs, View()) == made(form, tariffs, View())


@EVERY
def test_a_view_of_nothing_is_written_too(form: Format, tariffs: Dataset) -> None:
    assert len(made(form, tariffs, View(q="zzzzzz"))) > 0


@pytest.mark.parametrize("name", ["json", "ics", "bib", "ris", "csl-json", "md", "timelinejs"])
def test_the_first_lines_say_which_dataset_which_version_and_which_view(name: str, tariffs: Dataset) -> None:
    view = View(track=("eu-duties",), from_="2018")
    lines = FORMATS[name].content(Extract.of(tariffs, view, TODAY)).decode().replace("\r\n ", "").replace("\\", "")
    first = "\n".join(lines.splitlines()[:40])
    for words in (tariffs.dataset.title, tariffs.digest, "From 2018."):
        assert words in first


def test_the_list_of_formats_costs_nothing() -> None:
    script = "import sys, app.cli; print([name for name in ('pandas', 'plotly', 'icalendar') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
