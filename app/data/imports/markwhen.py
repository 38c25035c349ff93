"""markwhen: a timeline written as plain text, an event a line, with sections around them."""

from __future__ import annotations

import re
from typing import Final

from app.data.imports.entries import Entry, Foreign, Link, Reading, links_in, plain_text
from app.data.imports.written_dates import UnknownOrder, edtf, span
from app.data.wording import counted

EVENT: Final = re.compile(r"(?P<date>[^:#\s][^:#]{0,60}?)\s*:(?!//)\s*(?P<text>\S.*)")
RANGE: Final = re.compile(r"\s*(?:/|\s-\s)\s*")
SECTION: Final = re.compile(r"(?:section|group)\s+(?P<name>.+)|#+\s+(?P<head>.+)", re.IGNORECASE)
END: Final = re.compile(r"end(?:section|group)?\s*", re.IGNORECASE)
RELATIVE: Final = re.compile(r"(?:after|before|by)\b|!|every\b", re.IGNORECASE)  # dates that hang on other events
HEADER: Final = re.compile(r"(?P<name>title|description|dateFormat|timezone|tags?)\s*:\s*(?P<value>.+)", re.IGNORECASE)
TAG: Final = re.compile(r"(?<!\S)#([\w-]+)")
NAMED: Final = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")


def is_markwhen(text: str) -> bool:
    """Whether a text has a line that markwhen would take for an event."""
    return any(_date(match["date"], "month") for match in map(EVENT.match, text.splitlines()[:2_000]) if match)


def markwhen(content: bytes, reading: Reading) -> Foreign:
    """The entries of a markwhen text; sections become groups. Dates with slashes have the month first, as there."""
    text = content.decode("utf-8-sig", "replace")
    first = reading.first or ("day" if re.search(r"dateFormat\s*:\s*d", text) else "month")
    foreign = Foreign()
    groups: list[str] = []
    found: list[tuple[int, str, str, str, list[str]]] = []  # line, date, text, group, further lines
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare or bare.startswith("//") or re.fullmatch(r"-{3,}", bare):
            continue
        event, header, section = EVENT.match(bare), HEADER.fullmatch(bare), SECTION.fullmatch(bare)
        date = _date(event["date"], first) if event else ""
        if event and date:
            found.append((number, date, event["text"], groups[-1] if groups else "", []))
        elif header and not found:
            _set_header(foreign, header["name"].lower(), header["value"])
        elif section:
            groups = [*(groups if section["name"] else []), plain_text(TAG.sub("", section["name"] or section["head"]))]
        elif END.fullmatch(bare):
            groups = groups[:-1]
        elif event and (not found or RELATIVE.match(event["date"])):
            foreign.lost.append(f"line {number}: no date can be read from {event['date']!r}")
        elif found and not re.match(r"(?:id|key|\w+)\s*:\s*\S", bare):
            found[-1][4].append(bare)
        else:
            foreign.lost.append(f"line {number}: {bare[:60]!r}")
    heads = filter(None, (SECTION.fullmatch(line.strip()) for line in text.splitlines()))
    if marked := sum(bool(TAG.search(head[0])) for head in heads):
        foreign.lost.append(f"the tags of {counted(marked, 'section')}")
    foreign.entries = [_entry(*parts) for parts in found]
    return foreign


def _set_header(foreign: Foreign, name: str, value: str) -> None:
    if name == "title":
        foreign.title = plain_text(value)
    elif name == "description":
        foreign.description = plain_text(value)
    elif name != "dateformat":
        foreign.lost.append(f"{name}: {value[:60]}")


def _date(text: str, first: str) -> str:
    """The date before the colon of an event, as EDTF; "" where it is none."""
    parts = [part for part in RANGE.split(text) if part]
    try:
        return edtf(text, first)
    except (UnknownOrder, ValueError):
        pass
    try:
        return (
            span(edtf(parts[0], first), ".." if parts[1].lower() == "now" else edtf(parts[1], first))
            if parts[1:]
            else ""
        )
    except ValueError:
        return ""


def _entry(line: int, date: str, text: str, group: str, more: list[str]) -> Entry:
    whole = " ".join([text, *more])
    named = {address: title for title, address in NAMED.findall(whole)}
    links = tuple(Link(link.url, title=named.get(link.url, "")) for link in links_in(whole))
    bare = _words(text)
    return Entry(
        date, bare or whole, f"line {line}", "", _words(" ".join(more)), group, links, tuple(TAG.findall(whole))
    )


def _words(text: str) -> str:
    return plain_text(TAG.sub("", NAMED.sub(r"\1", text)))
