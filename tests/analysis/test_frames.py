from __future__ import annotations

import pandas as pd
import pytest

from app.analysis.frames import (
    EVENT_COLUMNS,
    MEASURE_COLUMNS,
    RELATION_COLUMNS,
    SOURCE_COLUMNS,
    event_frame,
    measure_frame,
    relation_frame,
    source_frame,
    tables,
)
from app.data.schema import Dataset
from tests.factories import event, loaded


@pytest.mark.parametrize("fixture", ["published", "tariffs"])
def test_tables_have_the_stated_columns_and_types(fixture: str, request: pytest.FixtureRequest) -> None:
    made = tables(request.getfixturevalue(fixture))
    stated = {
        "events": EVENT_COLUMNS,
        "sources": SOURCE_COLUMNS,
        "relations": RELATION_COLUMNS,
        "measures": MEASURE_COLUMNS,
    }
    for name, columns in stated.items():
        frame = getattr(made, name)
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == columns


def test_a_dataset_without_relations_has_an_empty_table_of_the_same_columns() -> None:
    assert list(relation_frame(loaded()).columns) == list(RELATION_COLUMNS)


def test_no_day_slips(published: Dataset) -> None:
    frame = event_frame(published).set_index("id")
    for record in published.events:
        assert frame.loc[record.id, "earliest"] == pd.Timestamp(record.date.earliest)


def test_an_open_end_reaches_to_the_end_of_the_coverage() -> None:
    frame = event_frame(loaded(event(date="2025-07-31/..")))
    assert frame.loc[0, "latest"] == pd.Timestamp("2025-12-31")
    assert bool(frame.loc[0, "open_ended"])


def test_sources_are_numbered_within_their_event(published: Dataset) -> None:
    frame = source_frame(published)
    assert len(frame) == sum(len(record.sources) for record in published.events)
    assert frame.groupby("event")["number"].min().eq(1).all()


def test_a_lag_is_stated_between_days_alone() -> None:
    relation = [{"type": "responds_to", "event": "a", "basis": "stated"}]
    made = loaded(
        event(id="a", date="2025-07-01"),
        event(id="b", date="2025-07-15", relations=relation),
        event(id="c", date="2025-08", relations=relation),
    )
    assert relation_frame(made)["lag_days"].tolist() == [14, pd.NA]


def test_a_measure_stands_at_its_newest_stage() -> None:
    measures = [{"id": "act", "title": "The Act", "kind": "bill", "jurisdiction": "us"}]
    made = loaded(
        event(id="a", date="2025-02-01", measure="act", stage="introduced"),
        event(id="b", date="2025-03-01", measure="act", stage="passed-house"),
        event(id="c", date="2025-04-01", measure="act"),
        measures=measures,
    )
    row = measure_frame(made).iloc[0]
    assert (row["stage"], row["stage_date"], row["events"]) == ("passed-house", "2025-03-01", ("a", "b", "c"))
    assert (row["first"], row["last"]) == (pd.Timestamp("2025-02-01"), pd.Timestamp("2025-04-01"))


def test_a_search_finds_chinese_names() -> None:
    actors = [{"id": "regulator", "name": "Regulator", "name_zh": "网信办", "aliases": ["CAC"], "kind": "government"}]
    searched = str(event_frame(loaded(actors=actors)).loc[0, "search_text"])
    assert "网信办" in searched
    assert "cac" in searched


def test_the_tables_are_told_in_one_short_line(tariffs: Dataset) -> None:
    assert repr(tables(tariffs)) == "<Tables: 10 events, 39 sources, 11 relations, 6 measures>"


def test_what_bears_the_finding_is_named_before_others_of_its_significance(published: Dataset) -> None:
    events = event_frame(published).sort_values("rank")
    assert events["significance"].is_monotonic_decreasing
    turning = events[events["significance"] == 3]["id"].tolist()
    bearing = set(published.dataset.finding_events) & set(turning)
    assert len(bearing) > 1
    assert set(turning[: len(bearing)]) == bearing
