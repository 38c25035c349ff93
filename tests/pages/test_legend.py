from __future__ import annotations

from app.analysis.filters import FILTERS
from app.data.schema import Dataset
from app.data.vocabulary import STATUSES
from app.pages.legend import choices
from app.theme import fill


def test_the_legend_has_a_key_for_each_direction_and_status(published: Dataset) -> None:
    directions = choices(FILTERS["direction"], published)
    assert [key["label"] for key in directions] == [record.label for record in published.directions]
    statuses = choices(FILTERS["status"], published)
    assert [key["shape"].split("-")[-1] for key in statuses] == list(map(fill, STATUSES))


def test_choices_that_no_mark_shows_have_no_key(published: Dataset) -> None:
    assert {key["shape"] for key in choices(FILTERS["track"], published)} == {""}
