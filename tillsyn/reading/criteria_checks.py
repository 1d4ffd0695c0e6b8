"""What must hold between the values of a set: ids used once, names that resolve, requirements that can be met.

Owns these rules. Leaves conditions to `criteria_conditions` and each value by itself to `criteria_values`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tillsyn.domain.criteria import Area, Criterion, Requirement, Scale
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.law import Binding
from tillsyn.domain.units import Unit
from tillsyn.reading.criteria_conditions import Vocabulary, check_condition, fault_of_use
from tillsyn.reading.criteria_retired import PlacedRetired, check_retired, check_revs
from tillsyn.reading.criteria_values import Placed
from tillsyn.reading.faults import Place, nearest
from tillsyn.reading.keys import Keyed
from tillsyn.reading.tree import Scalar


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a set's files hold, before it is known to be whole."""

    top: Keyed
    strata: Sequence[Scalar]
    facts: Sequence[Placed[FactDefinition]]
    scales: Sequence[Placed[Scale]]
    areas: Sequence[Placed[Area]]
    criteria: Sequence[Placed[Criterion]]
    requirements: Sequence[Placed[Requirement]]
    retired: Sequence[PlacedRetired] = ()


def check_draft(draft: Draft) -> None:
    """Report every fault between the values of `draft`."""
    _check_ids(draft)
    _check_fact_labels(draft.facts)
    _check_strata(draft)
    _check_rows(draft)
    check_retired(draft.retired, _id_places(draft))
    for placed in draft.criteria:
        check_revs(placed.at, placed.value)
    known = Vocabulary(
        {f.value.id: f.value for f in draft.facts},
        {c.value.id: c.value for c in draft.criteria},
        {s.value.id: s.value for s in draft.scales},
    )
    requirements = {r.value.id for r in draft.requirements}
    for placed in draft.criteria:
        _check_names(placed, known, requirements)
        check_condition(placed.at, placed.value, known)
    _check_circles(draft.criteria)
    _check_scales_used(draft)
    gathered: dict[str, list[Criterion]] = {}
    for placed in draft.criteria:
        gathered.setdefault(placed.value.requirement or "", []).append(placed.value)
    for requirement in draft.requirements:
        _check_requirement(requirement, gathered.get(requirement.value.id, ()))


def _check_ids(draft: Draft) -> None:
    """Facts and scales are keys of a mapping, which the tree already allows once only."""
    groups: tuple[Sequence[Placed[Area] | Placed[Criterion] | Placed[Requirement]], ...] = (
        draft.areas,
        draft.criteria,
        draft.requirements,
    )
    for group in groups:
        first: dict[str, Placed[Area] | Placed[Criterion] | Placed[Requirement]] = {}
        for placed in group:
            word = placed.value.id
            if word and (other := first.setdefault(word, placed)) is not placed:
                placed.at.report("C010", placed.name, id=word, first=_where(other.at, other.name))
    facts = {fact.value.id: _where(fact.at, fact.name) for fact in draft.facts}
    for fact in draft.facts:
        for value, _ in fact.value.values:
            if value in facts:
                fact.at.report("C011", fact.at.place("values"), id=value, first=facts[value])


def _id_places(draft: Draft) -> dict[str, str]:
    """Where each criterion and requirement stands."""
    placed: tuple[Placed[Criterion] | Placed[Requirement], ...] = (*draft.criteria, *draft.requirements)
    return {one.value.id: _where(one.at, one.name) for one in placed}


def _check_fact_labels(facts: Iterable[Placed[FactDefinition]]) -> None:
    """A register's column goes by id or label, its cells by code or label: none may name two things."""
    columns: dict[str, str] = {}
    for placed in facts:
        where = _where(placed.at, placed.name)
        _claim(columns, {placed.value.id, placed.value.label}, where, placed, "label")
        cells: dict[str, str] = {}
        for code, label in placed.value.values:
            _claim(cells, {code, label}, f"“{code}”", placed, "values")
            if label.casefold() == UNSTATED.value:
                placed.at.report("C013", placed.at.place("values"), label=label)


def _claim(taken: dict[str, str], words: set[str], where: str, placed: Placed[FactDefinition], key: str) -> None:
    for word in sorted({word.casefold() for word in words if word}):
        if taken.setdefault(word, where) != where:
            placed.at.report("C012", placed.at.place(key), label=word, first=taken[word])


def _check_strata(draft: Draft) -> None:
    facts = {placed.value.id: placed.value for placed in draft.facts}
    for word in draft.strata:
        if word.text not in facts:
            draft.top.report("C032", word, name=word.text, nearest=nearest(word.text, facts))
        elif facts[word.text].type is not FactType.CHOICE:
            draft.top.report("C035", word, name=word.text)
        elif facts[word.text].of_auditee:
            draft.top.report("C112", word, name=word.text)


def _check_rows(draft: Draft) -> None:
    """Rows are case files or agreements, never both: the first that says which decides."""
    about: list[tuple[Unit | None, Keyed]] = [(placed.value.unit, placed.at) for placed in draft.criteria]
    about += [(placed.value.unit, placed.at) for placed in draft.facts]
    rows = [(unit, at) for unit, at in about if unit in (Unit.CASE_FILE, Unit.AGREEMENT)]
    for unit, at in rows[1:]:
        if unit is not rows[0][0]:
            first = _where(rows[0][1], rows[0][1].place("unit"))
            at.report("C111", at.place("unit"), unit=unit, rows=rows[0][0], first=first)


def _check_names(placed: Placed[Criterion], known: Vocabulary, requirements: set[str]) -> None:
    criterion, at = placed.value, placed.at
    if criterion.scale and criterion.scale not in known.scales:
        at.report("C030", at.place("scale"), name=criterion.scale, nearest=nearest(criterion.scale, known.scales))
    if criterion.requirement and criterion.requirement not in requirements:
        near = nearest(criterion.requirement, requirements)
        at.report("C031", at.place("requirement"), name=criterion.requirement, nearest=near)
    if not criterion.judged_by_date:
        return
    fact, place = known.facts.get(criterion.judged_by_date), at.place("judged_by_date")
    if fact is None:
        dates = [f.id for f in known.facts.values() if f.type is FactType.DATE]
        near = nearest(criterion.judged_by_date, dates)
        at.report("C032", place, name=criterion.judged_by_date, nearest=near)
    elif fact.type is not FactType.DATE:
        at.report("C034", place, name=fact.id)
    elif code := fault_of_use(criterion, fact):
        at.report(code, place, name=fact.id)


def _check_circles(criteria: Sequence[Placed[Criterion]]) -> None:
    """Report each circle of conditions once, at its first criterion in file order."""
    rests_on = {
        c.value.id: [name.id for name in c.value.applies_when.names] if c.value.applies_when else [] for c in criteria
    }
    told: set[str] = set()
    for placed in criteria:
        circle = _circle(placed.value.id, rests_on)
        if circle and not told.intersection(circle):
            told.update(circle)
            placed.at.report("C070", placed.at.place("applies_when"), chain=" → ".join([*circle, circle[0]]))


def _circle(start: str, rests_on: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from `start` back to itself, empty where there is none."""
    came_from = dict.fromkeys(rests_on.get(start, ()), start)
    waiting = list(came_from)
    while waiting and start not in came_from:
        here = waiting.pop(0)
        for name in rests_on.get(here, ()):
            if name not in came_from:
                came_from[name] = here
                waiting.append(name)
    if start not in came_from:
        return []
    way = [start]
    while (previous := came_from[way[-1]]) != start:
        way.append(previous)
    return [start, *reversed(way[1:])]


def _check_scales_used(draft: Draft) -> None:
    used = {placed.value.scale for placed in draft.criteria}
    for placed in draft.scales:
        if placed.value.id not in used:
            placed.at.report("C038W", placed.name, name=placed.value.id)


def _check_requirement(placed: Placed[Requirement], criteria: Sequence[Criterion]) -> None:
    requirement, at = placed.value, placed.at
    if not requirement.id:
        return
    if not criteria:
        at.report("C040", placed.name, id=requirement.id)
    binding = next((c for c in criteria if c.binding is Binding.MUST), None)
    if requirement.id.startswith("R-"):
        _check_advice(placed, binding)
    elif not at.has("text"):
        at.report("C042", placed.name, id=requirement.id)
    elif criteria and binding is None:
        at.report("C049W", placed.name, id=requirement.id)
    _check_units(placed, criteria)
    if any(wording.text[:1].isupper() and wording.text[1:2].islower() for wording in requirement.observation.wordings):
        at.report("C102W", at.place("observation"))


def _check_advice(placed: Placed[Requirement], binding: Criterion | None) -> None:
    requirement, at = placed.value, placed.at
    if at.has("text"):
        at.report("C046", at.place("text"), id=requirement.id)
    elif binding:
        at.report("C041", placed.name, id=requirement.id, criterion=binding.id)
    if not at.has("advice"):
        at.report("C043", placed.name, id=requirement.id)


def _check_units(placed: Placed[Requirement], criteria: Sequence[Criterion]) -> None:
    units = {criterion.unit for criterion in criteria}
    rule = placed.value.proposed_when
    if len(units) > 1:
        named = ", ".join(sorted(units))
        placed.at.report("C047", placed.name, id=placed.value.id, units=named)
    elif units == {Unit.AUDITEE} and (rule.in_at_least or 0) > 1:
        placed.at.report("C048", placed.at.place("proposed_when"), id=placed.value.id)


def _where(keyed: Keyed, place: Place) -> str:
    return f"{keyed.file}:{place.line}"
