from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data import writing
from app.data.writing import MARKER, WriteError, check_place, write_file, write_folder

ROOT = Path(__file__).parent.parent.parent
FILES = [("index.html", b"<p>"), ("events/first.html", b"first"), ("events/second.html", b"second")]


def names(folder: Path) -> list[str]:
    """Every file in a folder, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_a_file_is_written_whole_with_the_usual_rights(tmp_path: Path) -> None:
    write_file(tmp_path / "chart.html", b"whole", force=False)
    (tmp_path / "usual").touch()
    assert (tmp_path / "chart.html").read_bytes() == b"whole"
    assert (tmp_path / "chart.html").stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert names(tmp_path) == ["chart.html", "usual"]


def test_a_file_is_replaced_only_by_force_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "chart.html"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with pytest.raises(WriteError) as refused:
        write_file(path, b"new", force=False)
    assert str(refused.value) == f"{path} exists already. Name another file, or add --force to replace it."
    assert path.read_bytes() == b"old"
    write_file(path, b"new", force=True)
    assert (path.read_bytes(), path.stat().st_mode & 0o777, names(tmp_path)) == (b"new", 0o640, ["chart.html"])


def test_a_link_keeps_leading_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with pytest.raises(WriteError, match="exists already"):
        write_file(tmp_path / "link", b"new", force=False)
    write_file(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "dangling", tmp_path / "pipe", tmp_path, Path("/dev/null")):
        with pytest.raises(WriteError) as refused:
            write_file(path, b"new", force=True)
        assert str(refused.value) == f"{path} is not a file, so that it is not replaced. Name another file."


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "chart.html"
    with pytest.raises(WriteError) as refused:
        write_file(path, b"", force=False)
    assert str(refused.value) == f"{path} cannot be written: there is no folder {path.parent}. Make it first."


def test_a_name_that_the_system_refuses_is_a_message_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 300)
    with pytest.raises(WriteError) as refused:
        write_file(path, b"", force=False)
    assert str(refused.value) == f"{path} cannot be written: File name too long."
    assert names(tmp_path) == []


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    path = tmp_path / "chart.html"
    link = os.link

    def appear(source: Path, target: Path) -> None:
        target.write_bytes(b"another's")
        if not hard_links:
            raise OSError(errno.EPERM, "Operation not permitted")
        link(source, target)

    monkeypatch.setattr(os, "link", appear)
    with pytest.raises(WriteError, match="exists already"):
        write_file(path, b"ours", force=False)
    assert (path.read_bytes(), names(tmp_path)) == (b"another's", ["chart.html"])


def test_a_file_system_without_hard_links_serves_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "chart.html", b"whole", force=False)
    assert ((tmp_path / "chart.html").read_bytes(), names(tmp_path)) == (b"whole", ["chart.html"])


@pytest.fixture(params=["small disk", "told so"])
def full_disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that has room for 60 kB: a real file system where this user may mount one, else one that says so."""
    folder = tmp_path / "small"
    folder.mkdir()
    if request.param == "told so":

        def refuse(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", refuse)
        yield folder
        return
    mount = shutil.which("mount")
    done = mount and subprocess.run([mount, "-t", "tmpfs", "-o", "size=60k", "tmpfs", folder], capture_output=True)
    if not done or done.returncode:
        pytest.skip("this user may not mount a small file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_leaves_nothing(full_disk: Path) -> None:
    path = full_disk / "chart.html"
    with pytest.raises(WriteError) as refused:
        write_file(path, b"x" * 200_000, force=False)
    assert str(refused.value) == f"{path} cannot be written: No space left on device."
    with pytest.raises(WriteError, match="No space left on device"):
        write_folder(full_disk / "site", [("one", b"1"), ("two", b"x" * 200_000)], force=False)
    assert list(full_disk.iterdir()) == []


def test_a_failing_rename_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chart.html"
    path.write_bytes(b"old")

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError, match="Input/output error"):
        write_file(path, b"new", force=True)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["chart.html"])


KILLED = """
import os, signal, sys
from pathlib import Path
from app.data import writing

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, sys.argv[2], die)
if sys.argv[1] == "file":
    writing.write_file(Path("target"), b"new" * 1000, force="force" in sys.argv)
else:
    writing.write_folder(Path("target"), [("one", b"new"), ("two", b"new")], force="force" in sys.argv)
"""


def killed(folder: Path, *arguments: str) -> None:
    """The writer, killed in its work with no time for anything."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=folder, env=environment)
    assert done.returncode == -signal.SIGKILL


def test_a_killed_writer_leaves_the_old_file_or_none(tmp_path: Path) -> None:
    target = tmp_path / "target"
    for call in ("fsync", "link"):
        killed(tmp_path, "file", call)
        assert not target.exists()
    target.write_bytes(b"old")
    for call in ("fsync", "replace"):
        killed(tmp_path, "file", call, "force")
        assert target.read_bytes() == b"old"
    write_file(target, b"new", force=True)  # what the killed ones left is in nobody's way
    assert target.read_bytes() == b"new"
    assert all(name.startswith(f"{MARKER}-") for name in set(names(tmp_path)) - {"target"})


def test_a_killed_writer_leaves_the_old_folder_or_none(tmp_path: Path) -> None:
    target = tmp_path / "target"
    killed(tmp_path, "folder", "rename")
    assert not target.exists()
    write_folder(target, FILES, force=False)
    killed(tmp_path, "folder", "fsync", "force")
    assert names(target) == [MARKER, "events/first.html", "events/second.html", "index.html"]


def test_a_folder_is_written_whole(tmp_path: Path) -> None:
    assert write_folder(tmp_path / "site", FILES, force=False) == (3, 14)
    assert names(tmp_path / "site") == [MARKER, "events/first.html", "events/second.html", "index.html"]
    assert names(tmp_path) == [f"site/{name}" for name in names(tmp_path / "site")]


def test_a_folder_is_replaced_only_by_force(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_folder(site, FILES, force=False)
    with pytest.raises(WriteError) as refused:
        write_folder(site, FILES, force=False)
    assert str(refused.value) == f"{site} exists already. Name another folder, or add --force to replace it."
    write_folder(site, [("only", b"1")], force=True)
    assert names(tmp_path) == [f"site/{MARKER}", "site/only"]


def test_a_folder_that_the_program_did_not_make_is_not_replaced(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("site")
    for path in (site, tmp_path / "file", tmp_path / "link"):
        with pytest.raises(WriteError) as refused:
            write_folder(path, FILES, force=True)
        assert str(refused.value) == (
            f"{path} was not made by this program, so that it is not replaced. Name another folder."
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "site"]


def test_a_file_that_another_put_into_the_folder_is_not_lost(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_folder(site, FILES, force=False)
    (site / "events" / "CNAME").touch()
    with pytest.raises(WriteError) as refused:
        write_folder(site, FILES, force=True)
    assert str(refused.value) == (
        f"{site} holds events/CNAME, which this program did not write, so that it is not replaced. "
        "Move events/CNAME elsewhere, or name another folder."
    )


def test_a_failure_amid_the_files_leaves_the_old_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_folder(site, FILES, force=False)

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "one", b"1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(site, broken(), force=True)
    assert names(tmp_path) == [f"site/{name}" for name in names(site)]
    assert (site / "index.html").read_bytes() == b"<p>"


def test_a_failing_swap_brings_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    write_folder(site, FILES, force=False)
    rename = Path.rename
    calls = iter((rename, None, rename))

    def second_fails(self: Path, target: Path) -> Path:
        renaming = next(calls)
        if renaming is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return renaming(self, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(WriteError, match="Input/output error"):
        write_folder(site, [("only", b"1")], force=True)
    assert names(tmp_path) == [f"site/{name}" for name in names(site)]
    assert (site / "index.html").read_bytes() == b"<p>"


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "", MARKER])
def test_no_file_lies_outside_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a file in a folder"):
        write_folder(tmp_path / "site", [(name, b"")], force=False)
    assert list(tmp_path.iterdir()) == []


def test_a_place_is_checked_before_the_work(tmp_path: Path) -> None:
    check_place(tmp_path / "new", force=False)
    check_place(tmp_path / "new", force=False, folder=True)
    (tmp_path / "old").touch()
    with pytest.raises(WriteError, match="Name another folder"):
        check_place(tmp_path / "old", force=False, folder=True)
    assert writing.MARKER.startswith(".")


def test_locks_stand_in_a_folder_that_can_be_written_the_users_own_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, shared = tmp_path / "cache", tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr(writing, "user_cache_dir", lambda _name: str(own))
    monkeypatch.setattr("app.data.writing.tempfile.gettempdir", lambda: str(shared))
    assert writing._locks() == own / "locks"
    shutil.rmtree(own)
    own.write_text("a file in the way")
    assert writing._locks() == shared / f"policy-timeline-{writing._user()}" / "locks"
    monkeypatch.setattr(os, "access", lambda *_asked: False)
    assert writing._locks() == shared


def test_what_killed_runs_left_is_cleared_by_a_later_one_and_nothing_else(tmp_path: Path) -> None:
    left, running, complete = (tmp_path / f"{MARKER}-{digit * 16}.part" for digit in "abc")
    theirs = tmp_path / f"{MARKER}-notes.part"
    left.mkdir()
    (left / "page.html").touch()
    running.touch()
    complete.mkdir()
    (complete / MARKER).touch()
    theirs.touch()
    for path in (left, complete, theirs):
        os.utime(path, (0, 0))
    write_file(tmp_path / "x.csv", b"x", force=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["x.csv", running.name, complete.name, theirs.name]
    )
