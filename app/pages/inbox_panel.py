"""HTML of the inbox: what registers offer, by day, each beside the events that it would stand between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from app.data.dates import PartialDate, parse_date
from app.data.inbox import Candidate
from app.data.schema import Dataset
from app.data.wording import counted, listed
from app.pages.templates import TEMPLATES


def inbox_html(candidates: Sequence[Candidate], dataset: Dataset) -> str:
    """The candidates, the newest first, with their sources, their neighbours, and the commands that decide on them."""
    shown = sorted(_shown(candidates, dataset), key=lambda each: each["date"], reverse=True)
    days = [(date.words, list(group)) for date, group in groupby(shown, key=lambda each: each["date"])]
    return TEMPLATES.get_template("inbox.html.j2").render(days=days, words=counted(len(shown), "candidate"))


def _shown(candidates: Sequence[Candidate], dataset: Dataset) -> Iterator[Mapping[str, Any]]:
    """What the template needs to know of each candidate that has a date."""
    dates = [event.date for event in dataset.events]
    tracks = {track.id: track.label for track in dataset.tracks}
    for candidate in candidates:
        date = _date(candidate)
        if date is None:
            continue
        place = bisect_right(dates, date)
        event = candidate.event
        yield {
            "id": candidate.id,
            "date": date,
            "title": str(event.get("title") or event.get("label") or candidate.id),
            "summary": str(event.get("summary", "")),
            "track": tracks.get(str(event.get("track")), ""),
            "draft": bool(event.get("draft")),
            "why": candidate.why,
            "found": candidate.found,
            "corrects": dataset.by_id.get(candidate.corrects),
            "changed": listed(candidate.changed) or "nothing yet",
            "sources": [
                source for source in event.get("sources", ()) if str(source.get("url", "")).startswith("https://")
            ],
            "before": dataset.events[place - 1] if place else None,
            "after": dataset.events[place] if place < len(dates) else None,
        }


def _date(candidate: Candidate) -> PartialDate | None:
    try:
        return parse_date(str(candidate.event.get("date")))
    except ValueError:
        return None
