"""A Chrome or Chromium of this machine that draws pages of ours, without a network.

One browser runs in a thread of its own and is kept for the next picture; it ends with the process, or after a while
without work.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from base64 import b64decode
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.export.formats import MissingPart

if TYPE_CHECKING:
    from choreographer import Browser, Tab

NO_NETWORK: Final = "http://127.0.0.1:9"  # the proxy that the browser is told to use: nothing listens there
PATIENCE: Final = 90  # seconds for one picture
IDLE: Final = 120  # seconds without work after which the browser ends
PER_INCH: Final = 96  # CSS pixels
NUMBERED: Final = {
    "displayHeaderFooter": True,
    "headerTemplate": "<span></span>",
    "footerTemplate": '<div style="width:100%;text-align:center;font:8px sans-serif;color:#666">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>',
}
NO_PACKAGE: Final = "Pictures need the package choreographer. Install it with: pip install choreographer"
GET_BROWSER: Final = (
    "Install one (on Debian and Ubuntu: apt-get install chromium; everywhere: choreo_get_chrome, which fetches one "
    "for this purpose), or name the path of one in the environment variable BROWSER_PATH."
)
NO_BROWSER: Final = f"Pictures are drawn by Chrome or Chromium, and none was found {{where}}. {GET_BROWSER}"
NOT_DRAWN: Final = f"The browser did not draw the picture: {{reason}}. {GET_BROWSER}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a picture: its width and height in CSS pixels, and how many pixels stand for one of them.

    A height of 0 is as high as the page needs.
    """

    width: int
    height: int = 0
    ratio: float = 1.0


def draw(page: str, sheet: Sheet, form: str) -> bytes:
    """A page drawn as "png", "svg" or "pdf".

    The page sets `window.picture`, a promise of {width, height, flows, svg()} that is kept when all is drawn;
    with `flows` a pdf has as many pages as it takes. A MissingPart
    says what is needed where the package or a browser is not there, or why the browser did not draw.
    """
    try:
        from choreographer import errors
    except ImportError:
        raise MissingPart(NO_PACKAGE) from None
    try:
        return _STUDIO.run(_drawn(page, sheet, form))
    except errors.ChromeNotFoundError:
        named = os.environ.get("BROWSER_PATH")
        where = f"at {named}, which BROWSER_PATH names" if named else "on this machine"
        raise MissingPart(NO_BROWSER.format(where=where)) from None
    except TooLate:
        raise MissingPart(NOT_DRAWN.format(reason=f"it took more than {PATIENCE} seconds")) from None
    except (RuntimeError, OSError, errors.ChannelClosedError, errors.DevtoolsProtocolError) as error:
        reason = str(error.args[0]).strip().rstrip(".") if error.args else type(error).__name__
        raise MissingPart(NOT_DRAWN.format(reason=reason)) from error


class _Studio:
    """The thread in which the browser runs, started when first needed, and again in a process forked off."""

    def __init__(self) -> None:
        self.alone = threading.Lock()  # one picture at a time: two of them would only slow each other down
        self.loop: asyncio.AbstractEventLoop | None = None
        self.process = 0
        self.browser: Browser | None = None
        self.path: str | None = None
        self.ending: asyncio.TimerHandle | None = None

    def run(self, work: Coroutine[Any, Any, bytes]) -> bytes:
        """What the work returns; a TimeoutError where it takes too long."""
        with self.alone:
            future = asyncio.run_coroutine_threadsafe(work, self._running())
            try:
                return future.result(PATIENCE)
            except TooLate:
                future.cancel()
                self.close()
                raise

    def _running(self) -> asyncio.AbstractEventLoop:
        if self.loop is None or self.process != os.getpid():
            self.loop, self.browser, self.process = asyncio.new_event_loop(), None, os.getpid()
            threading.Thread(target=self.loop.run_forever, daemon=True, name="pictures").start()
        return self.loop

    async def opened(self) -> Browser:
        """The running browser, or a new one where there is none, it has gone, or another one was named."""
        if self.ending:
            self.ending.cancel()
        named = os.environ.get("BROWSER_PATH")
        gone = self.browser is not None and self.browser.subprocess.poll() is not None
        if self.browser is not None and (gone or named != self.path):
            await self.ended()
        if self.browser is None:
            self.browser, self.path = await _new_browser(), named
        self.ending = asyncio.get_running_loop().call_later(IDLE, self._end)
        return self.browser

    def _end(self) -> None:
        self.task = asyncio.ensure_future(self.ended())

    async def ended(self) -> None:
        """Close the browser, if one runs."""
        browser, self.browser = self.browser, None
        if browser is not None:
            await browser.close()

    def close(self) -> None:
        """Close the browser from another thread, as at the end of the process."""
        if self.loop is not None and self.process == os.getpid() and self.browser is not None:
            try:
                asyncio.run_coroutine_threadsafe(self.ended(), self.loop).result(10)
            except (TooLate, RuntimeError, OSError):
                self.browser = None


_STUDIO: Final = _Studio()


async def _new_browser() -> Browser:
    from choreographer import Browser

    browser = Browser(proxy_server=NO_NETWORK)
    await browser.open()
    atexit.unregister(_STUDIO.close)
    atexit.register(_STUDIO.close)  # after the browser's folder was made, so that it is closed before that is removed
    return browser


async def _drawn(page: str, sheet: Sheet, form: str) -> bytes:
    browser = await _STUDIO.opened()
    tab = await browser.create_tab("about:blank")
    try:
        await _shown(tab, page, sheet)
        if form == "svg":
            return str(await _value(tab, "window.picture.then((picture) => picture.svg())")).encode()
        size = await _value(tab, "window.picture.then(({ width, height, flows }) => ({ width, height, flows }))")
        if form == "png":
            return await _png(tab, size["width"], size["height"])
        return await _pdf(tab, size["width"], size["height"], flows=size["flows"])
    finally:
        if browser.subprocess.poll() is None:
            await tab.close()


async def _shown(tab: Tab, page: str, sheet: Sheet) -> None:
    """Show a page on a sheet of paper, as on a screen."""
    metrics = {"width": sheet.width, "height": sheet.height or 600, "deviceScaleFactor": sheet.ratio, "mobile": False}
    await _told(tab, "Emulation.setDeviceMetricsOverride", metrics)
    await _told(tab, "Emulation.setEmulatedMedia", {"media": "screen"})
    frame = await _told(tab, "Page.getFrameTree")
    await _told(tab, "Page.setDocumentContent", {"frameId": frame["frameTree"]["frame"]["id"], "html": page})


async def _png(tab: Tab, width: int, height: int) -> bytes:
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    shot = await _told(tab, "Page.captureScreenshot", {"format": "png", "clip": clip, "captureBeyondViewport": True})
    return b64decode(shot["data"])


async def _pdf(tab: Tab, width: int, height: int, *, flows: bool) -> bytes:
    """One page, or as many numbered ones as it takes where the picture flows from page to page."""
    paper: dict[str, Any] = {"paperWidth": width / PER_INCH, "paperHeight": height / PER_INCH}
    paper |= NUMBERED if flows else {"pageRanges": "1"}
    margins = dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0)
    printed = await _told(tab, "Page.printToPDF", {**paper, **margins, "printBackground": True})
    return b64decode(printed["data"])


async def _value(tab: Tab, expression: str) -> Any:
    """What an expression in the page comes to, once its promise is kept; a RuntimeError with the page's own words."""
    answer = await _told(
        tab, "Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True}
    )
    if "exceptionDetails" in answer:
        raised = answer["exceptionDetails"]
        raise RuntimeError(raised.get("exception", {}).get("description", raised["text"]).splitlines()[0])
    return answer["result"].get("value")


async def _told(tab: Tab, command: str, parameters: dict[str, Any] | None = None) -> Any:
    """What the browser answers to a command; a RuntimeError where it refuses."""
    answer = await tab.send_command(command, parameters or {})
    if "error" in answer:
        raise RuntimeError(f"{command}: {answer['error'].get('message', 'refused')}")
    return answer["result"]
