"""Rules on whose pages are cited and whose reports they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.evidence import Evidence, host_of
from app.data.problems import shortened
from app.data.schema import Dataset, Source

RELAYED: Final = re.compile(r"\b(report|reports|reportedly|says|according to)\b", re.IGNORECASE)


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
    for index, number, source in _sources(dataset):
        text = f"{source.title or ''} {re.sub(r'[-_/.]', ' ', source.url)}"
        if source.kind == "press" and not source.origin and (found := RELAYED.search(text)):
            message = (
                f"title or address says {found[0].lower()!r}: name in 'origin' whose report it is, "
                "the publisher itself where it is its own."
            )
            yield Finding("events", index, ("sources", number), message)


def _sources(dataset: Dataset) -> Iterator[tuple[int, int, Source]]:
    """Each source with the place of its event and its own; none where no publishers are declared."""
    for index, event in enumerate(dataset.events if dataset.publishers else ()):
        for number, source in enumerate(event.sources):
            yield index, number, source
