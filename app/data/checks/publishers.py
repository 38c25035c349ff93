"""Rules on whose pages are cited and whose reports they carry."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.evidence import NEWSROOMS, Evidence, host_of
from app.data.problems import shortened
from app.data.schema import Dataset, Source

_REPORTING: Final = ("report", "reports", "reportedly")
# Who "says" something that another newsroom heard, besides newsrooms by name; what a minister says, all can hear.
_UNNAMED: Final = frozenset(("source", "media", "paper", "newspaper"))
_LONGEST_NAME: Final = 4  # words of a newsroom's name, without its article


def hosts_have_one_publisher(dataset: Dataset) -> Findings:
    """A host belongs to one publisher."""
    owners: dict[str, str] = {}
    for index, publisher in enumerate(dataset.publishers):
        for number, host in enumerate(publisher.hosts):
            if host in owners:
                message = f"the host {host!r} is already one of {owners[host]!r}; leave it with one of them."
                yield Finding("publishers", index, ("hosts", number), message)
            owners.setdefault(host, publisher.id)


def publishers_are_declared(dataset: Dataset) -> Findings:
    """Where a dataset declares publishers, the host of each source belongs to one."""
    evidence = Evidence.of(dataset)
    for index, number, source in _sources(dataset):
        if source.url and not evidence.publisher(source.url):
            message = f"no publisher has the host {host_of(source.url)!r}; add it to one in 'publishers', or a new one."
            yield Finding("events", index, ("sources", number, "url"), message)


def plain_http_is_of_official_bodies(dataset: Dataset) -> Findings:
    """A page without https is one that an official body offers in no other way."""
    evidence = Evidence.of(dataset)
    for index, event in enumerate(dataset.events):
        for number, source in enumerate(event.sources):
            if source.url.startswith("http:"):
                publisher = evidence.publisher(source.url)
                is_official = publisher.class_ == "official" if publisher else source.kind == "primary"
                if not is_official:
                    message = (
                        f"must be an https address, got {shortened(source.url)}; only official bodies may lack it."
                    )
                    yield Finding("events", index, ("sources", number, "url"), f"'sources.url' {message}")


def relays_name_their_origin(dataset: Dataset) -> Findings:
    """Press that tells what another outlet reports names that outlet, or itself where the report is its own."""
    newsrooms = frozenset(_names(dataset))
    for index, number, source in _sources(dataset):
        found = (
            "" if source.origin or source.kind != "press" else _relay(f"{source.title or ''} {source.url}", newsrooms)
        )
        if found:
            message = (
                f"title or address says {found!r}: name in 'origin' whose report it is, "
                "the publisher itself where it is its own."
            )
            yield Finding("events", index, ("sources", number), message)


def _names(dataset: Dataset) -> Iterator[str]:
    """What newsrooms are called in a title: by their names, or by initials that are a host of theirs, too ("wsj")."""
    for publisher in dataset.publishers:
        if publisher.class_ in NEWSROOMS:
            name = " ".join(_words(publisher.name)).removeprefix("the ")
            initials = "".join(word[0] for word in name.split())
            yield from (name, *(initials for host in publisher.hosts if initials in host.split(".")))


def _relay(text: str, newsrooms: Container[str]) -> str:
    """The words by which a title or an address tells that it passes on the report of others; "" where none do."""
    words = _words(text)
    for place, word in enumerate(words):
        if word in _REPORTING:
            return word
        if words[place : place + 2] == ["according", "to"]:
            return "according to"
        if word == "says" and any(name in newsrooms or name in _UNNAMED for name in _beside(words, place)):
            return "says"
    return ""


def _beside(words: Sequence[str], place: int) -> Iterator[str]:
    """What may be a name right before a word, or right after it."""
    after = words[place + 1 :]
    after = after[1:] if after[:1] == ["the"] else after
    for length in range(1, _LONGEST_NAME + 1):
        yield " ".join(words[max(place - length, 0) : place])
        yield " ".join(after[:length])


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _sources(dataset: Dataset) -> Iterator[tuple[int, int, Source]]:
    """Each source with the place of its event and its own; none where no publishers are declared."""
    for index, event in enumerate(dataset.events if dataset.publishers else ()):
        for number, source in enumerate(event.sources):
            yield index, number, source
