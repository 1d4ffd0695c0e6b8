"""Which files of a register the draw is made from: strata, and what the plan's period and conditions leave out.

Owns sorting the rows by them. Leaves the truth of a condition to `domain.applicability`. A file is left out only by
what the register tells of it: where a fact is still to be filled in it stays, since it can be replaced as *outside*
when it is read. *Framgår inte* is told: such a date lies in no period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import CriteriaSet, SamplingDefaults
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.plans import Filter, Period, SamplePlan

Column = Callable[[str], Sequence[str]]
"""The written values of a fact of the register, row by row; an empty text where it is not filled in."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Case codes that one rule of the plan leaves out, in order; `rule` 0 is the period, others count its filters."""

    rule: int
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """Case codes by stratum, those left out by rule, and those kept though the register leaves a rule undecided."""

    strata: Mapping[str, Sequence[str]]
    excluded: tuple[Excluded, ...]
    undecided: tuple[str, ...]


def sort_rows(
    plan: SamplePlan, facts: Sequence[FactDefinition], day: date, codes: Sequence[str], column: Column
) -> Population:
    """Sort the files of a register. The first rule that leaves a file out is the one it is counted under.

    Raises:
        ConditionError: when a condition cannot be read.
    """
    strata = strata_of(plan, len(codes), column)
    places: dict[str, list[str]] = {}
    if not plan.filtered:
        for code, stratum in zip(codes, strata, strict=True):
            places.setdefault(stratum, []).append(code)
        return Population(places, (), ())
    rules = _rules(plan, facts, day, len(codes), column)
    excluded: dict[int, list[str]] = {number: [] for number, _truths in rules}
    undecided = []
    for code, stratum, *truths in zip(codes, strata, *(found for _number, found in rules), strict=True):
        if Asked.NO in truths:
            excluded[rules[truths.index(Asked.NO)][0]].append(code)
            continue
        if Asked.UNKNOWN in truths:
            undecided.append(code)
        places.setdefault(stratum, []).append(code)
    left_out = tuple(Excluded(number, tuple(sorted(out))) for number, out in excluded.items())
    return Population(places, left_out, tuple(sorted(undecided)))


def strata_of(plan: SamplePlan, rows: int, column: Column) -> Sequence[str]:
    """The stratum of each row; a fact that is not filled in is an empty value."""
    columns = [column(name) for name in plan.strata]
    if len(columns) == 1:
        return columns[0]
    return ["/".join(values) for values in zip(*columns, strict=True)] if columns else [""] * rows


def _rules(
    plan: SamplePlan, facts: Sequence[FactDefinition], day: date, count: int, column: Column
) -> list[tuple[int, Sequence[Asked]]]:
    """Under the number of each rule whether each file belongs to the population by it."""
    found: list[tuple[int, Sequence[Asked]]] = []
    if plan.period:
        found.append((0, [_in_period(plan.period, written) for written in column(plan.period.fact)]))
    return [*found, *((n, _by_condition(f, facts, day, count, column)) for n, f in enumerate(plan.filters, start=1))]


def _in_period(period: Period, written: str) -> Asked:
    if not written:
        return Asked.UNKNOWN
    return Asked.YES if period.start.isoformat() <= written <= period.end.isoformat() else Asked.NO


def _by_condition(
    chosen: Filter, facts: Sequence[FactDefinition], day: date, count: int, column: Column
) -> Sequence[Asked]:
    """Whether each file belongs by one condition. Rows that say the same of what it asks about are judged once."""
    condition = parse_condition(chosen.condition)
    asked_about = {name.id for name in condition.names}
    known = [fact for fact in facts if fact.id in asked_about]
    nothing = CriteriaSet("", "", "", "", "", SamplingDefaults(0, 0), tuple(facts), (), (), ())
    outside = Asked.NO if chosen.keep else Asked.YES
    columns = [column(fact.id) for fact in known]
    rows = list(zip(*columns, strict=True)) if columns else [()] * count
    seen: dict[tuple[str, ...], Asked] = {}
    for written in set(rows):
        told = {fact.id: fact.read(text) for fact, text in zip(known, written, strict=True) if text}
        truth = CaseState(nothing, told, {}, day).holds(condition).asked
        seen[written] = truth if truth is Asked.UNKNOWN else Asked.NO if truth is outside else Asked.YES
    return [seen[written] for written in rows]
