"""Why a question is asked of a file, or why it is not, and the provisions behind it in full.

Owns putting the condition into words. Leaves its truth to `domain.applicability`.
"""

from __future__ import annotations

from datetime import date

from textual.content import Content

from tillsyn.domain.applicability import Asked, CaseState, Reason
from tillsyn.domain.conditions import AUDIT_DATE, Compare, Days, IsUnstated, Truth
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.law import Binding, LegalBasis
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.tui.dialogs.base import Reading
from tillsyn.tui.marks import VERIFIED
from tillsyn.tui.sitting import Sitting

HEADS = {
    Asked.YES: N_("{criterion} is asked of this file"),
    Asked.NO: N_("{criterion} is not asked of this file"),
    Asked.UNKNOWN: N_("It is not yet known whether {criterion} is asked"),
}
TRUTHS = {
    Truth.TRUE: ("✓", N_("true")),
    Truth.FALSE: ("✗", N_("not true")),
    Truth.UNKNOWN: ("·", N_("not filled in")),
    Truth.ABSENT: ("–", N_("about a question that is not asked here")),
}


class WhyDialog(Reading):
    """The reasons, statement by statement."""

    SIZE = "-large"

    def __init__(self, sitting: Sitting) -> None:
        where = sitting.asked_here.asked
        super().__init__(_(HEADS[where]).format(criterion=sitting.here), _("Esc closes"))
        self._state = sitting.state
        self._criterion = sitting.criterion

    def text(self) -> Content:
        """The condition, then the law."""
        parts = [*_condition(self._state, self._criterion), Content(""), Content.styled(_("Provisions"), "bold")]
        holds = self._state.law(self._criterion)
        parts += [_provision(basis, basis in holds) for basis in self._criterion.legal_basis]
        return Content("\n").join(parts)


def _condition(state: CaseState, criterion: Criterion) -> list[Content]:
    if criterion.applies_when is None:
        return [Content(_("It is asked of every file."))]
    lines = [
        Content.assemble((_("Condition: "), "$foreground-muted"), one_line(criterion.applies_when.source)),
        Content(""),
    ]
    return [*lines, *(_reason(state, reason) for reason in state.reasons(criterion.id))]


def _reason(state: CaseState, reason: Reason) -> Content:
    sign, words = TRUTHS[reason.truth]
    values = ", ".join(f"{_name(state, name)} = {_shown(state, name, value)}" for name, value in reason.values)
    return Content.assemble(
        (f"{sign} ", "bold"), _statement(state, reason.statement), (f"  {_(words)}: ", "$foreground-muted"), values
    )


def _statement(state: CaseState, statement: Compare | IsUnstated) -> str:
    if isinstance(statement, IsUnstated):
        return _("the file does not tell {fact}").format(fact=_name(state, statement.fact.id))
    if isinstance(statement.left, Days):
        start, end = (_name(state, name.id) for name in (statement.left.start, statement.left.end))
        left = _("days from {start} to {end}").format(start=start, end=end)
    else:
        left = _name(state, statement.left.id)
    values = ", ".join(_shown(state, getattr(statement.left, "id", ""), str(value)) for value in statement.values)
    operator = {"==": "=", "!=": "≠", "in": _("is one of"), "<=": "≤", ">=": "≥"}.get(
        statement.operator, statement.operator
    )
    return f"{left} {operator} {values}"


def _name(state: CaseState, name: str) -> str:
    if name == AUDIT_DATE:
        return _("the day of the audit")
    fact = state.criteria.fact.get(name)
    return one_line(fact.label) if fact else name


def _shown(state: CaseState, name: str, value: str | None) -> str:
    """A value by its label, an answer by its step, nothing as a sign."""
    if value is None:
        return "·"
    if fact := state.criteria.fact.get(name):
        return one_line(dict(fact.values).get(value, value))
    if criterion := state.criteria.criterion.get(name):
        step = state.criteria.scale_of(criterion).step(value)
        return one_line(step.label) if step else one_line(value)
    return one_line(value)


def _provision(basis: LegalBasis, in_force: bool) -> Content:
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    when = (
        f"{_day(basis.valid_from)}–{_day(basis.valid_until)}" if basis.valid_from or basis.valid_until else _("always")
    )
    only = _("only when {condition}").format(condition=one_line(basis.only_when.source)) if basis.only_when else ""
    when = f"{when} · {only}" if only else when
    return Content.assemble(
        ("▸ " if in_force else "  ", "bold"),
        (one_line(basis.citation), "bold" if in_force else ""),
        f" · {binding} · {when} · {_(VERIFIED[basis.verified])}\n",
        (f"    {one_line(basis.about)}", "$foreground-muted"),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
