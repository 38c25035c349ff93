"""A short run of the fuzzer, where it is installed (`pip install atheris`); it may run for as long as one likes."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import text

ROOT = Path(__file__).parent.parent
SEEDS = {"loading": text(), "query": "from=2025-01&to=2025-12-31&track=scrutiny&q=a&event=first-act&tab=list&min=2"}


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="the fuzzer, atheris, is not installed")
@pytest.mark.parametrize("target", SEEDS)
def test_the_fuzzer_finds_nothing_in_a_short_run(target: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "seed").write_text(SEEDS[target], encoding="utf-8")
    bounds = ["-runs=3000", "-max_total_time=20", "-timeout=10", "-rss_limit_mb=1500", f"-artifact_prefix={tmp_path}/"]
    command = [sys.executable, "-m", "tests.fuzzing", target, *bounds, str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3_000:]
