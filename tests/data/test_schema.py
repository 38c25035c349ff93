from __future__ import annotations

from app.data.schema import Dataset, Source


def test_a_source_is_in_english_unless_it_says_otherwise() -> None:
    assert Source(url="https://example.org", publisher="Example", kind="press").language == "en"


def test_the_json_schema_names_every_field_and_vocabulary() -> None:
    schema = Dataset.model_json_schema()
    fields = schema["$defs"]["Event"]["properties"]
    assert "official" in fields["status"]["enum"]
    assert fields["label"]["maxLength"] == 42
    assert schema["$defs"]["Event"]["additionalProperties"] is False


def test_a_dataset_is_told_in_one_short_line(tariffs: Dataset) -> None:
    told = "<Dataset 'Steel, aluminium and bourbon': 10 events, 39 sources, 6 measures, 2018-03-08 to 2021-12-31, "
    assert repr(tariffs) == f"{told}version {tariffs.digest}>"
    assert str(tariffs) == repr(tariffs)
