"""One visit of a page in a fresh context: all its steps, measured; and the visits of all tools, in turn."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator, Awaitable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import unquote, urlsplit

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, Playwright

from tests.bench.peers import PAGES
from tests.bench.tools import GRAPHICS, Tool

STEPS: Final = ("drawn", "fcp", "zoom", "filter", "focus", "settled", "task_at_load", "task_in_use", "heap", "wire")
PAUSE: Final = 0.3  # seconds in which the browser tidies up after one page, before the next
VIEWPORT: Final = {"width": 1400, "height": 1000}
# No GPU, WebGL by software, and nothing but this machine can be reached.
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

Result = TypeVar("Result")


@dataclass(slots=True)
class Visit:
    """What one visit measured; `fault` says which step did not end, and the figures after it are missing.

    `figures` has STEPS: milliseconds, but bytes for `heap` and `wire`; None where the tool cannot do a step.
    """

    figures: dict[str, float | None] = field(default_factory=dict)
    count: int | None = None  # events that the page says it shows
    graphics: int | None = None  # graphic elements in its chart
    fault: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The visit as JSON has it."""
        return asdict(self)


class TooSlowError(Exception):
    """A step took longer than its limit."""


async def launched(playwright: Playwright) -> Browser:
    """The browser that TIMELINE_BROWSER names, one on the PATH, or Playwright's own, past its slow first page."""
    path = os.environ.get("TIMELINE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
    page = await browser.new_page()
    await page.goto("data:text/html,<h1>Warm</h1>")
    await page.close()
    return browser


async def visit(browser: Browser, tool: Tool, limit: float) -> Visit:
    """Load a tool's page in a fresh context and do each step, within `limit` seconds each."""
    done = Visit()
    context = await browser.new_context(viewport=VIEWPORT, color_scheme="light")  # type: ignore[arg-type]
    try:
        async with _watched(context, tool.address, done) as (page, session):
            await _work(page, session, tool, done, limit)
    except TooSlowError as error:
        done.fault = str(error)
    except Error as error:
        done.fault = error.message.splitlines()[0][:120]
    finally:
        with contextlib.suppress(TimeoutError, Error):
            await asyncio.wait_for(context.close(), 10)
        await asyncio.sleep(PAUSE)
    return done


@contextlib.asynccontextmanager
async def _watched(context: BrowserContext, address: str, done: Visit) -> AsyncIterator[tuple[Page, CDPSession]]:
    """A page with the probe in it, whose bytes are summed up; those of a file are its size."""
    page = await context.new_page()
    await page.add_init_script(path=PAGES / "probe.js")
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    split = urlsplit(address)
    done.figures["wire"] = Path(unquote(split.path)).stat().st_size if split.scheme == "file" else 0

    def received(event: dict[str, Any]) -> None:
        if split.scheme != "file":
            done.figures["wire"] = (done.figures["wire"] or 0) + event["encodedDataLength"]

    session.on("Network.loadingFinished", received)
    yield page, session


async def _work(page: Page, session: CDPSession, tool: Tool, done: Visit, limit: float) -> None:
    figures = done.figures

    def within(step: str, work: Awaitable[Result]) -> Awaitable[Result]:
        return _within(step, work, limit)

    await within("load", page.goto(tool.address, wait_until="commit"))
    loaded = await within("first drawing", page.evaluate("probe.load()"))
    figures |= {"drawn": loaded["drawn"], "fcp": loaded["fcp"], "task_at_load": loaded["task"]}
    done.count = await within("count", tool.count(page))
    done.graphics = await within("count", page.locator(GRAPHICS).count())
    figures["zoom"] = await within("zoom", tool.zoom(page))
    await within("reset", tool.reset(page))
    figures["filter"] = await within("filter", tool.filter(page))
    await within("reset", tool.reset(page))
    figures["focus"] = await within("focus", tool.focus(page))
    figures["settled"] = await within("focus", page.evaluate("probe.settled || null"))
    figures["task_in_use"] = await within("tasks", page.evaluate("probe.longestSinceLoad()"))
    await within("heap", session.send("HeapProfiler.collectGarbage"))
    figures["heap"] = (await within("heap", session.send("Runtime.getHeapUsage")))["usedSize"]


async def _within(step: str, work: Awaitable[Result], limit: float) -> Result:
    try:
        return await asyncio.wait_for(work, limit)
    except TimeoutError:
        raise TooSlowError(f"{step}: over {limit:.0f} s") from None
