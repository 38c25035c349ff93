"""The general vocabularies, each stated once, in display order.

What belongs to a topic (sides, directions, tracks, tags) is declared by the data, not here.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Term(NamedTuple):
    """A word of a vocabulary: how it is written in the data, how a reader sees it, and what it means."""

    id: str
    label: str
    meaning: str = ""
    inverse: str = ""  # of a relation: how it reads from the other event


Vocabulary = dict[str, Term]


def _vocabulary(*lines: str) -> Vocabulary:
    """Terms from "id: label | meaning" texts, in display order; label and meaning may be left out."""
    terms = []
    for line in lines:
        word, _, meaning = line.partition(" | ")
        key, _, label = word.partition(": ")
        terms.append(Term(key, label or key.replace("-", " ").capitalize(), meaning))
    return {term.id: term for term in terms}


KINDS: Final = _vocabulary(
    *("rule", "licence", "guidance", "summons", "investigation", "penalty", "bill-step", "hearing", "statement"),
    *("commentary", "product-launch", "purchase", "earnings", "ipo: Listing", "supply", "court-case", "seizure"),
    *("technical-finding", "negotiation", "report"),
)
STATUSES: Final = _vocabulary(
    "official | the acting body or company says so itself",
    "reported | newsrooms say so, mostly from unnamed sources",
    "alleged | a claim or charge that is not proven",
    "disputed | sources contradict each other",
    "denied | those concerned deny it, or the event is the denial",
)
SIGNIFICANCES: Final = _vocabulary(
    "3: Turning point | a chronology of one page would hold it",
    "2: Important | a reader of the subject should know it",
    "1: Detail | it completes the picture",
)
STAGES: Final = _vocabulary(
    *("introduced", "referred", "hearing", "committee-passed: Passed committee", "passed-house: Passed House"),
    *("passed-senate: Passed Senate", "enacted", "dropped", "proposed", "published", "effective", "amended"),
    *("suspended", "rescinded", "opened", "preliminary-finding", "charged", "pleaded", "sentenced", "closed"),
)
# Stages that only some kinds of measures go through; all others are any measure's.
STAGE_KINDS: Final = {
    **dict.fromkeys(("referred", "committee-passed", "passed-house", "passed-senate"), ("bill", "agreement")),
    **dict.fromkeys(("charged", "pleaded", "sentenced"), ("court-case", "probe")),
    "preliminary-finding": ("probe", "court-case", "tariff"),
}
ENDED_STAGES: Final = frozenset(("enacted", "dropped", "rescinded", "sentenced", "closed"))  # nothing more to come
STAGES_IN_FORCE: Final = ("published", "effective", "amended")  # nothing more has to come
RELATION_TYPES: Final = {
    term.id: term
    for term in (
        Term("responds_to", "answers", "a reply to an act, by someone else or another body", "answered by"),
        Term("continues", "continues", "a further step of the same side on the same matter", "continued by"),
        Term("comments_on", "comments on", "words about an act, not an act of their own", "commented on by"),
        Term("implements", "implements", "carries out what a rule or order demands", "implemented by"),
        Term("enforces", "enforces", "a probe, seizure, charge or penalty under a rule", "enforced by"),
        Term("amends", "amends", "changes the text of a rule or order", "amended by"),
        Term("supersedes", "supersedes", "takes the place of what was in force", "superseded by"),
        Term("rescinds", "rescinds", "withdraws it", "rescinded by"),
        Term("enables", "enables", "is what made the other possible", "enabled by"),
        Term("part_of", "is part of", "one piece of a larger act", "has as a part"),
    )
}
BASES: Final = _vocabulary(
    "stated: stated | the actor or its document says so",
    "reported: reported by press | a newsroom draws the link",
    "inferred: inferred by the curator | sequence and subject suggest the link, no source states it",
)
SOURCE_KINDS: Final = _vocabulary(
    "primary: Primary document | the page, filing or text of the body or company itself",
    "press | an established newsroom",
    "analysis | law firms, research, newsletters, digests, copies",
)
PUBLISHER_CLASSES: Final = _vocabulary(
    "official: Official body | a government, legislature, regulator, court or international body on its own pages",
    "wire: Wire agency | sells its own reports to other newsrooms",
    "newsroom | a newspaper, magazine or broadcaster with reporters of its own",
    "trade-press | a newsroom of one industry",
    "law-firm | a firm that explains rules to its clients",
    "research | a university, think tank or analyst firm",
    "company | a company on its own pages",
    "state-media | a newsroom that a government owns or directs",
    "aggregator | collects or sums up what others report",
    "re-poster | prints the texts of others",
    "machine-written | texts made by programs, or with no author to be found",
)
PLACES: Final = _vocabulary("above", "between", "below")
EFFECTS: Final = _vocabulary(
    "tightens | the side restricts, threatens or punishes",
    "relaxes | the side permits, exempts or withdraws a limit",
    "builds | the side adds capacity of its own",
    "neutral | none of these, or an act of others",
)
MEASURE_KINDS: Final = _vocabulary(
    *("bill", "rule", "licence", "guidance", "probe", "court-case", "tariff", "programme", "agreement")
)
ACTOR_KINDS: Final = _vocabulary(
    *("government", "legislature", "court", "party", "official", "legislator", "company", "executive", "media"),
    *("research", "association", "other"),
)
EVIDENCE_GRADES: Final = _vocabulary(
    "strong | a document of the acting body or company itself, or two newsrooms of different houses, each with a "
    "report of its own",
    "fair | one newsroom, however many pages relay its report",
    "thin | neither: pages that collect, copy, sum up or comment",
)
VERDICTS: Final = _vocabulary("supported", "partly: Partly supported", "disputed", "unsupported")
