"""Conditions in words, for people who will never write one: paper forms, referral tables, protocols.

Owns the sentence alone. Leaves what a condition means to `domain.conditions`, and its truth to
`domain.applicability`.
"""

from __future__ import annotations

from datetime import date

from tillsyn.domain.conditions import AUDIT_DATE, Both, Compare, Condition, Days, Either, Expression, IsUnstated, Not
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.language import N_, _

_IS = {"==": N_("{left} is {value}"), "in": N_("{left} is {value}"), "!=": N_("{left} is not {value}")}
_ORDER = {
    "<": N_("{left} is less than {value}"),
    "<=": N_("{left} is at most {value}"),
    ">": N_("{left} is more than {value}"),
    ">=": N_("{left} is at least {value}"),
}
_DATES = {
    "<": N_("{left} is before {value}"),
    "<=": N_("{left} is {value} or earlier"),
    ">": N_("{left} is after {value}"),
    ">=": N_("{left} is {value} or later"),
}
_OPPOSITE = {"==": "!=", "in": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def in_words(criteria: CriteriaSet, condition: Condition) -> str:
    """The condition as part of a sentence, facts and answers by their labels."""
    return _Words(criteria).of(condition.root)


class _Words:
    """Puts the parts of one set's conditions into words."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self.criteria = criteria

    def of(self, part: Expression, opposite: bool = False) -> str:
        """A part, or its opposite: *not* is carried inward, as the evaluation does."""
        match part:
            case Not():
                return self.of(part.part, not opposite)
            case Both() | Either():
                every = isinstance(part, Both) is not opposite
                joint = _(" and ") if every else _(" or ")
                return joint.join(self._bracketed(inner, opposite) for inner in part.parts)
            case IsUnstated():
                sentence = _("{fact} can be told") if opposite else _("{fact} cannot be told")
                return sentence.format(fact=self._name(part.fact.id))
        return self._compared(part, opposite)

    def _bracketed(self, part: Expression, opposite: bool) -> str:
        words = self.of(part, opposite)
        return f"({words})" if isinstance(part, Both | Either) else words

    def _compared(self, part: Compare, opposite: bool) -> str:
        operator = _OPPOSITE[part.operator] if opposite else part.operator
        value = _(" or ").join(self._value(part, one) for one in part.values)
        if isinstance(part.left, Days):
            start, end = self._name(part.left.start.id), self._name(part.left.end.id)
            left = _("the number of days from {start} to {end}").format(start=start, end=end)
        else:
            left = self._name(part.left.id)
        ordered = _DATES if any(isinstance(one, date) for one in part.values) else _ORDER
        return _({**ordered, **_IS}[operator]).format(left=left, value=value)

    def _name(self, name: str) -> str:
        if name == AUDIT_DATE:
            return _("the day of the audit")
        fact = self.criteria.fact.get(name)
        return (
            _("“{label}”").format(label=fact.label) if fact else _("the answer to {criterion}").format(criterion=name)
        )

    def _value(self, part: Compare, value: str | int | date) -> str:
        name = "" if isinstance(part.left, Days) else part.left.id
        if fact := self.criteria.fact.get(name):
            return dict(fact.values).get(str(value), str(value))
        if criterion := self.criteria.criterion.get(name):
            step = self.criteria.scale_of(criterion).step(str(value))
            return step.label.lower() if step else str(value)
        return value.isoformat() if isinstance(value, date) else str(value)
