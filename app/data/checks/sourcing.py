"""Rules on sources and on what a record may claim by them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher
from typing import Final

from app.data.checks.finding import Finding, Findings
from app.data.evidence import Evidence, host_of
from app.data.hosts import unfit
from app.data.schema import Dataset, Event
from app.data.wording import counted

_USUAL_PORT: Final = re.compile(r"https://[^/?#]*:443(?![0-9])")
ALIKE: Final = 0.85  # two titles with this share of equal text tell the same thing
MOST_COMPARED: Final = 10  # events of one date and source that a further one is compared with


def sources_are_distinct(dataset: Dataset) -> Findings:
    """An event cites a page once."""
    for index, event in enumerate(dataset.events):
        for url, count in Counter(source.place.rstrip("/") for source in event.sources if source.place).items():
            if count > 1:
                yield Finding("events", index, ("sources",), f"the page {url} is cited {counted(count, 'time')}.")


def pages_are_written_alike(dataset: Dataset) -> Findings:
    """A page that several events cite has one address, with its last slash or without."""
    first: dict[str, tuple[str, int]] = {}
    for index, event in enumerate(dataset.events):
        for number, source in enumerate(event.sources):
            known, where = first.setdefault(source.url.rstrip("/"), (source.url, index))
            if source.url and known != source.url and where != index:
                message = f"{source.url} is cited as {known}, too; write the page's address in one way."
                yield Finding("events", index, ("sources", number, "url"), message)


def sources_can_be_found(dataset: Dataset) -> Findings:
    """A source has an address, or it is a document that the record describes."""
    for index, event in enumerate(dataset.events):
        for number, source in enumerate(event.sources):
            if not source.place:
                message = "'sources.url' is missing; for what has no address, say in 'document' what it is."
                yield Finding("events", index, ("sources", number), message)


def sources_stand_on_fit_hosts(dataset: Dataset) -> Findings:
    """A source is the page of the outlet or body itself, no mirror, cloud host, short link or archive."""
    for index, event in enumerate(dataset.events):
        for number, source in enumerate(event.sources):
            host = host_of(source.url)
            if reason := unfit(host):
                yield Finding("events", index, ("sources", number, "url"), f"{host!r} is {reason}.")
            elif _USUAL_PORT.match(source.url):
                message = f"the port ':443' in {source.url} is the usual one; leave it out."
                yield Finding("events", index, ("sources", number, "url"), message)


def official_acts_have_strong_evidence(dataset: Dataset) -> Findings:
    """`official` needs a document of the body itself, or two newsrooms that report independently what it says."""
    evidence = Evidence.of(dataset)
    for index, event in enumerate(dataset.events):
        if event.sources and event.status == "official" and (grade := evidence.grade(event)) != "strong":
            message = (
                f"'status' must not be 'official' with {grade} evidence: cite a primary source or a second newsroom."
            )
            yield Finding("events", index, ("status",), message)


def turning_points_have_strong_evidence(dataset: Dataset) -> Findings:
    """An event of significance 3 is graded strong."""
    evidence = Evidence.of(dataset)
    for index, event in enumerate(dataset.events):
        if event.sources and event.significance == 3 and (grade := evidence.grade(event)) != "strong":
            yield Finding(
                "events", index, ("significance",), f"'significance' 3 needs strong evidence, this is {grade}."
            )


def charges_are_allegations(dataset: Dataset) -> Findings:
    """A charge is `alleged`; only a plea or a verdict is more."""
    for index, event in enumerate(dataset.events):
        if event.stage == "charged" and event.status != "alleged":
            yield Finding(
                "events", index, ("status",), f"'status' of a charge must be 'alleged', got {event.status!r}."
            )


def no_event_stands_twice(dataset: Dataset) -> Findings:
    """No two events of one date share a source and have titles that are nearly the same."""
    near: defaultdict[tuple[str, str], deque[Event]] = defaultdict(lambda: deque(maxlen=MOST_COMPARED))
    for index, event in enumerate(dataset.events):
        keys = [(event.date.text, source.place) for source in event.sources]
        earlier = {other.id: other for key in keys for other in near[key]}.values()
        first = next((other for other in earlier if _is_alike(other.title, event.title)), None)
        if first:
            message = f"this seems to be {first.id!r} again: same date and source, similar title."
            yield Finding("events", index, ("title",), message)
            continue
        for key in keys:
            near[key].append(event)


def _is_alike(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second)
    return all(ratio() >= ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def sources_have_archived_copies(dataset: Dataset) -> Findings:
    """Every source has an archived copy: a page may change or go."""
    sources = [source for event in dataset.events for source in event.sources if source.url]
    bare = sum(source.archived is None for source in sources)
    if bare:
        noun = "source has" if bare == 1 else "sources have"
        yield Finding("dataset", 0, (), f"{bare:,} of {len(sources):,} {noun} no archived copy ('archived').")
