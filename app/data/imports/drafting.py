"""Entries of a foreign timeline -> draft records of ours: a whole new file, or what is new for one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from app.data.dates import parse_date
from app.data.imports.entries import Entry, Foreign, ImportFault, Link, plain_text
from app.data.likeness import Known, page_of
from app.data.record_layout import Addition
from app.data.schema import Event, Source
from app.data.slugs import slug, unused
from app.data.vocabulary import SOURCE_KINDS
from app.data.wording import TO_WRITE, counted

# What is told at the end, by what it happened to.
LONG_TITLES: Final = ("title", "the end of {} of more than 110 characters; its whole stands in the summary")
LONGEST_LABEL: Final = 42
LONGEST_TITLE: Final = 110
MOST_REPAIRS: Final = 6
UNKNOWN_CLASS: Final = "aggregator"  # no source of it makes evidence stronger, until a curator says what it is


@dataclass(slots=True)
class Drafts:
    """What an import adds, what it took for the same, and what was lost on the way."""

    additions: list[Addition] = field(default_factory=list)
    same: list[tuple[Entry, str]] = field(default_factory=list)  # an entry, and the id of the event that it repeats
    lost: list[str] = field(default_factory=list)

    @property
    def events(self) -> list[Mapping[str, Any]]:
        """The new events."""
        return [addition.record for addition in self.additions if addition.section == "events"]


class Drafter:
    """Makes records of entries, in the words of a file that may be empty."""

    def __init__(self, existing: Mapping[str, Any], track: str = "") -> None:
        """The file as it is read; the track for entries of no group."""
        lists = {name: part if isinstance(part, list) else [] for name, part in existing.items()}
        self.existing = lists
        self.known = Known(lists.get("events", []))
        self.drafts = Drafts()
        self.track = track or next((str(each["id"]) for each in lists.get("tracks", []) if "id" in each), "")
        self._ids = {name: _ids(lists.get(name, []), names) for name, names in _NAMED.items()}
        self._hosts = _publishers_by_host(lists.get("publishers", []))
        self._new_publishers: dict[str, Addition] = {}  # publishers that a new event needs
        self._shortened: Counter[tuple[str, str]] = Counter()

    @classmethod
    def of_nothing(cls, track: str = "") -> Drafter:
        """For a file that is still empty; `track` is the name of the lane of entries without a group."""
        drafter = cls({})
        if track:
            drafter.track = drafter._named("tracks", track)
        return drafter

    def take(self, foreign: Foreign) -> Drafts:
        """The drafts of a foreign timeline."""
        self.drafts.lost += foreign.lost
        taken = {str(record.get("id")) for record in self.existing.get("measures", [])}
        for record in foreign.sections.get("measures", []):
            if record["id"] not in taken:
                self.drafts.additions.append(Addition("measures", record))
        for entry in sorted(foreign.entries, key=lambda each: parse_date(each.date)):
            self._take(entry, foreign.title)
        self.drafts.lost += [words.format(counted(count, noun)) for (noun, words), count in self._shortened.items()]
        return self.drafts

    def cited(self, links: Sequence[Link]) -> tuple[list[dict[str, str]], list[Addition]]:
        """The sources of some links, and what has to be declared for them."""
        sources = [source for source in self._sources(links) if _is_page(source)]
        before = len(self.drafts.additions)
        self._declare_hosts({"sources": sources})
        return sources, self.drafts.additions[before:]

    def _take(self, entry: Entry, title: str) -> None:
        record = self._record(entry)
        twin = self.known.same(record)
        if twin:
            self.drafts.same.append((entry, twin["id"]))
            return
        record["id"] = unused(record["id"], self.known.by_id)
        record["track"] = self._named("tracks", entry.group) if entry.group else self._lane(title)
        self._set_measure(record, entry)
        record["tags"] = [self._named("tags", name) for name in entry.tags]
        record["actors"] = [self._named("actors", name) for name in entry.actors]
        record = self._repaired(record, entry)
        self.known.add(record)
        self._declare_hosts(record)
        self.drafts.additions.append(Addition("events", record))

    def _set_measure(self, record: dict[str, Any], entry: Entry) -> None:
        """Declare the measure that an entry begins; without any measure there is no stage."""
        if entry.measure and not record.get("measure"):
            others = [*self.existing.get("measures", []), *(each.record for each in self.drafts.additions)]
            name = unused(slug(str(entry.measure["title"]), "measure"), {str(each.get("id")) for each in others})
            self.drafts.additions.append(Addition("measures", {"id": name, **entry.measure}))
            record["measure"] = name
        if not record.get("measure"):
            record.pop("stage", None)

    def _declare_hosts(self, record: Mapping[str, Any]) -> None:
        """Declare the publishers that the sources of a new event need."""
        for source in record.get("sources", ()):
            if "url" not in source:
                continue
            host = (urlsplit(source["url"]).hostname or "").removeprefix("www.")
            self._publisher(host, source["publisher"])
            if host in self._new_publishers and host not in self._hosts:
                self._hosts[host] = source["publisher"]
                self.drafts.additions.append(self._new_publishers[host])

    def _record(self, entry: Entry) -> dict[str, Any]:
        """The record as far as the entry tells it, in the order of our fields."""
        title = _sentence(entry.title)
        summary = entry.summary if entry.summary.rstrip(".") != entry.title.rstrip(".") else ""
        if len(title) > LONGEST_TITLE:
            summary = f"{entry.title.rstrip('.')}. {summary}".strip()
            title = f"{_cut(title, LONGEST_TITLE - 1).rstrip('.,;:… ')}."
            self._shortened[
                "title", "the end of {}, which had more than 110 characters and stands whole in a summary"
            ] += 1
        given = {
            "id": slug(entry.label or entry.title, f"event-{entry.date[:10].rstrip('~?%').replace('/', '-')}"),
            "date": entry.date,
            "label": _cut(entry.label or entry.title.rstrip("."), LONGEST_LABEL),
            "title": title,
            "summary": summary,
            "sources": self._sources(entry.links),
            **{name: value for name, value in entry.fields.items() if value},
            "draft": True,
        }
        empty = dict.fromkeys(("track", "tags", "actors"))
        order = [name for name in Event.model_fields if name in given or name in empty]
        return {name: given.get(name) for name in order}

    def _sources(self, links: Sequence[Link]) -> list[dict[str, str]]:
        """The pages of an entry, each once."""
        found: dict[str, dict[str, str]] = {}
        for link in links:
            host = (urlsplit(link.url).hostname or "").removeprefix("www.")
            declared = self._publisher(host, link.publisher)
            source = {
                "url": link.url,
                "document": link.document,
                "publisher": link.publisher or declared or link.document,
                "title": link.title,
                "published": link.published,
                "kind": link.kind if link.kind in SOURCE_KINDS else "analysis",
                **{name: text for name, text in link.fields.items() if name != "origin" or self._is_known(text)},
            }
            found.setdefault(link.document or page_of(link.url), {name: text for name, text in source.items() if text})
        return list(found.values())

    def _is_known(self, publisher: str) -> bool:
        """Whether a source may name a publisher as its origin: where publishers are declared, one of these."""
        declared = self.existing.get("publishers")
        return not declared or publisher in {str(each.get("id")) for each in declared}

    def _publisher(self, host: str, name: str) -> str:
        """The name of a host's publisher. Where publishers are declared a new one is, too, of a weightless class."""
        parts = host.split(".")
        for number in range(len(parts) - 1):
            if known := self._hosts.get(".".join(parts[number:])):
                return known
        if self._hosts and host:
            ids = [str(each.get("id")) for each in self.existing["publishers"]]
            record = {
                "id": unused(slug(name or host), ids),
                "name": name or host,
                "hosts": [host],
                "class": UNKNOWN_CLASS,
            }
            self._new_publishers[host] = Addition("publishers", record)
        return host

    def _named(self, section: str, name: str) -> str:
        """The id of the track, tag or actor that has a name; a new one where none has."""
        ids = self._ids[section]
        if name.casefold() not in ids:
            new = unused(slug(name, f"{section[:-1]}-{len(ids) + 1}"), ids.values())
            ids[name.casefold()] = ids[new] = new
            self.drafts.additions.append(Addition(section, self._declared(section, new, name)))
        return ids[name.casefold()]

    def _declared(self, section: str, new: str, name: str) -> dict[str, str]:
        if section == "actors":
            return {"id": new, "name": name, "kind": "other"}
        if section == "tags":
            return {"id": new, "label": name}
        lanes = self.existing.get("tracks") or [{}]
        side = {"side": str(lanes[-1]["side"])} if "side" in lanes[-1] else {}
        return {"id": new, "label": name, **side, "why": f"{TO_WRITE}what belongs under {name!r}."}

    def _lane(self, title: str) -> str:
        """The track of an entry without a group."""
        if not self.track:
            self.track = self._named("tracks", title or "Events")
        return self.track

    def _repaired(self, record: dict[str, Any], entry: Entry) -> dict[str, Any]:
        """The record without what our form does not take."""
        for _ in range(MOST_REPAIRS):
            try:
                Event.model_validate({name: value for name, value in record.items() if value})
            except ValidationError as error:
                for wrong in dict.fromkeys(str(detail["loc"][0]) for detail in error.errors()):
                    self._repair(record, wrong, entry)
            else:
                return {name: record[name] for name in Event.model_fields if record.get(name)}
        raise ImportFault(f"{entry.where}: {entry.title[:60]!r} cannot be made a record of ours. Leave it out.")

    def _repair(self, record: dict[str, Any], field_: str, entry: Entry) -> None:
        """Make a field such that it can stand, or leave it out and say so."""
        if field_ == "sources":
            record["sources"] = [source for source in record["sources"] if _is_page(source)]
            self.drafts.lost.append(f"{entry.where}: an address that is none")
        elif field_ in ("label", "title", "summary"):
            longest = LONGEST_LABEL if field_ == "label" else LONGEST_TITLE
            record[field_] = _cut(plain_text(str(record[field_])), longest)
        elif field_ in record and field_ not in ("id", "date", "track"):
            self.drafts.lost.append(f"{entry.where}: {field_!r} {str(record.pop(field_))[:60]!r}")
        else:
            raise ImportFault(
                f"{entry.where}: {field_!r} cannot be {str(record.get(field_))[:60]!r}. Correct it there."
            )


_NAMED: Final = {
    "tracks": ("id", "label"),
    "tags": ("id", "label"),
    "actors": ("id", "name", "name_zh", "aliases"),
}


def _ids(records: Sequence[Any], names: Sequence[str]) -> dict[str, str]:
    """The ids of records by all that they are called."""
    found: dict[str, str] = {}
    for record in records:
        for name in names if isinstance(record, dict) and "id" in record else ():
            called = record.get(name) or []
            for each in called if isinstance(called, list) else [called]:
                found.setdefault(str(each).casefold(), str(record["id"]))
    return found


def _publishers_by_host(publishers: Sequence[Any]) -> dict[str, str]:
    return {
        str(host): str(publisher.get("name", host))
        for publisher in publishers
        if isinstance(publisher, dict)
        for host in publisher.get("hosts") or []
    }


def _is_page(source: Mapping[str, Any]) -> bool:
    """Whether a source has a form of ours."""
    try:
        return bool(Source.model_validate(source))
    except ValidationError:
        return False


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _cut(text: str, longest: int) -> str:
    """The whole words of a text that have room; an ellipsis where some have none."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]
    return f"{cut.rstrip(' ,;:–-')}…"
