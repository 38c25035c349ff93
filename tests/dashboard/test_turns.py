"""Long work takes turns: a few wait, the next are refused, and nobody works for a client that has gone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.dashboard.turns import BusyError, GoneError, Turns


def test_one_works_a_few_wait_and_the_next_are_refused() -> None:
    turns = Turns(waiting=2)
    begun, over = threading.Semaphore(0), threading.Event()
    at_once: list[int] = []

    def work() -> None:
        with turns.turn(lambda: False):
            at_once.append(1)
            assert len(at_once) == 1
            begun.release()
            over.wait(30)
            at_once.pop()

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work) for _ in range(3)]
        assert begun.acquire(timeout=30)
        while turns.free:
            pass
        with pytest.raises(BusyError), turns.turn(lambda: False):
            pass
        over.set()
        for each in working:
            each.result(30)
    with turns.turn(lambda: False):
        pass


def test_a_client_that_goes_while_it_waits_gives_up_its_place() -> None:
    turns = Turns(waiting=1)
    with turns.turn(lambda: False), pytest.raises(GoneError), turns.turn(lambda: True):
        pass
    assert turns.free == 2


def test_what_fails_gives_up_its_turn() -> None:
    turns = Turns(waiting=0)
    with pytest.raises(ZeroDivisionError), turns.turn(lambda: False):
        raise ZeroDivisionError
    assert turns.free == 1
