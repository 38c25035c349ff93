"""The inbox: a YAML file of candidates beside the data file, each offered, accepted or rejected, with who and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from app.data.dates import parse_date
from app.data.editing import correct_event, edit_file, insert_all, replace_record, widen_coverage
from app.data.likeness import pages
from app.data.parsing import parse, read_text
from app.data.problems import DatasetError, did_you_mean, shortened
from app.data.record_layout import Addition, EditError
from app.data.writing import WriteError

NAME: Final = "inbox.yaml"
HEAD: Final = """\
# Candidates that 'policy-timeline watch' found, and corrections by readers.
# Look: policy-timeline inbox list, inbox show ID.
# Decide: policy-timeline inbox accept ID, or policy-timeline inbox reject ID --why "...".
# What was rejected is not offered again.
"""
TRIES: Final = 5  # to write, while others write too
TEXTS: Final = ("asked", "found", "why", "number", "by", "reason", "corrects")
STATES: Final = ("offered", "accepted", "rejected")


class InboxFault(ValueError):  # noqa: N818  told to the curator
    """Something in or about an inbox that cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that a register offers, with what it needs besides, and what became of it."""

    id: str
    event: Mapping[str, Any]
    asked: str  # the id of the question that found it
    found: str
    why: str
    number: str = ""
    state: str = "offered"
    by: str = ""
    reason: str = ""
    besides: tuple[Addition, ...] = ()
    corrects: str = ""  # the id of the event that it corrects
    changed: tuple[str, ...] = ()  # the fields that it corrects

    @property
    def record(self) -> dict[str, Any]:
        """The candidate as its file has it."""
        return {
            "id": self.id,
            "asked": self.asked,
            "found": self.found,
            "why": self.why,
            "number": self.number,
            "state": self.state,
            "by": self.by,
            "reason": self.reason,
            "corrects": self.corrects,
            "changed": list(self.changed),
            "event": dict(self.event),
            "besides": [{"section": each.section, "record": dict(each.record)} for each in self.besides],
        }

    @property
    def keys(self) -> set[str]:
        """What tells that another is the same: its number in the register, or its pages together with its date."""
        if self.corrects:
            return {f"correction {self.corrects}: {self.why}"}
        date = str(self.event.get("date", ""))
        return {f"number {self.number}"} if self.number else {f"{date} {page}" for page in pages(self.event)}


def inbox_of(events: Path) -> Path:
    """Where the inbox of a data file stands."""
    return events.with_name(NAME)


def candidates(path: Path) -> list[Candidate]:
    """The candidates of an inbox; none where there is no file. A DatasetError or InboxFault where it is broken."""
    return _candidates(read_text(path), str(path)) if path.exists() else []


def offered(path: Path) -> tuple[Candidate, ...]:
    """The candidates of an inbox that nobody has decided on; none where the file is broken, too."""
    try:
        return tuple(candidate for candidate in candidates(path) if candidate.state == "offered")
    except (DatasetError, InboxFault):
        return ()


def _candidates(text: str, name: str) -> list[Candidate]:
    if not text.strip() or all(line.startswith("#") or not line.strip() for line in text.splitlines()):
        return []
    value = parse(text, name).value
    records = value.get("candidates") if isinstance(value, dict) else None
    if not isinstance(records, list):
        if isinstance(value, dict) and not records:
            return []
        raise InboxFault(f"{name}: holds no list 'candidates'. Mend it, or move it away.")
    return [_candidate(record, number, name) for number, record in enumerate(records, 1)]


def _candidate(record: Any, number: int, name: str) -> Candidate:
    try:
        besides = tuple(Addition(str(each["section"]), dict(each["record"])) for each in record.get("besides", []))
        texts = {key: str(record.get(key, "")) for key in TEXTS}
        state = str(record["state"])
        if state not in STATES:
            raise InboxFault(f"{name}: candidate {number}: 'state' must be one of {', '.join(STATES)}; got {state!r}.")
        changed = tuple(map(str, record.get("changed", ())))
        return Candidate(
            str(record["id"]), dict(record["event"]), state=state, besides=besides, changed=changed, **texts
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, InboxFault):
            raise
        raise InboxFault(f"{name}: candidate {number} lacks its id, state or event. Mend it, or remove it.") from None


def offer(path: Path, new: Sequence[Candidate]) -> list[Candidate]:
    """Put candidates into an inbox, but for those that it has in any state; those that were put in come back."""
    for left in reversed(range(TRIES)):
        added: list[Candidate] = []

        def edit(text: str, added: list[Candidate] = added) -> str:
            known = {key for candidate in _candidates(text, str(path)) for key in candidate.keys}
            for candidate in new:
                if not candidate.keys & known:
                    known |= candidate.keys
                    added.append(candidate)
            head = text if text.strip() else HEAD
            return (
                insert_all(head, [Addition("candidates", each.record) for each in added], str(path)) if added else text
            )

        if not new:
            return []
        try:
            edit_file(path, edit)
        except WriteError:
            if not left:
                raise
        else:
            return added
    return []


def one(path: Path, name: str) -> Candidate:
    """The candidate of a name; an InboxFault where there is none."""
    offers = candidates(path)
    found = next((candidate for candidate in offers if candidate.id == name), None)
    if not found:
        hint = did_you_mean(name, [candidate.id for candidate in offers])
        raise InboxFault(f"{path}: there is no candidate {shortened(name)}.{hint} See: policy-timeline inbox list")
    return found


def accept(events: Path, inbox: Path, name: str, by: str) -> tuple[Candidate, list[str]]:
    """Put a candidate's event into the data file at its place; it, and notes on what else changed there, come back."""
    candidate = _open(inbox, name)
    notes: list[str] = []

    def edit(text: str) -> str:
        value = parse(text, str(events)).value
        needed = [each for each in candidate.besides if not _has(value, each)]
        notes[:] = [f"{each.section} {each.record['id']!r} was added, too" for each in needed]
        if candidate.corrects:
            return _corrected(insert_all(text, needed, str(events)) if needed else text, candidate, events, notes)
        if _has(value, Addition("events", candidate.event)):
            raise EditError(f"{events}: has an event {candidate.id!r} already. Reject the candidate, or rename it.")
        edited = insert_all(text, [*needed, Addition("events", candidate.event)], str(events))
        return _covering(edited, candidate, events, notes)

    edit_file(events, edit)
    _settle(inbox, replace(candidate, state="accepted", by=by))
    return candidate, notes


def _corrected(text: str, candidate: Candidate, events: Path, notes: list[str]) -> str:
    """The text with the corrected fields of an event, and its further sources."""
    if not candidate.changed:
        raise EditError(
            f"{candidate.id!r} names no new value. Correct {candidate.corrects!r} by hand, then put this away: "
            f'policy-timeline inbox reject {candidate.id} --why "corrected by hand"'
        )
    changes = {name: candidate.event[name] for name in candidate.changed if name in candidate.event}
    sources = changes.pop("sources", [])
    notes.append(f"changed there: {', '.join(candidate.changed)}")
    return _covering(correct_event(text, candidate.corrects, changes, sources, str(events)), candidate, events, notes)


def _covering(text: str, candidate: Candidate, events: Path, notes: list[str]) -> str:
    """The text with a coverage that reaches to a candidate's date."""
    wider = widen_coverage(text, [parse_date(str(candidate.event["date"]))], str(events))
    if wider != text:
        notes.append("the coverage now reaches to its date")
    return wider


def reject(inbox: Path, name: str, by: str, reason: str) -> Candidate:
    """Note that a candidate is not wanted, by whom and why, so that it is not offered again."""
    candidate = replace(_open(inbox, name), state="rejected", by=by, reason=reason)
    _settle(inbox, candidate)
    return candidate


def _open(inbox: Path, name: str) -> Candidate:
    candidate = one(inbox, name)
    if candidate.state != "offered":
        who = f" by {candidate.by}" if candidate.by else ""
        why = f": {candidate.reason}" if candidate.reason else ""
        raise InboxFault(f"{name!r} was {candidate.state} already{who}{why}.")
    return candidate


def _settle(inbox: Path, candidate: Candidate) -> None:
    """Write a candidate's new state into its file, where it may have moved meanwhile."""

    def edit(text: str) -> str:
        ids = [each.id for each in _candidates(text, str(inbox))]
        return replace_record(text, "candidates", ids.index(candidate.id), candidate.record, str(inbox))

    for left in reversed(range(TRIES)):
        try:
            edit_file(inbox, edit)
            return
        except WriteError:
            if not left:
                raise


def _has(value: Mapping[str, Any], addition: Addition) -> bool:
    records = value.get(addition.section) or []
    return any(isinstance(record, dict) and record.get("id") == addition.record["id"] for record in records)
