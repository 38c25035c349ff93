"""Where the pages are served: the peers' by one small server, the stock Dash page and ours each by a process."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import mimetypes
import re
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from waitress.server import create_server

ROOT: Final = Path(__file__).parents[2]


class NotServedError(Exception):
    """A program did not do what was asked of it; the message says what and why."""


@contextlib.contextmanager
def static_site(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serves files by their paths, compressed, for a year; yields the address, without a slash at its end."""
    packed = {path: gzip.compress(content, 6) for path, content in files.items()}

    def answer(environ: Mapping[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = packed.get(environ["PATH_INFO"])
        if body is None:
            start("404 Not Found", [("Content-Length", "0")])
            return []
        kind = mimetypes.guess_type(environ["PATH_INFO"])[0] or "text/html"
        headers = {
            "Content-Type": kind,
            "Content-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "Cache-Control": "public, max-age=31536000, immutable",
        }
        start("200 OK", list(headers.items()))
        return [body]

    server = create_server(answer, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@contextlib.asynccontextmanager
async def served_by(*arguments: str, limit: float) -> AsyncIterator[str]:
    """Runs `python -m ARGUMENTS...` and yields the address that it prints; a NotServedError after `limit` seconds."""
    process = await _python(arguments)
    try:
        try:
            yield await asyncio.wait_for(_address(process), limit)
        except TimeoutError:
            raise NotServedError(f"did not serve within {limit:.0f} s") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


async def written_by(*arguments: str, limit: float) -> None:
    """Runs `python -m ARGUMENTS...` to its end; a NotServedError after `limit` seconds."""
    process = await _python(arguments)
    try:
        _, complaint = await asyncio.wait_for(process.communicate(), limit)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise NotServedError(f"did not write its file within {limit:.0f} s") from None
    if process.returncode:
        raise NotServedError(complaint.decode()[-200:])


async def _python(arguments: Iterable[str]) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-m", *arguments, cwd=ROOT, stdout=pipe, stderr=pipe
    )


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if found := re.search(r"Open (http://\S+)/", line.decode()):
            return found[1]
    raise NotServedError("ended before it served")
