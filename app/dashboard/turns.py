"""Turns at long work: one at a time, a few may wait, and nobody works for a client that has gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

LOOK: Final = 0.2  # seconds between two looks whether the client is still there


class BusyError(Exception):
    """As many wait already as may."""


class GoneError(Exception):
    """The client has gone."""


class Turns:
    """Lets one caller work while up to `waiting` others wait, so that most threads of a server stay free."""

    def __init__(self, waiting: int) -> None:
        """Nobody works yet."""
        self.free = waiting + 1  # places, that at work included
        self._lock = Lock()
        self._working = Lock()

    @contextmanager
    def turn(self, is_gone: Callable[[], bool]) -> Iterator[None]:
        """A turn, waited for; BusyError where too many wait, GoneError where `is_gone` says so before it comes."""
        self._enter()
        try:
            while not self._working.acquire(timeout=LOOK):
                if is_gone():
                    raise GoneError
            try:
                if is_gone():
                    raise GoneError
                yield
            finally:
                self._working.release()
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            if not self.free:
                raise BusyError
            self.free -= 1

    def _leave(self) -> None:
        with self._lock:
            self.free += 1
