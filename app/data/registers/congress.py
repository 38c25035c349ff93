"""Congress.gov: what happened to the bills that a file knows, and new bills by the words of their titles.

Its API (api.congress.gov) wants a key, which is sent as a header and stands in no address and no file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from app.data.imports.entries import Entry, Link, plain_text
from app.data.registers.asking import Question, Register
from app.data.registers.network import Network, RegisterFault
from app.data.schema import Measure

ADDRESS: Final = "https://api.congress.gov/v3"
NUMBER: Final = re.compile(
    r"\b(H\.?\s?R\.?|S\.?|H\.?\s?J\.?\s?Res\.?|S\.?\s?J\.?\s?Res\.?)\s?(\d{1,5})\b", re.IGNORECASE
)
PAGES: Final = {
    "hr": "house-bill",
    "s": "senate-bill",
    "hjres": "house-joint-resolution",
    "sjres": "senate-joint-resolution",
}
WRITTEN: Final = {"hr": "H.R.", "s": "S.", "hjres": "H.J.Res.", "sjres": "S.J.Res."}
LIMIT: Final = 250  # what a page of an answer may hold
MOST_PAGES: Final = 8
MOST_NEW: Final = 25
ENDED: Final = ("enacted", "dropped")
# The words of an action: the stage that a bill reaches by it, and how a reader is told.
STAGES: Final = (
    (r"became public law", "enacted", "{bill} became law"),
    (r"passed senate|passed/agreed to in senate", "passed-senate", "The Senate passed {bill}"),
    (
        r"passed/agreed to in house|on passage passed|suspend the rules and pass the bill.* agreed to",
        *("passed-house", "The House passed {bill}"),
    ),
    (r"ordered to be reported|ordered reported|^reported by|reported \(amended\)", "committee-passed",
     "A committee of the {chamber} approved {bill}"),
    (r"hearings? held", "hearing", "A committee of the {chamber} held a hearing on {bill}"),
    (r"introduced in (house|senate)", "introduced", "{bill} was introduced in the {chamber}"),
)  # fmt: skip
_VOTE: Final = re.compile(r"(?:yeas and nays|yea-nay vote|recorded vote)[^\d]*(\d+)\s*[-–]\s*(\d+)", re.IGNORECASE)


class Bill(NamedTuple):
    """A bill by its Congress, its type and its number."""

    congress: int
    type: str
    number: str

    @property
    def path(self) -> str:
        """Where the API has it."""
        return f"{ADDRESS}/bill/{self.congress}/{self.type}/{self.number}"

    @property
    def page(self) -> str:
        """Its page for readers."""
        return f"https://www.congress.gov/bill/{self.congress}th-congress/{PAGES[self.type]}/{self.number}"

    @property
    def written(self) -> str:
        """Its number as people write it."""
        return f"{WRITTEN[self.type]} {self.number}"


def bills_in(text: str, congress: int) -> list[Bill]:
    """The bills that a text numbers.

    >>> [bill.written for bill in bills_in("S. 1705, HR 3447 and SA 3714", 119)]
    ['S. 1705', 'H.R. 3447']
    """
    return [Bill(congress, re.sub(r"[.\s]", "", kind).lower(), number) for kind, number in NUMBER.findall(text)]


def congress_of(day: dt.date) -> int:
    """The Congress that sits on a day; each begins on 3 January of an odd year."""
    year = day.year - (day.month == 1 and day.day < 3)
    return (year - 1789) // 2 + 1


def ask(question: Question, network: Network) -> Iterator[Entry]:
    """New stages of the bills that the file knows, then new bills with one of the terms in their titles."""
    known: set[tuple[str, str]] = set()
    for measure, bill in _known_bills(question):
        known.add((bill.type, bill.number))
        value = _get(f"{bill.path}/actions?limit={LIMIT}&format=json", question, network)
        yield from _steps(_list(value, "actions"), bill, measure.title, measure, question)
    for bill, title in _new_bills(question, network, known):
        yield from _introduced(_get(f"{bill.path}?format=json", question, network), bill, title)


def read(content: bytes, question: Question) -> list[Entry]:
    """The new stages in a saved answer of a bill's actions."""
    try:
        value = json.loads(content)
        asked = value["request"]
        bill = Bill(int(asked["congress"]), str(asked["billType"]), str(asked["billNumber"]))
    except (ValueError, KeyError, TypeError):
        raise RegisterFault("is no answer of Congress.gov on the actions of a bill") from None
    measure = next((measure for measure, known in _known_bills(question) if known == bill), None)
    title = measure.title if measure else bill.written
    return list(_steps(_list(value, "actions"), bill, title, measure, question))


def _known_bills(question: Question) -> Iterator[tuple[Measure, Bill]]:
    """The bills of the file that are not at their end, in the Congress of their last step."""
    dataset = question.dataset
    for measure in dataset.measures if dataset else ():
        steps = [event for event in dataset.events if event.measure == measure.id] if dataset else []
        ended = measure.lapsed or any(event.stage in ENDED for event in steps)
        if measure.kind != "bill" or ended or not steps:
            continue
        congress = congress_of(steps[-1].date.earliest)
        if congress == congress_of(question.today):
            for bill in bills_in(", ".join(measure.numbers), congress):
                yield measure, bill


def _get(url: str, question: Question, network: Network) -> Mapping[str, Any]:
    value = network.json(url, headers={"X-Api-Key": question.key})
    if not isinstance(value, dict):
        raise RegisterFault("Congress.gov's answer is no mapping; its form may have changed")
    return value


def _list(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    if not isinstance(value.get(name), list):
        raise RegisterFault(f"Congress.gov's answer holds no {name!r}; its form may have changed")
    return [part for part in value[name] if isinstance(part, dict)]


def _steps(
    actions: list[Mapping[str, Any]], bill: Bill, title: str, measure: Measure | None, question: Question
) -> Iterator[Entry]:
    """An entry for each stage that a bill reached since the day asked for, the first action of each."""
    seen: set[str] = set()
    for action in sorted(actions, key=lambda each: str(each.get("actionDate"))):
        date, text = str(action.get("actionDate") or ""), plain_text(str(action.get("text") or ""))
        found = next(((stage, words) for form, stage, words in STAGES if re.search(form, text, re.IGNORECASE)), None)
        if (
            not found
            or found[0] in seen
            or not re.fullmatch(r"\d{4}-\d\d-\d\d", date)
            or date < question.since.isoformat()
        ):
            continue
        seen.add(found[0])
        yield _step(bill, title, measure, date, text, *found)


def _step(bill: Bill, title: str, measure: Measure | None, date: str, text: str, stage: str, words: str) -> Entry:
    chamber = "Senate" if bill.type.startswith("s") else "House"
    named = title if title == bill.written else f"the {title} ({bill.written})"
    sentence = words.format(bill=named, chamber=chamber)
    vote = _VOTE.search(text)
    acting = "Senate" if stage == "passed-senate" else "House" if stage == "passed-house" else chamber
    return Entry(
        date,
        sentence[0].upper() + sentence[1:],
        f"{bill.written}, {date}",
        summary=f"Congress.gov: {text}",
        links=(Link(f"{bill.page}/all-actions", "Congress.gov", f"Actions on {bill.written}", kind="primary"),),
        actors=("U.S. Senate" if acting == "Senate" else "U.S. House of Representatives",),
        fields={
            "kind": "bill-step", "status": "official", "jurisdiction": "us", "stage": stage,
            "measure": measure.id if measure else "", "vote": f"{vote[1]}-{vote[2]}" if vote else "",
        },
        number=f"{bill.congress} {bill.written} {stage}",
    )  # fmt: skip


def _new_bills(question: Question, network: Network, known: set[tuple[str, str]]) -> Iterator[tuple[Bill, str]]:
    """Bills of this Congress with one of the terms in their titles, which the file does not know."""
    congress, found = congress_of(question.today), 0
    for page in range(MOST_PAGES if question.terms else 0):
        value = _get(
            f"{ADDRESS}/bill/{congress}?format=json&limit={LIMIT}&offset={page * LIMIT}&sort=updateDate+desc"
            f"&fromDateTime={question.since}T00:00:00Z&toDateTime={question.today}T23:59:59Z",
            *(question, network),
        )
        bills = _list(value, "bills")
        for each in bills:
            bill = Bill(congress, str(each.get("type") or "").lower(), str(each.get("number") or ""))
            title = plain_text(str(each.get("title") or ""))
            is_new = bill.type in PAGES and bill.number.isdigit() and (bill.type, bill.number) not in known
            if is_new and any(term in title.casefold() for term in question.terms):
                if found == MOST_NEW:
                    question.notes.append(f"more than {MOST_NEW} new bills match; narrow the terms")
                    return
                found += 1
                yield bill, title
        if len(bills) < LIMIT:
            return


def _introduced(value: Mapping[str, Any], bill: Bill, title: str) -> Iterator[Entry]:
    about = value.get("bill") if isinstance(value.get("bill"), dict) else {}
    date = str((about or {}).get("introducedDate") or "")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return
    sponsors = [
        str(each.get("fullName") or "") for each in (about or {}).get("sponsors") or [] if isinstance(each, dict)
    ]
    chamber = "Senate" if bill.type.startswith("s") else "House"
    yield Entry(
        date,
        f"{bill.written} was introduced in the {chamber}: {title}",
        bill.written,
        label=title,
        summary=f"Congress.gov: {title}. Sponsor: {', '.join(filter(None, sponsors)) or 'not stated'}.",
        links=(Link(bill.page, "Congress.gov", title, kind="primary"),),
        actors=(f"U.S. {'Senate' if chamber == 'Senate' else 'House of Representatives'}",),
        fields={"kind": "bill-step", "status": "official", "jurisdiction": "us", "stage": "introduced"},
        measure={"title": title, "kind": "bill", "jurisdiction": "us", "numbers": [bill.written],
                 "sponsor": next(filter(None, sponsors), "")},
        number=f"{bill.congress} {bill.written} introduced",
    )  # fmt: skip


REGISTER: Final = Register(
    "congress",
    "new stages of the file's bills, and new bills by the words of their titles",
    "terms with commas between them",
    ask,
    read,
    key="CONGRESS_API_KEY",
)
