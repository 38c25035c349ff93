"""The general vocabularies, each stated once, in display order.

What belongs to a topic (sides, directions, tracks, tags) is declared by the data, not here.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Term(NamedTuple):
    """A word of a vocabulary: how it is written in the data, and how a reader sees it."""

    id: str
    label: str


Vocabulary = dict[str, Term]


def _vocabulary(*pairs: str) -> Vocabulary:
    """Terms from "id: label" texts, in display order; a lone id is its own label."""
    terms = []
    for pair in pairs:
        key, _, label = pair.partition(": ")
        terms.append(Term(key, label or key.replace("-", " ").capitalize()))
    return {term.id: term for term in terms}


KINDS: Final = _vocabulary(
    *("rule", "licence", "guidance", "summons", "investigation", "penalty", "bill-step", "hearing", "statement"),
    *("commentary", "product-launch", "purchase", "earnings", "ipo: Listing", "supply", "court-case", "seizure"),
    *("technical-finding", "negotiation", "report"),
)
STATUSES: Final = _vocabulary("official", "reported", "alleged", "disputed", "denied")
SIGNIFICANCES: Final = _vocabulary("3: Turning point", "2: Important", "1: Detail")
STAGES: Final = _vocabulary(
    *("introduced", "referred", "hearing", "committee-passed: Passed committee", "passed-house: Passed House"),
    *("passed-senate: Passed Senate", "enacted", "dropped", "proposed", "published", "effective", "amended"),
    *("suspended", "rescinded", "opened", "preliminary-finding", "charged", "pleaded", "sentenced", "closed"),
)
RELATION_TYPES: Final = _vocabulary(
    *("responds_to: answers", "implements: implements", "amends: amends", "supersedes: supersedes"),
    *("rescinds: rescinds", "enables: enables", "part_of: is part of"),
)
BASES: Final = _vocabulary("stated: stated", "reported: reported by press", "inferred: inferred by the curator")
SOURCE_KINDS: Final = _vocabulary("primary: Primary document", "press", "analysis")
PLACES: Final = _vocabulary("above", "between", "below")
EFFECTS: Final = _vocabulary("tightens", "relaxes", "builds", "neutral")
MEASURE_KINDS: Final = _vocabulary(
    *("bill", "rule", "licence", "guidance", "probe", "court-case", "tariff", "programme", "agreement")
)
ACTOR_KINDS: Final = _vocabulary(
    *("government", "legislature", "party", "official", "legislator", "company", "executive", "media", "research"),
    *("association", "other"),
)
EVIDENCE_GRADES: Final = _vocabulary("strong", "fair", "thin")
VERDICTS: Final = _vocabulary("supported", "partly: Partly supported", "disputed", "unsupported")
