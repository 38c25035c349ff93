from __future__ import annotations

import re

import pytest

from app import dataset_payload
from app.data.schema import Dataset


def test_a_view_chooses_events_and_days(tariffs: Dataset) -> None:
    track = tariffs.tracks[0].id
    drawn = dataset_payload(tariffs, f"?track={track}&from=2018-06&to=2018-12")
    assert set(drawn["marks"]["track"]) == {track}
    first, last = drawn["range"]
    assert (last - first) == 214


def test_what_of_a_view_is_not_understood_is_named(tariffs: Dataset) -> None:
    with pytest.raises(ValueError, match=re.escape("view='trak=x': Unknown key 'trak' was ignored.")) as refused:
        dataset_payload(tariffs, "trak=x")
    assert str(refused.value).startswith("view='trak=x': Unknown key 'trak' was ignored. Did you mean 'track'?")
