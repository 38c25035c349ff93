"""Whatever date a data file may hold, every tab answers, in no more rows than can be read."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from app.analysis.periods import MOST_PERIODS
from app.analysis.tabs import TABS
from app.dashboard.answers import Question, answer
from app.dashboard.snapshot import Snapshot
from app.data.wording import counted
from app.pages.templates import json_in_html
from tests.conftest import TODAY
from tests.factories import event, loaded

TIMES = {
    "a millennium": ("1000-01-01", "2025-12-31", ["1066-10-14", "1215-06-15/1991", "1492", "2025-07-31"]),
    "until further notice": ("2025-01-01", "2025-12-31", ["2025-07-31/9998-12-31", "2025-08-01/.."]),
    "the last day": ("2025-01-01", "9998-12-31", ["2025-07-31", "9998-12-31"]),
    "one day": ("2025-07-31", "2025-07-31", ["2025-07-31"]),
    "one crowded day": ("2025-01-01", "2025-12-31", ["2025-07-31"] * 200),
}
NOTHING = {  # what these files do not have
    "measures": "These data have no measure that an event moves; the timeline is shown.",
    "stories": "These data have no story; the timeline is shown.",
}


@cache
def snapshot(time: str) -> Snapshot:
    first, through, dates = TIMES[time]
    about = {"title": "T", "description": "D.", "finding": "F.", "coverage": {"from": first, "through": through}}
    events = [event(id=f"e{n}", title=f"Body {n} acted.", date=date) for n, date in enumerate(dates)]
    return Snapshot.of(loaded(*events, dataset=about))


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("time", TIMES)
def test_every_tab_answers_at_any_time(time: str, tab: str) -> None:
    current = snapshot(time)
    (first, last), count = (current.tables.events["id"].iloc[place] for place in (0, -1)), len(current.dataset.events)
    for query in ("", f"event={first}", f"anchor={last}&window=180", "by=quarter", "lanes=actor"):
        answered = answer(current, Question(query=f"tab={tab}&{query}"), TODAY)
        assert answered["status"].startswith(f"{count} of {counted(count, 'event')} shown")
        assert answered["notices"] == ([NOTHING[tab]] if tab in NOTHING else [])
        assert len(json_in_html(answered)) < 400_000


@pytest.mark.parametrize("time", TIMES)
def test_the_shift_counts_in_no_more_periods_than_can_be_read(time: str) -> None:
    answered = answer(snapshot(time), Question(query="tab=shift"), TODAY)
    assert answered["panel"].count('<tr><th scope="row">') < MOST_PERIODS + 50
    assert ("so long a time has too many months" in answered["panel"]) == (time in ("a millennium", "the last day"))


@pytest.mark.parametrize("time", TIMES)
def test_a_date_of_any_time_comes_back_from_its_address(time: str) -> None:
    current = snapshot(time)
    day: dt.date = current.dataset.events[0].date.earliest
    answered = answer(current, Question(query=f"from={day.isoformat()}&to={day.isoformat()}"), TODAY)
    assert (answered["first"], answered["last"]) == (day.isoformat(), day.isoformat())
    assert not answered["status"].startswith("0 of")
