"""Gathering what letters and the report are made of, from an open audit.

Owns that step, shared by `workflow.letters` and `workflow.report`. Leaves what is said to `writing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tillsyn.domain.entries import SUBJECT_SEPARATOR, check_code
from tillsyn.language import speaking
from tillsyn.store import queries
from tillsyn.store.journal import writer_heads
from tillsyn.workflow.audits import OpenAudit, audit_work, recorded_draw, standing_decisions
from tillsyn.workflow.control_state import controlled_files, count_of
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import findings_of, judged_file
from tillsyn.workflow.report_quality import good_examples
from tillsyn.workflow.sampleplan_words import drawn_words
from tillsyn.writing.material import AuditeeMaterial


def auditee_materials(desk: Desk, opened: OpenAudit, auditee_ids: Sequence[str] = ()) -> tuple[AuditeeMaterial, ...]:
    """What is known of each auditee (all of them when none are named), in Swedish order.

    Raises:
        UsageFault: when an auditee is not in the audit.
    """
    chosen = {opened.auditee(auditee).id for auditee in auditee_ids} or {a.id for a in opened.auditees}
    store, audit = desk.store, opened.audit.id
    decisions, draws = standing_decisions(desk, opened), queries.draws(store, audit)
    left_out = queries.left_out(store, audit)
    differing = _unsettled(desk, audit)
    only = next(iter(chosen)) if len(chosen) == 1 else None
    works = audit_work(desk, opened, only)
    controlled = controlled_files(desk, opened, works)
    return tuple(
        AuditeeMaterial(
            work.auditee,
            tuple(judged_file(case, opened.criteria.criteria) for case in work.all),
            tuple((f.proposal, f.decision) for f in findings_of(opened, work, decisions)),
            recorded_draw(draws[work.auditee.id], work.auditee.id) if work.auditee.id in draws else None,
            left_out.get(work.auditee.id, {}),
            sum(not case.progress.complete for case in work.all),
            differing[work.auditee.id],
            sum(any(answer.reconsider for answer in case.answers.values()) for case in work.all),
            *_plan_told(opened, draws.get(work.auditee.id), work.auditee.id),
            count_of(work, controlled),
            good_examples(work),
        )
        for work in works
        if work.auditee.id in chosen
    )


def _plan_told(
    opened: OpenAudit, data: Mapping[str, Any] | None, auditee: str
) -> tuple[tuple[str, ...], dict[str, str]]:
    """What a letter must say of a plan beside its usual words: the plan in sentences, and reasons of its own."""
    if data is None:
        return (), {}
    plan = recorded_draw(data, auditee).plan
    with speaking(opened.criteria.language):
        words = drawn_words(opened.criteria, plan)
    return words, {code: sentence.rstrip(".") for code, sentence in plan.reasons if sentence}


def _unsettled(desk: Desk, audit: str) -> Counter[str]:
    """How much is recorded differently by different people about each auditee: answers, facts, decisions."""
    named = (subject.split(SUBJECT_SEPARATOR)[1:3] for subject, _heads in queries.conflicts(desk.store))
    return Counter(parts[1] for parts in named if len(parts) == 2 and parts[0] == audit)


def store_code(desk: Desk) -> str:
    """The check code of everything recorded so far."""
    return check_code(writer_heads(desk.store))
