"""Facts first: which facts decide what is asked of a file, where they come from, and what follows from changing one.

Owns these questions to a sheet. Nothing here changes anything: filling in is `workflow.review`, what is asked is
`domain.applicability`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.dates import find_dates
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType, FactValue
from tillsyn.domain.units import Unit
from tillsyn.store import seat_queries
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of facts does to what is asked, as criteria in file order."""

    come: tuple[str, ...] = ()
    """Asked now, and not before."""
    gone: tuple[str, ...] = ()
    """Not asked any more."""
    open: tuple[str, ...] = ()
    """Not known any more until something is filled in."""
    kept: tuple[str, ...] = ()
    """Those of the gone and the open with an answer, which is kept but does not count."""
    again: tuple[str, ...] = ()
    """Those that come with an answer, which counts again."""

    def __bool__(self) -> bool:
        return bool(self.come or self.gone or self.open)


def deciding_facts(criteria: CriteriaSet, unit: Unit) -> tuple[FactDefinition, ...]:
    """The facts about one kind of thing that some condition asks for, in the order of the set."""
    asked = criteria.criteria_of(unit)
    conditions = [c.applies_when for c in asked if c.applies_when]
    conditions += [basis.only_when for c in asked for basis in c.legal_basis if basis.only_when]
    named = {name.id for condition in conditions for name in condition.names}
    return tuple(fact for fact in criteria.facts_of(unit) if fact.id in named)


def values_by_key(fact: FactDefinition) -> dict[str, str]:
    """What one key fills in of a fact, by key, as it is written; last that the file does not tell."""
    keys: dict[str, str] = {}
    if fact.type is FactType.BOOLEAN:
        keys = {"j": "ja", "n": "nej"}
    elif fact.type is FactType.CHOICE:
        keys = {str(number): code for number, (code, _label) in enumerate(fact.values, start=1)}
    return {**keys, "f": UNSTATED.value}


def as_recorded(fact: FactDefinition, text: str) -> str:
    """A day as it is recorded, from the ways people write one (16 april 2025, 16/4 2025, 20250416); else the text."""
    word = " ".join(text.split())
    if fact.type is not FactType.DATE:
        return text
    if len(word) == len("20250416") and word.isdecimal() and word.isascii():
        word = f"{word[:4]}-{word[4:6]}-{word[6:]}"
    found = find_dates(word)
    whole = len(found) == 1 and not found[0].whole_month and (found[0].start, found[0].end) == (0, len(word))
    return found[0].day.isoformat() if whole else text


def unknown_facts(sheet: Sheet) -> tuple[str, ...]:
    """The facts that some criterion waits for before it is known whether it is asked, in the order of the set."""
    state = sheet.state
    waited = {name for criterion in sheet.criteria for name in state.applicability(criterion.id).missing}
    return tuple(fact.id for fact in sheet.opened.criteria.facts_of(sheet.unit) if fact.id in waited)


def filled_in(desk: Desk, sheet: Sheet) -> frozenset[str]:
    """The facts that somebody filled in here; what else is known comes from the register."""
    place = (sheet.auditee.id, sheet.case.code)
    found = seat_queries.facts_at(desk.store, sheet.opened.audit.id, sheet.seat, *place).get(place, {})
    return frozenset(name for name, value in found.items() if value)


def effect_of(sheet: Sheet, fact: str, value: FactValue) -> Effect:
    """What would follow if a fact had a value."""
    state = sheet.state
    changed = CaseState(state.criteria, {**state.facts, fact: value}, state.answers, state.audit_date, state.kind)
    return _effect(sheet, state, changed)


def effect_between(before: Sheet, after: Sheet) -> Effect:
    """What followed when facts changed."""
    return _effect(after, before.state, after.state)


def _effect(sheet: Sheet, before: CaseState, after: CaseState) -> Effect:
    order = [criterion.id for criterion in sheet.criteria]
    moved = [c for c in order if before.applicability(c).asked is not after.applicability(c).asked]
    found: Mapping[Asked, tuple[str, ...]] = {
        asked: tuple(c for c in moved if after.applicability(c).asked is asked) for asked in Asked
    }
    answered = [c for c in moved if c in sheet.answers]
    return Effect(
        found[Asked.YES],
        found[Asked.NO],
        found[Asked.UNKNOWN],
        tuple(c for c in answered if before.applicability(c).asked is Asked.YES),
        tuple(c for c in answered if after.applicability(c).asked is Asked.YES),
    )
