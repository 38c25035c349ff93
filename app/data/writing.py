"""Writing a file or a folder whole or not at all.

What is written stands under a hidden name of its own, in the same folder, until it is complete; then it takes its
name in one step. Whatever ends the program before that leaves what was there, or nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from filelock import FileLock, Timeout
from platformdirs import user_cache_dir

PATIENCE: Final = 20  # seconds that one waits for another run to finish its file
MARKER: Final = ".policy-timeline"  # in each folder that this program made: what it wrote there
STALE: Final = 86_400  # seconds after which a part that nobody has written to belongs to no run
_PARTIAL: Final = re.compile(re.escape(MARKER) + r"-[0-9a-f]{16}\.part")
_NO_HARD_LINKS: Final = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class WriteError(Exception):
    """Nothing was written; the message says why, and what to do."""


def check_place(path: Path, *, force: bool, folder: bool = False) -> None:
    """Return if a file (or a folder) may be written at `path`, as far as can be told before; else a WriteError."""
    if not path.absolute().parent.is_dir():
        raise WriteError(f"{path} cannot be written: there is no folder {path.absolute().parent}. Make it first.")
    if not os.path.lexists(path):
        return
    if not force:
        raise _exists(path, folder)
    if folder:
        _check_own(path)
    elif not path.is_file():
        raise WriteError(f"{path} is not a file, so that it is not replaced. Name another file.")


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file; one that exists, or appears meanwhile, is replaced only by `force`. Else a WriteError."""
    with _told(path):
        check_place(path, force=force)
        target = path.resolve() if force else path  # what a symbolic link leads to is replaced, not the link
        with _partial(target) as partial:
            _write(partial, content)
            if not force:
                _claim(partial, target)
            else:
                if target.exists():
                    shutil.copymode(target, partial)
                partial.replace(target)
        _sync(target.parent)


def replace_file(path: Path, content: bytes, before: bytes | None) -> None:
    """Replace a file whose content is still `before` (None: there is no file); else a WriteError, and it stays."""
    with _told(path):
        check_place(path, force=True)
        target = path.resolve()
        with _partial(target) as partial, _alone(target):
            _write(partial, content)
            if (target.read_bytes() if target.exists() else None) != before:
                raise WriteError(f"{path} was saved by another program meanwhile; it stays as it is. Try again.")
            if before is None:
                _claim(partial, target)
            else:
                shutil.copymode(target, partial)
                partial.replace(target)
        _sync(target.parent)


def write_folder(path: Path, files: Iterable[tuple[str, bytes]], *, force: bool) -> tuple[int, int]:
    """Write a folder of files (names relative to it, with "/"); the number of files and of bytes comes back.

    With `force` a folder is replaced, if this program made it and nobody else put a file in it. Else a WriteError.
    """
    with _told(path):
        check_place(path, force=force, folder=True)
        with _partial(path) as partial:
            partial.mkdir()
            sizes = {}
            for name, content in files:
                file = _inside(partial, name)
                _write(file, content)
                sizes[file.relative_to(partial).as_posix()] = len(content)
            _write(partial / MARKER, _marker(sizes))
            check_place(path, force=force, folder=True)  # once more, for what came about meanwhile
            with _aside(path):
                partial.rename(path)
        _sync(path.absolute().parent)
    return len(sizes), sum(sizes.values())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what the system says into a message."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error


def _locks() -> Path:
    """A folder for locks: in the user's cache, or where there can be none among temporary files."""
    for place in (Path(user_cache_dir("policy-timeline")), Path(tempfile.gettempdir()) / f"policy-timeline-{_user()}"):
        with suppress(OSError):
            locks = place / "locks"
            locks.mkdir(parents=True, exist_ok=True)
            if os.access(locks, os.W_OK):
                return locks
    return Path(tempfile.gettempdir())


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps other runs of this program from replacing the same file at the same moment."""
    name = hashlib.sha256(str(path).encode()).hexdigest()[:24]
    try:
        with FileLock(_locks() / f"{name}.lock", timeout=PATIENCE):
            yield
    except Timeout:
        raise WriteError(f"{path} is being written by another run of this program. Try again.") from None


def _hidden(path: Path) -> Path:
    """A name beside `path` that nobody else has."""
    return path.absolute().with_name(f"{MARKER}-{secrets.token_hex(8)}.part")


@contextmanager
def _partial(path: Path) -> Iterator[Path]:
    """A hidden name beside `path`; whatever still bears it in the end is removed, and what killed runs left there."""
    _clear_stale(path.absolute().parent)
    partial = _hidden(path)
    try:
        yield partial
    finally:
        _remove(partial)


def _clear_stale(folder: Path) -> None:
    """Remove what runs that were killed left in a folder: parts that nobody has written to for a day.

    A folder that is complete stays: it may be the only copy, moved aside when the run was killed.
    """
    for left in folder.glob(f"{MARKER}-*.part"):
        with suppress(OSError):
            is_ours = _PARTIAL.fullmatch(left.name) and not (left / MARKER).exists()
            if is_ours and time.time() - left.lstat().st_mtime > STALE:
                _remove(left)


def _remove(partial: Path) -> None:
    if partial.is_dir() and not partial.is_symlink():
        shutil.rmtree(partial, ignore_errors=True)
    else:
        partial.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write a new file through to the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _claim(partial: Path, path: Path) -> None:
    """Give a complete file its name, unless another has it by now."""
    try:
        try:
            os.link(partial, path)
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            path.touch(exist_ok=False)  # holds the name for the moment until the file takes it
            partial.replace(path)
    except FileExistsError:
        raise _exists(path, folder=False) from None


@contextmanager
def _aside(path: Path) -> Iterator[None]:
    """Puts an old folder aside while a new one takes its name; it comes back where that fails, and goes otherwise."""
    if not os.path.lexists(path):
        yield
        return
    old = _hidden(path)
    path.rename(old)
    try:
        yield
    except BaseException:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _inside(folder: Path, name: str) -> Path:
    """The path of a file in a folder, whose own folder is made; a ValueError where it would lie outside."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or name in ("", ".", MARKER):
        raise ValueError(f"{name!r} is no name for a file in a folder")
    path = folder / parts
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _marker(names: Iterable[str]) -> bytes:
    return "\n".join(["Made by policy-timeline, with these files:", *sorted(names), ""]).encode()


def _check_own(folder: Path) -> None:
    """Return if this program made a folder and all that is in it; else a WriteError."""
    marker = folder / MARKER
    if folder.is_symlink() or not folder.is_dir() or not marker.is_file():
        raise WriteError(f"{folder} was not made by this program, so that it is not replaced. Name another folder.")
    own = {MARKER, *marker.read_text(encoding="utf-8", errors="replace").splitlines()[1:]}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in own and (path.is_symlink() or not path.is_dir()):
            raise WriteError(
                f"{folder} holds {name}, which this program did not write, so that it is not replaced. "
                f"Move {name} elsewhere, or name another folder."
            )


def _exists(path: Path, folder: bool) -> WriteError:
    noun = "folder" if folder else "file"
    return WriteError(f"{path} exists already. Name another {noun}, or add --force to replace it.")


def _sync(folder: Path) -> None:
    """Make new names in a folder last, where the system can; the files are whole in any case."""
    with suppress(OSError, AttributeError):
        opened = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
