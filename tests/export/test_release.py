from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pandas as pd
import pytest
import yaml

from app.analysis.view import View
from app.data.schema import Dataset
from app.export.extract import Extract
from app.export.release import release

TODAY = dt.date(2026, 11, 24)


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("view", [View(), View(min=3)], ids=["whole", "a view"])
def test_another_program_validates_the_package(view: View, published: Dataset, tmp_path: Path) -> None:
    folder = unpacked(release(Extract.of(published, view, TODAY)), tmp_path)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] == 4
    assert len(pd.read_csv(folder / "data/events.csv")) == len(pd.read_parquet(folder / "data/events.parquet"))


def test_a_release_names_its_version_and_its_sums(tariffs: Dataset, tmp_path: Path) -> None:
    content = release(Extract.of(tariffs, View(), TODAY))
    assert content == release(Extract.of(tariffs, View(), TODAY))
    folder = unpacked(content, tmp_path)
    version = f"2021-12-31+{tariffs.digest}"
    assert json.loads((folder / "datapackage.json").read_text("utf-8"))["version"] == version
    assert yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))["version"] == version
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum
