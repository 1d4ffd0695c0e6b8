"""Conditions of criteria: read with the place of every word, then checked against the facts and scales of the set.

Owns the faults of conditions. Leaves the grammar to `domain.conditions` and the truth to `domain.applicability`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tillsyn.domain.conditions import (
    AUDIT_DATE,
    Compare,
    Condition,
    ConditionError,
    Days,
    IsUnstated,
    Name,
    parse_condition,
)
from tillsyn.domain.criteria import Criterion, Scale
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.units import Unit
from tillsyn.reading.faults import nearest
from tillsyn.reading.keys import Keyed
from tillsyn.reading.tree import Mapping as Node
from tillsyn.reading.tree import Scalar, Sequence

_EQUALITY = ("==", "!=", "in")
_TRUTH = ("ja", "nej")
_CODES = {
    "character": "C050",
    "depth": "C057",
    "expected:value": "C051",
    "expected:name": "C052",
    "expected:operator": "C053",
    "expected:end": "C054",
    "expected:date": "C056",
}


understood = lru_cache(maxsize=1000)(parse_condition)
"""A condition as it is understood: the same text stands at many criteria, and is parsed once."""


def read_condition(keyed: Keyed, written: Scalar) -> Condition | None:
    """The condition that `written` holds, or None where it cannot be understood, which is reported at the place."""
    try:
        return understood(written.text)
    except ConditionError as error:
        sign = error.reason.removeprefix("expected:")
        if error.reason == "character":
            sign = written.text[error.column : error.column + 1]
        keyed.report(_CODES.get(error.reason, "C055"), written.at(error.column), sign=sign)
        return None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What conditions may speak of; the last of several with one id counts, the others are reported elsewhere."""

    facts: Mapping[str, FactDefinition]
    criteria: Mapping[str, Criterion]
    scales: Mapping[str, Scale]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a condition may hold."""
        return (*self.facts, *self.criteria, AUDIT_DATE)


def check_condition(keyed: Keyed, criterion: Criterion, known: Vocabulary) -> None:
    """Report every statement of a criterion's conditions, its own and its provisions', that can never be meant."""
    read = [criterion.applies_when, *(basis.only_when for basis in criterion.legal_basis)]
    parsed = {condition.source: condition for condition in read if condition}
    for written in _conditions(keyed) if parsed else ():
        if condition := parsed.get(written.text):  # another was reported when it was read
            checker = _Checker(keyed, criterion, known, written)
            for leaf in condition.leaves():
                checker.leaf(leaf)


def _conditions(keyed: Keyed) -> Iterable[Scalar]:
    """Where the conditions of a criterion stand: its own, then those of its provisions."""
    written = [keyed.fields.node.get("applies_when")]
    bases = keyed.fields.node.get("legal_basis")
    if isinstance(bases, Sequence):
        written += [basis.get("only_when") for basis in bases.items if isinstance(basis, Node)]
    return [scalar for scalar in written if isinstance(scalar, Scalar)]


def fault_of_use(criterion: Criterion, fact: FactDefinition) -> str:
    """The code of the fault where a criterion about one thing uses a fact about another; empty where it may."""
    if (criterion.unit is Unit.AUDITEE) == fact.of_auditee:
        return ""
    return "C110" if fact.of_auditee else "C072"


def never_put_together(one: Criterion, other: Criterion) -> bool:
    """Whether no kind of auditee is asked both."""
    return bool(one.asked_of and other.asked_of) and not set(one.asked_of) & set(other.asked_of)


class _Checker:
    def __init__(self, keyed: Keyed, criterion: Criterion, known: Vocabulary, written: Scalar) -> None:
        self.keyed = keyed
        self.criterion = criterion
        self.known = known
        self.written = written

    def leaf(self, leaf: Compare | IsUnstated) -> None:
        if isinstance(leaf, IsUnstated):
            self.unstated(leaf.fact)
        elif isinstance(leaf.left, Days):
            self.days(leaf.left, leaf)
        elif self.resolves(leaf.left):
            self.comparison(leaf.left.id, leaf)

    def unstated(self, name: Name) -> None:
        if self.resolves(name) and name.id not in self.known.facts:
            self.report("C069", name.column, name=name.id)

    def days(self, days: Days, part: Compare) -> None:
        for name in (days.start, days.end):
            if self.resolves(name) and not self.is_date(name.id):
                self.report("C064", name.column, name=name.id)
        for value, column in self.values(part):
            if not isinstance(value, int):
                self.report("C065", column)

    def comparison(self, name: str, part: Compare) -> None:
        fact = self.known.facts.get(name)
        if self.is_date(name):
            for value, column in self.values(part):
                if not isinstance(value, date):
                    self.report("C063", column, name=name)
        elif fact and fact.type is FactType.BOOLEAN:
            self.yes_or_no(name, part)
        elif fact:
            self.one_of(name, part, [code for code, _ in fact.values], "C061")
        else:
            scale = self.known.scales.get(self.known.criteria[name].scale)
            if scale:  # an unknown scale is reported with its criterion
                self.one_of(name, part, [step.code for step in scale.steps], "C066")

    def yes_or_no(self, name: str, part: Compare) -> None:
        if part.operator not in _EQUALITY or any(value not in _TRUTH for value in part.values):
            self.report("C062", part.columns[0], name=name)

    def one_of(self, name: str, part: Compare, codes: list[str], code: str) -> None:
        if part.operator not in _EQUALITY:
            self.report("C067", part.columns[0], name=name)
            return
        if part.bare and "ja" not in codes:
            self.report("C068", part.columns[0], name=name, known=", ".join(codes))
            return
        for value, column in self.values(part):
            if value not in codes:
                near = nearest(str(value), codes)
                self.report(code, column, name=name, value=value, known=", ".join(codes), nearest=near)

    def resolves(self, name: Name) -> bool:
        """Whether the name is known and may be spoken of by this criterion."""
        if name.id == AUDIT_DATE:
            return True
        if other := self.known.criteria.get(name.id):
            if other.unit is not self.criterion.unit:
                self.report("C071", name.column, name=name.id, unit=other.unit.value)
            elif never_put_together(self.criterion, other):
                self.report("C113", name.column, name=name.id)
            return other.unit is self.criterion.unit
        if name.id not in self.known.facts:
            self.report("C060", name.column, name=name.id, nearest=nearest(name.id, self.known.names))
            return False
        if code := fault_of_use(self.criterion, self.known.facts[name.id]):
            self.report(code, name.column, name=name.id)
        return True

    def is_date(self, name: str) -> bool:
        fact = self.known.facts.get(name)
        return name == AUDIT_DATE or (fact is not None and fact.type is FactType.DATE)

    def values(self, part: Compare) -> Iterable[tuple[object, int]]:
        return zip(part.values, part.columns, strict=True)

    def report(self, code: str, column: int, **about: object) -> None:
        self.keyed.report(code, self.written.at(column), **about)
