"""How a view is read: the days that its chart may come to show."""

from __future__ import annotations

import datetime as dt

from app.analysis.frames import tables
from app.analysis.reading import around_events, chain_of, days_in_sight, step_events, with_chain
from app.analysis.view import View
from app.data.schema import Dataset
from tests.factories import event, loaded


def chained() -> Dataset:
    """Four events of which three are a chain."""
    answers = [{"type": "responds_to", "event": "a", "basis": "stated"}]
    again = [{"type": "responds_to", "event": "b", "basis": "stated"}]
    return loaded(
        event(id="a", date="2025-01-10"),
        event(id="b", date="2025-03-10", relations=answers),
        event(id="c", date="2025-04-10", relations=again),
        event(id="d", date="2025-05-10"),
    )


def test_a_chain_holds_all_that_leads_to_an_event_and_follows_from_it() -> None:
    relations = tables(chained()).relations
    assert chain_of("b", relations) == chain_of("c", relations) == {"a", "b", "c"}
    assert chain_of("d", relations) == {"d"}


def test_the_days_in_sight_hold_the_chain_with_some_air_and_all_days_where_none_were_asked_for() -> None:
    dataset = chained()
    known = tables(dataset)

    def days(view: View) -> dict[str, str]:
        return dict(days_in_sight(view, known.events, known.relations, dataset))

    assert days(View(event="b")) == {}
    assert days(View(from_="2025-03", to="2025-03")) == {"from_": "2025-02-22", "to": "2025-04-07"}
    assert days(View(from_="2025-03", to="2025-03", event="c")) == {"from_": "2024-12-23", "to": "2025-04-28"}


def test_a_step_has_its_own_events_and_there_is_none_before_the_first_or_after_the_last() -> None:
    steps = [{"text": "First.", "events": ["a"]}, {"text": "Then.", "events": ["b", "c"]}]
    dataset = loaded(
        *(
            event(id=id_, date=f"2025-0{at}-10", title=f"The regulator took step {at}.")
            for at, id_ in enumerate("abc", 1)
        ),
        stories=[{"id": "s", "title": "S", "steps": steps}],
    )
    assert [step_events(dataset, View(tab="stories", step=step)) for step in (0, 1, 2, 3)] == [
        (),
        ("a",),
        ("b", "c"),
        (),
    ]
    assert step_events(dataset, View(tab="timeline", step=1)) == ()


def test_some_weeks_around_a_step_are_shown_where_no_days_are_asked_for() -> None:
    dataset = chained()
    events = tables(dataset).events
    near = around_events(View(tab="stories"), events, dataset, ["b", "c"])
    assert (near.from_, near.to) == ("2025-02-24", "2025-04-24")
    asked = View(tab="stories", from_="2025-01")
    assert around_events(asked, events, dataset, ["b"]) == asked
    assert around_events(View(), events, dataset, []) == View()


def test_days_grow_for_a_chain_as_the_chart_grows_them_and_only_for_what_the_filters_leave() -> None:
    dataset = chained()
    known = tables(dataset)

    def days(**asked: str) -> tuple[str, str]:
        view = View(from_="2025-03", to="2025-03", **asked)
        grown = with_chain(view, known.events, known.relations, dataset, dt.date(2025, 12, 31))
        return grown.from_, grown.to

    assert days(event="c") == ("2025-01-07", "2025-04-21")
    assert days(event="d") == ("2025-03-01", "2025-05-18")
    assert days() == days(event="c", q="nobody") == ("2025-03", "2025-03")
