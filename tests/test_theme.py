from __future__ import annotations

import colorsys
import math
from itertools import combinations, pairwise
from typing import Any

import pytest

from app.data.contrast import DARK_PAPER, LIGHT_PAPER
from app.data.schema import Dataset
from app.data.vocabulary import EFFECTS, STATUSES
from app.theme import (
    COLOURS,
    DARK_COLOURS,
    DIAMETERS,
    DIMMED,
    FADE,
    FONT,
    HATCHED,
    LINES,
    PALETTE,
    QUIET,
    SHAPES,
    SYMBOLS,
    clear,
    css_colours,
    direction_colours,
    fill,
    looks,
    side_colours,
    symbol,
    template,
)
from tests.factories import event, loaded


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def linear(colour: str) -> list[float]:
    """Red, green and blue as amounts of light."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS.values(), QUIET])
@pytest.mark.parametrize("paper", [LIGHT_PAPER, DARK_PAPER])
def test_a_mark_stands_out_on_both_papers(colour: str, paper: str) -> None:
    assert contrast(colour, paper) >= 3


@pytest.mark.parametrize("colour", DARK_COLOURS.values())
def test_a_mark_on_dark_paper_stands_out_further(colour: str) -> None:
    assert contrast(colour, DARK_PAPER) >= 5


def test_each_status_has_a_sign_of_its_own() -> None:
    assert len({fill(status) for status in STATUSES}) == len(STATUSES)


def test_no_two_directions_of_a_side_are_told_by_hue_alone(published: Dataset, tariffs: Dataset) -> None:
    for dataset in (published, tariffs):
        marks = [(direction.side, SYMBOLS[direction.effect]) for direction in dataset.directions]
        assert len(set(marks)) == len(marks)
        tight = {direction.effect in HATCHED for direction in dataset.directions if direction.effect == "tightens"}
        loose = {direction.effect in HATCHED for direction in dataset.directions if direction.effect == "relaxes"}
        assert tight.isdisjoint(loose)


def test_directions_of_one_topic_differ_in_colour_or_shape(published: Dataset, tariffs: Dataset) -> None:
    for dataset in (published, tariffs):
        colours = direction_colours(dataset)
        looks = {(colours[direction.id], SYMBOLS[direction.effect]) for direction in dataset.directions}
        assert len(looks) == len(dataset.directions)


# What each kind of colour blindness leaves of linear red, green and blue (Machado, Oliveira and Fernandes 2009).
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))


def times(matrix: tuple[tuple[float, ...], ...], colour: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix]


def lab(colour: str, sight: str) -> list[float]:
    """The colour in CIE Lab, as a reader of that sight has it."""
    seen = [min(max(part, 0), 1) for part in times(SIGHT[sight], linear(colour))]
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 0.008856 else 7.787 * part / white + 16 / 116
        for part, white in zip(times(XYZ, seen), (0.95047, 1, 1.08883), strict=True)
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("sight", SIGHT)
def test_colour_blind_readers_tell_the_directions_apart(sight: str, published: Dataset) -> None:
    colours = direction_colours(published)
    for one, other in combinations(published.directions, 2):
        distance = math.dist(lab(colours[one.id], sight), lab(colours[other.id], sight))
        same_shape = SYMBOLS[one.effect] == SYMBOLS[other.effect]
        assert distance >= (30 if same_shape else 10), (one.id, other.id)


def test_each_effect_has_its_shape_and_each_kind_of_saying_its_fill() -> None:
    assert set(SYMBOLS) == set(EFFECTS)
    assert {symbol("tightens", status) for status in STATUSES} == {"square", "square-open", "square-open-dot"}


def hue(colour: str) -> float:
    """The hue in degrees."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return colorsys.rgb_to_hsv(red, green, blue)[0] * 360


# Which colour is what: readers and their screenshots know them by it.
HUES = {
    ("above", "tightens"): "red",
    ("above", "relaxes"): "orange",
    ("above", "builds"): "brown",
    ("between", "tightens"): "blue",
    ("between", "relaxes"): "blue",
    ("between", "builds"): "cyan",
    ("below", "tightens"): "violet",
    ("below", "relaxes"): "violet",
    ("below", "builds"): "green",
}
DEGREES = {
    "red": (5, 20),
    "orange": (32, 42),
    "brown": (28, 38),
    "green": (150, 170),
    "cyan": (180, 195),
    "blue": (203, 215),
    "violet": (255, 280),
}


@pytest.mark.parametrize("meaning", COLOURS)
def test_each_meaning_has_its_hue_on_both_papers(meaning: tuple[str, str]) -> None:
    low, high = DEGREES[HUES[meaning]]
    light = COLOURS[meaning]
    assert low <= hue(light) <= high
    assert abs(hue(DARK_COLOURS[light]) - hue(light)) <= 8
    assert luminance(DARK_COLOURS[light]) > luminance(light) + 0.1


def test_colours_without_a_side_are_the_same_and_neighbours_differ() -> None:
    assert sorted(PALETTE) == sorted(COLOURS.values())
    assert set(DARK_COLOURS) == {*COLOURS.values(), QUIET}
    assert min(math.dist(lab(one, "full"), lab(other, "full")) for one, other in pairwise(PALETTE)) > 30


def coloured(*directions: dict[str, str], **sections: Any) -> Dataset:
    """A dataset of some directions, an event each."""
    events = [
        event(id=one["id"], direction=one["id"], title=f"The regulator acted as {one['id']}.") for one in directions
    ]
    return loaded(*events, directions=[{"label": one["id"]} | one for one in directions], **sections)


def test_a_direction_has_its_own_colour_or_that_of_its_side_and_effect_and_no_two_have_one() -> None:
    found = direction_colours(
        coloured(
            {"id": "a", "side": "beijing", "effect": "tightens"},
            {"id": "b", "side": "beijing", "effect": "builds", "colour": "#123456"},
            {"id": "c", "side": "beijing", "effect": "tightens"},
            {"id": "d", "effect": "neutral"},
        )
    )
    assert found == {"a": "#8257cc", "b": "#123456", "c": PALETTE[0], "d": QUIET}


def test_a_side_has_its_own_colour_or_that_of_its_acts_that_tighten() -> None:
    sides = [
        {"id": "washington", "label": "Washington", "place": "above", "colour": "#123456"},
        {"id": "beijing", "label": "Beijing", "place": "below"},
    ]
    dataset = coloured({"id": "a", "side": "beijing", "effect": "tightens"}, sides=sides)
    assert side_colours(dataset) == {"washington": "#123456", "beijing": "#8257cc"}


def test_style_sheets_have_the_colours_of_both_papers() -> None:
    dataset = coloured(
        {"id": "a", "side": "beijing", "effect": "tightens"},
        {"id": "b", "side": "beijing", "effect": "builds", "colour": "#123456"},
    )
    assert css_colours(dataset) == {"a": "light-dark(#8257cc,#a988ea)", "b": "light-dark(#123456,#123456)"}


def test_a_colour_is_made_clear() -> None:
    assert clear("#8257cc", 0.25) == "rgba(130,87,204,0.25)"


def test_details_are_smaller_and_never_paler() -> None:
    assert DIAMETERS[3] > DIAMETERS[2] > DIAMETERS[1] >= 7
    assert looks() == {"diameters": DIAMETERS, "shapes": SHAPES, "lines": LINES, "fade": FADE, "dimmed": DIMMED}
    assert LINES["stated"] == ""
    assert LINES["reported"] != LINES["inferred"]
    assert 0.1 < DIMMED < 0.3
    assert FADE["open"] > 1


def test_figures_are_clear_so_that_one_serves_both_papers() -> None:
    layout = template().layout
    assert (layout.paper_bgcolor, layout.plot_bgcolor) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)")
    assert (layout.font.family, layout.xaxis.zeroline, layout.yaxis.automargin) == (FONT, False, False)
