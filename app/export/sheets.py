"""The sizes of pictures, by name or in pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.data.problems import did_you_mean, shortened
from app.export.browser import Sheet
from app.export.formats import WrongOption

SMALLEST: Final = 240  # pixels of a side
LARGEST: Final = 8000


@dataclass(frozen=True, slots=True)
class Preset:
    """A size with a name: its pixels (a height of 0: as high as the picture needs), and how large its type is."""

    width: int
    height: int
    ratio: float
    use: str


# The type of a page is 11 pixels and more; `ratio` times as large on paper.
PRESETS: Final = {
    "whole": Preset(1920, 0, 4 / 3, "As high as it needs"),
    "slide": Preset(1920, 1080, 4 / 3, "Slide"),
    "social": Preset(1200, 630, 1, "Social post or link"),
    "column": Preset(700, 0, 1, "Column of text"),
    "square": Preset(1080, 1080, 4 / 3, "Square"),
    "a4": Preset(794, 1123, 1, "A4 portrait"),
    "a4-landscape": Preset(1123, 794, 1, "A4 landscape"),
}
PAPERS: Final = ("a4", "a4-landscape")


def sheet(size: str) -> Sheet:
    """The sheet of a size: the name of a preset, or WIDTHxHEIGHT in pixels; a WrongOption for anything else."""
    preset = PRESETS.get(size) or _of_pixels(size)
    return Sheet(round(preset.width / preset.ratio), round(preset.height / preset.ratio), preset.ratio)


def _of_pixels(size: str) -> Preset:
    sides = re.fullmatch(r"(\d{1,9})x(\d{1,9})", size, re.ASCII)
    if not sides:
        names = ", ".join(PRESETS)
        hint = did_you_mean(size, PRESETS)
        raise WrongOption(f"--size must be one of {names}, or pixels such as 1600x900, got {shortened(size)}.{hint}")
    width, height = int(sides[1]), int(sides[2])
    if not all(SMALLEST <= side <= LARGEST for side in (width, height)):
        raise WrongOption(f"--size must be from {SMALLEST}x{SMALLEST} to {LARGEST}x{LARGEST} pixels, got {size}.")
    return Preset(width, height, 4 / 3 if min(width, height) >= 900 else 1, "")
