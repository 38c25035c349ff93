"""The shift in numbers: counts by period, balance, response lags, before and after. Plain sums of coded events.

An event counts on the first day that its date can mean. `Day` stands for a pandas Timestamp at midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from app.analysis.days import Days, moved
from app.analysis.frames import DAY
from app.analysis.periods import LENGTHS, period_first, period_numbers
from app.data.schema import Dataset

SIGNS: Final = {"tightens": 1, "relaxes": -1}
ANSWERS: Final = "responds_to"

MOST_PAIRS: Final = 1_000
ROLLING: Final = 12  # months that a recent net is summed over
DENSE: Final = 0.05  # a year of fewer of all events says too little to open with
FEWEST_PAIRS: Final = 5  # of fewer pairs no lag is stated
COUNT: Final = ("Count", "events of a direction or a track whose first day lies in the month or quarter")
BALANCE: Final = (
    "Balance of a side",
    "its acts that tighten minus its acts that relax, summed from the start of the coverage; weighted, each counts as "
    "its significance, 1 to 3",
)
LAG: Final = (
    "Response lag",
    "days from an act to an event that answers it (relation “answers”); the median and the middle half are of pairs in "
    "which both days are known",
)
AROUND: Final = (
    "Before and after",
    "events that lie wholly within so many days before the anchor, or after it; the day of the anchor itself is in "
    "neither",
)


@dataclass(frozen=True, slots=True)
class Groups:
    """What the events of a topic are counted by: the column of the event frame, and its values with their labels."""

    column: str
    labels: dict[str, str]


def groups_of(dataset: Dataset) -> Groups:
    """The directions of a topic; its tracks where no directions tell its events apart."""
    if dataset.goes_by_track or (len(dataset.directions) == 1 and not has_balance(dataset)):
        return Groups("track", {track.id: track.label for track in dataset.tracks})
    return Groups("direction", {direction.id: direction.label for direction in dataset.directions})


def sides_in_balance(dataset: Dataset) -> list[str]:
    """The sides that have acts which tighten or relax, in display order."""
    acting = {direction.side for direction in dataset.directions if direction.effect in SIGNS}
    return [side.id for side in dataset.sides if side.id in acting]


def has_balance(dataset: Dataset) -> bool:
    """Whether any side of a topic tightens or relaxes."""
    return bool(sides_in_balance(dataset))


def has_answers(dataset: Dataset) -> bool:
    """Whether any event of a topic answers another."""
    return any(relation.type == ANSWERS for event in dataset.events for relation in event.relations)


def formulas(dataset: Dataset) -> list[tuple[str, str]]:
    """How the numbers of a topic are made, each with its name."""
    needed = ((COUNT, True), (BALANCE, has_balance(dataset)), (LAG, has_answers(dataset)), (AROUND, True))
    return [formula for formula, is_used in needed if is_used]


def period_counts(events: pd.DataFrame, dataset: Dataset, by: str = "month") -> pd.DataFrame:
    """Events by period and group: the index holds every period's first day, a column stands for each of `groups_of`.

    >>> from app.data.loading import load_dataset
    >>> from app.analysis.frames import event_frame
    >>> dataset = load_dataset("tests/data/tariffs.yaml")
    >>> period_counts(event_frame(dataset), dataset, "quarter").loc["2018-04-01"].to_dict()
    {'us-tightens': 1, 'us-relaxes': 0, 'eu-tightens': 1, 'eu-relaxes': 0, 'neutral': 1}
    """
    groups = groups_of(dataset)
    columns = list(groups.labels)
    if events.empty:
        return pd.DataFrame(columns=columns, dtype="int64")
    numbers = period_numbers(events["earliest"], by)
    counts = pd.crosstab(numbers, events[groups.column])
    every = range(int(numbers.min()), int(numbers.max()) + 1)
    counts = counts.reindex(index=pd.Index(every), columns=columns, fill_value=0)
    counts.index = pd.DatetimeIndex([period_first(number, by) for number in every], dtype=DAY)
    return counts


def running_balance(
    events: pd.DataFrame, dataset: Dataset, by: str = "month", *, weighted: bool = False
) -> pd.DataFrame:
    """For each side, acts that tighten minus acts that relax, summed up to each period of `period_counts`."""
    signs = {direction.id: SIGNS.get(direction.effect, 0) for direction in dataset.directions}
    side_of = {direction.id: direction.side for direction in dataset.directions}
    sides = sides_in_balance(dataset)
    index = period_counts(events, dataset, by).index
    points = events["direction"].map(signs) * (events["significance"] if weighted else 1)
    numbers = pd.Series(period_numbers(events["earliest"], by), index=events.index)
    sums = points.groupby([numbers, events["direction"].map(side_of)]).sum().unstack(fill_value=0)
    first = int(numbers.min()) if len(numbers) else 0
    every = sums.reindex(index=range(first, first + len(index)), columns=sides, fill_value=0)
    return every.set_axis(index).cumsum().astype("int64")


def rolling_net(events: pd.DataFrame, dataset: Dataset, by: str = "month", *, weighted: bool = False) -> pd.DataFrame:
    """For each side, acts that tighten minus acts that relax in the ROLLING months up to each period's end."""
    total = running_balance(events, dataset, by, weighted=weighted)
    periods = max(ROLLING // LENGTHS[by], 1)
    return (total - total.shift(periods, fill_value=0)).astype("int64")


def dense_from(counts: pd.DataFrame) -> pd.Timestamp:
    """The first day of the first year that has a share of DENSE of all events in some period counts."""
    yearly = counts.sum(axis=1).groupby([first.year for first in counts.index]).sum()
    years = yearly[yearly >= DENSE * yearly.sum()].index
    return pd.Timestamp(int(years[0]), 1, 1) if len(years) else pd.Timestamp("1970-01-01")


def acts_of(events: pd.DataFrame, dataset: Dataset) -> dict[str, dict[str, int]]:
    """For each side in the balance how many of the events tighten, relax and build, as far as it declares such acts."""
    counts = events["direction"].value_counts()
    found: dict[str, dict[str, int]] = {side: {} for side in sides_in_balance(dataset)}
    for effect in (*SIGNS, "builds"):
        for direction in dataset.directions:
            if direction.side in found and direction.effect == effect:
                acts = found[direction.side]
                acts[effect] = acts.get(effect, 0) + int(counts.get(direction.id, 0))
    return found


def shown_singly(lags: pd.DataFrame) -> pd.DataFrame:
    """The newest MOST_PAIRS answers, for more can be neither drawn nor read one by one."""
    return lags.tail(MOST_PAIRS)


def response_lags(events: pd.DataFrame, relations: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """The answers among the events: event, target, lag_days (missing where a day is), basis, side, kind and label."""
    side_of = {track.id: track.side for track in dataset.tracks}
    answers = relations[relations["type"] == ANSWERS].merge(
        events[["id", "track", "kind", "label"]], left_on="event", right_on="id"
    )
    return answers.assign(side=answers["track"].map(side_of))[
        ["event", "target", "lag_days", "basis", "side", "kind", "label"]
    ]


def lag_summary(lags: pd.DataFrame, by: str, labels: dict[str, str]) -> pd.DataFrame:
    """For each value of a column ("side" or "kind"): pairs, those with known days, median, quartiles, extremes."""
    rows = []
    for key, label in labels.items():
        group = lags[lags[by] == key]
        known = group["lag_days"].dropna().astype("int64")
        quartiles = known.quantile([0, 0.25, 0.5, 0.75, 1]).tolist() if len(known) else [None] * 5
        if len(group):
            rows.append([key, label, len(group), len(known), *quartiles])
    return pd.DataFrame(
        rows, columns=["key", "label", "pairs", "known", "fastest", "lower", "median", "upper", "slowest"]
    )


def anchor_days(events: pd.DataFrame, anchor: str) -> Days:
    """The first and the last day of an event that others are counted before and after."""
    row = events[events["id"] == anchor]
    return row["earliest"].iloc[0], row["latest"].iloc[0]


def around(events: pd.DataFrame, anchor: str, window: int) -> pd.DataFrame:
    """The events within so many days of an anchor, with a column `when`: "before" or "after".

    An event whose date may lie on both sides of an edge is left out.
    """
    start, end = anchor_days(events, anchor)
    before = (events["latest"] < start) & (events["earliest"] >= moved(start, -window))
    after = (events["earliest"] > end) & (events["latest"] <= moved(end, window))
    near = events[before | after]
    return near.assign(when=before[before | after].map({True: "before", False: "after"}))


def with_anchor(shown: pd.DataFrame, events: pd.DataFrame, anchor: str) -> pd.DataFrame:
    """The events shown, and the anchor where filters hide it."""
    return pd.concat([shown, events[events["id"] == anchor]]).drop_duplicates("id").sort_index()


def before_after(near: pd.DataFrame, column: str, labels: dict[str, str]) -> pd.DataFrame:
    """Counts before and after by direction or kind, and the difference; rows in display order, empty ones left out."""
    counts = pd.crosstab(near[column], near["when"]).reindex(
        index=list(labels), columns=["before", "after"], fill_value=0
    )
    counts = counts[counts.sum(axis=1) > 0].astype("int64")
    return counts.assign(label=[labels[key] for key in counts.index], difference=counts["after"] - counts["before"])


def kind_labels(dataset: Dataset) -> dict[str, str]:
    """The label of each kind of act, those that the file declares among them."""
    return {term.id: term.label for term in dataset.vocabulary("kinds").values()}
