"""Asking other hosts politely: slowly, within bounds of time and size, and never led elsewhere."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from typing import IO, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

TIMEOUT: Final = 20  # seconds
PAUSE: Final = 1.0  # seconds between two requests to one host
TRIES: Final = 3
LONGEST_WAIT: Final = 60.0  # seconds that a host may ask to wait
LONGEST_ANSWER: Final = 60.0  # seconds for one answer, whole
CHUNK: Final = 65_536
MAX_BYTES: Final = 10_000_000
AGENT: Final = "policy-timeline watch"
BUSY: Final = (429, 500, 502, 503, 504)


class RegisterFault(Exception):  # noqa: N818  told in one line; the other registers go on
    """A register that gave no answer that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; `content` is None where it has nothing newer than before."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


@dataclass(slots=True)
class Network:
    """Sends requests one after the other. `stand_ins`: hosts that are asked in the place of others, for tests."""

    pause: float = PAUSE
    timeout: float = TIMEOUT
    longest: float = LONGEST_ANSWER
    sleep: Callable[[float], None] = time.sleep
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def json(self, url: str, **options: Any) -> Any:
        """The value of a JSON answer."""
        content = self.get(url, **options).content or b""
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            sort = "a page of HTML" if content.lstrip()[:1] == b"<" else "no JSON"
            host = urlsplit(url).hostname
            raise RegisterFault(f"{host} answered with {sort}, not with records; its form may have changed") from None

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        etag: str = "",
        modified: str = "",
    ) -> Answer:
        """What an address answers; a RegisterFault where it does not, after some tries."""
        sent = {"User-Agent": AGENT, "Accept-Encoding": "identity", **(headers or {})}
        sent |= {"If-None-Match": etag} if etag else {}
        sent |= {"If-Modified-Since": modified} if modified else {}
        host = urlsplit(url).hostname or ""
        request = urllib.request.Request(self._stood_in(url), data=body, headers=sent)  # noqa: S310  see _stood_in
        for left in reversed(range(TRIES)):
            self._wait_for(host)
            try:
                return self._read(request, host)
            except HTTPError as error:
                if error.code == 304:
                    return Answer(None, etag, modified)
                if error.code not in BUSY or not left:
                    raise RegisterFault(_refusal(error, host)) from None
                self.sleep(_asked_wait(error, 2.0 ** (TRIES - left)))
            except (URLError, OSError, HTTPException, ValueError) as error:
                reason = getattr(error, "reason", error)
                if isinstance(reason, RegisterFault):
                    raise reason from None
                if not left:
                    raise RegisterFault(f"{host} cannot be reached: {reason}") from None
                self.sleep(2.0 ** (TRIES - left))
        raise AssertionError("the last try returns or raises")

    def _read(self, request: urllib.request.Request, host: str) -> Answer:
        opener = urllib.request.build_opener(_SameHost)
        with opener.open(request, timeout=self.timeout) as answer:
            content = self._content(answer, host)
            return Answer(content, answer.headers.get("ETag") or "", answer.headers.get("Last-Modified") or "")

    def _content(self, answer: HTTPResponse, host: str) -> bytes:
        """The body of an answer, within bounds of size and of time however it drips."""
        until = time.monotonic() + self.longest
        content = bytearray()
        while part := answer.read1(CHUNK):
            content += part
            if len(content) > MAX_BYTES:
                raise RegisterFault(f"{host} answered with more than {MAX_BYTES // 1_000_000} MB")
            if time.monotonic() > until:
                raise RegisterFault(f"{host} answers too slowly: not whole after {self.longest:g} seconds")
        if answer.length:
            raise IncompleteRead(bytes(content), answer.length)
        return bytes(content)

    def _wait_for(self, host: str) -> None:
        """Return once a host may be asked again."""
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        if since < self.pause:
            self.sleep(self.pause - since)
        self._asked[host] = time.monotonic()

    def _stood_in(self, url: str) -> str:
        """The address that is asked; a RegisterFault for all but https."""
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise RegisterFault(f"{url[:80]!r} is no https address")
        stand_in = self.stand_ins.get(parts.hostname)
        return f"{stand_in}{url.partition(parts.netloc)[2]}" if stand_in else url


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within a host, never to another."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows, or a RegisterFault."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise RegisterFault(f"{old.hostname} leads to another host ({new.hostname}), which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _refusal(error: HTTPError, host: str) -> str:
    if error.code == 429:
        return f"{host} takes no more requests for now (429); try again later"
    if error.code in (401, 403):
        return f"{host} refuses this request ({error.code}); is its key right?"
    return f"{host} answers {error.code} {error.reason}"


def _asked_wait(error: HTTPError, otherwise: float) -> float:
    asked = error.headers.get("Retry-After") or ""
    return min(float(asked) if asked.isdigit() else otherwise, LONGEST_WAIT)
