"""Visits -> medians, the table of ratios, and the verdicts on what this project promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from tests.bench.peers import EMPTY, STOCK_DASH
from tests.bench.visits import STEPS, Visit

DASHBOARD: Final = "our dashboard"
EXPORTED: Final = "our exported file"
OURS: Final = (DASHBOARD, EXPORTED)
BASIC: Final = "plotly basic, SVG"
RIVAL: Final = "ECharts"
MEGABYTE: Final = 1_000_000


@dataclass(slots=True)
class Row:
    """All visits of one tool with one count of events."""

    tool: str
    count: int
    visits: list[Visit] = field(default_factory=list)
    fault: str = ""  # why there are no visits, or no more

    def figure(self, step: str) -> float | None:
        """The median of a step over the visits; None where no visit has it."""
        found = [value for visit in self.visits if (value := visit.figures.get(step)) is not None]
        return median(found) if found else None

    @property
    def graphics(self) -> int | None:
        """The graphic elements of its chart in the first visit."""
        return self.visits[0].graphics if self.visits else None

    @property
    def shown(self) -> int | None:
        """The events that the page said it showed in the first visit."""
        return self.visits[0].count if self.visits else None

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON has it, medians and visits."""
        medians = {step: self.figure(step) for step in STEPS}
        visits = [visit.as_dict() for visit in self.visits]
        return {"tool": self.tool, "count": self.count, "fault": self.fault, "median": medians, "visits": visits}


COLUMNS: Final = (
    *("tool", "drawn ms", "×empty", "×best", "paint ms", "+empty", "zoom ms", "×best", "filter ms", "×best"),
    *("focus ms", "×best", "settled", "task load", "in use", "heap MB", "wire MB", "events", "graphics"),
    *("visits", "remarks"),
)


def table(rows: Sequence[Row]) -> str:
    """The rows of one count as text: medians, ratios to the empty page and to the best other tool."""
    empty = next((row for row in rows if row.tool == EMPTY.name), None)
    best = {step: _best(rows, step) for step in ("drawn", "zoom", "filter", "focus")}
    lines = [COLUMNS, *(_line(row, empty, best) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:-1], widths[1:-1]), line[-1]]).rstrip()
        for line in lines
    )


def _best(rows: Iterable[Row], step: str) -> float | None:
    others = [row.figure(step) for row in rows if row.tool not in (*OURS, EMPTY.name)]
    return min((value for value in others if value is not None), default=None)


def _line(row: Row, empty: Row | None, best: Mapping[str, float | None]) -> list[str]:
    def of_best(step: str) -> list[str]:
        return [_number(row.figure(step)), _ratio(row.figure(step), best[step])]

    heap, wire = (_number(_divided(row.figure(step), MEGABYTE), 1) for step in ("heap", "wire"))
    first = empty.figure("drawn") if empty else None
    paint, blank = row.figure("fcp"), empty.figure("fcp") if empty else None
    return [
        row.tool,
        *(_number(row.figure("drawn")), _ratio(row.figure("drawn"), first), _ratio(row.figure("drawn"), best["drawn"])),
        *(_number(paint), _number(paint - blank) if paint is not None and blank is not None else "-"),
        *(*of_best("zoom"), *of_best("filter"), *of_best("focus"), _number(row.figure("settled"))),
        *(_number(row.figure("task_at_load")), _number(row.figure("task_in_use")), heap, wire),
        *(_number(row.shown), _number(row.graphics), str(len(row.visits)), row.fault),
    ]


def _number(value: float | None, digits: int = 0) -> str:
    return "-" if value is None else f"{value:,.{digits}f}"


def _divided(value: float | None, by: float | None) -> float | None:
    return value / by if value is not None and by else None


def _ratio(value: float | None, to: float | None) -> str:
    return _number(_divided(value, to), 2)


@dataclass(frozen=True, slots=True)
class Check:
    """A promise: a value, the most that it may be, and what it is."""

    promise: str
    value: float | None
    most: float

    @property
    def words(self) -> str:
        """The promise with its verdict."""
        verdict = "not measured" if self.value is None else "holds" if self.value <= self.most else "FAILS"
        return f"{verdict:<13}{_number(self.value, 2):>9} of at most {self.most:<8g} {self.promise}"


def checks(rows: Sequence[Row]) -> list[Check]:
    """What is promised of ours, at the least and the greatest count of events that were measured."""
    counts = sorted({row.count for row in rows})
    verdicts = _checks_at(counts[0], {row.tool: row for row in rows if row.count == counts[0]})
    small, large = ({row.tool: row for row in rows if row.count == count} for count in (counts[0], counts[-1]))
    if len(counts) > 1:
        for tool in OURS:
            for step in ("drawn", "zoom", "filter"):
                promise = f"{tool}, {step}: {counts[-1]:,} events ÷ {counts[0]:,}"
                verdicts.append(Check(promise, _divided(_of(large, tool, step), _of(small, tool, step)), 1.5))
    for count in counts:
        found = [row.graphics for row in rows if row.count == count and row.tool in OURS and row.graphics is not None]
        verdicts.append(Check(f"graphic elements of ours at {count:,} events", max(found, default=None), 2000))
    return verdicts


def _checks_at(count: int, by_tool: Mapping[str, Row]) -> list[Check]:
    def ratio(tool: str, other: str, step: str = "drawn") -> float | None:
        return _divided(_of(by_tool, tool, step), _of(by_tool, other, step))

    verdicts = [
        Check(f"{DASHBOARD}, first drawn ÷ {BASIC}, at {count:,} events", ratio(DASHBOARD, BASIC), 2.0),
        Check(f"{DASHBOARD}, first drawn ÷ {STOCK_DASH}", ratio(DASHBOARD, STOCK_DASH), 0.4),
        Check(f"{EXPORTED}, first drawn ÷ {BASIC}", ratio(EXPORTED, BASIC), 1.3),
    ]
    for tool in OURS:
        paint, empty = _of(by_tool, tool, "fcp"), _of(by_tool, EMPTY.name, "fcp")
        later = paint - empty if paint is not None and empty is not None else None
        verdicts.append(Check(f"{tool}, milliseconds of its first paint after the {EMPTY.name}'s", later, 150))
    for tool in OURS:
        steps = ("zoom", "filter", "focus")
        verdicts += [Check(f"{tool}, {step} ÷ {RIVAL}", ratio(tool, RIVAL, step), 1.0) for step in steps]
        verdicts.append(Check(f"{tool}, longest task in use, milliseconds", _of(by_tool, tool, "task_in_use"), 200))
    return verdicts


def _of(by_tool: Mapping[str, Row], tool: str, step: str) -> float | None:
    row = by_tool.get(tool)
    return row.figure(step) if row else None
