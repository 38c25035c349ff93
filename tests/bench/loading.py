"""Measures how a large file is checked and started: `python -m tests.bench.loading --help`.

Each figure is taken in a process of its own. The plain YAML loader reads the same text in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

import click

ROOT: Final = Path(__file__).parent.parent.parent
MEGABYTE: Final = 1_000_000
# What is measured: wall and processor seconds, and the bytes of memory at the peak beyond those before.
MEASURE: Final = """
import json, resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
{before}
unit = 1 if sys.platform == "darwin" else 1024
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
wall, processor = time.perf_counter(), time.process_time()
{act}
wall, processor = time.perf_counter() - wall, time.process_time() - processor
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
print(json.dumps(dict(seconds=wall, processor=processor, memory=memory * unit)))
"""
PLAIN: Final = MEASURE.format(before="import yaml", act="yaml.load(path.read_text('utf-8'), yaml.CSafeLoader)")
CHECK: Final = MEASURE.format(before="from app.data.loading import load_dataset", act="load_dataset(path)")
START: Final = MEASURE.format(before="from app.dashboard.snapshot import Repository", act="Repository.of(path)")
# In a process of its own too, for on Linux a process inherits the peak of memory of the one that starts it.
GENERATE: Final = """
import sys
from pathlib import Path
from tests.bench.generated import generated_text
Path(sys.argv[1]).write_text(generated_text(int(sys.argv[2])), encoding="utf-8")
print("{}")
"""
HELP: Final = """
import resource, subprocess, sys
def spent(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(min(spent("-m", "app", "--help") for _ in range(5)) - min(spent("-c", "pass") for _ in range(5)))
"""
Figures = Mapping[str, float]


def run(script: str, *arguments: object, **environment: str) -> Any:
    """What a script prints as JSON, run in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    env = {**os.environ, **environment}
    return json.loads(subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout)


def middle(rounds: list[dict[str, float]]) -> Figures:
    """The median of each figure over the rounds."""
    return {name: median(taken[name] for taken in rounds) for name in rounds[0]}


@click.command()
@click.option("--events", default=100_000, show_default=True, help="Events of the generated file.")
@click.option("--rounds", default=1, show_default=True, help="Rounds, of which the median is told.")
def main(events: int, rounds: int) -> None:
    """Check a generated file and start the dashboard with it twice; print seconds and ratios."""
    taken: dict[str, list[dict[str, float]]] = {"plain": [], "check": [], "first start": [], "second start": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.yaml"
        run(GENERATE, path, events)
        size = path.stat().st_size
        for number in range(rounds):
            taken["plain"].append(run(PLAIN, path))
            taken["check"].append(run(CHECK, path))
            for start in ("first start", "second start"):
                taken[start].append(run(START, path, XDG_CACHE_HOME=str(Path(folder) / str(number))))
    _tell({name: middle(figures) for name, figures in taken.items()}, events, size)
    click.echo(f"--help costs {run(HELP):.2f} s of processor time beyond Python's own (wanted: at most 0.3 s)")


def _tell(figures: Mapping[str, Figures], events: int, size: int) -> None:
    click.echo(f"{events:,} events, {size / MEGABYTE:.0f} MB")
    names = {"plain": "yaml.load, CSafeLoader", "check": "check"}
    for name, taken in figures.items():
        click.echo(
            f"{names.get(name, name):>24}: {taken['seconds']:6.2f} s, {taken['processor']:6.2f} s of processor time, "
            f"{taken['memory'] / size:5.1f} times the file in memory"
        )
    check = figures["check"]["seconds"] / figures["plain"]["seconds"]
    again = figures["first start"]["seconds"] / figures["second start"]["seconds"]
    click.echo(f"check takes {check:.2f} times what yaml.load takes (wanted: at most 0.6)")
    click.echo(f"check needs {figures['check']['memory'] / size:.1f} times the file in memory (wanted: at most 10)")
    click.echo(f"the second start is {again:.0f} times faster than the first (wanted: at least 20)")


if __name__ == "__main__":
    main()
