"""That the benchmark runs and draws the same events everywhere; what it measures is no matter of the tests."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import peers
from tests.bench.report import DASHBOARD, EXPORTED, Row, checks, table
from tests.bench.sites import ROOT
from tests.bench.visits import STEPS, Visit

COUNT = 50


def row(tool: str, count: int, *drawn: float) -> Row:
    return Row(tool, count, [Visit({"drawn": value}, count, 40) for value in drawn])


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[dict[str, object]]]:
    """What the command printed and wrote, of ours, the empty page and one other tool."""
    out = tmp_path_factory.mktemp("bench") / "results.json"
    only = [part for tool in (peers.EMPTY.name, DASHBOARD, EXPORTED, "timelines-chart") for part in ("--only", tool)]
    command = [sys.executable, "-m", "tests.bench", "--counts", str(COUNT), "--runs", "1", "--out", str(out), *only]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, json.loads(out.read_text("utf-8"))["rows"]


def _reached(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows without those of packages that npm could not deliver."""
    return [found for found in rows if "npm" not in str(found["fault"])]


def test_the_table_has_every_tool(ran: tuple[str, list[dict[str, object]]]) -> None:
    printed, rows = ran
    tools = [peers.EMPTY.name, DASHBOARD, EXPORTED, "timelines-chart"]
    assert [found["tool"] for found in rows] == tools
    assert [line.split("  ")[0] for line in printed.splitlines()[2:6]] == tools


def test_every_page_draws_the_same_events(ran: tuple[str, list[dict[str, object]]]) -> None:
    visits = {str(found["tool"]): found["visits"][0] for found in _reached(ran[1])}  # type: ignore[index]
    assert {tool: visit["count"] for tool, visit in visits.items()} == dict.fromkeys(visits, COUNT) | {"empty page": 0}


def test_every_step_is_measured(ran: tuple[str, list[dict[str, object]]]) -> None:
    for found in _reached(ran[1]):
        assert found["fault"] == ""
        assert found["median"].keys() == set(STEPS)  # type: ignore[attr-defined]
        if found["tool"] in (DASHBOARD, "timelines-chart"):
            medians = dict(found["median"])  # type: ignore[call-overload]
            assert (medians.pop("settled") is None) == (found["tool"] != DASHBOARD)  # others draw once
            assert None not in medians.values()


def test_the_table_compares_medians_with_the_best_other_tool() -> None:
    rows = [
        row("empty page", 9, 50),
        row(DASHBOARD, 9, 400, 900, 200),
        row("ECharts", 9, 200),
        row("vis-timeline", 9, 800),
    ]
    lines = [line.split() for line in table(rows).splitlines()]
    assert [line[2:5] for line in lines[1:3]] == [["50", "1.00", "0.25"], ["400", "8.00", "2.00"]]


def test_a_promise_holds_fails_or_was_not_measured() -> None:
    verdicts = {
        check.promise: check.words.split()[0] for check in checks([row(DASHBOARD, 9, 400), row(DASHBOARD, 90, 800)])
    }
    assert verdicts[f"{DASHBOARD}, drawn: 90 events ÷ 9"] == "FAILS"
    assert verdicts["graphic elements of ours at 90 events"] == "holds"
    assert verdicts[f"{EXPORTED}, drawn: 90 events ÷ 9"] == "not"


def test_a_package_that_was_changed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "CACHE", tmp_path)
    (tmp_path / "echarts-6.1.0.tgz").write_bytes(b"something else")
    with pytest.raises(peers.NotFetchedError, match="delete it and try again"):
        peers.fetched(peers.ECHARTS)
