"""Why a question is asked here, or why it is not, and the law behind it: then, before and after, in words.

Owns putting the condition and the provisions into words, for screen and line alike. Leaves their truth to
`domain.applicability`, and their looks to `tui`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tillsyn.domain.applicability import Asked, CaseState, Reason
from tillsyn.domain.conditions import AUDIT_DATE, Compare, Condition, Days, IsUnstated, Truth
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.law import Binding, LegalBasis, Verified
from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.language import N_, _
from tillsyn.nouns import auditees, put
from tillsyn.writing.conditions import in_words

_HEADS = {
    Asked.YES: N_("{criterion} is {asked_here}"),
    Asked.NO: N_("{criterion} is {not_asked_here}"),
    Asked.UNKNOWN: N_("It is not yet known whether {criterion} is asked"),
}
TRUTHS = {
    Truth.TRUE: N_("true"),
    Truth.FALSE: N_("not true"),
    Truth.UNKNOWN: N_("not filled in"),
    Truth.ABSENT: N_("about a question that is not asked here"),
}
_VERIFIED = {
    Verified.TEXT: N_("wording checked"),
    Verified.NUMBER: N_("only the number checked"),
    Verified.NO: N_("not checked"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One simple statement of a condition in words, its truth, and the values it rests on."""

    words: str
    truth: Truth
    values: str


@dataclass(frozen=True, slots=True)
class LawGroup:
    """Provisions that hold alike: on the file's own day, for others, before or after."""

    title: str
    provisions: tuple[LegalBasis, ...]
    holds: bool = False


def asked_in_words(state: CaseState, criterion: str, unit: Unit) -> str:
    """Whether a criterion is asked here."""
    sentence = _(_HEADS[state.applicability(criterion).asked])
    return put(unit, sentence, (state.kind.value,), criterion=criterion)


def unconditional(state: CaseState, criterion: Criterion, unit: Unit) -> str:
    """Why it is asked or not where no condition decides it; empty where one does."""
    if put_to := state.applicability(criterion.id).put_to:
        alone = _("{criterion} is put to {kinds} alone.").format(criterion=criterion.id, kinds=auditees(put_to))
        return f"{alone} {_('This auditee is one of: {kind}.').format(kind=auditees([state.kind]))}"
    return put(unit, _("It is {asked_everywhere}.")) if criterion.applies_when is None else ""


def statements(state: CaseState, criterion: Criterion) -> tuple[Statement, ...]:
    """Each simple statement of a criterion's condition, as it is here."""
    return tuple(_statement(state, reason) for reason in state.reasons(criterion.id))


def law_groups(state: CaseState, criterion: Criterion, unit: Unit) -> tuple[LawGroup, ...]:
    """What holds on the file's own day (which comes first, also where nothing does), then the rest."""
    day, missing = state.judged_on(criterion)
    holds = state.law(criterion)
    rest = [basis for basis in criterion.legal_basis if basis not in holds]
    why = day_label(state, criterion, missing)
    first = LawGroup(_("Law on {day} ({why})").format(day=day.isoformat(), why=why), holds, True)
    others = (
        (put(unit, _("In force, but not for {the_row}")), [b for b in rest if b.in_force(day)]),
        (_("Before"), [b for b in rest if b.valid_until and b.valid_until < day]),
        (_("After"), [b for b in rest if b.valid_from and b.valid_from > day]),
    )
    return (first, *(LawGroup(title, tuple(chosen)) for title, chosen in others if chosen))


def provision_parts(basis: LegalBasis, criteria: CriteriaSet, sign: str = "") -> tuple[str, ...]:
    """What is to be known of a provision: how it binds, since when, how far it was checked, for whom alone.

    `sign` is put before how far it was checked.
    """
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    when = condition_words(basis.only_when, criteria) if basis.only_when else ""
    only = _("only when {condition}").format(condition=when) if when else ""
    return tuple(filter(None, (binding, _days(basis), f"{sign} {_(_VERIFIED[basis.verified])}".strip(), only)))


def condition_words(condition: Condition, criteria: CriteriaSet) -> str:
    """A condition as a person reads it, facts and answers by their labels."""
    return one_line(in_words(criteria, condition))


def day_label(state: CaseState, criterion: Criterion, missing: bool) -> str:
    """Which day decides the law here: the fact it is, or that it is the day of the audit."""
    if criterion.judged_by_date is None:
        return _("the day of the audit")
    fact = state.criteria.fact.get(criterion.judged_by_date)
    label = one_line(fact.label) if fact else criterion.judged_by_date
    return _("the day of the audit, since {fact} is missing").format(fact=label) if missing else label


def _statement(state: CaseState, reason: Reason) -> Statement:
    values = ", ".join(f"{_name(state, name)} = {_shown(state, name, value)}" for name, value in reason.values)
    return Statement(_words(state, reason.statement), reason.truth, values)


def _words(state: CaseState, statement: Compare | IsUnstated) -> str:
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


def _days(basis: LegalBasis) -> str:
    start, end = basis.valid_from, basis.valid_until
    if start and end:
        return _("{start} to {end}").format(start=start.isoformat(), end=end.isoformat())
    if start:
        return _("from {day}").format(day=start.isoformat())
    return _("until {day}").format(day=end.isoformat()) if end else _("always")
