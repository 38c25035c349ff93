from __future__ import annotations

from app.data.inbox import Candidate
from app.pages.inbox_panel import inbox_html
from tests.factories import event, loaded


def candidate(**changes: object) -> Candidate:
    act = event(id="new-act", date="2025-08-02", title="A ministry published a list.") | changes
    return Candidate("new-act", act, "rules", "2026-01-01", "federal-register answers 'chips'")


def test_a_candidate_stands_beside_its_neighbours_with_the_command_that_takes_it() -> None:
    page = inbox_html([candidate()], loaded())
    assert "A ministry published a list." in page
    assert "It would stand after" in page
    assert "policy-timeline inbox accept new-act" in page


def test_a_correction_is_told_as_one_of_the_event_that_it_corrects() -> None:
    act = event(date="2025-08-02")
    why = "a reader corrects 'first-act': <b>the day is wrong</b>"
    correction = Candidate(
        "first-act-correction", act, "readers", "2026-01-01", why, corrects="first-act", changed=("date", "sources")
    )
    page = inbox_html([correction], loaded())
    assert "It would correct" in page
    assert "(31 July 2025) in date and sources." in page
    assert "&lt;b&gt;the day is wrong" in page
    assert "policy-timeline inbox accept first-act-correction" in page
    assert "It would stand" not in page


def test_a_candidate_without_a_day_is_passed_over() -> None:
    assert "0 candidates" in inbox_html([candidate(date="soon")], loaded())
