"""Without its drafts a dataset is what its readers see: nothing in it leads to what they do not."""

from __future__ import annotations

from app.data.drafts import without_drafts
from app.data.loading import load_text
from tests.factories import dataset, event, text


def test_what_leads_to_a_draft_goes_with_it() -> None:
    answer = [{"type": "responds_to", "event": id_, "basis": "stated"} for id_ in ("a", "b")]
    steps = [{"text": "First.", "events": ["a", "b"]}, {"text": "Then.", "events": ["b"]}]
    period = {"id": "p", "label": "P", "from": "2025-01-01", "why": "W.", "events": ["a", "b"]}
    about = dataset()["dataset"] | {"anchors": ["a", "b"], "finding_events": ["b"]}
    whole = load_text(
        text(
            event(id="a", date="2025-01-10"),
            event(id="b", date="2025-02-10", title="The regulator began to act.", draft=True),
            event(id="c", date="2025-03-10", title="The regulator answered.", relations=answer),
            stories=[{"id": "s", "title": "S", "steps": steps}, {"id": "t", "title": "T", "steps": steps[1:]}],
            periods=[period],
            dataset=about,
        )
    )
    shown = without_drafts(whole)
    assert [one.id for one in shown.events] == ["a", "c"]
    assert [relation.event for relation in shown.by_id["c"].relations] == ["a"]
    assert [(story.id, [step.events for step in story.steps]) for story in shown.stories] == [("s", [("a",)])]
    assert shown.periods[0].events == ("a",)
    assert (shown.dataset.anchors, shown.dataset.finding_events) == (("a",), ())
