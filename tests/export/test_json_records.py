from __future__ import annotations

import datetime as dt
import json

from app.analysis.view import parse_view
from app.data.evidence import Evidence
from app.data.schema import FORMAT_VERSION, About, Actor, Dataset, Event, Measure
from app.export.extract import Extract
from app.export.json_records import json_records

TODAY = dt.date(2026, 7, 31)


def test_every_record_reads_back_as_what_it_was(published: Dataset) -> None:
    view, _ = parse_view("track=h20-scrutiny&from=2025", published)
    content = json.loads(json_records(Extract.of(published, view, TODAY)))
    assert content["format_version"] == FORMAT_VERSION
    assert content["data_version"] == published.digest
    assert content["written"] == "2026-07-31"
    assert content["view"]["query"] == "from=2025&track=h20-scrutiny"
    assert content["view"]["words"] == "Track: Scrutiny of Nvidia chips. From 2025."
    assert About.model_validate(content["dataset"]) == published.dataset
    events = {event.id: event for event in published.events}
    grades = [record.pop("evidence") for record in content["events"]]
    read = [Event.model_validate(_as_text(record)) for record in content["events"]]
    assert len(read) > 10
    assert read == [events[event.id] for event in read]
    assert grades == [Evidence.of(published).grade(event) for event in read]
    actors = {actor for event in read for actor in event.actors}
    assert {Actor.model_validate(record).id for record in content["actors"]} == actors
    measures = {event.measure for event in read if event.measure}
    assert {Measure.model_validate(record).id for record in content["measures"]} == measures


def test_no_reference_leads_nowhere(published: Dataset) -> None:
    view, _ = parse_view("track=h20-scrutiny&from=2026", published)
    content = json.loads(json_records(Extract.of(published, view, TODAY)))
    known = {record["id"] for record in (*content["events"], *content["related_events"])}
    targets = {relation["event"] for record in content["events"] for relation in record.get("relations", ())}
    assert targets <= known
    assert targets & {record["id"] for record in content["related_events"]}
    assert {tag for record in content["events"] for tag in record.get("tags", ())} == {
        record["id"] for record in content["tags"]
    }


def _as_text(record: dict[str, object]) -> dict[str, object]:
    """The record with its one whole number as text, as the file has it."""
    return record | {"significance": str(record["significance"])}
