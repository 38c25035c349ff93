from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.analysis.frames import tables
from app.analysis.view import View
from app.data.drafts import without_drafts
from app.data.loading import load_text
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.formats import FORMATS
from app.pages.events import Fragments
from app.pages.method_panel import method_html, method_in_short
from app.theme import direction_colours
from tests.data.checks.helpers import problems, warnings
from tests.factories import as_text, dataset, event, loaded

TODAY = dt.date(2026, 1, 1)
UNDRAWN = {"png", "svg", "pdf"}  # by a browser, in tests of their own
RELEASE = {
    "id": "release-1",
    "date": "2025-05-01",
    "label": "Release 1",
    "title": "The project released version 1.",
    "track": "stable",
    "kind": "product-launch",
    "status": "official",
    "significance": "2",
    "actors": ["project"],
    "sources": [{"url": "https://example.org/1", "publisher": "The project", "kind": "primary"}],
}


def releases(**changes: Any) -> Dataset:
    """A topic without sides, directions and jurisdictions, in two lanes."""
    file = dataset(RELEASE, RELEASE | {"id": "release-2", "date": "2025-06-01", "track": "testing"})
    del file["sides"], file["directions"]
    lanes = [{"id": name, "label": name.capitalize(), "why": "Releases."} for name in ("stable", "testing")]
    file |= {"tracks": lanes, "actors": [{"id": "project", "name": "The project", "kind": "other"}]}
    return load_text(as_text(file | changes))


def written(name: str, topic: Dataset) -> object:
    """What a format makes of a dataset."""
    form, extract = FORMATS[name], Extract.of(topic, View(), TODAY)
    return list(form.files(extract)) if form.folder else form.content(extract)


def test_without_directions_each_event_goes_the_way_of_its_track_and_has_its_colour() -> None:
    topic = releases()
    assert [one.direction for one in topic.events] == ["stable", "testing"]
    assert [side.id for side in topic.sides] == ["all"]
    assert topic.goes_by_track
    assert len(set(direction_colours(topic).values())) == 2


def test_a_declared_colour_is_taken() -> None:
    lanes = [
        {"id": "stable", "label": "Stable", "why": "Releases.", "colour": "#123456"},
        {"id": "testing", "label": "Testing", "why": "Releases."},
    ]
    assert direction_colours(releases(tracks=lanes))["stable"] == "#123456"


def test_two_sides_of_one_place_have_colours_of_their_own() -> None:
    topic = loaded(
        event(),
        event(id="other", date="2025-08-01", title="A court heard another matter.", direction="eu-tightens"),
        sides=[
            {"id": "beijing", "label": "Beijing", "place": "below"},
            {"id": "eu", "label": "EU", "place": "below"},
        ],
        directions=[
            {"id": "cn-tightens", "label": "China", "side": "beijing", "effect": "tightens"},
            {"id": "eu-tightens", "label": "EU", "side": "eu", "effect": "tightens"},
        ],
    )
    assert len(set(direction_colours(topic).values())) == 2


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - UNDRAWN))
def test_a_topic_without_sides_is_written_in_every_format(name: str) -> None:
    assert written(name, releases())


def test_a_topic_without_sides_is_told_without_a_direction() -> None:
    topic = releases()
    assert "The project released version 1." in Fragments.of(topic).details("release-1")
    method = method_html(topic, tables(topic))
    assert "tighten" not in method.split("How the numbers are made")[0]
    assert not {"government", "charges", "Charges"} & set(method_in_short(topic).split())


def test_the_only_track_may_be_left_out_and_no_other() -> None:
    bare = {name: value for name, value in event().items() if name != "track"}
    assert loaded(bare).events[0].track == "scrutiny"
    lanes = [*dataset()["tracks"], {"id": "other", "label": "Other", "side": "beijing", "why": "Others."}]
    assert "first-act: 'track' is missing." in problems(bare, tracks=lanes)


def test_a_missing_or_short_summary_is_warned_of() -> None:
    bare = {name: value for name, value in event().items() if name != "summary"}
    assert problems(bare) == []
    assert warnings(bare) == ["first-act: 'summary' is missing: say what happened and why it matters."]
    assert warnings(event(summary="It acted.")) == ["first-act: 'summary' has 2 words; 20 to 90 say enough."]
    assert problems(event(summary="word " * 91)) == ["first-act: 'summary' must have at most 90 words, got 91."]


DRAFT = {"id": "a-draft", "date": "2025-08-01", "title": "The regulator may act again", "draft": "true"}


def test_what_a_draft_lacks_is_warned_of_with_a_count() -> None:
    assert problems(event(), DRAFT) == []
    assert warnings(event(), DRAFT | {"sources": []}) == [
        "dataset: 1 of 2 events is a draft.",
        "a-draft: the draft is not complete: 8 fields are missing "
        "(label, kind, direction, status, significance, actors, sources, summary).",
        "a-draft: 'title' must be a sentence that ends with a full stop.",
    ]


def test_a_draft_still_refers_to_what_exists() -> None:
    assert problems(event(), DRAFT | {"title": "It may act.", "actors": ["nobody"]}) == [
        "a-draft: 'actors' refers to 'nobody', which is not in actors."
    ]


def test_a_file_that_is_a_draft_only_warns() -> None:
    weak = event(sources=[{"url": "https://example.org/a", "publisher": "Example", "kind": "press"}])
    assert problems(weak)
    assert problems(weak, dataset=dataset()["dataset"] | {"draft": "true"}) == []


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - UNDRAWN))
def test_a_bare_draft_is_written_in_every_format(name: str) -> None:
    assert written(name, loaded(event(), DRAFT))


def test_a_draft_is_marked_as_one() -> None:
    topic = loaded(event(), DRAFT)
    assert tables(topic).events["label"].tolist() == ["The first act", "Draft: The regulator may act again"]
    assert "<strong>Draft.</strong>" in Fragments.of(topic).details("a-draft")
    assert "<strong>Draft.</strong>" not in Fragments.of(topic).details("first-act")


def test_without_drafts_nothing_refers_to_one() -> None:
    about = dataset()["dataset"] | {"finding_events": ["first-act", "a-draft"]}
    later = event(
        id="later",
        date="2025-09-01",
        title="A court heard another matter.",
        relations=[{"type": "responds_to", "event": "a-draft", "basis": "stated"}],
    )
    story = {"id": "s", "title": "S", "steps": [{"text": "T", "events": ["a-draft"]}]}
    finished = without_drafts(loaded(event(), DRAFT, later, dataset=about, stories=[story]))
    assert [one.id for one in finished.events] == ["first-act", "later"]
    assert finished.dataset.finding_events == ("first-act",)
    assert finished.by_id["later"].relations == ()
    assert finished.stories == ()
    whole = loaded()
    assert without_drafts(whole) is whole


@pytest.mark.parametrize(
    "title", ["网信办约谈英伟达公司。", "هل استدعت الهيئة الشركة؟", "รัฐบาลประกาศกฎใหม่", "“It acted.”", "Είναι τέλος."]
)
def test_a_title_ends_as_sentences_do_in_its_script(title: str) -> None:
    assert problems(event(title=title)) == []


@pytest.mark.parametrize("title", ["The regulator acted", "网信办约谈英伟达公司", "استدعت الهيئة الشركة"])
def test_a_title_without_an_end_is_a_problem(title: str) -> None:
    assert problems(event(title=title)) == ["first-act: 'title' must be a sentence that ends with a full stop."]


def test_characters_count_where_a_script_writes_no_blanks() -> None:
    assert problems(event(summary="国家互联网信息办公室就安全风险约谈了公司，" * 5)) == []
    assert warnings(event(summary="约谈了公司。")) == ["first-act: 'summary' has 3 words; 20 to 90 say enough."]
    assert problems(event(summary="约谈" * 100)) == ["first-act: 'summary' must have at most 90 words, got 100."]


@pytest.mark.parametrize("label", ["\u200b\u200d", "\u2800\u2800", "\u3164", "\u00a0\u2060"])
def test_a_text_that_shows_nothing_is_no_text(label: str) -> None:
    assert problems(event(label=label)) == ["first-act: 'label' holds only characters that show nothing; write a text."]


def test_invisible_tags_are_refused() -> None:
    assert problems(event(label="Act\U000e0041")) == [
        "first-act: 'label' holds U+E0041 (TAG LATIN CAPITAL LETTER A), which cannot be shown as text; remove it."
    ]


@pytest.mark.parametrize("vote", ["42-0", "499-28-93"])
def test_a_vote_counts_yeas_nays_and_abstentions(vote: str) -> None:
    assert loaded(event(vote=vote)).events[0].vote == vote


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"vote": "42\u20130"},
            "'vote' must be yeas, nays and, where known, abstentions, such as 42-0 or 499-28-93; got '42\u20130'. "
            "It holds U+2013 (EN DASH); write '-'.",
        ),
        (
            {"vote": "٤٢-٠"},
            "'vote' must be yeas, nays and, where known, abstentions, such as 42-0 or 499-28-93; got '٤٢-٠'.",
        ),
        (
            {"id": "First Act", "sources": event()["sources"]},
            "'id' must be lower-case letters, digits and single hyphens, such as chip-act-2025; got 'First Act'. "
            "Did you mean 'first-act'?",
        ),
        (
            {"jurisdiction": "xx"},
            "'jurisdiction' must be a country's code of ISO 3166 in lower case, such as us; got 'xx'.",
        ),
        (
            {"jurisdiction": "uk"},
            "'jurisdiction' must be a country's code of ISO 3166 in lower case, such as us; got 'uk'. "
            "Did you mean 'gb'?",
        ),
        (
            {"date": "2025\u201307\u201331"},
            "'date' must be a date such as 2025-07-31, 2025-08, 2025, each with ~, ? or % after it, 2025-05/2025-08 or "
            "2025-07-31/..; got '2025\u201307\u201331'. It holds U+2013 (EN DASH); write '-'.",
        ),
    ],
)
def test_a_wrong_form_is_told_in_words(changes: dict[str, str], message: str) -> None:
    assert [problem.partition(": ")[2] for problem in problems(event(**changes))] == [message]


def test_names_in_other_languages_are_searched_and_shown() -> None:
    actor = {"id": "regulator", "name": "Regulator", "kind": "government", "names": {"zh": "网信办", "de": "Behörde"}}
    found = loaded(actors=[actor])
    assert found.actors[0].native == "网信办, Behörde"
    assert "behörde" in tables(found).events["search_text"].iloc[0]


LETTER = {"document": "Letter of 3 May 2025, city archive, box 7", "publisher": "The regulator", "kind": "primary"}


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - UNDRAWN))
def test_a_source_without_an_address_is_written_in_every_format(name: str) -> None:
    assert written(name, loaded(event(sources=[LETTER])))


def test_a_source_without_an_address_says_what_it_is() -> None:
    topic = loaded(event(sources=[LETTER]))
    details = Fragments.of(topic).details("first-act")
    assert "<li>The regulator, Letter of 3 May 2025, city archive, box 7" in details
    assert 'href=""' not in details
    nothing = {"publisher": "The regulator", "kind": "primary"}
    assert problems(event(sources=[nothing])) == [
        "first-act: 'sources.url' is missing; for what has no address, say in 'document' what it is."
    ]
