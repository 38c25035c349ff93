"""All rules in one place, and the exceptions that the data lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Final

from app.data.checks import (
    colours,
    completeness,
    currency,
    order,
    publishers,
    references,
    relations,
    sourcing,
    untouched,
    words,
)
from app.data.checks import stages as measures
from app.data.checks.finding import Finding, Findings
from app.data.problems import did_you_mean
from app.data.schema import Dataset

Rule = Callable[[Dataset], Findings]
_FUNCTIONS: Final[tuple[Rule, ...]] = (
    references.ids_are_unique,
    references.references_resolve,
    words.words_are_known,
    references.declarations_are_used,
    completeness.events_are_complete,
    completeness.titles_are_sentences,
    completeness.summaries_are_short,
    order.events_are_in_date_order,
    order.events_are_within_coverage,
    order.relations_look_back,
    order.relations_have_no_cycle,
    order.lanes_keep_their_place,
    measures.stages_have_a_measure,
    measures.stages_come_in_a_possible_order,
    measures.stages_fit_their_measures,
    sourcing.sources_are_distinct,
    sourcing.sources_can_be_found,
    sourcing.sources_stand_on_fit_hosts,
    sourcing.official_acts_have_strong_evidence,
    sourcing.turning_points_have_strong_evidence,
    sourcing.charges_are_allegations,
    sourcing.no_event_stands_twice,
    publishers.hosts_have_one_publisher,
    publishers.publishers_are_declared,
    publishers.plain_http_is_of_official_bodies,
    untouched.template_texts_are_replaced,
)
# What readers of a file rely on, be it a draft or not: all others only warn of a draft.
_ALWAYS: Final = frozenset(("ids-are-unique", "references-resolve", "words-are-known", "relations-have-no-cycle"))
_WARNINGS: Final[tuple[Rule, ...]] = (
    completeness.summaries_say_enough,
    completeness.drafts_are_finished,
    relations.no_side_answers_itself,
    relations.words_implement_nothing,
    sourcing.sources_have_archived_copies,
    sourcing.pages_are_written_alike,
    publishers.relays_name_their_origin,
    untouched.announced_texts_are_written,
    colours.colours_stand_out,
)
_DATED_WARNINGS: Final = (
    currency.planned_dates_have_an_outcome,
    currency.coverage_is_recent,
)


def _name(function: str) -> str:
    return function.replace("_", "-")


RULES: Final = {_name(rule.__name__): rule for rule in _FUNCTIONS}
WARNINGS: Final = {_name(rule.__name__): rule for rule in (*_WARNINGS, *_DATED_WARNINGS)}
_NONE: Final[Mapping[str, Rule]] = MappingProxyType({})


def findings(dataset: Dataset, warnings: Mapping[str, Rule] = _NONE) -> Findings:
    """What the rules find and no exception lists, then the exceptions that are wrong or no longer needed."""
    needed = set()
    excepted = {(exception.rule, record) for exception in dataset.exceptions for record in exception.records}
    for name, rule in {**RULES, **warnings}.items():
        for finding in rule(dataset):
            relaxed = name in warnings or (name not in _ALWAYS and _is_of_draft(dataset, finding))
            key = (name, _record_id(dataset, finding))
            if key in excepted:
                needed.add(key)
            else:
                yield replace(finding, level="warning" if relaxed else "error", rule=name)
    yield from _idle_exceptions(dataset, needed, {*RULES, *warnings})


def with_warnings(today: dt.date) -> Rule:
    """The rules and the warnings of a day."""
    dated = {_name(rule.__name__): partial(rule, today=today) for rule in _DATED_WARNINGS}
    return partial(findings, warnings={_name(rule.__name__): rule for rule in _WARNINGS} | dated)


def _is_of_draft(dataset: Dataset, finding: Finding) -> bool:
    return dataset.dataset.draft or (finding.section == "events" and dataset.events[finding.index].draft)


def _record_id(dataset: Dataset, finding: Finding) -> str:
    record = getattr(dataset, finding.section)
    return "" if finding.section == "dataset" else str(record[finding.index].id)


def no_findings(_dataset: Dataset) -> Findings:
    """Nothing: for readers who ask only for the right shape."""
    return iter(())


def _idle_exceptions(dataset: Dataset, needed: set[tuple[str, str]], asked: set[str]) -> Findings:
    for index, exception in enumerate(dataset.exceptions):
        if exception.rule not in {**RULES, **WARNINGS}:
            message = f"'rule' names no rule: {exception.rule!r}.{did_you_mean(exception.rule, [*RULES, *WARNINGS])}"
            yield Finding("exceptions", index, ("rule",), message)
            continue
        for number, record in enumerate(exception.records if exception.rule in asked else ()):
            if (exception.rule, record) not in needed:
                message = f"the exception of {record!r} from {exception.rule!r} is not needed; remove it."
                yield Finding("exceptions", index, ("records", number), message, record)
