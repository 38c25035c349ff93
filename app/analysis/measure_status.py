"""Where a measure stands, as far as its dated steps say and no later than the coverage of the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.data.schema import Dataset, Event, Measure

# The groups that measures are shown in, in this order.
STANDINGS: Final = {
    "force": "In force or published",
    "open": "Open",
    "ended": "Ended",
    "unknown": "No stage known",
}
WORDS: Final = {
    "law": ("Law", "force"),
    "in-force": ("In force", "force"),
    "amended": ("In force, as amended", "force"),
    "in-part": ("In force in part", "force"),
    "published": ("Published", "force"),
    "sentenced": ("Sentenced", "ended"),
    "suspended": ("Suspended", "open"),
    "in-committee": ("In committee", "open"),
    "passed-committee": ("Passed committee", "open"),
    "passed-one-house": ("Passed one house", "open"),
    "passed-both-houses": ("Passed both houses", "open"),
    "proposed": ("Proposed", "open"),
    "opened": ("Under way", "open"),
    "preliminary-finding": ("Preliminary finding", "open"),
    "charged": ("Charged; no sentence known", "open"),
    "pleaded": ("Pleaded; no sentence known", "open"),
    "dropped": ("Dropped", "ended"),
    "rescinded": ("Rescinded", "ended"),
    "closed": ("Closed", "ended"),
    "died": ("Died", "ended"),
    "lapsed": ("Lapsed", "ended"),
    "unknown": ("No stage known", "unknown"),
}
AS_IT_IS: Final = frozenset(("dropped", "rescinded", "closed", "suspended"))  # whatever came before, of a bill too
FOR_GOOD: Final = frozenset(("law", "died", "lapsed", "rescinded", "closed", "sentenced"))
HOUSES: Final = frozenset(("passed-house", "passed-senate"))
RUNGS: Final = ("introduced", "referred", "hearing", "committee-passed", "passed-house", "passed-senate", "enacted")


@dataclass(frozen=True, slots=True)
class Status:
    """Where a measure stands: an id of WORDS, its word, its group, since when, and the last day that it is known of."""

    id: str
    since: str
    until: str
    label: str = ""  # of a stage that the file declares

    @property
    def word(self) -> str:
        """The status in a word or two."""
        return self.label or WORDS[self.id][0]

    @property
    def standing(self) -> str:
        """The group: "force", "open", "ended" or "unknown"."""
        return WORDS[self.id][1]

    @property
    def words(self) -> str:
        """The status with its date, and, where it may have changed since, the day up to which it is known."""
        since = f"{self.word}, {self.since}" if self.since else self.word
        return since if self.id in FOR_GOOD else f"{since}; unknown after {self.until}"


def measure_status(measure: Measure, steps: Sequence[Event], dataset: Dataset) -> Status:
    """Where a measure stands after its steps, which are in date order.

    A step without a stage changes nothing. A suspension that follows an amendment may concern that amendment alone,
    so that the rest is taken to be in force.
    """
    until = dataset.dataset.coverage.through.words
    if measure.lapsed:
        return Status("died" if measure.kind == "bill" else "lapsed", measure.lapsed.words, until)
    staged = [step for step in steps if step.stage]
    if not staged:
        return Status("unknown", "", until)
    stages = [str(step.stage) for step in staged]
    own = next((stage for stage in dataset.vocabularies.stages if stage.id == stages[-1]), None)
    if own:
        return Status("closed" if own.ends else "opened", staged[-1].date.words, until, own.label)
    if measure.kind == "bill" and stages[-1] not in AS_IT_IS:
        furthest = max((step for step in staged if step.stage in RUNGS), key=_rung, default=staged[-1])
        return Status(_bill_status(stages), furthest.date.words, until)
    return Status(_status(stages), staged[-1].date.words, until)


def _rung(step: Event) -> int:
    return RUNGS.index(str(step.stage))


def _bill_status(stages: Sequence[str]) -> str:
    """The furthest that a bill has come; a later introduction elsewhere takes nothing back."""
    houses = HOUSES.intersection(stages)
    if "enacted" in stages:
        return "law"
    if houses:
        return "passed-both-houses" if houses == HOUSES else "passed-one-house"
    return "passed-committee" if "committee-passed" in stages else "in-committee"


def _status(stages: Sequence[str]) -> str:
    """What the newest stage of a rule, a licence, a case or the like comes to."""
    newest = stages[-1]
    if newest == "suspended" and "amended" in stages:
        return "in-part"
    renamed = {"enacted": "law", "effective": "in-force"}.get(newest, newest)
    return renamed if renamed in WORDS else "proposed"


def days_without_step(last: dt.date, today: dt.date, dataset: Dataset) -> int:
    """Days from the last known step to today, or to the end of the coverage where that is earlier; never below 0."""
    end = min(today, dataset.dataset.coverage.through.earliest)
    return max((end - last).days, 0)
