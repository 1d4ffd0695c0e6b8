"""Why a question is asked of a file, or why it is not, and the law behind it: then, before and after.

Owns putting the condition and the provisions into words. Leaves their truth to `domain.applicability`.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tillsyn.domain.applicability import Asked, CaseState, Reason
from tillsyn.domain.conditions import AUDIT_DATE, Compare, Days, IsUnstated, Truth
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.law import Binding, LegalBasis
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.language import N_, _
from tillsyn.nouns import auditees, put
from tillsyn.tui.dialogs.base import Reading
from tillsyn.tui.marks import VERIFIED
from tillsyn.tui.sitting import Sitting
from tillsyn.tui.widgets.question import day_label

HEADS = {
    Asked.YES: N_("{criterion} is {asked_here}"),
    Asked.NO: N_("{criterion} is {not_asked_here}"),
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
        where, unit = sitting.asked_here.asked, sitting.sheet.unit
        kind = sitting.sheet.auditee.kind.value
        super().__init__(put(unit, _(HEADS[where]), (kind,), criterion=sitting.here), _("Esc closes"))
        self._unit = unit
        self._state = sitting.state
        self._criterion = sitting.criterion

    def text(self) -> Content:
        """The condition, then the law."""
        condition = _condition(self._state, self._criterion, self._unit)
        return Content("\n").join([*condition, *_law(self._state, self._criterion, self._unit)])


def _condition(state: CaseState, criterion: Criterion, unit: str) -> list[Content]:
    if put_to := state.applicability(criterion.id).put_to:
        alone = _("{criterion} is put to {kinds} alone.").format(criterion=criterion.id, kinds=auditees(put_to))
        return [Content(f"{alone} {_('This auditee is one of: {kind}.').format(kind=auditees([state.kind]))}")]
    if criterion.applies_when is None:
        return [Content(put(unit, _("It is {asked_everywhere}.")))]
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
        fact = state.criteria.fact.get(statement.fact.id)
        unit = Unit.AUDITEE if fact and fact.of_auditee else state.criteria.row_unit
        sentence = _("{the_row} does not tell {fact}")
        return put(unit, sentence, (state.kind.value,), fact=_name(state, statement.fact.id))
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


def _law(state: CaseState, criterion: Criterion, unit: str) -> Iterator[Content]:
    """What holds on the file's own day, then what held before, what comes after, and what holds for others."""
    day, missing = state.judged_on(criterion)
    why = day_label(state, criterion, missing)
    holds = state.law(criterion)
    yield _head(_("Law on {day} ({why})").format(day=day.isoformat(), why=why))
    yield from (_provision(basis, True) for basis in holds)
    if not holds:
        yield Content.styled(_("No provision is given for that day."), "$text-warning")
    rest = [basis for basis in criterion.legal_basis if basis not in holds]
    for title, chosen in (
        (put(unit, _("In force, but not for {the_row}")), [b for b in rest if b.in_force(day)]),
        (_("Before"), [b for b in rest if b.valid_until and b.valid_until < day]),
        (_("After"), [b for b in rest if b.valid_from and b.valid_from > day]),
    ):
        if chosen:
            yield _head(title)
            yield from (_provision(basis, False) for basis in chosen)


def _head(title: str) -> Content:
    return Content.styled(f"\n{title}", "bold $text-primary")


def _provision(basis: LegalBasis, holds: bool) -> Content:
    """Citation on a row of its own, then binding, days and how far it was checked, then what it says in short."""
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    only = _("only when {condition}").format(condition=one_line(basis.only_when.source)) if basis.only_when else ""
    facts = " · ".join(part for part in (binding, _days(basis), _(VERIFIED[basis.verified]), only) if part)
    rows = [Content.styled(f"{'▸' if holds else ' '} {one_line(basis.citation)}", "bold"), Content(f"    {facts}")]
    if basis.about:
        rows.append(Content.styled(f"    {one_line(basis.about)}", "$foreground-muted"))
    return Content("\n").join(rows)


def _days(basis: LegalBasis) -> str:
    start, end = basis.valid_from, basis.valid_until
    if start and end:
        return _("{start} to {end}").format(start=start.isoformat(), end=end.isoformat())
    if start:
        return _("from {day}").format(day=start.isoformat())
    return _("until {day}").format(day=end.isoformat()) if end else _("always")
