"""How strong the evidence of an event is, computed in this one place from whose pages it cites.

Independence is counted by the house that owns a title, and by the root of a report: a page that prints or relays
the report of another newsroom adds nothing to that newsroom's own. Where publishers are not declared, neither is known,
and the grade is the lower one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from app.data.schema import Dataset, Event, Publisher, Source

OWN_PAGES: Final = frozenset(("official", "company", "research"))  # who act, and say so themselves
NEWSROOMS: Final = frozenset(("wire", "newsroom", "trade-press", "state-media"))
RELAYS: Final = frozenset(("aggregator", "re-poster", "machine-written"))  # their pages raise no grade


@dataclass(frozen=True)
class Evidence:
    """The publishers of a dataset, found by the addresses of their pages."""

    publishers: Mapping[str, Publisher]  # by id; none: the dataset declares none

    @classmethod
    def of(cls, dataset: Dataset) -> Evidence:
        """The evidence of a dataset."""
        return cls({publisher.id: publisher for publisher in dataset.publishers})

    @cached_property
    def _hosts(self) -> dict[str, Publisher]:
        return {host: publisher for publisher in self.publishers.values() for host in publisher.hosts}

    def publisher(self, url: str) -> Publisher | None:
        """Whose page an address is: the publisher with the longest host that is the address's own or above it."""
        labels = host_of(url).split(".")
        parents = (".".join(labels[place:]) for place in range(len(labels)))
        return next((self._hosts[host] for host in parents if host in self._hosts), None)

    def root(self, source: Source) -> Publisher | None:
        """Whose report or document a page carries: its `origin`, or else its publisher."""
        return self.publishers.get(source.origin) if source.origin else self.publisher(source.url)

    def origin_name(self, source: Source) -> str:
        """Whose report a page carries, by name; "" where it is the publisher's own."""
        if not source.origin:
            return ""
        root = self.publishers.get(source.origin)
        return "" if root and root is self.publisher(source.url) else root.name if root else source.origin

    def classes(self, event: Event) -> tuple[str, ...]:
        """The classes of the publishers that an event cites, each once."""
        cited = (self.publisher(source.url) for source in event.sources)
        return tuple(dict.fromkeys(publisher.class_ for publisher in cited if publisher))

    def grade(self, event: Event) -> str:
        """The grade: strong, fair or thin.

        Strong is a document of the acting body or company itself, or reports of two newsrooms of different houses;
        fair is one newsroom; thin is the rest.
        """
        if not self.publishers:
            kinds = {source.kind for source in event.sources}
            return "strong" if "primary" in kinds else "fair" if "press" in kinds else "thin"
        houses = set()
        for source in event.sources:
            root = self.root(source)
            page = self.publisher(source.url) if source.url else root  # a document speaks for whom it names
            if page is None or root is None or page.class_ in RELAYS:
                continue
            if source.kind == "primary" and OWN_PAGES & {page.class_, root.class_}:
                return "strong"
            if source.kind != "analysis" and root.class_ in NEWSROOMS:
                houses.add(root.owner)
        return "strong" if len(houses) > 1 else "fair" if houses else "thin"


def host_of(url: str) -> str:
    """The host of an address, without a port; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
