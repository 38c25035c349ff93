from __future__ import annotations

from app.analysis.frames import tables
from app.data.schema import Dataset
from app.data.vocabulary import STATUSES
from app.pages.method_panel import method_html
from tests.factories import event, loaded


def test_the_method_states_limits_first_and_every_code(published: Dataset) -> None:
    html = method_html(published, tables(published))
    assert html.index("What this does not show") < html.index("What is in it") < html.index("How it is coded")
    for term in STATUSES.values():
        assert f"<dt>{term.label}</dt><dd>{term.meaning}</dd>" in html
    for track in published.tracks:
        assert track.label in html


def test_the_counts_are_those_of_the_data() -> None:
    made = loaded(event(id="a", date="2025-02"), event(id="b", date="2025-03"))
    html = method_html(made, tables(made))
    assert "The data hold 2 events with 2 sources. Strong evidence bears" in html
    assert '<th scope="row">2025</th><td>2</td><td>2</td><td>0</td><td>0</td>' in html


def test_exceptions_are_told_with_their_reason() -> None:
    weak = event(sources=[{"url": "https://example.org/a", "publisher": "Example", "kind": "press"}])
    rule = "official-acts-have-strong-evidence"
    made = loaded(weak, exceptions=[{"rule": rule, "reason": "No page was found.", "records": ["first-act"]}])
    assert "1 record: No page was found." in method_html(made, tables(made))
