"""What a newcomer does: from an empty folder to a page, with the command line and a text editor alone."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.data.loading import load_dataset
from tests.cli.test_import import run
from tests.conftest import Serve

TITLES = {
    "2026-03-02": "The council proposed a cap on rents.",
    "2026-05-11": "Landlords sued the council over the cap.",
    "2026-07": "The court upheld the cap and told the town to say by the end of the year how it counts.",
}
SUMMARY = (
    "The council decided on this in an open meeting, as its minutes say, and named the day from which the cap on "
    "rents in the old town is to hold for all."
)


def edited(text: str) -> str:
    """The file as its curator leaves it: the example gone, every announced text written, no draft any more."""
    text = text.partition("  - id: a-first-event")[0]
    lines = [line for line in text.splitlines() if "draft: true" not in line]
    while any("Say here in twenty" in line for line in lines):
        place = next(number for number, line in enumerate(lines) if "Say here in twenty" in line)
        lines[place : place + 2] = [f"      {SUMMARY}"]
    whole = "\n".join(lines) + "\n"
    whole = whole.replace("To be written: what these events show, in one sentence.", "The town got a cap on rents.")
    return whole.replace("To be written: what belongs under 'Council acts'.", "What the council did about rents.")


def test_from_an_empty_folder_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    monkeypatch.chdir(tmp_path)
    answers = "Rent caps in a sample town\nCouncil, Landlords\nCouncil acts\nen\nn\n"
    begun = CliRunner().invoke(main, ["init"], input=answers)
    assert begun.exit_code == 0, begun.output
    for day, title in TITLES.items():
        page = f"https://www.example.com/{day}"
        added = run("new", "event", f"date={day}", f"title={title}", f"url={page}", "--into", "events.yaml")
        assert added.exit_code == 0, added.output
    refused = run("export", "html", "--out", "x.html")
    assert "every event is a draft, so that nothing would be written. Add --drafts to write them." in refused.output
    first = run("check")  # what is to do, as warnings: one run
    assert first.exit_code == 0
    assert "the draft is not complete" not in first.output
    path = Path("events.yaml")
    path.write_text(edited(path.read_text("utf-8")), "utf-8")
    second = run("check", "--today", "2026-08-01")
    assert second.exit_code == 0
    assert "3 events, 3 sources, 0 measures, no problems" in second.output
    dataset = load_dataset(path)
    assert [(event.date.text, event.title) for event in dataset.events] == list(TITLES.items())
    assert dataset.events[2].label == "The court upheld the cap and told the…"
    assert {source.publisher for event in dataset.events for source in event.sources} == {"example.com"}
    with urllib.request.urlopen(serve(path), timeout=60) as answer:  # noqa: S310  our own server
        assert "The town got a cap on rents." in answer.read().decode()
    assert run("export", "html", "--out", "x.html").exit_code == 0
    assert all(title in Path("x.html").read_text("utf-8") for title in TITLES.values())
