from __future__ import annotations

import pytest

from app.schema import Dataset
from app.theme import COLOURS, DARK_PAPER, LIGHT_PAPER, QUIET, SYMBOLS, direction_colours, symbol
from app.vocabulary import EFFECTS, STATUSES


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS.values(), QUIET])
@pytest.mark.parametrize("paper", [LIGHT_PAPER, DARK_PAPER])
def test_a_mark_stands_out_on_both_papers(colour: str, paper: str) -> None:
    assert contrast(colour, paper) >= 3


def test_directions_of_one_topic_differ_in_colour_or_shape(published: Dataset, tariffs: Dataset) -> None:
    for dataset in (published, tariffs):
        colours = direction_colours(dataset)
        looks = {(colours[direction.id], SYMBOLS[direction.effect]) for direction in dataset.directions}
        assert len(looks) == len(dataset.directions)


def test_each_effect_has_its_shape_and_each_kind_of_saying_its_fill() -> None:
    assert set(SYMBOLS) == set(EFFECTS)
    assert {symbol("tightens", status) for status in STATUSES} == {"square", "square-open", "square-open-dot"}
