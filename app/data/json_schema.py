"""The JSON Schema of the data file, in which editors look up fields and words, and refuse what `check` refuses."""

from __future__ import annotations

import json
from typing import Any

from app.data.schema import Dataset


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the data file, in which editors look up fields and words."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Dataset.model_json_schema(by_alias=True)}


def json_schema_text() -> str:
    """The JSON Schema as a text, for a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
