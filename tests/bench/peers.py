"""The other tools: what is fetched of them from npm, and the page that each of them draws on."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from tests.bench.events import CACHE, Events

PAGES: Final = Path(__file__).parent / "pages"


class NotFetchedError(Exception):
    """A package could not be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package at npm, of which some files are served under `/NAME/`."""

    name: str
    version: str
    integrity: str
    served: tuple[str, ...]  # files or folders in it


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, its script and style sheet, and how `pages/TOOL.js` draws with it (`options` go to the page's body)."""

    name: str
    tool: str
    package: Package | None = None
    script: str = ""
    style: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


VIS: Final = Package(
    "vis-timeline",
    "8.5.4",
    "sha512-Xt7RNrRvOkQiSyk6vFTXSRwTunT0y9MzDgHY8N8H9nPuebJ6Vg+u3xnv0Swbxna/Pa2E3HjaBblEIQiK74E01Q==",
    ("standalone/umd/vis-timeline-graph2d.min.js", "styles/vis-timeline-graph2d.min.css"),
)
TIMELINEJS: Final = Package(
    "@knight-lab/timelinejs",
    "3.9.11",
    "sha512-+jUuY1OJ+9zSO5O3AfYSLd1yB0vQkm22zyIElz8BWT5DQ9mL0rsxlQkBKAqLbWpJjFuAAJeqzLY35xFIg6GW4g==",
    ("dist/js/timeline.js", "dist/css/timeline.css", "dist/css/icons"),
)
TIMELINES_CHART: Final = Package(
    "timelines-chart",
    "2.14.3",
    "sha512-WBPUlmoeh3uVYQH2+R8PbgueGpGLXbaf5H2984hq0OA7ell3od1SloGEB+9vulMigzwE5eXvjzaYX1TE9QA24w==",
    ("dist/timelines-chart.min.js",),
)
ECHARTS: Final = Package(
    "echarts",
    "6.1.0",
    "sha512-q0yaFPggC9FUdsWH4blavRWFmxdrIodbkoKNAjJudAI6CA9gNPxHtV2RcZNEepZVlk4yvBYkOkbk6HIVpIyHZA==",
    ("dist/echarts.min.js",),
)
PLOTLY: Final = Package(
    "plotly.js-dist-min",
    "4.1.1",
    "sha512-4Jg6n9FKcn5WBuqHESZmueEBYOLjGlsz8ivzMCl03WCX+GAAOgIALvdONwIi54JDMq0tkxbu+vs5Yj7QSPQtgg==",
    ("plotly.min.js",),
)
PLOTLY_BASIC: Final = Package(
    "plotly.js-basic-dist-min",
    "4.1.1",
    "sha512-1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ==",
    ("plotly-basic.min.js",),
)
EMPTY: Final = Peer("empty page", "empty")
PEERS: Final = (
    Peer("vis-timeline", "vis", VIS, VIS.served[0], VIS.served[1]),
    Peer("TimelineJS3", "timelinejs", TIMELINEJS, TIMELINEJS.served[0], TIMELINEJS.served[1]),
    Peer("timelines-chart", "timelines-chart", TIMELINES_CHART, TIMELINES_CHART.served[0]),
    Peer("ECharts", "echarts", ECHARTS, ECHARTS.served[0], options={"labels": "yes"}),
    Peer("ECharts, no labels", "echarts", ECHARTS, ECHARTS.served[0]),
    Peer("plotly basic, SVG", "plotly", PLOTLY_BASIC, PLOTLY_BASIC.served[0], options={"marks": "scatter"}),
    Peer("plotly full, SVG", "plotly", PLOTLY, PLOTLY.served[0], options={"marks": "scatter"}),
    Peer("plotly full, GL", "plotly", PLOTLY, PLOTLY.served[0], options={"marks": "scattergl"}),
)
STOCK_DASH: Final = "Dash, one Graph"


def fetched(package: Package) -> dict[str, bytes]:
    """The served files of a package by their paths in it, from the cache folder or from npm, its checksum compared."""
    archive = CACHE / f"{package.name.strip('@').replace('/', '-')}-{package.version}.tgz"
    if not archive.exists():
        _fetch(package)
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        raise NotFetchedError(f"{archive} has the checksum {found}, not {package.integrity}; delete it and try again")
    with tarfile.open(archive) as packed:
        members = {member.name.removeprefix("package/"): member for member in packed if member.isfile()}
        wanted = {path: member for path, member in members.items() if path.startswith(package.served)}
        return {path: file.read() for path, member in wanted.items() if (file := packed.extractfile(member))}


def _fetch(package: Package) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetchedError("npm, which comes with Node.js, is not on the PATH")
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", str(CACHE)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotFetchedError(f"npm did not deliver {package.name} {package.version}: {error}") from None


def page(peer: Peer, events: Events) -> str:
    """The page on which a peer draws the events: a headline, the events as JSON, the tool's script, then ours."""
    folder = f"/{peer.package.name}" if peer.package else ""
    options = Markup("").join(Markup(' data-{}="{}"').format(*pair) for pair in peer.options.items())
    style = Markup('<link rel="stylesheet" href="{}/{}">').format(folder, peer.style) if peer.style else ""
    script = Markup('<script src="{}/{}"></script>').format(folder, peer.script) if peer.script else ""
    drawing = json.dumps(events.drawing).replace("<", "\\u003c") if peer.tool != "empty" else "null"
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{escape(peer.name)}</title><link rel="icon" href="data:,">{style}
<style>body {{ font: 14px sans-serif; margin: 16px }} #timeline {{ width: 1300px; height: 640px }}</style></head>
<body{options}>
<h1>{events.count} events in {len(events.lanes)} lanes</h1>
<div id="timeline"></div>
<script type="application/json" id="drawing">{drawing}</script>
{script}
<script src="/pages/{peer.tool}.js"></script>
<script src="/pages/start.js"></script>
</body>
</html>"""
