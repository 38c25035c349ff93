"""The parser, which builds values as the events come, against PyYAML's own tree of nodes, on damaged texts."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml

from app.data.parsing import MAX_DEPTH, parse
from app.data.problems import DatasetError
from tests.conftest import TARIFFS

PIECES = (
    "&a ",
    "*a",
    "!!str ",
    "!",
    "[",
    "]",
    "{",
    "}",
    "- ",
    ": ",
    "\n",
    "  ",
    "? ",
    "---\n",
    "...\n",
    '"',
    "'",
    "#",
    "|",
)
Outcome = tuple[Any, dict[tuple[Any, ...], tuple[int, int]], list[int]]


def by_nodes(text: str) -> Outcome | str:
    """Value, places and lines of wrong keys by way of nodes; "refused" where there is something not allowed."""
    depth = 0
    try:
        for event in yaml.parse(text, yaml.CBaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if getattr(event, "anchor", None) or getattr(event, "tag", None) or depth > MAX_DEPTH:
                return "refused"
        node = yaml.compose(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return "refused"
    places: dict[tuple[Any, ...], tuple[int, int]] = {}
    wrong: list[int] = []

    def plain(node: yaml.Node, path: tuple[Any, ...]) -> Any:
        places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.SequenceNode):
            return [plain(child, (*path, index)) for index, child in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return node.value
        made: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value or key.value in made:
                wrong.append(key.start_mark.line + 1)
                continue
            places[(*path, key.value)] = (key.start_mark.line + 1, key.start_mark.column + 1)
            made[key.value] = plain(value, (*path, key.value))
        return made

    return "refused" if node is None else (plain(node, ()), places, wrong)


def by_events(text: str) -> Outcome | str:
    try:
        parsed = parse(text, "f.yaml")
    except DatasetError:
        return "refused"
    return (
        parsed.value,
        parsed.places,
        [problem.line for problem in parsed.problems if "begin a comment" not in problem.message],
    )


def damaged(text: str, random: Random) -> str:
    """The text with a piece put in, a piece cut out, or a line doubled, at some places."""
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(text))
        line = text[text.rfind("\n", 0, place) + 1 : text.find("\n", place) + 1]
        cut = place + random.choice((0, 0, 1, 5))
        text = text[:place] + random.choice((*PIECES, "", line)) + text[cut:]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_both_ways_read_damaged_texts_alike(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    whole = TARIFFS.read_text("utf-8")
    text = whole[: whole.index("\n", whole.index("\nevents:") + 3_000)]
    seen = set()
    for _ in range(25):
        broken = damaged(text, random)
        expected = by_nodes(broken)
        assert by_events(broken) == expected
        seen.add(isinstance(expected, str))
    assert seen == {True, False}
