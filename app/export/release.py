"""A fixed state of the data for others to cite and load: a zip after Frictionless Data Package, with checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Final

import pandas as pd

from app import __version__
from app.analysis.frames import DAY, LISTS
from app.data.schema import Event, Source
from app.export.extract import Extract
from app.export.tables import COLUMNS, SEPARATOR, as_csv, as_parquet, viewed_tables, zipped

TYPES: Final = {DAY: "date", "bool": "boolean", "int64": "integer", "Int64": "integer"}
TITLES: Final = {
    "events": "One row for each event.",
    "sources": "One row for each source of an event, numbered within it.",
    "relations": "One row for each link from an event to an earlier one.",
    "measures": "One row for each bill, rule, probe or case, with all its events.",
}
KEYS: Final[Mapping[str, Sequence[str]]] = {
    "events": ["id"],
    "sources": ["event", "number"],
    "relations": ["event", "type", "target"],
    "measures": ["id"],
}
# What columns hold that no field of the data file is named for.
MEANINGS: Final = {
    "date_words": "the date in words, no more exact than it is known",
    "earliest": "the first day that the date can mean",
    "latest": "the last day that the date can mean; the end of the coverage where the end is open",
    "precision": "day, month, year or interval",
    "approximate": "whether the date is approximate",
    "uncertain": "whether the date is uncertain",
    "open_ended": "whether the event still lasts",
    "evidence": "the grade computed from the sources: strong, fair or thin",
    "rank": "0 is named first where there is no room for all",
    "event": "the id of an event",
    "target": "the id of the earlier event",
    "number": "from 1, within the event",
    "lag_days": "days from target to event, where both are known to the day",
}


def release(extract: Extract) -> bytes:
    """The archive of an extract: tables as CSV (and Parquet, with pyarrow), descriptions, checksums, a citation."""
    tables = viewed_tables(extract)
    files = {f"data/{name}.csv": as_csv(frame, COLUMNS[name]) for name, frame in tables.items()}
    if find_spec("pyarrow"):
        files |= {f"data/{name}.parquet": as_parquet(frame, COLUMNS[name]) for name, frame in tables.items()}
    files["CITATION.cff"] = _citation(extract).encode()
    files["README.md"] = _readme(extract).encode()
    files["datapackage.json"] = _json(_package(extract, tables, files))
    sums = "".join(f"{_sum(content)}  {name}\n" for name, content in sorted(files.items()))
    return zipped({"SHA256SUMS": sums.encode()} | files)


def version(extract: Extract) -> str:
    """The version of a release: the end of its coverage and the checksum of its data."""
    return f"{extract.dataset.dataset.coverage.through.text}+{extract.dataset.digest}"


def _package(extract: Extract, tables: Mapping[str, pd.DataFrame], files: Mapping[str, bytes]) -> dict[str, Any]:
    about = extract.dataset.dataset
    return {
        "profile": "tabular-data-package",
        "name": extract.dataset_id,
        "title": about.title,
        "description": f"{about.description} {about.finding}",
        "version": version(extract),
        "created": f"{extract.today}T00:00:00Z",
        "keywords": [track.label for track in extract.dataset.tracks],
        "resources": [_resource(name, tables[name], files) for name in tables],
    }


def _resource(name: str, frame: pd.DataFrame, files: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"data/{name}.csv"
    fields = [_field(column, COLUMNS[name][column], name) for column in frame.columns]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": KEYS[name], "missingValues": [""]}
    if name in ("sources", "relations"):
        schema["foreignKeys"] = [{"fields": ["event"], "reference": {"resource": "events", "fields": ["id"]}}]
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": TITLES[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(files[path]),
        "hash": f"sha256:{_sum(files[path])}",
        "schema": schema,
    }


def _field(column: str, kind: str, table: str) -> dict[str, Any]:
    described = (Event if table == "events" else Source).model_fields.get(column)
    meaning = MEANINGS.get(column) or (described.description if described else "") or ""
    if kind == LISTS:
        meaning = f"{meaning}; several have {SEPARATOR} between them".lstrip("; ")
    return {"name": column, "type": TYPES.get(kind, "string")} | ({"description": meaning} if meaning else {})


def _citation(extract: Extract) -> str:
    """How to cite the state, as citation programs read it (JSON is YAML, too)."""
    about = extract.dataset.dataset
    return (
        json.dumps(
            {
                "cff-version": "1.2.0",
                "message": "If you use these data, please cite them as below.",
                "type": "dataset",
                "title": about.title,
                "abstract": about.description,
                "authors": [{"name": f"The curators of “{about.title}”"}],
                "version": version(extract),
                "date-released": extract.today.isoformat(),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _readme(extract: Extract) -> str:
    about = extract.dataset.dataset
    facts = "\n".join(f"- {name}: {fact}" for name, fact in extract.facts.items())
    limits = "\n".join(f"- {limit}" for limit in about.limits) or "- None are stated."
    return f"""# {about.title}

{about.description}

{about.finding}

{facts}
- Version: {version(extract)}

## Load it

`datapackage.json` describes each table and column. In Python:

    import pandas
    events = pandas.read_csv("data/events.csv", parse_dates=["earliest", "latest"])

Lists have {SEPARATOR} between their parts; what a spreadsheet would run as a formula has an apostrophe before it.
`sha256sum -c SHA256SUMS` tells whether the files are whole. Written by policy-timeline {__version__}.

## Limits

{limits}

No licence is stated here: the curators' wording is theirs, and each source is its publisher's.
"""


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
