from __future__ import annotations

from app.analysis.filters import FILTERS
from app.data.schema import Dataset
from app.pages.legend import choices


def test_the_legend_has_a_key_for_each_direction_and_status(published: Dataset) -> None:
    directions = choices(FILTERS["direction"], published)
    assert [key["label"] for key in directions] == [record.label for record in published.directions]
    statuses = choices(FILTERS["status"], published)
    assert [key["shape"].split("-")[-1] for key in statuses] == ["full", "open", "dot", "dot", "dot"]


def test_choices_that_no_mark_shows_have_no_key(published: Dataset) -> None:
    assert {key["shape"] for key in choices(FILTERS["track"], published)} == {""}
