"""A local selection of a criteria set: some criteria left out, each for a reason, and nothing else changed.

Owns what is left of a set. Leaves the file that says it to `reading.selection`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from tillsyn.domain.criteria import CriteriaSet, Criterion, LeftOut, Selection


def selected(criteria: CriteriaSet, reasons: Mapping[str, str], title: str, whole: str) -> CriteriaSet:
    """The set without the criteria that `reasons` names, and without the requirements and areas that leaves empty."""
    kept = tuple(c for c in criteria.criteria if c.id not in reasons)
    asked = {c.requirement for c in kept}
    requirements = tuple(r for r in criteria.requirements if r.id in asked)
    inhabited = {c.area for c in kept} | {r.area for r in requirements}
    left_out = tuple(LeftOut(c.id, _question(c), reasons[c.id]) for c in criteria.criteria if c.id in reasons)
    return replace(
        criteria,
        areas=tuple(area for area in criteria.areas if area.id in inhabited),
        criteria=kept,
        requirements=requirements,
        selection=Selection(title, left_out, whole),
    )


def hanging(criteria: CriteriaSet, left_out: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Every criterion that is kept though a condition of it speaks of one left out: the two ids, and the condition."""
    for criterion in criteria.criteria:
        if criterion.id in left_out:
            continue
        for condition in filter(None, (criterion.applies_when, *(b.only_when for b in criterion.legal_basis))):
            named = dict.fromkeys(name.id for name in condition.names)
            yield from ((criterion.id, name, condition.source) for name in named if name in left_out)


def _question(criterion: Criterion) -> str:
    return criterion.question.wordings[-1].text if criterion.question.wordings else ""
