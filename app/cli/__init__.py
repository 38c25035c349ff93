"""The command line: the only place that prints, reads the clock and ends the program."""

from __future__ import annotations

from app.cli import export_command, record_commands, serve_command  # noqa: F401  their commands belong to the group
from app.cli.group import main

__all__ = ["main"]
