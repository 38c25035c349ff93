"""A made-up data file of any number of events, correct by every rule and the same for the same seed.

Its sides, lanes and directions are like those of the published file, and so are the shares of what its events carry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

FIRST: Final = dt.date(2016, 1, 1)
LAST: Final = dt.date(2026, 7, 31)

ABOUT: Final = f"""\
dataset:
  title: A made-up dispute about chips
  description: Generated events, for measuring how fast a large file is read, filtered and drawn.
  finding: Each side acts, and the other answers.
  coverage: {{from: "{FIRST}", through: "{LAST}"}}

sides:
  - {{id: washington, label: Washington, place: above}}
  - {{id: between, label: Between, place: between}}
  - {{id: beijing, label: Beijing, place: below}}
"""
TRACKS: Final = {
    "export-controls": ("Export controls", "washington"),
    "tracking-bills": ("Tracking bills", "washington"),
    "enforcement": ("Smuggling and enforcement", "washington"),
    "companies": ("Companies and market", "between"),
    "trade-talks": ("Trade talks", "between"),
    "scrutiny": ("Scrutiny of foreign chips", "beijing"),
    "domestic-chips": ("Domestic chip push", "beijing"),
}
DIRECTIONS: Final = {
    "us-tightens": "label: U.S. tightens, side: washington, effect: tightens",
    "us-relaxes": "label: U.S. relaxes, side: washington, effect: relaxes",
    "cn-tightens": "label: China tightens, side: beijing, effect: tightens",
    "cn-relaxes": "label: China relaxes, side: beijing, effect: relaxes",
    "cn-builds": "label: China builds, side: beijing, effect: builds",
    "neutral": "label: Neutral, effect: neutral",
}
DIRECTION_SHARES: Final = (28, 7, 11, 3, 19, 32)
TAGS: Final = (
    "memory",
    "foundry",
    "cloud",
    "minerals",
    "models",
    "software",
    "smuggling",
    "antitrust",
    "tools",
    "tariffs",
)
NAMES: Final = (
    *(
        "Northlake",
        "Redwood",
        "Harbour",
        "Stonegate",
        "Silverline",
        "Eastbridge",
        "Bluefield",
        "Oakridge",
        "Clearwater",
    ),
    *("Longhill", "Summit", "Greenport", "Westmoor", "Ironwood", "Lakeshore", "Highgate", "Riverton", "Brightwell"),
    *("Fairview", "Kingsway"),
)
TRADES: Final = ("Devices", "Foundry", "Systems", "Memory", "Cloud", "Agency", "Ministry", "Office", "Research", "Bank")
KINDS: Final = ("rule", "licence", "guidance", "statement", "report", "supply", "hearing", "purchase", "negotiation")
VERBS: Final = (
    *("put a limit on", "gave a licence for", "asked for records of", "ordered", "opened a probe of", "set a duty on"),
    *("announced a plan for", "withdrew its ban on", "reported sales of", "delayed the delivery of"),
)
OBJECTS: Final = (
    *("accelerators", "server racks", "memory stacks", "lithography tools", "design software", "test equipment"),
    *("packaging lines", "optical links", "power units", "training clusters", "gallium", "inference cards"),
)
PLACES: Final = (
    "Arizona",
    "Texas",
    "Shanghai",
    "Shenzhen",
    "Singapore",
    "Taiwan",
    "Malaysia",
    "Hefei",
    "Oregon",
    "Dubai",
)
REASONS: Final = (
    "Officials said that the step follows many months of talks.",
    "The order covers shipments agreed on before the quarter ended.",
    "Buyers have thirty days to file what they now hold.",
    "Analysts expect that many of the orders will move elsewhere.",
    "The text names four classes and leaves the rest alone.",
    "It is the third step of its kind within a year.",
)
PUBLISHERS: Final = ("Gazette", "Daily Wire", "Chip Observer", "Trade Courier", "Morning Ledger", "Market Post")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date as the file writes it, and the days between which it lies, by which events are ordered."""

    earliest: dt.date
    latest: dt.date
    text: str


def generated_text(count: int, seed: int = 2026) -> str:
    """A data file of `count` events as YAML, about 600 bytes an event, that passes every check.

    >>> generated_text(3) == generated_text(3) != generated_text(3, seed=1)
    True
    """
    random = Random(seed)  # noqa: S311  no secret depends on it
    dates = sorted((_date(random) for _ in range(count)), key=lambda date: (date.earliest, date.latest))
    actors = [f"{name} {trade}" for trade in TRADES for name in NAMES][: max(1, min(count // 2, 200))]
    measures = [f"measure-{number}" for number in range(1, count // 200 + 1)]
    events = [_event(number, date, actors, measures, random) for number, date in enumerate(dates)]
    return "\n".join([ABOUT, *_declarations("\n".join(events), actors, measures), "events:", *events])


def _date(random: Random) -> _Dated:
    """A day, or in a few cases a month or about a day; later ones come more often, as in the published file."""
    days = (LAST - FIRST).days
    day = FIRST + dt.timedelta(days=int(days * random.random() ** 0.6))
    form = random.random()
    if form < 0.03:
        first = day.replace(day=1)
        after = (first + dt.timedelta(days=31)).replace(day=1)
        return _Dated(first, after - dt.timedelta(days=1), f"{day:%Y-%m}")
    return _Dated(day, day, f"{day}~" if form < 0.05 else f"{day}")


def _event(number: int, date: _Dated, actors: Sequence[str], measures: Sequence[str], random: Random) -> str:
    actor, other = random.choice(actors), random.choice(actors)
    verb, thing, place = random.choice(VERBS), random.choice(OBJECTS), random.choice(PLACES)
    track = random.choice(list(TRACKS))
    significance = random.choices((3, 2, 1), (8, 30, 62))[0]
    primary = significance == 3 or random.random() < 0.5
    publisher, lots = random.choice(PUBLISHERS), random.randrange(2, 900)
    lines = [
        f"- id: act-{number:06}",
        f'  date: "{date.text}"',
        f"  label: {thing.capitalize()} in {place}, no. {number}",
        f"  title: {actor} {verb} {thing} in {place}.",
        f"  summary: {actor} {verb} {thing} in {place}, {lots} lots all told. {random.choice(REASONS)}",
        f"  track: {track}",
        f"  tags: [{', '.join(random.sample(TAGS, random.choice((1, 1, 2))))}]",
        f"  kind: {random.choice(KINDS)}",
        f"  jurisdiction: {random.choice(('us', 'cn'))}",
        f"  direction: {random.choices(list(DIRECTIONS), DIRECTION_SHARES)[0]}",
        f"  status: {'official' if primary else 'reported'}",
        f"  significance: {significance}",
        f"  actors: [{', '.join(dict.fromkeys((_id(actor), _id(other))))}]",
    ]
    if measures and random.random() < 0.1:
        lines += [f"  measure: {random.choice(measures)}", "  stage: amended"]
    if number and random.random() < 0.38:
        target = number - 1 - random.randrange(min(number, 300))
        lines.append(f"  relations: [{{type: responds_to, event: act-{target:06}, basis: inferred}}]")
    lines += [
        "  sources:",
        f"  - url: https://example.org/{date.earliest:%Y/%m}/{number:06}",
        f"    publisher: {publisher}",
        f"    kind: {'primary' if primary else 'press'}",
    ]
    return "\n".join(lines)


def _declarations(events: str, actors: Sequence[str], measures: Sequence[str]) -> Iterator[str]:
    """The sections before the events, with no more in them than the events use."""
    yield "directions:"
    for direction, rest in DIRECTIONS.items():
        if f" direction: {direction}\n" in events:
            yield f"  - {{id: {direction}, {rest}}}"
    yield "tracks:"
    for track, (label, side) in TRACKS.items():
        if f" track: {track}\n" in events:
            yield f"  - {{id: {track}, label: {label}, side: {side}, why: Acts of this kind belong here.}}"
    used = set(events.replace("[", " ").replace("]", " ").replace(",", " ").split())
    yield "tags:"
    yield from (f"  - {{id: {tag}, label: {tag.capitalize()}}}" for tag in TAGS if tag in used)
    yield "actors:"
    yield from (f"  - {{id: {_id(actor)}, name: {actor}, kind: company}}" for actor in actors if _id(actor) in used)
    moved = [measure for measure in measures if measure in used]
    if moved:
        yield "measures:"
    yield from (
        f"  - {{id: {measure}, title: {measure.capitalize()}, kind: rule, jurisdiction: us}}" for measure in moved
    )


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")
