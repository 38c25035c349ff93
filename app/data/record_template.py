"""Commented records for curators to start from, in the words of their file; right as soon as the texts are theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from app.data.completing import shortened_label
from app.data.parsing import parse
from app.data.problems import DatasetError
from app.data.record_text import field_lines
from app.data.schema import Event
from app.data.slugs import slug, unused
from app.data.vocabulary import ACTOR_KINDS, KINDS, MEASURE_KINDS, PUBLISHER_CLASSES, SIGNIFICANCES, STATUSES

EXAMPLE_PAGE: Final = "https://example.org/page"
EXAMPLE_HOST: Final = "example.org"
# Of the event that a new file begins with.
FIRST_LABEL: Final = "An example to write over"
FIRST_TITLE: Final = "The actor did something on that day."
SUMMARY: Final = (
    "Say here in twenty to ninety plain words of your own what happened, with the exact figures and dates, and why it "
    "matters to this story. State nothing beyond what the sources below bear out."
)


class Line(NamedTuple):
    """A field of a template: its value, what it means, and whether a record can do without it."""

    name: str
    value: Any
    meaning: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The ids that a file declares, by section, and the day that its coverage ends on; as far as it can be read."""

    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    through: str = ""
    jurisdiction: str = ""

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a file, whatever else is wrong with it; none where it cannot be read."""
        try:
            value = parse(text, "").value
        except DatasetError:
            return cls()
        if not isinstance(value, dict):
            return cls()
        lists = {name: records for name, records in value.items() if isinstance(records, list)}
        ids = {
            name: [str(record["id"]) for record in records if isinstance(record, dict) and "id" in record]
            for name, records in lists.items()
        }
        about = value.get("dataset")
        coverage = about.get("coverage") if isinstance(about, dict) else None
        through = str(coverage.get("through", "")) if isinstance(coverage, dict) else ""
        last = next((record for record in reversed(lists.get("events", [])) if isinstance(record, dict)), {})
        return cls(ids, through, str(last.get("jurisdiction", "")))

    def first(self, section: str, otherwise: str) -> str:
        """The first id of a section."""
        return next(iter(self.ids.get(section, ())), otherwise)


def record_template(kind: str, words: Words, given: Mapping[str, Any], today: dt.date) -> list[str]:
    """The lines of a template from its dash on, at the margin; `given` stands in the place of its own values."""
    section, fields = KINDS_OF_RECORD[kind]
    lines = {line.name: line for line in fields(words, today)}
    values = {name: line.value for name, line in lines.items()} | dict(given)
    if "title" in given and "label" not in given and "label" in lines:
        values["label"] = shortened_label(str(given["title"]))
    if "id" not in given:
        named = str(given.get("title") or given.get("name") or given.get("label") or "")
        values["id"] = unused(slug(named, str(values["id"])), words.ids.get(section, ()))
    shown = []
    for name, value in values.items():
        mark = "# " if name in lines and lines[name].optional and name not in given else ""
        shown += [f"  # {lines[name].meaning}"] if name in lines else []
        shown += [f"  {mark}{part}" for part in field_lines(name, value)]
    return [shown[0][2:], f"- {shown[1].strip()}", *shown[2:]]


def _event(words: Words, today: dt.date) -> list[Line]:
    declared = {"track": "tracks", "direction": "directions", "actors": "actors"}
    nowhere = {name for name, section in declared.items() if words.ids and not words.ids.get(section)}
    choices: dict[str, Sequence[str]] = {
        "kind": list(KINDS),
        "status": list(STATUSES),
        "significance": list(SIGNIFICANCES),
        "track": words.ids.get("tracks", ()),
        "direction": words.ids.get("directions", ()),
    }
    return [
        Line(
            name,
            value,
            _meaning(name, choices.get(name, ())),
            name in nowhere or not (Event.needs(name) or name == "summary"),
        )
        for name, value in _event_values(words, today).items()
    ]


def _event_values(words: Words, today: dt.date) -> dict[str, Any]:
    """The texts of a template, in the words of the file as far as it has any."""
    return {
        "id": "a-new-event",
        "date": words.through or str(today),
        "date_note": "what the date is: of the act or of a report, by which clock",
        "label": "What happened, for the chart",
        "title": "The actor did something to something on that day.",
        "summary": SUMMARY,
        "track": words.first("tracks", "a-track"),
        "tags": [words.first("tags", "a-tag")],
        "kind": "rule",
        "jurisdiction": words.jurisdiction or "us",
        "direction": words.first("directions", "neutral"),
        "status": "reported",
        "significance": "1",
        "actors": [words.first("actors", "an-actor")],
        "measure": words.first("measures", "some-measure"),
        "stage": "published",
        "vote": "42-0",
        "relations": [
            {"type": "responds_to", "event": next(reversed(words.ids.get("events", ["an-event"]))), "basis": "inferred"}
        ],
        "figures": [{"name": "Duty", "value": "25", "unit": "percent"}],
        "sources": [{"url": EXAMPLE_PAGE, "publisher": "Name of the outlet", "kind": "press"}],
        "conflicts": "One page says this, another that.",
    }


def _meaning(name: str, choices: Sequence[str]) -> str:
    return f"{Event.model_fields[name].description}{': ' if choices else ''}{', '.join(choices)}"


def _actor(_words: Words, _today: dt.date) -> list[Line]:
    return [
        Line("id", "an-actor", "An actor: kebab-case, never reused; events name it under 'actors'."),
        Line("name", "Name of the body, company or person", "The name, as readers know it."),
        Line("kind", "government", f"What it is: {', '.join(ACTOR_KINDS)}"),
        Line("country", "us", "Its country: ISO 3166 alpha-2, lower case.", optional=True),
        Line("aliases", ["Another name"], "Other names that a search should find.", optional=True),
    ]


def _measure(words: Words, _today: dt.date) -> list[Line]:
    planned = {"date": "2027-01-01", "what": "what is to happen on that day", "source": EXAMPLE_PAGE}
    return [
        Line("id", "a-measure", "A bill, rule, probe or case with more than one dated step; events name it."),
        Line("title", "Name of the measure", "Its name."),
        Line("kind", "rule", f"What it is: {', '.join(MEASURE_KINDS)}"),
        Line("jurisdiction", words.jurisdiction or "us", "Whose it is: ISO 3166 alpha-2, lower case."),
        Line("numbers", ["S. 1"], "Its numbers, by which registers are searched.", optional=True),
        Line("sponsor", "Name of the sponsor", "Who brought it in.", optional=True),
        Line("summary", "What it would require.", "What it would require.", optional=True),
        Line("planned", [planned], "Known dates ahead.", optional=True),
    ]


def _track(words: Words, _today: dt.date) -> list[Line]:
    sides = ", ".join(words.ids.get("sides", ()))
    return [
        Line("id", "a-track", "A lane of the chart; events name it under 'track'."),
        Line("label", "Name of the lane", "Its name on the chart."),
        Line("side", words.first("sides", "a-side"), f"Whose lane it is{': ' if sides else ''}{sides}", not sides),
        Line("why", "What belongs into this lane, in one sentence.", "What belongs into it, in one sentence."),
    ]


def _story(words: Words, _today: dt.date) -> list[Line]:
    cited = [words.first("events", "an-event")]
    return [
        Line("id", "a-story", "An ordered reading of events."),
        Line("title", "Name of the story", "Its headline."),
        Line("steps", [{"text": "What the reader should see here.", "events": cited}], "Its steps, each with events."),
    ]


def _publisher(_words: Words, _today: dt.date) -> list[Line]:
    return [
        Line("id", "a-publisher", "Whose pages are cited."),
        Line("name", "Name of the outlet", "The name, as sources give it under 'publisher'."),
        Line("hosts", [EXAMPLE_HOST], "The hosts of its pages; those below them count as well."),
        Line("class", "newsroom", f"What it is: {', '.join(PUBLISHER_CLASSES)}"),
        Line("country", "us", "Its country: ISO 3166 alpha-2, lower case.", optional=True),
        Line("house", "an-owner", "An id that titles of one owner share.", optional=True),
    ]


Fields = Callable[[Words, dt.date], list[Line]]
# What can be begun: the section that it stands in, and the fields of its template.
KINDS_OF_RECORD: Final[Mapping[str, tuple[str, Fields]]] = {
    "event": ("events", _event),
    "actor": ("actors", _actor),
    "measure": ("measures", _measure),
    "track": ("tracks", _track),
    "story": ("stories", _story),
    "publisher": ("publishers", _publisher),
}
