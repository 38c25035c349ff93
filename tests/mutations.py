"""Ways to spoil a data file: by the byte, by the token, by the record."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from app import resources
from tests.conftest import TARIFFS
from tests.hostile import as_yaml

TOKENS = (
    *(
        "&a ",
        "*a",
        "<<: *a",
        "!!python/object/apply:os.system [x]",
        "!x ",
        "!!binary ",
        "%YAML 1.1",
        "%TAG ! x:",
        "---",
    ),
    *(
        "...",
        "|",
        ">",
        "|+9",
        ">-",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ": ",
        "- ",
        "? ",
        "#",
        " #",
        "\t",
        "\r",
        "\n",
    ),
    *(
        "\r\n",
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "\ufffe",
        "é",
        "𝕏",
    ),
    *(
        "NO",
        "yes",
        "~",
        "null",
        "=",
        "1:30",
        "0o7",
        "0x1f",
        "1_000",
        "1e3",
        ".inf",
        "-.nan",
        "2025-02-30",
        "9999-99",
        "0001",
    ),
    *('"\\x00"', '"\\ud800"', '"\\U00110000"', '"\\', "a" * 30_000, "[" * 40, "{a: " * 20, "- " * 40, "\n  " * 30),
)
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1e308,
        "",
        " ",
        "x",
        "\n",
        "0",
        "nan",
        "inf",
        "-0",
        "1e999",
        "9" * 400,
        "x" * 5_000,
        "\x1b",
        "‮",
    ),
    *([], {}, [[]], [{}], {"a": "b"}, [None], ["x", ["y"]], {"id": "x"}, {"": ""}, {"1": [1]}),
    *(
        "2025",
        "2025-07",
        "2025-07-31",
        "2025-07-31~",
        "2025/2026",
        "2025-07-31/..",
        "0001-01-01",
        "9999-12-31",
        "2025-02-30",
    ),
    *("1-0", "us", "rule", "official", "thin", "1", "3", "https://x.y", "https://[", "javascript:x", "a-b", "A B"),
)


@cache
def bases() -> tuple[str, ...]:
    """Correct files: one of another topic, and slices of the published one, small enough to try often."""
    published = yaml.load(resources.EVENTS.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506  makes texts alone
    return TARIFFS.read_text("utf-8"), *(as_yaml(slice_of(published, start, 5)) for start in (0, 120, 300))


def slice_of(file: dict[str, Any], start: int, count: int) -> dict[str, Any]:
    """Some events of a file in a row, with what they refer to."""
    events = copy.deepcopy(file["events"][start : start + count])
    ids = {event["id"] for event in events}
    for event in events:
        event["relations"] = [link for link in event.get("relations", []) if link["event"] in ids]
    used = {word for event in events for key, value in event.items() if key != "sources" for word in _words(value)}
    kept = {
        section: [record for record in file[section] if record["id"] in used]
        for section in ("directions", "tracks", "tags", "actors", "measures")
    }
    about = {key: value for key, value in file["dataset"].items() if key not in ("anchors", "lead", "finding_events")}
    pages = [source["url"].split("/")[2] for event in events for source in event["sources"]]
    origins = {source.get("origin") for event in events for source in event["sources"]}
    publishers = [
        record
        for record in file["publishers"]
        if record["id"] in origins or any(page.endswith(host) for page in pages for host in record.get("hosts", ()))
    ]
    exceptions = [entry | {"records": [id_ for id_ in entry["records"] if id_ in ids]} for entry in file["exceptions"]]
    return {
        "dataset": about,
        "sides": file["sides"],
        **kept,
        "events": events,
        "publishers": publishers,
        "exceptions": [entry for entry in exceptions if entry["records"]],
    }


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _words(part)


@st.composite
def spoilt_bytes(draw: st.DrawFn) -> bytes:
    """A file with some bytes changed, doubled, moved or cut off."""
    content = bytearray(draw(st.sampled_from(bases())).encode())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from((0, 1, 1, 2, 40, 2_000)))
        way = draw(st.sampled_from(("put", "put", "cut", "double", "end")))
        if way == "put":
            content[at : at + length] = draw(st.binary(max_size=6))
        elif way == "cut":
            del content[at : at + length]
        elif way == "double":
            content[at:at] = content[at : at + length]
        else:
            del content[at:]
    return bytes(content)


@st.composite
def spoilt_tokens(draw: st.DrawFn) -> bytes:
    """A file with some words or marks of YAML changed, put in, left out or exchanged."""
    tokens = re.findall(r"[\w.-]+|\s+|.", draw(st.sampled_from(bases())))
    for _ in range(draw(st.integers(1, 5))):
        at, other = draw(st.integers(0, len(tokens) - 1)), draw(st.integers(0, len(tokens) - 1))
        way = draw(st.sampled_from(("set", "put", "cut", "swap")))
        if way == "swap":
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif way == "cut":
            tokens[at] = ""
        else:
            token = draw(st.sampled_from(TOKENS) | st.text(max_size=4))
            tokens[at] = token if way == "set" else tokens[at] + token
    return "".join(tokens).encode(errors="replace")


@st.composite
def spoilt_records(draw: st.DrawFn) -> bytes:
    """A file of correct YAML whose records lack, repeat, exchange or misuse fields, in any style of scalars."""
    file = yaml.load(draw(st.sampled_from(bases())), yaml.CBaseLoader)  # noqa: S506
    for _ in range(draw(st.integers(1, 4))):
        holder, key = draw(st.sampled_from(list(_places(file))))
        way = draw(st.sampled_from(("set", "cut", "double", "take")))
        if way == "set":
            holder[key] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        elif way == "cut":
            del holder[key]
        elif way == "take":
            other, name = draw(st.sampled_from(list(_places(file))))
            holder[key] = copy.deepcopy(other[name])
        elif isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[f"{key}x"] = holder[key]
    style = draw(st.sampled_from((None, '"', "'", "|", ">")))
    width = draw(st.sampled_from((40, 15_000)))
    return yaml.dump(
        file, Dumper=_Plain, sort_keys=False, allow_unicode=True, default_style=style, width=width
    ).encode()


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a value: what holds it, and the key or number there."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
