from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app.data import vocabulary
from app.data.schema import FORMAT_VERSION, Event
from app.export.formats import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_field_table_is_the_schemas() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (yes|) ?\| (.+) \|$", README, re.MULTILINE)
    stated = [
        (name, "yes" if Event.needs(name) else "", field.description) for name, field in Event.model_fields.items()
    ]
    assert rows == stated


@pytest.mark.parametrize(
    "name",
    [
        *("KINDS", "STATUSES", "STAGES", "RELATION_TYPES", "BASES", "SOURCE_KINDS", "PUBLISHER_CLASSES"),
        *("MEASURE_KINDS", "ACTOR_KINDS"),
    ],
)
def test_the_vocabularies_are_the_schemas(name: str) -> None:
    words = ", ".join(getattr(vocabulary, name))
    assert words in re.sub(r"\s+", " ", README)


def test_the_table_of_formats_is_the_registry() -> None:
    section = README.split("### Formats\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(form.id, form.holds) for form in FORMATS.values()]


def test_the_newest_version_of_the_format_is_told() -> None:
    section = README.split("### Changes of the format\n")[1]
    assert section.strip().startswith(f"- **{FORMAT_VERSION}**: ")


def test_every_dependency_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    for requirement in wanted:
        assert f"`{re.split('[<>=]', requirement)[0]}`" in README, requirement


def test_the_picture_is_in_the_repository() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size < 300_000


def test_the_map_names_what_is_there() -> None:
    section = README.partition("## How the code is laid out")[2].partition("## What it is built on")[0]
    named = set(re.findall(r"`((?:app|assets|tests)/[^`]*)`", section))
    assert [path for path in named if not (ROOT / path).exists()] == []
    rooms = {f"app/{path.parent.name}/" for path in (ROOT / "app").glob("*/__init__.py")}
    assert rooms <= named
