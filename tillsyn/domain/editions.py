"""What a new edition of a criteria set does to an old one: which changes affect the judgement, and which do not.

Owns the classification. The program makes it and no author can: whoever mends a sentence believes that nothing
changed. Leaves locks to `reading.locks`, what becomes of answers to `workflow.upgrade`, words to `workflow.editions`.

*Material* is whatever two careful people could answer differently by: the question; the guidance, which is the
measure of what is evidence, partly and not enough (only blanks and line ends do not count, for where a word stands
can turn a rule round, and nobody can tell by machine when it did not); the codes of the scale with their meanings and
demands; whether, to whom and about what the question is put, with the kinds and codes of the facts that decide it;
the date it is judged by; the provisions with binding and dates, since they are what is judged against; and the
requirement an answer leads to. In a requirement: what is demanded or advised, when, and the time to account for it.

*Editorial* is what helps a person find and read: search words, where to look, titles, the area, keys and labels of
answers and facts (the code and its meaning carry the judgement), the paraphrase of a provision and how far somebody
has verified it (a letter asks that anew each time), and how a requirement's observation is worded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from tillsyn.domain.conditions import Condition
from tillsyn.domain.criteria import CriteriaSet, Criterion, DatedText, LeftOut, Requirement, Retired
from tillsyn.domain.entries import Json, canonical
from tillsyn.domain.facts import FactDefinition

T = TypeVar("T", Criterion, Requirement)
Parts = Mapping[str, Json]
"""Name of a part → what stands in it; a part that holds nothing is left out, so that later versions add parts."""

MATERIAL = (
    "unit", "asked_of", "question", "guidance", "scale", "applies_when", "facts", "judged_by_date", "legal_basis",
    "requirement", "other_sources", "text", "advice", "proposed_when", "account_within_days",
)  # fmt: skip
EDITORIAL = ("area", "title", "labels", "look_in", "search", "verified", "observation", "consequence")
_DIGEST_LENGTH = 16


class ChangeKind(StrEnum):
    """What became of a criterion or a requirement."""

    SAME = "same"
    EDITORIAL = "editorial"
    MATERIAL = "material"
    NEW = "new"
    RETIRED = "retired"
    REPLACED = "replaced"
    LEFT_OUT = "left_out"
    """Still in the whole set, but left out by the new one's local selection."""


@dataclass(frozen=True, slots=True)
class Change:
    """One id in two editions; `parts` are the names of what differs, material ones first."""

    id: str
    kind: ChangeKind
    old: Criterion | Requirement | None
    new: Criterion | Requirement | None
    parts: tuple[str, ...] = ()
    comparable: bool = False
    """Whether answers under the two can be added up."""
    retired: Retired | None = None
    left_out: LeftOut | None = None


@dataclass(frozen=True)
class Comparison:
    """Two editions, id by id: those of the new one in its order, then those it no longer has."""

    old: CriteriaSet
    new: CriteriaSet
    criteria: tuple[Change, ...]
    requirements: tuple[Change, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Criteria, then requirements."""
        return (*self.criteria, *self.requirements)

    @cached_property
    def materially_other(self) -> frozenset[str]:
        """The ids under which the new edition asks or demands what the old one did not.

        What was answered or decided there under the old one must be reconsidered before it counts.
        """
        return frozenset(c.id for c in self.changes if c.kind in (ChangeKind.MATERIAL, ChangeKind.NEW))


def compare(old: CriteriaSet, new: CriteriaSet) -> Comparison:
    """What `new` does to each criterion and requirement of `old`, and what it adds."""
    gone = {retired.id: retired for retired in new.retired}
    left_out = _left_out(old, new)

    def changes(before: Iterable[T], after: Iterable[T], parts: Callable[[CriteriaSet, T], Parts]) -> Iterable[Change]:
        known = {one.id: one for one in before}
        kept = list(after)
        for one in kept:
            earlier = known.get(one.id)
            yield _changed(earlier, one, parts(old, earlier), parts(new, one)) if earlier else _new(one)
        for one in known.values():
            if one.id not in {other.id for other in kept}:
                yield _gone(one, gone.get(one.id), left_out.get(one.id))

    return Comparison(
        old,
        new,
        tuple(changes(old.criteria, new.criteria, _all_of_criterion)),
        tuple(changes(old.requirements, new.requirements, lambda _set, one: _all_of_requirement(one))),
    )


def material_of(criteria: CriteriaSet, criterion: Criterion) -> Parts:
    """The material parts of a criterion, in a form that does not depend on layout, order of files or defaults."""
    named = {name.id for condition in _conditions(criterion) for name in condition.names}
    parts: dict[str, Json] = {
        "unit": criterion.unit.value,
        "asked_of": sorted(kind.value for kind in criterion.asked_of),
        "question": _wordings(criterion.question),
        "guidance": _wordings(criterion.guidance),
        "scale": sorted([s.code, s.meaning.value, sorted(s.demands)] for s in criteria.scale_of(criterion).steps),
        "applies_when": _written(criterion.applies_when),
        "facts": {name: _kind_of(criteria.fact[name]) for name in sorted(named & criteria.fact.keys())},
        "judged_by_date": criterion.judged_by_date or "",
        "legal_basis": _law(criterion),
        "requirement": criterion.requirement or "",
        "other_sources": criterion.other_sources,
    }
    return {name: part for name, part in parts.items() if part}


def material_of_requirement(requirement: Requirement) -> Parts:
    """The material parts of a requirement, likewise."""
    rule = requirement.proposed_when
    parts: dict[str, Json] = {
        "text": _wordings(requirement.text),
        "advice": _wordings(requirement.advice),
        "proposed_when": [rule.in_at_least or 0, str(rule.share or ""), rule.critical],
        "account_within_days": requirement.account_within_days or 0,
    }
    return {name: part for name, part in parts.items() if part}


def digests(parts: Parts) -> dict[str, str]:
    """A short hash of each part, by name."""
    return {name: hashlib.sha256(canonical(part).encode()).hexdigest()[:_DIGEST_LENGTH] for name, part in parts.items()}


def differing(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """The names of the parts that differ, material ones first."""
    order = (*MATERIAL, *EDITORIAL)
    names = sorted({*before, *after}, key=lambda name: (order.index(name) if name in order else len(order), name))
    return tuple(name for name in names if before.get(name) != after.get(name))


def _all_of_criterion(criteria: CriteriaSet, criterion: Criterion) -> Parts:
    steps = criteria.scale_of(criterion).steps
    editorial: dict[str, Json] = {
        "area": criterion.area,
        "look_in": list(criterion.look_in),
        "search": list(criterion.search),
        "labels": [[step.code, step.key, step.label] for step in steps],
        "verified": [[b.citation, b.verified.value, _plain(b.about)] for b in criterion.legal_basis],
    }
    return {**material_of(criteria, criterion), **editorial}


def _all_of_requirement(requirement: Requirement) -> Parts:
    editorial: dict[str, Json] = {
        "area": requirement.area,
        "title": _wordings(requirement.title),
        "observation": _wordings(requirement.observation),
        "consequence": _wordings(requirement.consequence),
    }
    return {**material_of_requirement(requirement), **editorial}


def _changed(old: Criterion | Requirement, new: Criterion | Requirement, before: Parts, after: Parts) -> Change:
    parts = differing(before, after)
    if not any(part in MATERIAL for part in parts):
        return Change(new.id, ChangeKind.EDITORIAL if parts else ChangeKind.SAME, old, new, parts, True)
    held = isinstance(old, Criterion) and isinstance(new, Criterion) and old.rev in new.comparable_with
    return Change(new.id, ChangeKind.MATERIAL, old, new, parts, held)


def _new(one: Criterion | Requirement) -> Change:
    return Change(one.id, ChangeKind.NEW, None, one)


def _left_out(old: CriteriaSet, new: CriteriaSet) -> dict[str, LeftOut]:
    """What a local selection leaves out, with its requirements: one that is gone went with its last criterion."""
    found = {one.id: one for one in new.selection.left_out} if new.selection else {}
    for criterion in old.criteria:
        if criterion.id in found and criterion.requirement:
            found.setdefault(criterion.requirement, found[criterion.id])
    return found


def _gone(one: Criterion | Requirement, retired: Retired | None, left_out: LeftOut | None) -> Change:
    if left_out and retired is None:
        return Change(one.id, ChangeKind.LEFT_OUT, one, None, left_out=left_out)
    kind = ChangeKind.REPLACED if retired and retired.replaced_by else ChangeKind.RETIRED
    return Change(one.id, kind, one, None, retired=retired)


def _conditions(criterion: Criterion) -> tuple[Condition, ...]:
    found = (criterion.applies_when, *(basis.only_when for basis in criterion.legal_basis))
    return tuple(condition for condition in found if condition)


def _law(criterion: Criterion) -> Json:
    """The provisions, in an order of their own: which stands first in the file changes nothing."""
    listed: list[list[str]] = [
        [b.act, b.sfs, _plain(b.provision), b.binding.value, str(b.valid_from or ""), str(b.valid_until or "")]
        + ([_written(b.only_when)] if b.only_when else [])
        for b in criterion.legal_basis
    ]
    return sorted(listed)


def _kind_of(fact: FactDefinition) -> Json:
    codes = sorted(code for code, _label in fact.values)
    return [fact.type.value, codes, fact.of_auditee]


def _wordings(text: DatedText) -> list[Json]:
    return [[_plain(w.text), str(w.valid_from or ""), str(w.valid_until or "")] for w in text.wordings]


def _written(condition: Condition | None) -> str:
    """A condition word by word, so that blanks between them do not count."""
    return " ".join(re.findall(r"[\w-]+|[=!<>]+|[(),]", condition.source)) if condition else ""


def _plain(text: str) -> str:
    return " ".join(text.split())
