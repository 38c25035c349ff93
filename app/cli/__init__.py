"""The command line: the only place that prints, reads the clock and ends the program."""

from __future__ import annotations

from app.cli import (  # noqa: F401  their commands belong to the group
    due_command,
    export_command,
    import_command,
    inbox_command,
    init_command,
    new_command,
    record_commands,
    serve_command,
    watch_command,
)
from app.cli.group import main

__all__ = ["main"]
