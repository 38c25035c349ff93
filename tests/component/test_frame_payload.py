from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pandas as pd
import pytest

from app import timeline_payload

ZONE = dt.timezone(dt.timedelta(hours=9))


def payload(rows: dict[str, list[Any]], **options: Any) -> dict[str, Any]:
    """The payload of a frame, as JSON brings it to a browser."""
    drawn = json.loads(json.dumps(timeline_payload(pd.DataFrame(rows), **options)))
    assert isinstance(drawn, dict)
    return drawn


def test_dates_are_taken_in_every_form_and_never_moved() -> None:
    dates = [
        pd.Timestamp("2025-01-02"),
        dt.date(2025, 1, 3),
        dt.datetime(2025, 1, 4, 23, 30, tzinfo=ZONE),
        "2025-02",
        "2026~",
        "2027-01-01/..",
    ]
    words = payload({"date": dates, "label": list("abcdef")})["marks"]["date"]
    assert words == [
        "2 January 2025",
        "3 January 2025",
        "4 January 2025",
        "February 2025",
        "about 2026",
        "since 1 January 2027",
    ]


def test_an_end_makes_a_span() -> None:
    marks = payload({"date": ["2025-01-01", "2025-03-01"], "end": ["2025-01-31", None], "label": ["a", "b"]})["marks"]
    lengths = [end - start for start, end in zip(marks["start"], marks["end"], strict=True)]
    assert lengths == [31, 0]


def test_lanes_and_kinds_stand_in_the_order_of_their_first_rows() -> None:
    rows = {"when": ["2025", "2024"], "what": ["a", "b"], "where": ["Z", "A"], "kind": ["late", "early"]}
    drawn = payload(rows, date="when", label="what", lane="where", colours={"late": "#123456"})
    assert [lane["name"] for lane in drawn["lanes"]] == ["Z", "A"]
    assert list(drawn["directions"]) == ["late", "early"]
    assert drawn["directions"]["late"]["light"] == "#123456"


def test_relations_link_rows_by_their_ids() -> None:
    rows = {"date": ["2024", "2025"], "label": ["a", "b"], "id": ["first", "second"]}
    assert payload(rows, relations=[("first", "second")])["relations"] == [["first", "second", "stated"]]


def test_further_columns_go_along_for_filters() -> None:
    assert payload({"date": ["2025", "2024"], "label": ["a", "b"], "party": ["R", "D"]}, also=["party"])["marks"][
        "party"
    ] == ["D", "R"]


def test_a_long_label_is_cut_and_its_title_is_whole() -> None:
    marks = payload({"date": ["2025"], "label": ["word " * 20]})["marks"]
    assert len(marks["label"][0]) == 42
    assert marks["title"][0] == "word " * 20


def test_no_rows_make_an_empty_chart() -> None:
    drawn = payload({"date": [], "label": []})
    assert (drawn["lanes"], drawn["marks"]["id"]) == ([], [])


def test_the_ends_of_the_calendar_are_drawn() -> None:
    assert payload({"date": ["1000", "9998-12-31"], "label": ["a", "b"]})["marks"]["id"] == ["0", "1"]


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (
            {"day": ["2025"], "label": ["a"]},
            {},
            "The frame has no column 'date'. Name the one that holds it: timeline_payload(frame, date=...). "
            "It has day, label.",
        ),
        (
            {"date": ["2025"], "label": ["a"]},
            {"lane": "country"},
            "The frame has no column 'country'. Name the one that holds it: timeline_payload(frame, lane=...). "
            "It has date, label.",
        ),
        (
            {"date": ["2025"], "label": ["a"]},
            {"color": "red"},
            "timeline_payload knows no column 'color'. It knows date, label, end, lane, kind, id, title, status, "
            "significance.",
        ),
        (
            {"date": ["2025", "5/6/2025"], "label": ["a", "b"]},
            {},
            "Row 1, column 'date': must be a date such as 2025-07-31, 2025-08, 2025, each with ~, ? or % after it, "
            "2025-05/2025-08 or 2025-07-31/..; got '5/6/2025'",
        ),
        (
            {"date": ["2025", None], "label": ["a", "b"]},
            {},
            "Row 1, column 'date': is missing. Give it a date, or leave the row out.",
        ),
        (
            {"date": ["2025"], "label": ["a"], "status": ["maybe"]},
            {},
            "Row 0, column 'status': must be one of official, reported, alleged, disputed, denied, got 'maybe'.",
        ),
        (
            {"date": ["2025", "2024"], "label": ["a", "b"], "id": ["x", "x"]},
            {},
            "Two rows have the id 'x'. Give each row its own in a column 'id'.",
        ),
        (
            {"date": ["2025"], "label": ["a"]},
            {"also": ["party"]},
            "The frame has no column 'party', which 'also' names.",
        ),
    ],
)
def test_what_is_wrong_is_named(rows: dict[str, list[Any]], options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as refused:
        payload(rows, **options)
    assert str(refused.value) == message
