"""Looks, said once: colours, shapes, fills, sizes, dashes and fades of marks, and one Plotly template.

The chart, its legend, pictures and Plotly figures all read them here. Backgrounds are transparent and texts take their
colour from the page's style sheet, so that one figure serves the light and the dark theme: every colour of COLOURS
keeps a contrast of 3:1 or more on both papers. On dark paper alone, DARK_COLOURS are their brighter twins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import plotly.graph_objects as go

from app.data.schema import Dataset, Direction

INK: Final = "#22272e"
QUIET: Final = "#7c848d"
QUIET_INK: Final = "#5d656e"  # of small texts on the light paper
RULE: Final = "rgba(124,132,141,0.28)"
FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"

COLOURS: Final = {
    ("above", "tightens"): "#c4482a",
    ("above", "relaxes"): "#bd7c0a",
    ("above", "builds"): "#8f6a3a",
    ("between", "tightens"): "#3577bd",
    ("between", "relaxes"): "#4e93cf",
    ("between", "builds"): "#2f8f9d",
    ("below", "tightens"): "#8257cc",
    ("below", "relaxes"): "#ae76d6",
    ("below", "builds"): "#16886b",
}
# For what has no side: the same colours in an order in which neighbours differ.
PALETTE: Final = (*("#3577bd", "#c4482a", "#16886b", "#8257cc", "#bd7c0a", "#2f8f9d", "#ae76d6", "#8f6a3a", "#4e93cf"),)
DARK_COLOURS: Final = {
    "#c4482a": "#ec7357",
    "#bd7c0a": "#e2a43a",
    "#8f6a3a": "#bd9560",
    "#3577bd": "#6ba6e3",
    "#4e93cf": "#86bbe9",
    "#2f8f9d": "#54b4c2",
    "#8257cc": "#a988ea",
    "#ae76d6": "#cba2e8",
    "#16886b": "#3fb592",
    QUIET: "#a2a9b1",
}
SYMBOLS: Final = {"tightens": "square", "relaxes": "circle", "builds": "triangle-up", "neutral": "diamond"}
HATCHED: Final = ("relaxes", "neutral")  # effects whose bars and spans are hatched: no two are told by hue alone
SHAPES: Final = {  # SVG paths of a diameter of 1
    "square": "M-.5-.5H.5V.5H-.5Z",
    "circle": "M-.5 0A.5.5 0 1 1 .5 0A.5.5 0 1 1-.5 0Z",
    "triangle-up": "M0-.6L.6.46H-.6Z",
    "diamond": "M0-.62L.62 0 0 .62-.62 0Z",
    "triangle-down": "M0 .6L.6-.46H-.6Z",
    "hexagon": "M-.3-.52H.3L.6 0 .3 .52H-.3L-.6 0Z",
}
# Where no directions are declared the shape tells the kind of act: the most frequent kinds have one each.
KIND_SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "triangle-down", "hexagon")
FILLS: Final = {"official": "full", "reported": "open", "alleged": "dot", "disputed": "bar", "denied": "cross"}
DIAMETERS: Final = {3: 13, 2: 10, 1: 7}  # of marks by significance, in pixels: details are small, not pale
LINES: Final = {"stated": "", "reported": "7 4", "inferred": "1.5 4"}  # dashes of an arrow by the basis of its relation
FADE: Final = {
    "days": 5,
    "least": 9,
    "open": 4,
}  # beyond a doubtful end: days, pixels at least, as often for an open end
DIMMED: Final = 0.16  # opacity of what is not of a chosen chain
_SYMBOL_ENDS: Final = {"full": "", "open": "-open"}  # all other fills: "-open-dot"


def looks() -> dict[str, Any]:
    """How marks look, as plain values for the browser; colours come with the directions."""
    return {"diameters": DIAMETERS, "shapes": SHAPES, "lines": LINES, "fade": FADE, "dimmed": DIMMED}


def direction_colours(dataset: Dataset) -> dict[str, str]:
    """The colour of each direction: its own, or by the place of its side and its effect; of each track without any."""
    places = {side.id: side.place for side in dataset.sides}
    has_colours = dataset.goes_by_track or len(dataset.directions) == 1
    return _distinct((one.id, one.colour or _colour(one, places, has_colours)) for one in dataset.directions)


def _colour(direction: Direction, places: Mapping[str, str], has_colours: bool) -> str:
    """The colour of a direction that states none; a neutral one is quiet, unless it is all that there is to see."""
    plain = PALETTE[0] if has_colours or direction.effect != "neutral" else QUIET
    return COLOURS.get((places.get(direction.side or "", ""), direction.effect), plain)


def kind_shapes(dataset: Dataset) -> dict[str, str]:
    """The shape of each kind of act in a dataset without directions, the rarest sharing the last; else nothing."""
    if not dataset.goes_by_track:
        return {}
    return {kind: KIND_SHAPES[min(place, len(KIND_SHAPES) - 1)] for place, kind in enumerate(dataset.kinds)}


def dark_colours(dataset: Dataset) -> dict[str, str]:
    """The colour of each direction on dark paper; one that the data state themselves stays as it is."""
    return {id_: DARK_COLOURS.get(colour, colour) for id_, colour in direction_colours(dataset).items()}


def css_colours(dataset: Dataset) -> dict[str, str]:
    """The colour of each direction as style sheets write it, for both papers."""
    dark = dark_colours(dataset)
    return {id_: f"light-dark({colour},{dark[id_]})" for id_, colour in direction_colours(dataset).items()}


def side_colours(dataset: Dataset) -> dict[str, str]:
    """The colour of each side: its own, or that of its acts that tighten."""
    return _distinct((side.id, side.colour or COLOURS[(side.place, "tightens")]) for side in dataset.sides)


def track_colours(dataset: Dataset) -> dict[str, str]:
    """The colour of each track: its own, or one of the palette."""
    return _distinct((track.id, track.colour or PALETTE[0]) for track in dataset.tracks)


def _distinct(colours: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The colours, a further one of the palette where one is taken already."""
    given: dict[str, str] = {}
    for id_, colour in colours:
        taken = colour in given.values()
        free = (other for other in PALETTE if other not in given.values())
        given[id_] = next(free, colour) if taken else colour
    return given


def clear(colour: str, opacity: float) -> str:
    """A colour as Plotly writes it with an opacity."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def fill(status: str) -> str:
    """The fill of a mark, which tells who says so: full, open, or open with a sign (a dot, a bar, a cross)."""
    return FILLS[status]


def symbol(effect: str, status: str) -> str:
    """The Plotly symbol of a mark: its shape tells the effect, its fill who says so."""
    return SYMBOLS[effect] + _SYMBOL_ENDS.get(fill(status), "-open-dot")


def template() -> go.layout.Template:
    """The one template of all figures."""
    axis = {"gridcolor": RULE, "zeroline": False, "linecolor": RULE, "ticks": "", "automargin": False}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 12, "color": INK},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {"font": {"family": FONT, "size": 12}, "align": "left"},
            "bargap": 0.15,
        }
    )
