"""Which criteria are asked of a case file: conditions evaluated over its facts and earlier answers.

Owns the truth of a condition, the order between criteria that hang on one another, and the reasons. Leaves
the grammar to `domain.conditions` and counting to `domain.counting`.
"""

from __future__ import annotations

import operator as op
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.conditions import (
    AUDIT_DATE,
    Both,
    Compare,
    Condition,
    Days,
    Either,
    Expression,
    IsUnstated,
    Name,
    Not,
    Truth,
)
from tillsyn.domain.criteria import CriteriaSet, Criterion, Meaning
from tillsyn.domain.facts import UNSTATED, FactValue, write_fact
from tillsyn.domain.law import LegalBasis, law_on

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": op.eq,
    "!=": op.ne,
    "<": op.lt,
    "<=": op.le,
    ">": op.gt,
    ">=": op.ge,
}


class Asked(StrEnum):
    """Whether a criterion is asked: yes, no, or not known until something is filled in."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether a criterion is asked, and which facts or criteria must be filled in before that is known."""

    asked: Asked
    missing: tuple[str, ...] = ()
    put_to: tuple[AuditeeKind, ...] = ()
    """Where it is not asked because it is put to other kinds of auditee alone: which."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One simple statement of a condition: its truth and the values it rests on, as (name, value or None)."""

    statement: Compare | IsUnstated
    truth: Truth
    values: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    truth: Truth
    missing: frozenset[str] = frozenset()


class CaseState:
    """The facts and answers of one case file (or one auditee), and what follows from them.

    `answers` maps criterion ids to codes; a criterion without an answer is not in it.
    """

    def __init__(
        self,
        criteria: CriteriaSet,
        facts: Mapping[str, FactValue],
        answers: Mapping[str, str],
        audit_date: date,
        kind: AuditeeKind = AuditeeKind.COMMITTEE,
    ) -> None:
        self.criteria = criteria
        self.facts = facts
        self.answers = answers
        self.audit_date = audit_date
        self.kind = kind
        self._known: dict[str, Applicability] = {}

    def applicability(self, criterion_id: str) -> Applicability:
        """Whether the criterion is asked here."""
        if criterion_id not in self._known:
            self._known[criterion_id] = self._asked(self.criteria.criterion[criterion_id])
        return self._known[criterion_id]

    def _asked(self, criterion: Criterion) -> Applicability:
        if not criterion.put_to(self.kind):
            return Applicability(Asked.NO, put_to=criterion.asked_of)
        return self._evaluate(criterion.applies_when) if criterion.applies_when else Applicability(Asked.YES)

    def reasons(self, criterion_id: str) -> tuple[Reason, ...]:
        """Why it is asked or not: each simple statement of its condition, with its truth and values."""
        condition = self.criteria.criterion[criterion_id].applies_when
        return tuple(
            Reason(leaf, self._truth(leaf).truth, tuple((n.id, self._shown(n.id)) for n in Condition("", leaf).names))
            for leaf in (condition.leaves() if condition else ())
        )

    def judged_on(self, criterion: Criterion) -> tuple[date, bool]:
        """The date whose law and words hold for a criterion here, and whether the file's own date was missing."""
        if criterion.judged_by_date is None:
            return self.audit_date, False
        day = self.facts.get(criterion.judged_by_date)
        return (day, False) if isinstance(day, date) else (self.audit_date, True)

    def law(self, criterion: Criterion) -> tuple[LegalBasis, ...]:
        """The provisions that hold for a criterion here: in force on its own date, and meant for such a file."""
        day, _missing = self.judged_on(criterion)
        return tuple(
            basis
            for basis in law_on(criterion.legal_basis, day)
            if basis.only_when is None or self._evaluate(basis.only_when).asked is Asked.YES
        )

    def meaning(self, criterion_id: str) -> Meaning | None:
        """What counts for a criterion here: not applicable by condition or answer, a meaning, or None (unanswered)."""
        if self.applicability(criterion_id).asked is Asked.NO:
            return Meaning.NOT_APPLICABLE
        code = self.answers.get(criterion_id)
        if code is None or self.applicability(criterion_id).asked is Asked.UNKNOWN:
            return None
        return self.criteria.meaning(criterion_id, code)

    def holds(self, condition: Condition) -> Applicability:
        """Whether a condition that belongs to no criterion holds here, such as a filter of a register."""
        return self._evaluate(condition)

    def _evaluate(self, condition: Condition) -> Applicability:
        outcome = self._truth(condition.root)
        if outcome.truth is Truth.UNKNOWN:
            return Applicability(Asked.UNKNOWN, tuple(sorted(outcome.missing)))
        return Applicability(Asked.YES if outcome.truth is Truth.TRUE else Asked.NO)

    def _truth(self, part: Expression, positive: bool = True) -> _Outcome:
        """The truth of `part`, or of its opposite: `not` goes inward, so that an absent criterion stays absent."""
        match part:
            case Not(inner):
                return self._truth(inner, not positive)
            case Both(parts):
                return _joined([self._truth(p, positive) for p in parts], Truth.FALSE if positive else Truth.TRUE)
            case Either(parts):
                return _joined([self._truth(p, positive) for p in parts], Truth.TRUE if positive else Truth.FALSE)
            case IsUnstated(name):
                outcome = self._unstated(name)
            case Compare():
                outcome = self._compare(part)
        return outcome if positive else _negated(outcome)

    def _unstated(self, name: Name) -> _Outcome:
        value = self.facts.get(name.id)
        return _Outcome(Truth.UNKNOWN, frozenset({name.id})) if value is None else _of(value is UNSTATED)

    def _compare(self, part: Compare) -> _Outcome:
        if isinstance(part.left, Days):
            return self._compare_days(part.left, part)
        if part.left.id in self.criteria.criterion:
            return self._compare_answer(part.left.id, part)
        value = self._date_or_fact(part.left)
        if value is None:
            return _Outcome(Truth.UNKNOWN, frozenset({part.left.id}))
        if value is UNSTATED:
            return _Outcome(Truth.FALSE)
        return _of(_holds(value if isinstance(value, date) else write_fact(value), part))

    def _compare_days(self, days: Days, part: Compare) -> _Outcome:
        start, end = self._date_or_fact(days.start), self._date_or_fact(days.end)
        missing = {n.id for n, v in ((days.start, start), (days.end, end)) if v is None}
        if missing:
            return _Outcome(Truth.UNKNOWN, frozenset(missing))
        if not isinstance(start, date) or not isinstance(end, date):
            return _Outcome(Truth.FALSE)
        return _of(_holds((end - start).days, part))

    def _compare_answer(self, criterion_id: str, part: Compare) -> _Outcome:
        where = self.applicability(criterion_id)
        if where.asked is Asked.UNKNOWN:
            return _Outcome(Truth.UNKNOWN, frozenset(where.missing))
        if where.asked is Asked.NO:
            return _Outcome(Truth.ABSENT)
        code = self.answers.get(criterion_id)
        if code is None:
            return _Outcome(Truth.UNKNOWN, frozenset({criterion_id}))
        if self.criteria.meaning(criterion_id, code) is Meaning.NOT_APPLICABLE:
            return _Outcome(Truth.ABSENT)
        return _of(_holds(code, part))

    def _date_or_fact(self, name: Name) -> FactValue | None:
        return self.audit_date if name.id == AUDIT_DATE else self.facts.get(name.id)

    def _shown(self, name: str) -> str | None:
        if name in self.criteria.criterion:
            return self.answers.get(name)
        value = self._date_or_fact(Name(name))
        return None if value is None else write_fact(value)


def _holds(value: object, part: Compare) -> bool:
    if part.operator == "in":
        return value in part.values
    return _OPERATORS[part.operator](value, part.values[0])


def _of(truth: bool) -> _Outcome:
    return _Outcome(Truth.TRUE if truth else Truth.FALSE)


def _negated(outcome: _Outcome) -> _Outcome:
    """The opposite; absent and unknown stay what they are, so that what hangs on an unasked criterion is not asked."""
    opposite = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}
    return _Outcome(opposite.get(outcome.truth, outcome.truth), outcome.missing)


def _joined(outcomes: list[_Outcome], decisive: Truth) -> _Outcome:
    """`and` with FALSE decisive, `or` with TRUE decisive; an absent part counts as false."""
    truths = {Truth.FALSE if o.truth is Truth.ABSENT else o.truth for o in outcomes}
    if decisive in truths:
        return _Outcome(decisive)
    if Truth.UNKNOWN in truths:
        return _Outcome(Truth.UNKNOWN, frozenset().union(*(o.missing for o in outcomes)))
    return _Outcome(Truth.TRUE if decisive is Truth.FALSE else Truth.FALSE)
