from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest

from app.analysis.cache import Opened, open_dataset
from app.analysis.view import View, parse_view
from app.dashboard.snapshot import Repository, Snapshot
from app.data.problems import DatasetError
from app.data.schema import Dataset
from tests.factories import event, loaded, text


def save(path: Path, content: str) -> None:
    """Save with a time of its own, for two saves may fall into one tick of the clock."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(content, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000_000,) * 2)


def test_a_saved_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    save(path, text())
    repository = Repository.of(path)
    before = repository.current()
    assert repository.current() is before
    save(path, text(event(), event(id="b", title="A court acted.")))
    assert len(repository.current().dataset.events) == 2
    assert repository.current().version != before.version


@pytest.mark.parametrize("content", ["", "events: [", text(event(track="none")), "\x00"])
def test_a_bad_save_leaves_the_last_good_edition_and_names_its_problems(tmp_path: Path, content: str) -> None:
    path = tmp_path / "events.yaml"
    save(path, text())
    repository = Repository.of(path)
    good = repository.current()
    save(path, content)
    assert repository.current() is good
    assert repository.problems[0].startswith(str(path))
    save(path, text())
    assert repository.current().version == good.version
    assert repository.problems == []


def test_a_vanished_file_leaves_the_last_good_edition(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    save(path, text())
    repository = Repository.of(path)
    good = repository.current()
    path.unlink()
    assert repository.current() is good
    assert repository.problems == [f"{path}: there is no such file."]


def test_a_shelf_starts_with_a_good_file(tmp_path: Path) -> None:
    with pytest.raises(DatasetError):
        Repository.of(tmp_path / "missing.yaml")


def test_the_same_content_has_the_same_version(published: Dataset, tariffs: Dataset) -> None:
    assert Snapshot.of(published).version == Snapshot.of(published).version != Snapshot.of(tariffs).version


def test_a_count_is_what_the_choice_would_show(published: Dataset) -> None:
    snapshot = Snapshot.of(published)
    view, _ = parse_view("track=h20-scrutiny&status=official&tab=list", published)
    counts = snapshot.counts(view)
    for key in ("track", "direction", "actor"):
        for value, count in list(counts[key].items())[:4]:
            chosen, _ = parse_view(
                f"track={'h20-scrutiny' if key != 'track' else value}&status=official&tab=list"
                + (f"&{key}={value}" if key != "track" else ""),
                published,
            )
            assert len(snapshot.shown(chosen).shown) == count, (key, value)


@pytest.mark.parametrize("lanes", ["track", "side", "actor"])
def test_every_shown_event_has_a_mark_in_a_lane(lanes: str, published: Dataset) -> None:
    snapshot = Snapshot.of(published)
    view = View(lanes=lanes)
    chart = snapshot.chart(view)
    names = [lane.id for lane in chart.lane_layout.names]
    assert set(chart.lane_layout.lane_of[chart.rows.index]) == set(names)
    assert len(names) == {"track": 7, "side": 3, "actor": 10}[lanes]
    bounded = set(snapshot.shown(view).shown["id"])
    assert bounded <= set(chart.rows["id"])


@pytest.mark.parametrize("column", ["title", "track", "direction", "evidence"])
def test_a_table_stands_in_the_order_of_its_column_and_against_it(column: str, published: Dataset) -> None:
    snapshot = Snapshot.of(published)
    shown = snapshot.shown(View(tab="list")).shown
    ranked = {
        "track": [track.id for track in published.tracks],
        "direction": [direction.id for direction in published.directions],
        "evidence": ["strong", "fair", "thin"],
        "title": sorted(shown["title"]),
    }
    expected = sorted(zip(shown[column], shown["id"], strict=True), key=lambda pair: ranked[column].index(pair[0]))
    ids = [id_ for _, id_ in expected]
    assert snapshot.fragments.ordered(shown, column)["id"].tolist() == ids
    assert snapshot.fragments.ordered(shown, f"-{column}")["id"].tolist() == ids[::-1]


def test_a_very_long_list_says_how_many_events_it_leaves_out(
    published: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.dashboard.snapshot.MOST_LISTED", 20)
    snapshot = Snapshot.of(published)
    count = len(published.events)
    for query in ("tab=list", "tab=list&sort=-title"):
        listing = snapshot.listing(parse_view(query, published)[0])
        assert listing.startswith(f'<p class="note">Listed are the first 20 of {count:,} events; filters or dates')
        assert listing.count('class="row-title"') == 20
    assert "Listed are" not in snapshot.listing(parse_view("tab=list&min=3&from=2026", published)[0])


def test_a_large_file_is_read_while_the_last_edition_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.yaml"
    save(path, text())
    repository = Repository.of(path)
    before = repository.current()
    opened, blocked = Event(), Event()

    def slow(path: Path) -> Opened:
        opened.set()
        blocked.wait(30)
        return open_dataset(path)

    monkeypatch.setattr("app.dashboard.snapshot.LARGE", 0)
    monkeypatch.setattr("app.dashboard.snapshot.open_dataset", slow)
    save(path, text(event(label="Another label")))
    assert repository.current() is before
    assert opened.wait(30)
    assert repository.current() is before  # and no second reading is begun
    assert not repository.refresh(wait=False)
    blocked.set()
    repository.refresh()
    assert repository.current().dataset.events[0].label == "Another label"


def test_an_event_is_near_to_those_that_it_answers_and_that_answer_it() -> None:
    answers = [{"type": "responds_to", "event": "a", "basis": "stated"}]
    again = [{"type": "responds_to", "event": "b", "basis": "stated"}]
    dataset = loaded(
        event(id="a", date="2025-01-10"),
        event(id="b", date="2025-03-10", title="A court acted.", relations=answers),
        event(id="c", date="2025-04-10", title="A ministry acted.", relations=again),
        event(id="d", date="2025-05-10", title="A firm acted.", relations=again),
    )
    snapshot = Snapshot.of(dataset)
    assert {id_: "".join(sorted(snapshot._near(id_))) for id_ in "abcd"} == {
        "a": "ab",
        "b": "abcd",
        "c": "bc",
        "d": "bd",
    }
