"""A whole new data file from a foreign timeline."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.data.dates import parse_date
from app.data.imports.drafting import Drafter, Drafts
from app.data.imports.entries import Foreign, ImportFault
from app.data.record_text import field_lines, record_lines
from app.data.slugs import slug
from app.data.wording import TO_WRITE

FINDING: Final = f"{TO_WRITE}what this timeline shows, in one sentence."
HEAD: Final = """\
# yaml-language-server: $schema=events.schema.json
# Imported from {name}. Every event is a draft: complete it, check it against its sources, then take out its
# 'draft: true'. After each edit run: policy-timeline check
"""


def new_file(foreign: Foreign, name: str, track: str = "") -> tuple[str, Drafts]:
    """The text of a new data file, and what was drafted for it; an ImportFault where nothing has a date."""
    if not foreign.entries:
        lost = f" {foreign.lost[0].capitalize()}." if foreign.lost else ""
        raise ImportFault(f"{name}: nothing with a date and a title was found.{lost}")
    title = foreign.title or slug(name.rpartition("/")[2].rpartition(".")[0], "imported").replace("-", " ").capitalize()
    drafts = Drafter.of_nothing(track).take(Foreign(foreign.entries, title, "", foreign.lost, foreign.sections))
    about = _about(title, foreign, [parse_date(str(event["date"])) for event in drafts.events])
    sections: dict[str, list[Mapping[str, Any]]] = {}
    for section in ("tracks", "tags", "actors", "measures", "events"):
        sections[section] = [each.record for each in drafts.additions if each.section == section]
    lines = [*HEAD.format(name=name.rpartition("/")[2]).splitlines(), *field_lines("dataset", about)]
    for section, records in sections.items():
        lines += _section(section, records)
    return "\n".join(lines) + "\n", drafts


def _section(name: str, records: Sequence[Mapping[str, Any]]) -> list[str]:
    if not records:
        return []
    lines = ["", f"{name}:"]
    for number, record in enumerate(records):
        lines += [""] if number and name == "events" else []
        lines += record_lines(record, 2, in_braces=name in ("tags", "actors"))
    return lines


def _about(title: str, foreign: Foreign, dates: Sequence[Any]) -> dict[str, Any]:
    first: dt.date = min(date.earliest for date in dates).replace(day=1)
    last: dt.date = max(date.latest or date.earliest for date in dates)
    last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return {
        "title": title,
        "description": foreign.description or f"{TO_WRITE}what this timeline is about.",
        "finding": FINDING,
        "coverage": {"from": first.isoformat(), "through": last.isoformat()},
        "draft": True,
    }
