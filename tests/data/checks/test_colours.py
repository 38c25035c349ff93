from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from app.data.contrast import DARK_PAPER, LIGHT_PAPER, contrast
from tests.data.checks.helpers import warnings
from tests.factories import dataset

DIRECTION = dataset()["directions"][0]
TRACK = dataset()["tracks"][0]
SIDE = dataset()["sides"][0]


@pytest.mark.parametrize(
    ("section", "record", "colour", "words"),
    [
        ("directions", DIRECTION, "#f2d56b", "1.4:1 on light paper; choose a darker one"),
        ("tracks", TRACK, "#1f1f1f", "1.1:1 on dark paper; choose a brighter one"),
        ("sides", SIDE, "#ffffff", "1.0:1 on light paper; choose a darker one"),
    ],
)
def test_a_declared_colour_that_hardly_stands_out_is_warned_of_with_its_measure(
    section: str, record: dict[str, Any], colour: str, words: str
) -> None:
    declared: dict[str, Any] = {section: [record | {"colour": colour}]}
    assert warnings(**declared) == [
        f"{record['id']}: the colour {colour} has a contrast of {words}, for marks need 3:1 on both."
    ]


def test_a_declared_colour_that_stands_out_on_both_papers_is_fine() -> None:
    assert warnings(directions=[DIRECTION | {"colour": "#3577bd"}]) == []


def test_every_grey_is_warned_of_just_where_a_paper_is_too_near() -> None:
    for level in range(0, 256, 15):
        colour = f"#{level:02x}{level:02x}{level:02x}"
        is_weak = min(contrast(colour, paper) for paper in (LIGHT_PAPER, DARK_PAPER)) < 3
        assert bool(warnings(directions=[DIRECTION | {"colour": colour}])) == is_weak


def test_contrast_is_the_same_both_ways() -> None:
    for one, other in product(("#000000", "#3577bd", "#ffffff"), repeat=2):
        assert contrast(one, other) == contrast(other, one) >= 1
