"""The parts of criteria and requirements as lines of text, so that two editions can be laid side by side.

Owns how each part is shown. Leaves which parts there are and which differ to `domain.editions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tillsyn.domain.criteria import CriteriaSet, Criterion, DatedText, Meaning, Requirement
from tillsyn.domain.units import Unit
from tillsyn.language import N_, _
from tillsyn.workflow.explaining import rule_in_words
from tillsyn.workflow.library import shown_basis

_MEANINGS = {
    Meaning.MET: N_("met"),
    Meaning.PARTLY: N_("partly met"),
    Meaning.UNMET: N_("unmet"),
    Meaning.NOT_APPLICABLE: N_("not applicable"),
    Meaning.CANNOT_JUDGE: N_("cannot be judged"),
}


def part_of(criteria: CriteriaSet, one: Criterion | Requirement | None, part: str) -> list[str]:
    """The lines of one part; none where it holds nothing."""
    if isinstance(one, Criterion) and part in _CRITERION:
        return [line for line in _CRITERION[part](criteria, one) if line]
    if isinstance(one, Requirement) and part in _REQUIREMENT:
        return [line for line in _REQUIREMENT[part](criteria, one) if line]
    return []


def wordings(text: DatedText) -> list[str]:
    """Each wording on a line, with the days it is used."""
    return [_dated(w.text, w.valid_from, w.valid_until) for w in text.wordings]


def _dated(text: str, since: object, until: object) -> str:
    days = [_("from {day}").format(day=since)] if since else []
    days += [_("until {day}").format(day=until)] if until else []
    return f"[{', '.join(days)}] {text}" if days else text


def _scale(criteria: CriteriaSet, criterion: Criterion) -> Iterable[str]:
    for step in criteria.scale_of(criterion).steps:
        demands = _(", with a comment") if "comment" in step.demands else ""
        yield f"{step.code}: {_(_MEANINGS[step.meaning])}{demands}"


def _labels(criteria: CriteriaSet, criterion: Criterion) -> Iterable[str]:
    return (f"{step.code}: {step.key} {step.label}" for step in criteria.scale_of(criterion).steps)


def _facts(criteria: CriteriaSet, criterion: Criterion) -> Iterable[str]:
    conditions = (criterion.applies_when, *(basis.only_when for basis in criterion.legal_basis))
    named = dict.fromkeys(name.id for condition in conditions if condition for name in condition.names)
    for fact in (criteria.fact[name] for name in named if name in criteria.fact):
        codes = f" ({', '.join(code for code, _label in fact.values)})" if fact.values else ""
        yield f"{fact.id}: {fact.type.value}{codes}"


def _law(_criteria: CriteriaSet, criterion: Criterion) -> Iterable[str]:
    for basis in criterion.legal_basis:
        only = f" [{basis.only_when.source}]" if basis.only_when else ""
        yield shown_basis(basis) + only


def _rule(criteria: CriteriaSet, requirement: Requirement) -> Iterable[str]:
    units = {criterion.unit for criterion in criteria.criteria_for(requirement.id)}
    yield rule_in_words(requirement.proposed_when, units.pop() if len(units) == 1 else Unit.CASE_FILE)


_CRITERION: dict[str, Callable[[CriteriaSet, Criterion], Iterable[str]]] = {
    "unit": lambda _set, c: [c.unit.value],
    "asked_of": lambda _set, c: [", ".join(c.asked_of) or _("everybody")],
    "question": lambda _set, c: wordings(c.question),
    "guidance": lambda _set, c: wordings(c.guidance),
    "scale": _scale,
    "labels": _labels,
    "applies_when": lambda _set, c: [c.applies_when.source if c.applies_when else _("always")],
    "facts": _facts,
    "judged_by_date": lambda _set, c: [c.judged_by_date or _("the audit date")],
    "legal_basis": _law,
    "verified": _law,
    "requirement": lambda _set, c: [c.requirement or ""],
    "other_sources": lambda _set, c: [_("yes") if c.other_sources else _("no")],
    "area": lambda _set, c: [c.area],
    "look_in": lambda _set, c: [", ".join(c.look_in)],
    "search": lambda _set, c: [", ".join(c.search)],
}
_REQUIREMENT: dict[str, Callable[[CriteriaSet, Requirement], Iterable[str]]] = {
    "text": lambda _set, r: wordings(r.text),
    "advice": lambda _set, r: wordings(r.advice),
    "proposed_when": _rule,
    "account_within_days": lambda _set, r: [
        _("{n} days").format(n=r.account_within_days) if r.account_within_days else ""
    ],
    "area": lambda _set, r: [r.area],
    "title": lambda _set, r: wordings(r.title),
    "observation": lambda _set, r: wordings(r.observation),
    "consequence": lambda _set, r: wordings(r.consequence),
}
