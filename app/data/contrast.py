"""The papers that charts are drawn on, and how far colours stand out on them."""

from __future__ import annotations

from typing import Final

LIGHT_PAPER: Final = "#fcfbf8"
DARK_PAPER: Final = "#15181d"
LEAST: Final = 3  # contrast of a mark with its paper, as WCAG 2 asks of graphics
_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)


def contrast(one: str, other: str) -> float:
    """How far two colours such as "#3577bd" stand out from each other, from 1 to 21, as WCAG 2 defines it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
