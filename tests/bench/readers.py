"""Measures the dashboard with many readers at once: `python -m tests.bench.readers --help`.

Each reader opens the page, filters and zooms by the requests that the page itself would send, over a connection of
its own.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any, Final

import click

from app import resources
from tests.bench.generated import generated_text

ROOT: Final = Path(__file__).parent.parent.parent
ROUNDS: Final = 5  # times that each reader filters and zooms
ACTS: Final = ("open", "filter", "zoom")
FILTERS: Final = ("min=2", "status=official", "kind=rule,licence", "evidence=strong", "q=chips", "jurisdiction=cn")
RANGES: Final = ("from=2024&to=2025", "from=2025-03&to=2025-09", "from=2023-06", "from=2025-01&to=2025-02")


@dataclass(slots=True)
class Reader:
    """One reader: what its acts took, in milliseconds, and what went wrong."""

    port: int
    random: Random
    pause: float  # seconds between two acts, on average
    times: dict[str, list[float]] = field(default_factory=lambda: {act: [] for act in ACTS})
    faults: list[str] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)  # the callbacks that run on the server
    shown: dict[tuple[str, str], Any] = field(default_factory=dict)  # what the page holds of each Dash property
    have: dict[str, str] = field(default_factory=dict)  # the key of each part that the page shows

    def read(self) -> None:
        """Open the page, then filter and zoom some times."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self._act("open", lambda: self._open(connection))
            for _ in range(ROUNDS):
                chosen = self.random.choice(FILTERS)
                self._act("filter", lambda chosen=chosen: self._ask(connection, chosen))
                span = self.random.choice(RANGES)
                self._act("zoom", lambda query=f"{chosen}&{span}": self._ask(connection, query))
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            self.faults.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    def _act(self, name: str, act: Any) -> None:
        time.sleep(self.random.uniform(0, 2 * self.pause))
        start = time.perf_counter()
        act()
        self.times[name].append(1000 * (time.perf_counter() - start))

    def _open(self, connection: http.client.HTTPConnection) -> None:
        _answer(connection, "GET", "/")
        json.loads(_answer(connection, "GET", "/_dash-layout"))
        self.calls = [
            call
            for call in json.loads(_answer(connection, "GET", "/_dash-dependencies"))
            if not call["clientside_function"]
        ]
        self._ask(connection, "")

    def _ask(self, connection: http.client.HTTPConnection, query: str) -> None:
        """Send the query as the page does, to each callback that takes it, and keep what comes back."""
        self.have |= self.shown.get(("answer", "data"), {}).get("keys", {})
        self.shown["query", "data"] = {"query": query, "have": self.have, "number": 1}
        for call in self.calls:
            body = {
                "output": call["output"],
                "outputs": _named(call["output"]),
                "inputs": [self._filled(place) for place in call["inputs"]],
                "changedPropIds": ["query.data"],
                "state": [self._filled(place) for place in call["state"]],
            }
            answer = json.loads(_answer(connection, "POST", "/_dash-update-component", json.dumps(body)))
            for id_, properties in answer["response"].items():
                self.shown |= {(id_, name): value for name, value in properties.items()}

    def _filled(self, place: dict[str, str]) -> dict[str, Any]:
        value = self.shown.get((place["id"], place["property"]))
        return {"id": place["id"], "property": place["property"]} | ({} if value is None else {"value": value})


def _named(place: str) -> dict[str, str]:
    id_, _, name = place.rpartition(".")
    return {"id": id_, "property": name}


def _answer(connection: http.client.HTTPConnection, method: str, path: str, body: str | None = None) -> bytes:
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status not in (200, 204):
        raise ValueError(f"{method} {path}: {answer.status}")
    return content or b"{}"


@contextmanager
def served(path: Path, workers: int) -> Iterator[int]:
    """The port of the program with so many workers, as a process of its own."""
    command = [sys.executable, "-m", "app", "serve", str(path), "--no-open", "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        assert program.stdout is not None
        program.stdout.readline()
        try:
            yield int(program.stdout.readline().split()[1].rstrip("/").rpartition(":")[2])
        finally:
            program.terminate()


def measured(path: Path, workers: int, readers: int, pause: float) -> tuple[dict[str, list[float]], list[str], float]:
    """The times of all acts in milliseconds, the faults, and the seconds from the first act to the last."""
    with served(path, workers) as port:
        Reader(port, Random(0), 0).read()  # noqa: S311  what is made once for all readers is no matter here
        crowd = [Reader(port, Random(number), pause) for number in range(1, readers + 1)]  # noqa: S311
        start = time.perf_counter()
        with ThreadPoolExecutor(readers) as pool:
            list(pool.map(Reader.read, crowd))
        seconds = time.perf_counter() - start
    times = {act: list(chain.from_iterable(reader.times[act] for reader in crowd)) for act in ACTS}
    return times, list(chain.from_iterable(reader.faults for reader in crowd)), seconds


@click.command()
@click.option("--workers", multiple=True, default=(1, 2), show_default=True, help="Processes that answer.")
@click.option("--readers", default=50, show_default=True, help="Readers at once.")
@click.option("--pause", default=2.0, show_default=True, help="Seconds between two acts of a reader, on average.")
@click.option("--events", type=int, help="Events of a generated file (default: the published dataset).")
def main(workers: Sequence[int], readers: int, pause: float, events: int | None) -> None:
    """Let many readers open, filter and zoom; print errors, medians and 95th percentiles in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = resources.EVENTS
        if events:
            path = Path(folder) / "events.yaml"
            path.write_text(generated_text(events), encoding="utf-8")
        click.echo(f"{readers} readers, each with a pause of {pause:g} s on average between two acts")
        click.echo(f"{'workers':>7} {'act':>7} {'number':>7} {'median':>7} {'95th':>7}  errors")
        for count in workers:
            times, faults, seconds = measured(path, count, readers, pause)
            for act, taken in {**times, "all": list(chain.from_iterable(times.values()))}.items():
                ninety_fifth = quantiles(taken, n=20)[-1] if len(taken) > 1 else 0
                middle = median(taken) if taken else 0
                click.echo(f"{count:7} {act:>7} {len(taken):7} {middle:7.0f} {ninety_fifth:7.0f}  {len(faults)}")
            click.echo(f"        {sum(map(len, times.values())) / seconds:.0f} acts a second. {' '.join(faults[:3])}")


if __name__ == "__main__":
    main()
