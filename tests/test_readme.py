from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app import PUBLIC
from app.data import vocabulary
from app.data.schema import FORMAT_VERSION, Event
from app.export.formats import FORMATS

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "component" / "examples"
README = (ROOT / "README.md").read_text("utf-8")
DOCS = {path.stem: path.read_text("utf-8") for path in (ROOT / ".github" / "docs").glob("*.md")}


def test_the_field_table_is_the_schemas() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (yes|) ?\| (.+) \|$", DOCS["data"], re.MULTILINE)
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
    assert words in re.sub(r"\s+", " ", DOCS["data"])


def test_the_table_of_formats_is_the_registry() -> None:
    section = DOCS["formats"].split("### Formats\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(form.id, form.holds) for form in FORMATS.values()]


def test_the_newest_version_of_the_format_is_told() -> None:
    section = DOCS["data"].split("### Changes of the format\n")[1]
    assert section.strip().startswith(f"- **{FORMAT_VERSION}**: ")


def test_every_dependency_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = {
        group: {re.split("[<>=]", requirement)[0] for requirement in requirements}
        for group, requirements in {"": project["dependencies"], **extras}.items()
    }
    reasons = dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", DOCS["built-on"], re.MULTILINE))
    used = names[""].union(*(names[group] for group in extras if group not in ("large", "test")))
    assert set(reasons) == used
    assert [name for name in names["large"] | names["test"] if f"`{name}`" not in DOCS["built-on"]] == []


def test_each_public_name_is_told_with_an_example_that_runs() -> None:
    rows = dict(re.findall(r"^\| `(\w+)[^|]*\| [^|]+ \| \[[^\]]+\]\((#[\w-]+)\) \|$", DOCS["library"], re.MULTILINE))
    assert set(rows) == set(PUBLIC)
    for name, anchor in rows.items():
        section = re.split(
            rf"^#+ {anchor[1:].replace('-', ' ')}$", DOCS["library"], flags=re.MULTILINE | re.IGNORECASE
        )[1]
        examples = [section.partition("\n#")[0], *(path.read_text("utf-8") for path in EXAMPLES.glob("*.py"))]
        assert any(re.search(rf"(?:import|\W){name}\b[(.,]", text) for text in examples), name


def test_the_picture_is_in_the_repository() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size < 300_000


def test_the_map_names_what_is_there() -> None:
    section = README.partition("## How the code is laid out")[2].partition("\n## ")[0]
    named = set(re.findall(r"`((?:app|assets|tests)/[^`]*)`", section))
    assert [path for path in named if not (ROOT / path).exists()] == []
    rooms = {f"app/{path.parent.name}/" for path in (ROOT / "app").glob("*/__init__.py")}
    assert rooms <= named


def test_each_page_of_the_documentation_is_there_and_listed() -> None:
    listed = set(re.findall(r"\]\((\.github/[^)]+\.md)\)", README))
    assert {f".github/docs/{name}.md" for name in DOCS} <= listed
    assert [path for path in listed if not (ROOT / path).is_file()] == []


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 170
