from __future__ import annotations

from itertools import combinations

import pytest

from app.figures.placing import ROW, Lane, Mark, place
from app.theme import DIAMETERS

STRIP = Lane("a", 10, 60)


def crowd(count: int) -> list[Mark]:
    """Marks on a few neighbouring days."""
    return [Mark(f"m{number}", "a", number % 4, number % 4, 1 + number % 3) for number in range(count)]


@pytest.mark.parametrize("count", [1, 4, 12, 20])
def test_no_two_marks_of_a_strip_cover_each_other_and_none_leaves_it(count: int) -> None:
    marks = crowd(count)
    placing = place(marks, [STRIP], -1, 100, 800)
    per_day = 800 / 101
    for one, other in combinations(marks, 2):
        apart = abs(one.start - other.start) * per_day
        reach = (DIAMETERS[one.significance] + DIAMETERS[other.significance]) * placing.scale / 2
        rows = abs(placing.heights[one.id] - placing.heights[other.id])
        assert apart >= reach or rows >= ROW * placing.scale - 0.01
    assert all(STRIP.top <= height <= STRIP.top + STRIP.height for height in placing.heights.values())


def test_a_crowd_makes_marks_smaller() -> None:
    scales = [place(crowd(count), [STRIP], -1, 100, 800).scale for count in (4, 20, 60)]
    assert scales == sorted(scales, reverse=True)
    assert scales[0] == 1 > scales[-1]


def test_what_is_out_of_range_has_no_height() -> None:
    marks = [Mark("before", "a", -9, -9, 2), Mark("in", "a", 5, 5, 2), Mark("after", "a", 20, 20, 2)]
    assert set(place(marks, [STRIP], 0, 10, 800).heights) == {"in"}
