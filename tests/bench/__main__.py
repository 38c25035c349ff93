"""Measures the timeline beside other tools: `python -m tests.bench --help`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import click
from playwright.async_api import Browser, async_playwright

from tests.bench.events import CACHE, Events, prepared
from tests.bench.peers import EMPTY, PAGES, PEERS, STOCK_DASH, NotFetchedError, Peer, fetched, page
from tests.bench.report import DASHBOARD, EXPORTED, OURS, Row, checks, table
from tests.bench.sites import NotServedError, served_by, static_site, written_by
from tests.bench.tools import OurPage, PeerPage, Tool
from tests.bench.visits import launched, visit

SLOW, VERY_SLOW = 20, 60  # seconds of a visit beyond which three visits, or one, are enough
START_LIMIT = 20  # times the limit of a step that a program of ours may take to start
NAMES = (EMPTY.name, *OURS, *(peer.name for peer in PEERS), STOCK_DASH)


@click.command()
@click.option("--counts", default="361,3000,30000,100000", show_default=True, help="Numbers of events.")
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="Just this tool; can be given several times.")
@click.option("--runs", default=5, show_default=True, help="Visits of each page, each in a fresh context.")
@click.option("--limit", default=30.0, show_default=True, help="Seconds that a step may take.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=CACHE / "results.json",
    show_default="in .cache",
    help="All figures.",
)
def main(counts: str, only: Sequence[str], runs: int, limit: float, out: Path) -> None:
    """Draw, zoom, filter and focus the same events with each tool; print medians, ratios and verdicts."""
    numbers = sorted(int(count) for count in counts.split(","))
    rows = asyncio.run(_measured(numbers, only or NAMES, runs, limit))
    for count in numbers:
        of_count = [row for row in rows if row.count == count]
        click.echo(f"{count:,} events, median of {runs} visits\n{table(of_count)}\n")
    machine = {"system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version()}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(
        json.dumps({"machine": machine, "rows": [row.as_dict() for row in rows]}, indent=1), encoding="utf-8"
    )
    click.echo("\n".join(check.words for check in checks(rows)))
    click.echo(f"All figures: {out}")


@dataclass(slots=True)
class _Candidate:
    """A tool's page with a number of events, the row of its figures, and how often to visit it."""

    tool: Tool
    row: Row
    wanted: int


async def _measured(counts: Sequence[int], names: Sequence[str], runs: int, limit: float) -> list[Row]:
    """The rows of all counts, with their visits."""
    rows: list[Row] = []
    candidates: list[_Candidate] = []
    async with contextlib.AsyncExitStack() as stack:
        for count in counts:
            row_of = {name: Row(name, count) for name in NAMES if name in names}
            tools = await stack.enter_async_context(_tools(prepared(count), row_of, limit * START_LIMIT))
            candidates += [_Candidate(tool, row_of[tool.name], runs) for tool in tools]
            rows += row_of.values()
        await _visit_all(candidates, runs, limit)
    return rows


async def _visit_all(candidates: Sequence[_Candidate], runs: int, limit: float) -> None:
    """Visit all pages in turn, so that a busy minute of the machine meets all of them alike."""
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        for turn in range(runs):
            click.echo(f"visit {turn + 1} of {runs}", err=True)
            for candidate in (one for one in candidates if turn < one.wanted):
                await _visit(browser, candidate, limit)
                if candidate.row.fault:
                    _give_up(candidate, candidates)
                    await browser.close()
                    browser = await launched(playwright)
        await browser.close()


async def _visit(browser: Browser, candidate: _Candidate, limit: float) -> None:
    """Visit a page once more; where that took long, fewer visits are wanted."""
    began = time.monotonic()
    candidate.row.visits.append(await visit(browser, candidate.tool, limit))
    candidate.row.fault = candidate.row.visits[-1].fault
    took = time.monotonic() - began
    if took > SLOW:
        candidate.wanted = min(candidate.wanted, 1 if took > VERY_SLOW else 3)


def _give_up(failed: _Candidate, candidates: Sequence[_Candidate]) -> None:
    """Want no more of a page, nor, where it never drew anything, of the same tool with more events."""
    failed.wanted = 0
    for other in candidates:
        more = other.tool.name == failed.tool.name and other.row.count > failed.row.count
        if more and failed.row.figure("drawn") is None:
            other.wanted, other.row.fault = 0, f"not tried, for it failed at {failed.row.count:,}"


@contextlib.asynccontextmanager
async def _tools(events: Events, wanted: dict[str, Row], limit: float) -> AsyncIterator[list[Tool]]:
    """The pages of all tools that can be had; why others cannot is put into their rows, which stand by their names."""
    peers = [peer for peer in (EMPTY, *PEERS) if peer.name in wanted]
    async with contextlib.AsyncExitStack() as stack:
        site = stack.enter_context(static_site(_files(events, peers, wanted)))
        tools: dict[str, Tool] = {
            peer.name: PeerPage(peer.name, f"{site}/{quote(peer.name)}.html", events)
            for peer in peers
            if not wanted[peer.name].fault
        }

        async def start(name: str, started: Callable[[], Awaitable[Tool]]) -> None:
            try:
                tools[name] = await started()
            except NotServedError as error:
                wanted[name].fault = str(error)

        starts: dict[str, Callable[[], Awaitable[Tool]]] = {
            DASHBOARD: lambda: _dashboard(events, stack, limit),
            EXPORTED: lambda: _exported(events, stack, limit),
            STOCK_DASH: lambda: _stock_dash(events, stack, limit),
        }
        await asyncio.gather(*(start(name, starts[name]) for name in starts if name in wanted))
        yield [tools[name] for name in NAMES if name in tools]


async def _dashboard(events: Events, stack: contextlib.AsyncExitStack, limit: float) -> Tool:
    served = served_by("app", "serve", str(events.path), "--no-open", "--port", "0", limit=limit)
    return OurPage(DASHBOARD, f"{await stack.enter_async_context(served)}/?{_whole(events)}", events)


async def _exported(events: Events, stack: contextlib.AsyncExitStack, limit: float) -> Tool:
    file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "exported.html"
    view = ("--view", _whole(events), "--today", "2026-07-31")
    await written_by("app", "export", "html", str(events.path), "--out", str(file), *view, limit=limit)
    return OurPage(EXPORTED, file.as_uri(), events)


async def _stock_dash(events: Events, stack: contextlib.AsyncExitStack, limit: float) -> Tool:
    served = served_by("tests.bench.stock_dash", str(events.path.with_suffix(".json")), limit=limit)
    return PeerPage(STOCK_DASH, await stack.enter_async_context(served), events)


def _whole(events: Events) -> str:
    """The view of all events over all of their time."""
    first, last = events.days
    return f"from={first}&to={last}"


def _files(events: Events, peers: Iterable[Peer], rows: dict[str, Row]) -> dict[str, bytes]:
    """What the peers' pages need, by paths; why a package could not be had is put into the row."""
    files = {f"/pages/{path.name}": path.read_bytes() for path in PAGES.glob("*.js")}
    for peer in peers:
        try:
            package = fetched(peer.package) if peer.package else {}
        except NotFetchedError as error:
            rows[peer.name].fault = str(error)
            continue
        files |= {f"/{peer.package.name}/{path}": content for path, content in package.items() if peer.package}
        files[f"/{peer.name}.html"] = page(peer, events).encode()
    return files


if __name__ == "__main__":
    main()
