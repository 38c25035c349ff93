"""Rules on colours that a file declares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.contrast import DARK_PAPER, LEAST, LIGHT_PAPER, contrast
from app.data.schema import Dataset

PAPERS: Final = {"light": LIGHT_PAPER, "dark": DARK_PAPER}


def colours_stand_out(dataset: Dataset) -> Findings:
    """Each declared colour has a contrast of 3:1 or more with the light paper and with the dark one."""
    for section, index, colour in _declared(dataset):
        measures = {paper: contrast(colour, ground) for paper, ground in PAPERS.items()}
        weak = [f"{measure:.1f}:1 on {paper} paper" for paper, measure in measures.items() if measure < LEAST]
        if weak:
            change = "darker" if measures["light"] < LEAST else "brighter"
            words = f"the colour {colour} has a contrast of {' and '.join(weak)}; choose a {change} one"
            yield Finding(section, index, ("colour",), f"{words}, for marks need {LEAST}:1 on both.")


def _declared(dataset: Dataset) -> Iterator[tuple[str, int, str]]:
    """Each colour that the file states, with its place; without directions it states those of its tracks."""
    for section in ("sides", "tracks") if dataset.goes_by_track else ("sides", "directions", "tracks"):
        for index, record in enumerate(getattr(dataset, section)):
            if record.colour:
                yield section, index, record.colour
