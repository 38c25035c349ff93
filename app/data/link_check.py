"""Tries the addresses that a dataset cites, politely: few at once, one at a time for each host."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, groupby
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from app.data.checks.finding import Finding
from app.data.checks.rules import Rule
from app.data.schema import Dataset

TIMEOUT: Final = 15  # seconds
HOSTS_AT_ONCE: Final = 8
PAUSE: Final = 1.0  # seconds between two requests to one host
AGENT: Final = "policy-timeline link check"
REFUSALS: Final = (401, 403, 405, 429)  # the page may well be there: it only does not answer programs

Fetch = Callable[[str], str]


def fetch_state(url: str) -> str:
    """ "" where the page answers, else what is wrong with it, in a few words."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT}, method="GET")  # noqa: S310  from the schema
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            answer.read(1)
    except HTTPError as error:
        return "" if error.code in REFUSALS else f"answers {error.code} {error.reason}"
    except URLError as error:
        return f"cannot be reached: {error.reason}"
    except (OSError, ValueError) as error:
        return f"cannot be reached: {error}"
    return ""


def with_links(check: Rule) -> Rule:
    """What `check` finds, then the pages that do not answer."""
    return lambda dataset: chain(check(dataset), link_findings(dataset))


def link_findings(dataset: Dataset, fetch: Fetch = fetch_state, pause: float = PAUSE) -> Iterator[Finding]:
    """A finding for each source whose page does not answer."""
    places: dict[str, list[tuple[int, int]]] = {}
    for index, event in enumerate(dataset.events):
        for number, source in enumerate(event.sources):
            places.setdefault(source.url, []).append((index, number))
    for url, state in _states(places, fetch, pause).items():
        for index, number in places[url] if state else ():
            yield Finding("events", index, ("sources", number, "url"), f"{url} {state}.")


def _states(urls: Iterable[str], fetch: Fetch, pause: float) -> dict[str, str]:
    def of_host(group: list[str]) -> list[tuple[str, str]]:
        states = []
        for number, url in enumerate(group):
            time.sleep(pause if number else 0)
            states.append((url, fetch(url)))
        return states

    ordered = sorted(urls, key=_host)
    groups = [list(group) for _, group in groupby(ordered, _host)]
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        return dict(pair for states in pool.map(of_host, groups) for pair in states)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
