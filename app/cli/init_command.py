"""The command that begins a timeline: a data file that passes and draws, and what stands around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from app.cli.group import clock, fail, main
from app.data.wording import TO_WRITE

STARTER: Final = Path(__file__).parent / "starter"
PACKAGE: Final = "policy-timeline"
WORKFLOWS: Final = ("check.yml", "publish.yml", "watch.yml")
FORMS: Final = ("propose-event.yml", "correct-event.yml")
IGNORED: Final = "# Made by policy-timeline export, to be made again at any time.\npublic/\n*.part\n.venv/\n"
NO_SIDES: Final = "# sides:\n#   - {id: town, label: Town, place: above}"
PLACES: Final = {1: ("above",), 2: ("above", "below"), 3: ("above", "between", "below")}


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--topic", help="What the timeline is about.")
@click.option("--sides", help="Who faces whom: up to three names with commas between them, or none.")
@click.option("--track", help="The first lane.")
@click.option("--languages", help="The languages of your sources, as two-letter codes with commas.")
@click.option(
    "--publish/--no-publish", default=None, help="Also write workflows that check, publish and watch on GitHub."
)
@click.option("--package", default=PACKAGE, show_default=True, help="What the workflows install by pip.")
@click.option("--yes", is_flag=True, help="Ask nothing; take what was given, and examples for the rest.")
def init(
    folder: Path, topic: str | None, sides: str | None, track: str | None, languages: str | None,
    publish: bool | None, package: str, yes: bool,
) -> None:  # fmt: skip
    """Begin a timeline in FOLDER (default: here): events.yaml, its schema for editors, and .gitignore."""
    from app.data.json_schema import json_schema_text
    from app.data.writing import WriteError, write_file

    asked = _Asker(yes=yes)
    topic = asked(topic, "What is the timeline about", "A new timeline")
    names = _names(asked(sides, "Who faces whom (up to three names with commas, or nothing)", ""))
    if len(names) > len(PLACES):
        raise click.BadParameter("at most three have a place: above, between, below.", param_hint="'--sides'")
    track = asked(track, "The first lane", "Acts")
    codes = _names(asked(languages, "Languages of your sources (two-letter codes with commas)", "en"))
    if publish is None:
        publish = not yes and click.confirm("Workflows that check, publish and watch on GitHub", default=False)
    files = {
        "events.yaml": _events(topic, names, track, codes, clock()),
        "events.schema.json": json_schema_text(),
        ".gitignore": IGNORED,
        **(workflow_files(package) if publish else {}),
    }
    standing = [name for name in files if (folder / name).exists() and name != ".gitignore"]
    if standing:
        fail(f"{folder / standing[0]} exists already; nothing was written. Name another folder.")
    try:
        for name, text in files.items():
            if not (folder / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                write_file(folder / name, text.encode(), force=False)
    except WriteError as error:
        fail(str(error))
    click.echo(f"Wrote {', '.join(files)} in {folder}.")
    where = "" if folder == Path() else f"cd {folder}; "
    click.echo(f"Next: {where}policy-timeline serve, then policy-timeline new event --into events.yaml")


class _Asker:
    """Gives what was given, else asks, else takes the example."""

    def __init__(self, *, yes: bool) -> None:
        self.yes = yes

    def __call__(self, given: str | None, question: str, example: str) -> str:
        if given is not None or self.yes:
            return (given if given is not None else example).strip()
        return str(click.prompt(question, default=example, show_default=bool(example))).strip()


def workflow_files(package: str) -> dict[str, str]:
    """The workflows and issue forms by their places in a repository; `package` is what they install."""
    workflows = {f".github/workflows/{name}": _starter(name, INSTALL=package) for name in WORKFLOWS}
    return workflows | {f".github/ISSUE_TEMPLATE/{name}": _starter(name) for name in FORMS}


def _starter(name: str, **values: str) -> str:
    text = (STARTER / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@@{key}@@", value)
    return text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _events(topic: str, sides: list[str], track: str, languages: list[str], today: dt.date) -> str:
    """The text of a first data file, with one event to write over."""
    from app.data.record_text import field_lines
    from app.data.slugs import slug

    def lines(section: str, *records: Mapping[str, Any]) -> str:
        return "\n".join(field_lines(section, list(records)))

    declared, lane = _sides(sides), slug(track, "acts")
    language = languages[0] if languages and languages[0] != "en" else ""
    side = {"side": declared[0]["id"]} if declared else {}
    why = f"{TO_WRITE}what belongs under {track!r}."
    return _starter(
        "events.yaml",
        TITLE=" ".join(topic.split()),
        DATASET="\n".join(field_lines("dataset", _about(topic, today))),
        SIDES=lines("sides", *declared) if declared else NO_SIDES,
        TRACKS=lines("tracks", {"id": lane, "label": track, **side, "why": why}),
        ACTORS=lines("actors", {"id": "the-actor", "name": "The actor", "kind": "other"}),
        EVENTS=lines("events", _first_event(lane, language, today)),
        TRACK=lane,
    )


def _sides(labels: list[str]) -> list[dict[str, str]]:
    """The sides of a new file, from the top of the chart to its bottom."""
    from app.data.slugs import slug, unused

    declared: list[dict[str, str]] = []
    for number, (label, place) in enumerate(zip(labels, PLACES.get(len(labels), ()), strict=True), 1):
        taken = {side["id"] for side in declared}
        declared.append({"id": unused(slug(label, f"side-{number}"), taken), "label": label, "place": place})
    return declared


def _about(topic: str, today: dt.date) -> dict[str, Any]:
    return {
        "title": topic,
        "description": f"What happened around {topic}, act by act, each with its sources.",
        "finding": f"{TO_WRITE}what these events show, in one sentence.",
        "coverage": {"from": f"{today.year}-01-01", "through": str(today)},
        "draft": True,
    }


def _first_event(lane: str, language: str, today: dt.date) -> dict[str, Any]:
    from app.data.record_template import EXAMPLE_PAGE, FIRST_LABEL, FIRST_TITLE, SUMMARY

    source = {
        "url": EXAMPLE_PAGE,
        "publisher": "Name of the outlet",
        "kind": "press",
        "language": language,
    }
    return {
        "id": "a-first-event",
        "date": str(today),
        "label": FIRST_LABEL,
        "title": FIRST_TITLE,
        "summary": SUMMARY,
        "track": lane,
        "kind": "report",
        "jurisdiction": "us",
        "direction": "neutral",
        "status": "reported",
        "significance": "1",
        "actors": ["the-actor"],
        "sources": [source],
        "draft": True,
    }
