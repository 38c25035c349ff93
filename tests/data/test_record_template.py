from __future__ import annotations

from pathlib import Path

import pytest

from app.data.loading import load_text
from app.data.record_template import record_template
from app.data.schema import Event
from tests.conftest import TARIFFS

EVENTS = Path(__file__).parent.parent.parent / "events.yaml"


@pytest.mark.parametrize("file", [EVENTS, TARIFFS])
@pytest.mark.parametrize("whole", [False, True])
def test_the_template_passes_the_checks_as_the_last_event(file: Path, whole: bool) -> None:
    text = file.read_text("utf-8")
    before = load_text(text)
    template = record_template(before)
    if whole:  # with every optional field in use
        template = template.replace("    # ", "    ~", 1)
        lines = template.splitlines()
        names = tuple(f"    # {name}:" for name in Event.model_fields)
        template = "\n".join(line.replace("# ", "", 1) if line.startswith(names) else line for line in lines) + "\n"
        template = template.replace("    ~", "    # ", 1)
    head, mark, tail = text.partition("\nstories:")
    after = load_text(f"{head.rstrip()}\n\n{template}{mark}{tail}")
    assert [event.id for event in after.events] == [*(event.id for event in before.events), "a-new-event"]
    assert bool(after.events[-1].conflicts) is whole
