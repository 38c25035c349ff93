"""The cache of large files: as good as the file itself, and never in the way, whatever happens to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from app import resources
from app.analysis import cache
from app.analysis.cache import ENTRIES_KEPT, STALE, KeptEvents, Opened, open_dataset
from app.analysis.frames import COLUMNS, tables
from app.data.problems import DatasetError
from app.data.schema import Dataset
from tests.conftest import TARIFFS
from tests.factories import event, text

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of a test, in which every file counts as large."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(cache, "LARGE", 0)
    return cache._folder()


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def only_entry(folder: Path) -> Path:
    (entry,) = entries(folder)
    return entry


def from_cache(path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The file, opened where nothing can be checked."""
    with monkeypatch.context() as patch:
        patch.setattr(cache, "load_text", None)
        return open_dataset(path)


@pytest.mark.parametrize("path", [resources.EVENTS, TARIFFS])
def test_what_is_kept_is_what_was_checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_dataset(path)
    kept = from_cache(path, monkeypatch)
    monkeypatch.setattr(cache, "LARGE", 1_000_000_000)
    checked = open_dataset(path)
    assert isinstance(kept.dataset.events, KeptEvents)
    assert tuple(kept.dataset.events) == checked.dataset.events
    assert kept.dataset.events[-1] == checked.dataset.events[-1]
    assert kept.dataset.events[1:3] == checked.dataset.events[1:3]
    for name in Dataset.model_fields.keys() - {"events"}:
        assert getattr(kept.dataset, name) == getattr(checked.dataset, name), name
    assert dict(kept.dataset.by_id) == dict(checked.dataset.by_id)
    assert "gone" not in kept.dataset.by_id
    assert kept.dataset.jurisdictions == checked.dataset.jurisdictions
    assert kept.dataset.digest == checked.dataset.digest
    assert kept.version == checked.version
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(kept.tables, name), getattr(tables(checked.dataset), name))


def test_a_small_file_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LARGE", TARIFFS.stat().st_size + 1)
    open_dataset(TARIFFS)
    assert entries(folder) == []


def test_without_pyarrow_nothing_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "find_spec", lambda _name: None)
    assert len(open_dataset(TARIFFS).dataset.events) == 10
    assert entries(folder) == []


def test_a_file_with_problems_is_not_kept(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text(event(track="none")), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DatasetError):
            open_dataset(path)
    assert entries(folder) == []


def test_other_content_and_another_program_have_entries_of_their_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(text(), encoding="utf-8")
    first = open_dataset(path).version
    path.write_text(text(event(label="Another")), encoding="utf-8")
    opened = open_dataset(path)
    assert (opened.version != first, opened.dataset.events[0].label) == (True, "Another")
    monkeypatch.setattr(cache, "_program", lambda: "another program")
    open_dataset(path)
    assert len(entries(folder)) == 3


@pytest.mark.parametrize("share", [0.0, 0.0005, 0.3, 0.9, 0.9999])
def test_an_entry_that_was_cut_off_is_made_again(share: float, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_dataset(TARIFFS)
    entry = only_entry(folder)
    whole = entry.read_bytes()
    entry.write_bytes(whole[: int(len(whole) * share)])
    assert len(open_dataset(TARIFFS).dataset.events) == 10
    assert len(from_cache(TARIFFS, monkeypatch).dataset.events) == 10
    assert only_entry(folder).stat().st_size == len(whole)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.8, 0.9999])
def test_an_entry_with_a_wrong_byte_is_made_again(share: float, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_dataset(TARIFFS)
    entry = only_entry(folder)
    content = bytearray(entry.read_bytes())
    content[int(len(content) * share)] ^= 1
    entry.write_bytes(content)
    assert cache._kept(entry) is None
    assert len(open_dataset(TARIFFS).dataset.events) == 10
    assert len(from_cache(TARIFFS, monkeypatch).dataset.events) == 10


def test_a_folder_that_cannot_be_made_is_done_without(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file where the folder would be", encoding="utf-8")
    assert len(open_dataset(TARIFFS).dataset.events) == 10
    assert folder.is_file()


def test_only_a_few_entries_stay_and_nothing_that_was_left_half_written(folder: Path, tmp_path: Path) -> None:
    folder.mkdir(parents=True)
    left, being_written = folder / "left.part", folder / "new.part"
    left.touch()
    os.utime(left, (0, 0))
    path = tmp_path / "events.yaml"
    for number in range(ENTRIES_KEPT + 2):
        path.write_text(text(event(label=f"Label {number}")), encoding="utf-8")
        open_dataset(path)
        for entry in folder.glob("*.checked"):  # so that each is older than the next
            before = entry.stat().st_mtime
            os.utime(entry, (before - STALE, before - STALE))
        being_written.touch()
    assert len(list(folder.glob("*.checked"))) == ENTRIES_KEPT
    assert not left.exists()
    assert being_written.exists()


OPEN = """
import os, signal, sys
from pathlib import Path
from app.analysis import cache
cache.LARGE = 0
{first}
print(len(cache.open_dataset(Path(sys.argv[1])).dataset.events))
"""


def opening(first: str = "") -> subprocess.Popen[str]:
    """A process of its own that opens the small dataset."""
    command = [sys.executable, "-c", OPEN.format(first=first), str(TARIFFS)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_program_that_is_killed_while_it_writes_leaves_nothing_that_is_taken(folder: Path) -> None:
    with opening("Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)") as killed:
        killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert [path.suffix for path in entries(folder)] == [".part"]
    assert len(open_dataset(TARIFFS).dataset.events) == 10
    assert len(list(folder.glob("*.checked"))) == 1


def test_two_programs_at_once_both_open_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opening() as one, opening() as other:
        assert [process.communicate(timeout=60) for process in (one, other)] == [("10\n", "")] * 2
    assert only_entry(folder).suffix == ".checked"
    assert len(from_cache(TARIFFS, monkeypatch).dataset.events) == 10
