"""GovInfo: documents of all three branches of the U.S. government, by its search API (api.govinfo.gov)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.data.imports.entries import Entry, Link, plain_text
from app.data.registers.asking import Question, Register
from app.data.registers.network import Network, RegisterFault

ADDRESS: Final = "https://api.govinfo.gov/search"
PER_PAGE: Final = 100
MOST_PAGES: Final = 3
KINDS: Final = {"CHRG": "hearing", "BILLS": "bill-step", "PLAW": "bill-step", "FR": "rule", "USCOURTS": "court-case"}


def ask(question: Question, network: Network) -> Iterator[Entry]:
    """What was issued since the day asked for; a query is written as in GovInfo's own search."""
    mark = "*"
    for _ in range(MOST_PAGES):
        query = f"{question.query} AND publishdate:range({question.since},{question.today})"
        asked = {"query": query, "pageSize": PER_PAGE, "offsetMark": mark,
                 "sorts": [{"field": "publishdate", "sortOrder": "ASC"}]}  # fmt: skip
        headers = {"X-Api-Key": question.key, "Content-Type": "application/json"}
        value = network.json(ADDRESS, headers=headers, body=json.dumps(asked).encode())
        results = _results(value)
        yield from _entries(results)
        mark = str(value.get("offsetMark") or "")
        if len(results) < PER_PAGE or not mark:
            return
    question.notes.append(f"more than {PER_PAGE * MOST_PAGES} documents match; narrow the query")


def read(content: bytes, _question: Question) -> list[Entry]:
    """The documents of a saved answer."""
    try:
        return list(_entries(_results(json.loads(content))))
    except ValueError:
        raise RegisterFault("is no JSON of GovInfo") from None


def _results(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, dict) or not isinstance(value.get("results"), list):
        raise RegisterFault("GovInfo's answer holds no 'results'; its form may have changed")
    return [result for result in value["results"] if isinstance(result, dict)]


def _entries(results: list[Mapping[str, Any]]) -> Iterator[Entry]:
    for number, result in enumerate(results, 1):
        title, date = plain_text(str(result.get("title") or "")), str(result.get("dateIssued") or "")
        package, granule = str(result.get("packageId") or ""), str(result.get("granuleId") or "")
        if not title or not re.fullmatch(r"\d{4}-\d\d-\d\d", date) or not re.fullmatch(r"[\w.-]+", package):
            continue
        path = f"{package}/{granule}" if re.fullmatch(r"[\w.-]+", granule) else package
        authors = [plain_text(str(name)) for name in result.get("governmentAuthor") or []]
        yield Entry(
            date,
            title,
            f"document {number}",
            links=(Link(f"https://www.govinfo.gov/app/details/{path}", "GovInfo", title, date, "primary"),),
            actors=tuple(filter(None, authors))[-1:],
            fields={
                "kind": KINDS.get(str(result.get("collectionCode")), "report"),
                "status": "official", "jurisdiction": "us",
            },
            number=path,
        )  # fmt: skip


REGISTER: Final = Register(
    "govinfo",
    "documents of the U.S. Congress, courts and agencies",
    "a query as in GovInfo's own search, such as collection:CHRG semiconductor",
    ask,
    read,
    key="GOVINFO_API_KEY",
)
