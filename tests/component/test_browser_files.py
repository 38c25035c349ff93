"""The files that Dash serves of the component."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.component import browser_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files are written; what was found of them before is forgotten."""
    monkeypatch.setattr(browser_files, "FOLDER", tmp_path / "bundled")
    browser_files.distributed.cache_clear()
    monkeypatch.setattr(browser_files, "distributed", browser_files.distributed.__wrapped__)
    return tmp_path / "bundled"


def test_a_checkout_gets_its_files_when_they_are_needed_and_again_when_they_are_others(folder: Path) -> None:
    assert [len(files) for files in browser_files.distributed().values()] == [1, 1]
    written = folder / browser_files.STYLE
    written.write_text("old", encoding="utf-8")
    browser_files.distributed()
    assert written.read_text(encoding="utf-8") == browser_files.style()
    assert {path.name for path in folder.iterdir()} == set(browser_files.contents())


def test_where_nothing_can_be_written_a_line_says_so_and_dash_is_told_of_no_file(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.write_text("a file in the place of the folder", encoding="utf-8")
    assert browser_files.distributed() == {"_js_dist": [], "_css_dist": []}
    [line] = caplog.messages
    assert line.startswith("The files of the Timeline component cannot be written: ")
