"""Entries become drafts: short enough, each once, with all that they name; what cannot stand is told."""

from __future__ import annotations

from typing import Any

import pytest

from app.data.imports.drafting import Drafter, Drafts
from app.data.imports.entries import Entry, Foreign, ImportFault, Link
from app.data.imports.new_file import new_file
from app.data.loading import load_text

PAGE = Link("https://example.org/a", "Example")


def drafted(*entries: Entry, track: str = "lane", **existing: Any) -> Drafts:
    return Drafter(existing, track).take(Foreign(list(entries), "A timeline"))


def of(drafts: Drafts, section: str) -> list[dict[str, Any]]:
    return [dict(addition.record) for addition in drafts.additions if addition.section == section]


def test_an_entry_becomes_a_draft_in_the_order_of_our_fields() -> None:
    (record,) = drafted(Entry("2025-01-02", "It began", "row 2", group="Roads", links=(PAGE,))).events
    assert list(record) == ["id", "date", "label", "title", "track", "sources", "draft"]
    assert (record["id"], record["title"], record["label"], record["draft"]) == (
        *("it-began", "It began.", "It began", True),
    )


def test_tracks_tags_and_actors_that_are_new_are_declared_once_and_known_ones_are_named() -> None:
    tracks = [{"id": "roads", "label": "Roads", "side": "here"}]
    drafts = drafted(
        Entry("2025-01-02", "It began", group="ROADS", tags=("New",), actors=("Some Body",)),
        Entry("2025-01-03", "It went on and on", group="Bridges", tags=("new",), actors=("some body",)),
        tracks=tracks,
    )
    assert [record["track"] for record in drafts.events] == ["roads", "bridges"]
    assert of(drafts, "tags") == [{"id": "new", "label": "New"}]
    assert of(drafts, "actors") == [{"id": "some-body", "name": "Some Body", "kind": "other"}]
    (track,) = of(drafts, "tracks")
    assert (track["label"], track["side"]) == ("Bridges", "here")
    assert track["why"].endswith("what belongs under 'Bridges'.")


def test_a_field_that_cannot_stand_is_left_out_and_told() -> None:
    drafts = drafted(Entry("2025-01-02", "It began", "row 7", fields={"jurisdiction": "Utopia", "kind": "rule"}))
    (record,) = drafts.events
    assert "jurisdiction" not in record
    assert record["kind"] == "rule"
    assert drafts.lost == ["row 7: 'jurisdiction' 'Utopia'"]


def test_an_address_that_is_none_is_left_out_and_told() -> None:
    drafts = drafted(Entry("2025-01-02", "It began", "row 7", links=(Link("https://evil@example.org/"), PAGE)))
    (record,) = drafts.events
    assert [source["url"] for source in record["sources"]] == ["https://example.org/a"]
    assert drafts.lost == ["row 7: an address that is none"]


def test_a_page_is_cited_once() -> None:
    (record,) = drafted(Entry("2025-01-02", "It began", links=(PAGE, Link("https://example.org/a/")))).events
    assert len(record["sources"]) == 1


def test_a_long_title_is_cut_between_words_and_stands_whole_in_the_summary() -> None:
    long = "The council " + "discussed the matter at length and " * 4 + "then adjourned"
    drafts = drafted(Entry("2025-01-02", long, "row 2", summary="So it was."))
    (record,) = drafts.events
    assert len(record["title"]) <= 110
    assert record["title"].endswith(".")
    assert record["summary"] == f"{long}. So it was."
    assert len(record["label"]) <= 42
    assert record["label"].endswith("…")
    assert drafts.lost == ["the end of 1 title, which had more than 110 characters and stands whole in a summary"]


def test_the_same_act_is_not_drafted_again() -> None:
    before = [{"id": "old", "date": "2025-01-02", "title": "It began.", "sources": [{"url": "https://example.org/a"}]}]
    drafts = drafted(Entry("2025-01-02", "It began", "row 2", links=(PAGE,)), events=before)
    assert (drafts.events, [(entry.where, id_) for entry, id_ in drafts.same]) == ([], [("row 2", "old")])


def test_entries_come_in_the_order_of_their_days_each_with_an_id_of_its_own() -> None:
    drafts = drafted(Entry("2025-03-02", "It began"), Entry("2024-01-01", "It began"))
    assert [(record["id"], record["date"]) for record in drafts.events] == [
        *(("it-began", "2024-01-01"), ("it-began-2", "2025-03-02")),
    ]


def test_a_measure_that_an_entry_begins_is_declared_and_without_one_there_is_no_stage() -> None:
    measure = {"title": "The Act", "kind": "bill", "jurisdiction": "us"}
    drafts = drafted(
        Entry("2025-01-02", "It began", fields={"stage": "introduced"}, measure=measure),
        Entry("2025-02-02", "It was said", fields={"stage": "introduced"}),
    )
    assert of(drafts, "measures") == [{"id": "the-act", **measure}]
    first, second = drafts.events
    assert (first["measure"], first["stage"]) == ("the-act", "introduced")
    assert not {"measure", "stage"} & set(second)


def test_where_publishers_are_declared_a_new_one_is_too_of_a_class_without_weight() -> None:
    known = [{"id": "paper", "name": "The Paper", "hosts": ["paper.example"], "class": "newsroom"}]
    links = (Link("https://www.paper.example/x", "Another name"), Link("https://news.other.example/y"))
    drafts = drafted(Entry("2025-01-02", "It began", links=links), publishers=known)
    assert of(drafts, "publishers") == [
        {
            "id": "news-other-example",
            "name": "news.other.example",
            "hosts": ["news.other.example"],
            "class": "aggregator",
        }
    ]
    assert [source["publisher"] for source in drafts.events[0]["sources"]] == ["Another name", "news.other.example"]


def test_a_new_file_is_a_draft_that_covers_whole_months() -> None:
    text, _ = new_file(Foreign([Entry("2025-02-10", "It began"), Entry("2025-04-05", "It ended")]), "some/my list.csv")
    about = load_text(text).dataset
    assert (about.title, about.coverage.start.text, about.coverage.through.text) == (
        *("My list", "2025-02-01", "2025-04-30"),
    )
    assert about.draft


def test_a_file_without_a_dated_entry_is_told_with_what_it_lost() -> None:
    with pytest.raises(ImportFault) as fault:
        new_file(Foreign([], lost=["row 2: it has no date"]), "x.csv")
    assert str(fault.value) == "x.csv: nothing with a date and a title was found. Row 2: it has no date."
