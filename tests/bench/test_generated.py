from __future__ import annotations

import pytest

from app.data.loading import load_text
from tests.bench.generated import generated_text


@pytest.mark.parametrize("count", [1, 7, 361, 1_000])
def test_a_generated_file_passes_every_check(count: int) -> None:
    assert len(load_text(generated_text(count)).events) == count


def test_a_generated_file_has_all_lanes_directions_and_places() -> None:
    dataset = load_text(generated_text(361))
    assert (len(dataset.tracks), len(dataset.directions)) == (7, 6)
    assert [side.place for side in dataset.sides] == ["above", "between", "below"]
    shares = [sum(event.significance == n for event in dataset.events) / 361 for n in (3, 2)]
    assert 0.05 < shares[0] < 0.11
    assert 0.25 < shares[1] < 0.35
