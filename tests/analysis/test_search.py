from __future__ import annotations

import pytest

from app.analysis.frames import event_frame
from app.analysis.search import LENGTH, MOST_FINDS, Find, finds
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from tests.factories import event, loaded


def found(dataset: Dataset, text: str) -> list[Find]:
    return finds(dataset, event_frame(dataset), View(q=text))


def test_a_claim_is_found_by_another_name_of_a_term(published: Dataset) -> None:
    [claim] = [find for find in found(published, "hyperscaler") if find.lead.startswith("Claim")]
    assert claim.lead == "Claim 13, partly supported:"
    assert claim.words.startswith("Large Chinese cloud firms")
    view, notices = parse_view(claim.query, published)
    assert (view.tab, view.step, notices) == ("stories", 13, [])


def test_a_measure_is_found_by_its_number_and_leads_to_its_own_view(published: Dataset) -> None:
    [measure] = [find for find in found(published, "S. 1705") if find.lead == "Measure:"]
    steps = sum(record.measure == "chip-security-act" for record in published.events)
    words = f"Chip Security Act, moved by {steps} events"
    assert measure == Find("Measure:", words, "measure=chip-security-act&tab=measures")


def test_a_term_leads_to_its_place_in_the_method(published: Dataset) -> None:
    term = published.terms[0]
    [found_term] = [find for find in found(published, term.name) if find.words.startswith(f"{term.name}: ")]
    assert (found_term.query, found_term.place) == ("tab=method", f"term-{term.id}")


def test_an_actor_is_found_with_the_events_that_name_it(published: Dataset) -> None:
    count = sum("cambricon" in record.actors for record in published.events)
    [actor] = [find for find in found(published, "cambricon") if find.lead == "Actor:"]
    assert actor == Find("Actor:", f"Cambricon Technologies, named as an actor in {count} events", "actor=cambricon")


@pytest.mark.parametrize(("typed", "near"), [("cambrian", "cambricon"), ("nvidea", "nvidia"), ("huwaei", "huawei")])
def test_a_word_that_nothing_says_leads_to_the_nearest_that_something_says(
    published: Dataset, typed: str, near: str
) -> None:
    assert found(published, typed)[0] == Find(f"No event says “{typed}”. Did you mean", near, f"q={near}")


def test_a_search_for_words_that_nothing_is_like_leads_nowhere(published: Dataset) -> None:
    assert found(published, "zzzzzz") == []
    assert found(published, "") == []
    assert found(loaded(event()), "nvidia") == []


def test_no_kind_of_find_crowds_out_the_others(published: Dataset) -> None:
    leads = [find.lead.split()[0] for find in found(published, "chip")]
    assert all(leads.count(lead) <= MOST_FINDS for lead in ("Claim", "Measure:", "Term:"))


def test_marks_of_a_pattern_are_plain_characters(published: Dataset) -> None:
    assert found(published, "(((") == []


def test_a_long_text_is_cut_between_words() -> None:
    text = "The council heard " + "the matter again and " * 20 + "adjourned."
    step = {"text": text, "events": ["first-act"]}
    (find,) = found(
        loaded(event(), stories=[{"id": "s", "title": "S", "steps": [step, step | {"text": "Short."}]}]), "council"
    )
    assert find.lead == "“S”, step 1:"
    assert len(find.words) <= LENGTH
    assert find.words.endswith("…")
    assert text.startswith(find.words[:-1] + " ")
    (short,) = found(
        loaded(event(), stories=[{"id": "s", "title": "S", "steps": [step | {"text": "A council sat."}]}]), "council"
    )
    assert short.words == "A council sat."
