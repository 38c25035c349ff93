"""`new ... --into`: each kind of record, into files of any state."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.new_command import KINDS
from app.data.parsing import parse
from app.data.record_template import KINDS_OF_RECORD
from tests.cli.test_import import run
from tests.factories import event, text

STATES = {
    "empty": "",
    "only a comment": "# my events\n",
    "correct": text(),
    "with problems": text(event(kind="rul", actors=["nobody"], more="x")),
    "an empty section": text().replace("events:", "measures: []\nevents:"),
    "of Windows": "\ufeff" + text().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_put_into_a_file_of_any_state(kind: str, state: str, tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_bytes(STATES[state].encode())
    done = run("new", kind, "--into", path)
    assert done.exit_code == 0, done.output
    after = path.read_bytes().decode()
    section = KINDS_OF_RECORD[kind][0]
    before = parse(STATES[state].lstrip("\ufeff"), "").value if state not in ("empty", "only a comment") else {}
    records = parse(after.lstrip("\ufeff"), "").value[section]
    added = [record for record in records if record not in before.get(section, [])]
    line = next(number for number, found in enumerate(after.splitlines(), 1) if f"id: {added[0]['id']}" in found)
    assert len(added) == 1
    assert done.output.startswith(f"{path}:{line}: the {kind} {added[0]['id']!r} stands here now.")
    kept = STATES[state].replace("measures: []", "").split()
    assert [word for word in kept if word not in after] == []
    assert after.count("\r\n") == (after.count("\n") if state == "of Windows" else 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (text() + "  x: [\n", "a bracket opens here and is never closed. Close it."),
        ("- x\n", "holds no fields such as 'dataset:' and 'events:'. Nothing was inserted."),
        ("{section}: 3\n", "'{section}' is not a list. Nothing was inserted; make it one first."),
        ("a: \x00\n", "holds the character U+0000, which YAML does not allow; remove it."),
    ],
)
def test_what_cannot_be_edited_is_told_and_stays(kind: str, broken: str, message: str, tmp_path: Path) -> None:
    section = KINDS_OF_RECORD[kind][0]
    path = tmp_path / "events.yaml"
    content = broken.replace("{section}", section)
    path.write_text(content, "utf-8")
    done = run("new", kind, "--into", path)
    assert done.exit_code == 1
    assert message.format(section=section) in done.output
    assert path.read_text("utf-8") == content


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_not_there_is_begun(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    assert run("new", kind, "--into", path).exit_code == 0
    assert list(parse(path.read_text("utf-8"), "").value) == [KINDS_OF_RECORD[kind][0]]
