"""How the files were chosen and by what they were judged, as a part of a view.

Owns that part alone; letters and the report share it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import groupby

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.entries import Json
from tillsyn.domain.sampling import METHOD, StratumDraw
from tillsyn.domain.units import Unit
from tillsyn.writing.material import AuditeeMaterial

SHORT_HASH = 12


def method_view(
    criteria: CriteriaSet, about: AuditeeMaterial, check_code: str, criteria_hash: str, began: str
) -> dict[str, Json]:
    """The draw, the criteria and the check code of one auditee's files."""
    return {
        "criteria": criteria_view(criteria, criteria_hash, began, {about.auditee.kind}),
        "check_code": check_code,
        "reviewed": len(about.cases),
        "itself": any(file.number == 0 and file.judgements for file in about.files),
        "left_out": [_replaced(about, r, n) for r, n in sorted(Counter(about.left_out.values()).items())],
        "draw": draw_view(criteria, about),
    }


def criteria_view(
    criteria: CriteriaSet, criteria_hash: str, began: str, kinds: Collection[AuditeeKind]
) -> dict[str, Json]:
    """Which criteria set was used, exactly which edition, and under which other one the audit `began`, if any.

    Its areas are those put to auditees of these `kinds`.
    """
    return {
        "id": criteria.id,
        "title": criteria.title,
        "version": criteria.version,
        "status": criteria.status,
        "hash": criteria_hash[:SHORT_HASH],
        "areas": [area.title for area in criteria.areas_for(kinds)],
        **({"law_as_of": criteria.law_as_of.isoformat()} if criteria.law_as_of else {}),
        **({"began": began} if began else {}),
        **_left_out(criteria),
    }


def row_view(criteria: CriteriaSet) -> dict[str, Json]:
    """What the rows are called, where they are not case files; a view of those is what it always was."""
    unit = criteria.row_unit
    return {} if unit is Unit.CASE_FILE else {"row": unit.value}


def _left_out(criteria: CriteriaSet) -> dict[str, Json]:
    """What a local selection left out, and why; nothing for a whole set.

    Neighbours of one area that share their reason are told together: most often it is the whole area.
    """
    if criteria.selection is None:
        return {}
    runs = groupby(criteria.selection.left_out, lambda one: (one.id.partition("-")[0], one.reason))
    told: list[Json] = []
    for (_area, reason), neighbours in runs:
        run = tuple(neighbours)
        questions: list[Json] = [one.question for one in run]
        told.append({"first": run[0].id, "last": run[-1].id, "questions": questions, "reason": reason})
    return {"left_out": told}


def draw_view(criteria: CriteriaSet, about: AuditeeMaterial) -> Json:
    """The frame and the draw by stratum; None where no sample was drawn."""
    draw = about.draw
    if draw is None:
        return None
    return {
        "seed": draw.plan.seed,
        "method": METHOD,
        "frame": draw.cases,
        "drawn": len(draw.sample),
        "by": [criteria.fact[name].label for name in draw.plan.strata if name in criteria.fact],
        "strata": [_stratum(criteria, draw.plan.strata, part) for part in draw.strata],
        **({"plan": list(about.plan_words)} if about.plan_words else {}),
    }


def _replaced(about: AuditeeMaterial, reason: str, files: int) -> dict[str, Json]:
    """How many files were left out for a reason, with its words where the plan has its own."""
    words: dict[str, Json] = {"words": about.reason_words[reason]} if reason in about.reason_words else {}
    return {"reason": reason, "files": files, **words}


def _stratum(criteria: CriteriaSet, facts: tuple[str, ...], part: StratumDraw) -> dict[str, Json]:
    return {
        "label": stratum_label(criteria, facts, part.stratum),
        "frame": part.cases,
        "drawn": len(part.sample),
    }


def stratum_label(criteria: CriteriaSet, facts: tuple[str, ...], stratum: str) -> str:
    """A stratum by the labels of its facts' values; empty where the register says nothing."""
    labels = [_label(criteria, fact, value) for fact, value in zip(facts, stratum.split("/"), strict=False)]
    return ", ".join(label for label in labels if label)


def _label(criteria: CriteriaSet, fact: str, written: str) -> str:
    definition = criteria.fact.get(fact)
    if definition is None or not written:
        return written
    try:
        return definition.show(definition.read(written))
    except ValueError:
        return written
