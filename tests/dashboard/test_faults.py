"""What goes wrong around a running server: its file, its clock, its clients; it stays up and recovers by itself."""

from __future__ import annotations

import datetime as dt
import gc
import http.client
import json
import os
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app.dashboard.application import create_app
from app.dashboard.snapshot import Repository
from tests.conftest import TARIFFS, TODAY, Serve
from tests.dashboard.calls import CALLBACKS, call
from tests.factories import event, text

SAVES = int(os.environ.get("TIMELINE_SAVES", "60"))
READERS = int(os.environ.get("TIMELINE_READERS", "6"))
CALLS = int(os.environ.get("TIMELINE_CALLS", "24"))


def saved(path: Path, content: str | bytes) -> None:
    """Save as editors do: a new file in the place of the old one."""
    partial = path.with_suffix(".part")
    partial.write_bytes(content.encode() if isinstance(content, str) else content)
    partial.replace(path)


def asked(client: FlaskClient) -> tuple[str, list[str]]:
    """The version that is served and the problems that open pages are told of."""
    answer = client.get("/edition")
    assert answer.status_code == 200
    assert answer.json is not None
    return answer.json["version"], answer.json["problems"]


def vanish(path: Path) -> None:
    path.unlink()


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_a_broken_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere.yaml"))


def become_a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def become_empty(path: Path) -> None:
    path.write_bytes(b"")


def become_binary(path: Path) -> None:
    path.write_bytes(b"\x00\xff" * 50)


FAULTS: dict[Callable[[Path], None], str] = {
    vanish: ": there is no such file.",
    become_a_folder: ": is a directory; name the YAML file in it.",
    become_a_broken_link: ": there is no such file.",
    become_a_link_to_itself: ": cannot be read: Too many levels of symbolic links.",
    become_a_pipe: ": is not a regular file.",
    become_empty: ": is empty.",
    become_binary: ":1: is not UTF-8 text (byte 0xff).",
}


def repaired(path: Path, content: str) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    path.unlink(missing_ok=True)
    saved(path, content)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_of_the_file_is_told_and_passes(
    fault: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("events.yaml")  # as a reader names it
    saved(path, text())
    client = create_app(Repository.of(path), lambda: TODAY).server.test_client()
    good, problems = asked(client)
    assert problems == []
    fault(path)
    version, problems = asked(client)
    assert (version, problems) == (good, [f"events.yaml{FAULTS[fault]}"])
    assert client.get("/healthz").json == {"events": 1, "version": client.get("/healthz").json["version"]}
    assert client.post(CALLBACKS, json=call("tab=list")).status_code == 200
    assert client.get("/").status_code == 200
    repaired(path, text(event(), event(id="b", title="A court acted.", date="2025-08-01")))
    version, problems = asked(client)
    assert version != good
    assert problems == []
    assert client.get("/healthz").json["events"] == 2


def test_half_a_file_is_told_by_its_line_and_the_whole_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    whole = TARIFFS.read_text("utf-8")
    saved(path, whole)
    client = create_app(Repository.of(path), lambda: TODAY).server.test_client()
    good, _ = asked(client)
    cut_in_half(path)
    version, problems = asked(client)
    assert version == good
    assert problems
    assert all(problem.startswith(f"{path}:") for problem in problems)
    saved(path, whole)
    assert asked(client) == (good, [])


def test_a_file_that_may_not_be_read_is_told_and_read_when_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.yaml"
    saved(path, text())
    client = create_app(Repository.of(path), lambda: TODAY).server.test_client()
    good, _ = asked(client)
    saved(path, text(event(label="Another")))
    path.chmod(0)
    with monkeypatch.context() as patch:
        if os.access(path, os.R_OK):  # as the system's administrator, whom no mode keeps out
            patch.setattr(Path, "read_bytes", _forbidden)
        assert asked(client) == (good, [f"{path}: cannot be read: Permission denied."])
        assert client.get("/").status_code == 200
    path.chmod(0o644)
    version, problems = asked(client)
    assert version != good
    assert problems == []


def _forbidden(self: Path) -> bytes:
    raise PermissionError(13, "Permission denied", str(self))


def test_a_file_whose_time_goes_back_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    saved(path, text())
    client = create_app(Repository.of(path), lambda: TODAY).server.test_client()
    good, _ = asked(client)
    path.write_text(text(event(label="Another act")), encoding="utf-8")
    os.utime(path, (1, 1))
    assert asked(client)[0] != good


@pytest.mark.parametrize("day", [dt.date(1970, 1, 1), dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_a_clock_that_jumps_breaks_no_tab(day: dt.date) -> None:
    days = [TODAY]
    client = create_app(Repository.of(TARIFFS), lambda: days[0]).server.test_client()
    before = client.post(CALLBACKS, json=call("tab=measures"))
    days[0] = day
    for tab in ("timeline", "list", "shift", "measures", "stories", "actors"):
        assert client.post(CALLBACKS, json=call(f"tab={tab}")).status_code == 200, tab
    days[0] = TODAY
    assert client.post(CALLBACKS, json=call("tab=measures")).json == before.json


def test_readers_see_whole_editions_while_the_file_is_saved_again_and_again(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    counts = (1, 2, 3)
    contents = {
        count: text(*(event(id=f"e{n}", title=f"Body {n} acted.", date=f"2025-07-0{n + 1}") for n in range(count)))
        for count in counts
    }
    saved(path, contents[1])
    address = urlsplit(serve(path)).netloc
    seen: list[tuple[int, int]] = []
    wrong: list[Any] = []
    over = threading.Event()

    def read() -> None:
        connection = http.client.HTTPConnection(address, timeout=60)
        while not over.is_set():
            try:
                seen.append(_one_answer(connection))
            except Exception as error:
                wrong.append(error)
                return
        connection.close()

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(SAVES):
        save = contents[counts[number % 3]]
        if number % 3 == 1:
            path.write_text(save, encoding="utf-8")  # in place, so that a reader may meet half of it
        else:
            saved(path, save[: len(save) // 2] if number % 5 == 0 else save)
    saved(path, contents[3])
    over.set()
    for reader in readers:
        reader.join(60)
    assert wrong == []
    assert {status for status, _ in seen} == {200}
    assert {events for _, events in seen} <= set(counts)
    assert len(seen) >= READERS
    connection = http.client.HTTPConnection(address, timeout=60)
    assert _one_answer(connection) == (200, 3)
    connection.request("GET", "/edition")
    assert json.load(connection.getresponse())["problems"] == []
    connection.close()


def _one_answer(connection: http.client.HTTPConnection) -> tuple[int, int]:
    """The status of a request for the list, and how many events it tells of."""
    body = json.dumps(call("tab=list"))
    connection.request("POST", CALLBACKS, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    sentence = json.load(answer)["response"]["answer"]["data"]["status"]
    return answer.status, int(sentence.split(" of ")[1].split()[0])


def test_memory_stays_where_it_is_from_one_call_to_the_next() -> None:
    client = create_app(Repository.of(TARIFFS), lambda: TODAY).server.test_client()
    tabs = ("list", "timeline", "measures", "actors")

    def objects_after(calls: range) -> int:
        """How many objects live after some calls, each of them new to the server."""
        for number in calls:
            query = f"tab={tabs[number % 4]}&q={number}&from=2018-0{1 + number % 9}"
            with client.post(CALLBACKS, json=call(query)) as answer:
                assert answer.status_code == 200
        gc.collect()
        # pandas notes each view of a table by a weak reference, and clears those of dead views now and then.
        return sum(type(found) is not weakref.ref for found in gc.get_objects())

    first = objects_after(range(CALLS))
    assert objects_after(range(CALLS, 2 * CALLS)) - first < 5 * CALLS  # one figure is thousands
