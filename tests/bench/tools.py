"""How each tool's page is worked: the peers by their own functions, ours by its real controls."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Final

from playwright.async_api import Locator, Page

from tests.bench.events import Events

GRAPHICS: Final = "#timeline :is(path, rect, circle, ellipse, line, polygon, polyline, use, text)"
Milliseconds = float


@dataclass(frozen=True, slots=True)
class PeerPage:
    """A page with `window.tool`. Each step returns its milliseconds, or None where the tool cannot do it."""

    name: str
    address: str
    events: Events

    async def zoom(self, page: Page) -> Milliseconds | None:
        """Show the middle quarter of the time."""
        return await self._call(page, "zoom", *middle_quarter(self.events.days))

    async def filter(self, page: Page) -> Milliseconds | None:
        """Leave one lane's events alone."""
        return await self._call(page, "filter", *self.events.lanes[0])

    async def reset(self, page: Page) -> None:
        """Show all events over all of the time."""
        await self._call(page, "reset", *self.events.days)

    async def focus(self, page: Page) -> Milliseconds | None:
        """Point at one event in the middle, so that its title is told."""
        row = dict(zip(("id", "label", "title", "start", "end", "lane"), self._middle_row(), strict=True))
        if await page.evaluate("'focus' in tool"):
            return await self._call(page, "focus", row)
        lane = dict(self.events.lanes)[row["lane"]]
        spot = await page.evaluate(f"tool.spot?.({json.dumps(row)}, {json.dumps(lane)}) ?? null")
        if spot is None:
            return None
        await page.mouse.move(spot[0] - 40, 5)
        await page.evaluate("void probe.arm('mousemove', tool.hovered())")
        await page.mouse.move(*spot)
        return float(await page.evaluate("probe.step"))

    async def count(self, page: Page) -> int:
        """How many events the page says that it shows."""
        return int(await page.evaluate("tool.count()"))

    def _middle_row(self) -> list[str]:
        rows: list[list[str]] = self.events.drawing["rows"]
        return rows[len(rows) // 2]

    async def _call(self, page: Page, step: str, *given: object) -> Milliseconds | None:
        arguments = ", ".join(map(json.dumps, given))
        took = await page.evaluate(f"tool.{step} ? probe.call(() => tool.{step}({arguments})) : null")
        return None if took is None else float(took)


@dataclass(frozen=True, slots=True)
class OurPage:
    """The dashboard or the exported file, worked as a reader does, by keys, buttons and check boxes."""

    name: str
    address: str
    events: Events

    async def zoom(self, page: Page) -> Milliseconds | None:
        """The zoom key twice, for each halves the time shown; the slower one counts."""
        await page.locator("#timeline").focus()
        return max([await self._pressed(page, "+") for _ in range(2)])

    async def filter(self, page: Page) -> Milliseconds | None:
        """The check box of a lane, in the drawer of the filters."""
        return await self._toggled(page)

    async def reset(self, page: Page) -> None:
        """Whatever was filtered and zoomed is undone by the reader's own means."""
        if await self._lane(page).is_checked():
            await self._toggled(page)
        await page.evaluate("void probe.arm('click')")
        await page.get_by_role("button", name="Whole period").click()
        await page.evaluate("probe.step")

    def _lane(self, page: Page) -> Locator:
        """The check box of the first lane."""
        return page.locator(f"#drawer input[name=track][value={json.dumps(self.events.lanes[0][0])}]")

    async def _toggled(self, page: Page) -> Milliseconds:
        """How long the drawing takes that a click on a lane's check box leads to; the drawer is open for it alone."""
        await page.evaluate("document.getElementById('drawer').showPopover()")
        await page.evaluate("void probe.arm('click')")
        await self._lane(page).click()
        took = float(await page.evaluate("probe.step"))
        await page.evaluate("document.getElementById('drawer').hidePopover()")
        return took

    async def focus(self, page: Page) -> Milliseconds | None:
        """Enter on the event that the keys stand on."""
        await page.locator("#timeline").focus()
        await self._pressed(page, "Home")
        return await self._pressed(page, "Enter")

    async def _pressed(self, page: Page, key: str) -> Milliseconds:
        """How long the drawing takes that a key leads to."""
        await page.evaluate("probe.quiet()")
        await page.evaluate("void probe.arm('keydown')")
        await page.keyboard.press(key)
        return float(await page.evaluate("probe.step"))

    async def count(self, page: Page) -> int:
        """How many events the status line says are shown."""
        words = await page.get_by_role("status").first.inner_text()
        found = re.match(r"([\d,]+) of [\d,]+ events", words)
        return int(found[1].replace(",", "")) if found else 0


Tool = PeerPage | OurPage


def middle_quarter(days: tuple[str, str]) -> tuple[str, str]:
    """The first and last day of the middle quarter of a time."""
    first, last = (dt.date.fromisoformat(day) for day in days)
    length = (last - first).days
    return str(first + dt.timedelta(length * 3 // 8)), str(first + dt.timedelta(length * 5 // 8))
