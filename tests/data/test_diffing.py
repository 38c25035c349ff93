from __future__ import annotations

from app.data.diffing import difference
from app.data.schema import Dataset
from tests.factories import event, loaded


def test_the_same_file_has_no_difference(published: Dataset) -> None:
    assert difference(published, published) == []


def test_every_kind_of_change_is_one_line() -> None:
    old = loaded(event(id="gone"), event(id="kept", date="2025-08"))
    new = loaded(
        event(id="added", date="2025-07-30", title="A court acted."),
        event(id="kept", date="2025-08-02", significance="3", tags=["t"], conflicts="One page says July."),
        tags=[{"id": "t", "label": "Tag"}],
    )
    assert difference(old, new) == [
        "+ tags t: Tag",
        "+ events added: A court acted.",
        "- events gone: The regulator acted.",
        "~ events kept: date: 2025-08 -> 2025-08-02",
        "~ events kept: tags: [] -> [t]",
        "~ events kept: significance: 2 -> 3",
        "~ events kept: conflicts: nothing -> One page says July.",
    ]


def test_nested_values_read_as_they_are_written() -> None:
    source = {"url": "https://example.org/a", "publisher": "Example", "kind": "primary"}
    old = loaded(event(sources=[source]))
    new = loaded(event(sources=[source | {"published": "2025-08"}]))
    assert difference(old, new) == ["~ events first-act: sources: https://example.org/a: published: nothing -> 2025-08"]


def test_of_a_list_of_records_only_those_that_changed_are_told() -> None:
    pages = [{"url": f"https://example.org/{name}", "publisher": "Example", "kind": "primary"} for name in "abc"]
    old, new = loaded(event(sources=pages[:2])), loaded(event(sources=pages[1:]))
    assert difference(old, new) == [
        "~ events first-act: sources: - {url: https://example.org/a, publisher: Example, kind: primary, language: en}",
        "~ events first-act: sources: + {url: https://example.org/c, publisher: Example, kind: primary, language: en}",
    ]
    turned = difference(loaded(event(sources=pages[:2])), loaded(event(sources=pages[1::-1])))
    assert len(turned) == 1
    assert " -> " in turned[0]
