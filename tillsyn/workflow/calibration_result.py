"""How far an attempt at the made-up case files stands from the key, shown and kept.

Owns the rule that the key of a case is shown only when every question of it is answered, and what is recorded of an
attempt: counts and codes, never words. Leaves the attempt itself to `workflow.calibration`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tillsyn.domain.answers import counting
from tillsyn.domain.applicability import Asked
from tillsyn.domain.calibration import Agreement, Calibrated, ComparedCase, agreement, compare_case
from tillsyn.domain.entries import SUBJECT_SEPARATOR, Json, subject
from tillsyn.domain.facts import FactValue, write_fact
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store.calibrations import KeptCalibration, calibrations
from tillsyn.store.journal import Draft
from tillsyn.store.local import keep_place, read_place
from tillsyn.workflow.audits import JudgedCase, OpenAudit, kept_facts
from tillsyn.workflow.calibration import Sitting, judged
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """The judged cases beside the key, and how many are still to be judged."""

    cases: tuple[ComparedCase, ...]
    left: int

    @property
    def agreement(self) -> Agreement:
        """Counts over all judged cases."""
        return agreement(answer for case in self.cases for answer in case.answers)


def calibration_result(sitting: Sitting) -> CalibrationResult:
    """Every case whose questions are all answered, beside the key; nothing of the others."""
    keys = {case.case: case for case in sitting.made_up.key.cases}
    cases = sitting.cases
    compared = []
    for case in cases:
        if judged(case):
            facts, codes = _as_first_shown(sitting, case)
            compared.append(compare_case(sitting.opened.criteria, keys[case.case.code], facts, codes))
    return CalibrationResult(tuple(compared), len(cases) - len(compared))


def _as_first_shown(sitting: Sitting, case: JudgedCase) -> tuple[dict[str, FactValue], dict[str, str]]:
    """Facts and codes as they stood when the key was first shown: who has seen it changes nothing afterwards."""
    place = f"calibration {sitting.opened.audit.id} {case.case.code}"
    written = read_place(sitting.desk.store, place)
    if not written:
        facts = {name: write_fact(value) for name, value in case.case.facts.items()}
        written = json.dumps({"facts": facts, "codes": _codes(case)}, ensure_ascii=False)
        keep_place(sitting.desk.store, place, written)
    kept = json.loads(written)
    return kept_facts(sitting.opened.criteria, kept["facts"]), kept["codes"]


def _codes(case: JudgedCase) -> dict[str, str]:
    """The codes of the questions that are put, by the person's own facts."""
    given = counting(case.answers)
    return {name: code for name, code in given.items() if case.state.applicability(name).asked is Asked.YES}


def keep_result(sitting: Sitting, result: CalibrationResult, desk: Desk, opened: OpenAudit) -> bool:
    """Record a finished attempt in an audit, once; says whether it was new.

    Raises:
        UsageFault: when the audit stands on another set, or cases are still to be judged.
    """
    if opened.criteria.id != sitting.made_up.criteria.id:
        raise UsageFault(
            _("The audit {audit} stands on the set {set}, so this calibration is not one for it.").format(
                audit=opened.audit.id, set=opened.criteria.id
            ),
            _("Nothing was recorded."),
        )
    if result.left:
        raise UsageFault(
            _("{n} of the made-up case files are not judged yet.").format(n=result.left),
            _("Judge them first; the calibration is recorded when all are done."),
        )
    actor, said = desk.pen.actor.replace(SUBJECT_SEPARATOR, " "), _said(sitting, result)
    with desk.store.transaction():
        before = [one for one in calibrations(desk.store, opened.audit.id) if _is_by(one, opened, actor)]
        if any(one.said == said for one in before):
            return False
        name = subject("calibration", opened.audit.id, opened.criteria.id, actor, str(len(before) + 1))
        desk.record([Draft("calibration", name, said)])
    return True


def calibrated(desk: Desk, opened: OpenAudit) -> Calibrated | None:
    """What each person's first recorded attempt came to, added up; None where nobody has calibrated."""
    first = [one for one in calibrations(desk.store, opened.audit.id) if one.attempt == 1]
    counts = (sum(_count(one, name) for one in first) for name in ("same", "near", "far"))
    return Calibrated(len(first), Agreement(*counts)) if first else None


def _count(one: KeptCalibration, name: str) -> int:
    value = one.said[name]
    return value if isinstance(value, int) else 0


def _is_by(one: KeptCalibration, opened: OpenAudit, actor: str) -> bool:
    return (one.set_id, one.actor) == (opened.criteria.id, actor)


def _said(sitting: Sitting, result: CalibrationResult) -> dict[str, Json]:
    counts, made_up = result.agreement, sitting.made_up
    return {
        "version": made_up.criteria.version,
        "criteria": made_up.criteria_hash,
        "key": made_up.key.sha256,
        "same": counts.same,
        "near": counts.near,
        "far": counts.far,
        "facts": sum(len(case.facts) for case in result.cases),
        "codes": {case.case: _pairs(case) for case in result.cases},
    }


def _pairs(case: ComparedCase) -> dict[str, Json]:
    return {answer.criterion: [answer.given, answer.key] for answer in case.answers}


def result_as_json(result: CalibrationResult, criteria_id: str) -> dict[str, Json]:
    """A result as plain values; keys as in docs/formats.md."""
    counts = result.agreement
    return {
        "set": criteria_id,
        "left": result.left,
        "same": counts.same,
        "near": counts.near,
        "far": counts.far,
        "cases": list(_cases_as_json(result.cases)),
    }


def _cases_as_json(cases: Iterable[ComparedCase]) -> Iterable[Json]:
    for case in cases:
        answers: list[Json] = [
            {"criterion": a.criterion, "answer": a.given, "key": a.key, "nearness": a.nearness.value, "why": a.why}
            for a in case.answers
        ]
        facts: list[Json] = [
            {"fact": f.fact, "value": write_fact(f.given) if f.given is not None else "", "key": write_fact(f.key)}
            for f in case.facts
        ]
        yield {"case": case.case, "title": case.title, "answers": answers, "facts": facts}
