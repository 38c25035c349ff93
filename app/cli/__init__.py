"""The command line: the only place that prints, reads the clock and exits."""

from __future__ import annotations

from app.cli import exporting, records, serving  # noqa: F401  their commands belong to the group
from app.cli.group import main

__all__ = ["main"]
