"""Tries the addresses that a dataset cites, politely: few at once, one at a time for each host."""

from __future__ import annotations

import http.client
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit

from app.data.checks.finding import Finding
from app.data.checks.rules import Rule
from app.data.evidence import host_of
from app.data.schema import Dataset

TIMEOUT: Final = 15  # seconds
HOSTS_AT_ONCE: Final = 8
PAUSE: Final = 1.0  # seconds between two requests to one host
AGENT: Final = "policy-timeline link check"
REFUSALS: Final = (401, 403, 405, 429)  # the page may well be there: it only does not answer programs
NO_NAME: Final = "cannot be reached: its host is not known"
ENOUGH: Final = 10  # hosts that are not known, and not one page that answers: there is no network
_SAFE: Final = "/:?#[]@!$&'()*+,;=%~-._"

Fetch = Callable[[str], str]
Tell = Callable[[int, int], object]  # gets the number of pages tried, and of all


def fetch_state(url: str) -> str:
    """ "" where the page answers, else what is wrong with it, in a few words."""
    try:
        request = urllib.request.Request(_ascii(url), headers={"User-Agent": AGENT}, method="GET")  # noqa: S310
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  the schema allows https and http
            answer.read(1)
    except HTTPError as error:
        return "" if error.code in REFUSALS else f"answers {error.code} {error.reason}"
    except URLError as error:
        return NO_NAME if isinstance(error.reason, socket.gaierror) else f"cannot be reached: {error.reason}"
    except http.client.HTTPException as error:
        return f"answers with what is no correct HTTP ({type(error).__name__})"
    except (OSError, ValueError) as error:
        return f"cannot be reached: {error}"
    return ""


def _ascii(url: str) -> str:
    """The address as it is sent: its host in Punycode, all else that is not ASCII in percents."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    rest = (quote(part, safe=_SAFE) for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host + port, *rest, ""))


def with_links(check: Rule, tell: Tell | None = None) -> Rule:
    """What `check` finds, then the pages that do not answer."""
    return lambda dataset: chain(check(dataset), link_findings(dataset, tell=tell))


def link_findings(
    dataset: Dataset, fetch: Fetch = fetch_state, pause: float = PAUSE, tell: Tell | None = None
) -> Iterator[Finding]:
    """A finding for each source whose page does not answer, as far as the pages were tried before Ctrl-C."""
    places: dict[str, list[tuple[int, int]]] = {}
    for index, event in enumerate(dataset.events):
        for number, source in enumerate(event.sources):
            if source.url:
                places.setdefault(source.url, []).append((index, number))
    round_ = _Round(fetch, pause, len(places), tell)
    round_.run(places)
    if round_.has_no_network:
        message = "no page could be reached: there is no network, so that nothing is known of the pages."
        yield Finding("dataset", 0, (), message)
        return
    for url, state in round_.states.items():
        for index, number in places[url] if state else ():
            yield Finding("events", index, ("sources", number, "url"), f"{url} {state}.")
    if len(round_.states) < len(places):
        tried = f"{len(round_.states):,} of {len(places):,} pages"
        yield Finding("dataset", 0, (), f"the check of the pages was stopped: {tried} were tried.", level="warning")


@dataclass
class _Round:
    """One try of all pages."""

    fetch: Fetch
    pause: float
    total: int
    tell: Tell | None = None
    states: dict[str, str] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self, urls: Iterable[str]) -> None:
        """Try the pages; Ctrl-C ends it, and what was found stays."""
        groups = [list(group) for _, group in groupby(sorted(urls, key=host_of), host_of)]
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            try:
                for done in as_completed([pool.submit(self._host, group) for group in groups]):
                    done.result()
            except KeyboardInterrupt:
                pass
            finally:
                self.stopped.set()

    def _host(self, urls: Sequence[str]) -> None:
        for number, url in enumerate(urls):
            if self.stopped.wait(self.pause if number else 0) or self.stopped.is_set():
                return
            self.states[url] = self.fetch(url)
            if self.tell:
                self.tell(len(self.states), self.total)
            if self.has_no_network:
                self.stopped.set()

    @property
    def has_no_network(self) -> bool:
        """Whether the host of every page is unknown, of so many that it is not the hosts' fault."""
        states = list(self.states.values())
        return (
            len(states) >= min(ENOUGH, self.total) > 0 and all(state == NO_NAME for state in states) and len(states) > 1
        )
