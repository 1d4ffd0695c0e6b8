"""Commit before you look: criteria, plan and seed bound in the journal, so that nobody can say they were chosen after.

Owns binding and what the notice letter is made from. Leaves the plan to `workflow.sampleplan`, whether a draw kept to
what was bound to `workflow.protocol`, and the letter to `writing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tillsyn.domain.commitments import Commitment
from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.entries import Entry, Json, canonical, subject
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.plans import SamplePlan, plan_json, read_plan
from tillsyn.domain.text import nfc, one_line, plain
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _, speaking
from tillsyn.store import planned, queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit, pinned_criteria
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.material import store_code
from tillsyn.workflow.sampleplan import RecordedPlan, plan_for
from tillsyn.workflow.sampleplan_words import plan_words, population_words, seed_words


def commit(
    desk: Desk,
    opened: OpenAudit,
    auditee_id: str | None = None,
    answer_by: date | None = None,
    requested: Sequence[str] = (),
    reason: str = "",
) -> tuple[Commitment, ...]:
    """Bind criteria, plan and seed for every auditee that is not drawn yet (or for one).

    What is `requested` are lines of the letter; without any, the register that the plan needs. The same again is not
    bound twice; something else in its place needs a `reason`.

    Raises:
        UsageFault: when there is no plan, the sample is drawn already, or the reason is missing.
    """
    chosen = [opened.auditee(auditee_id).id] if auditee_id else [a.id for a in opened.auditees]
    with desk.store.transaction():
        drawn = queries.draws(desk.store, opened.audit.id)
        if all(auditee in drawn for auditee in chosen):
            raise UsageFault(
                _("The sample of {auditee} is already drawn.").format(auditee=", ".join(chosen)),
                _("What is bound is bound before the draw. Nothing was recorded."),
            )
        waiting = [auditee for auditee in chosen if auditee not in drawn]
        drafts = [_draft(desk, opened, auditee, answer_by, requested, reason) for auditee in waiting]
        desk.record([draft for draft in drafts if draft])
        return tuple(commitment(desk, opened, auditee) for auditee in waiting)


def commitment(desk: Desk, opened: OpenAudit, auditee_id: str) -> Commitment:
    """What is bound for one auditee, for its notice letter.

    Raises:
        UsageFault: when nothing is.
    """
    kept = planned.commitments(desk.store, opened.audit.id).get(opened.auditee(auditee_id).id)
    if kept is None:
        raise UsageFault(
            _("Nothing is bound for {auditee} yet.").format(auditee=auditee_id),
            _("Bind criteria, plan and seed with “tillsyn sample commit”."),
        )
    said = kept.said
    criteria = pinned_criteria(desk, replace(opened.audit, criteria_hash=said["criteria"]))
    plan = read_plan(said["plan_json"])
    with speaking(criteria.language):
        words = plan_words(criteria, plan), seed_words(plan), population_words(criteria, plan)
    return Commitment(
        auditee_id,
        criteria.title,
        criteria.version,
        said["criteria"],
        said["plan"],
        words[0],
        words[1],
        said["seed_sha256"],
        plan.source,
        words[2],
        kept.requested,
        date.fromisoformat(said["answer_by"]) if said["answer_by"] else None,
        said["frame"],
        said["frame_cases"],
        said["check_code"],
        kept.actor,
        kept.at,
        plan,
        len(earlier(desk, opened, auditee_id)) - 1,
        said["reason"],
    )


def earlier(desk: Desk, opened: OpenAudit, auditee_id: str) -> list[Entry]:
    """Everything ever bound for an auditee, oldest first."""
    return planned.entries_on(desk.store, "commitment", opened.audit.id, auditee_id)


def seed_hash(seed: str) -> str:
    """What a seed is sealed by: SHA-256 of its normal form C; empty for one that has not come yet."""
    return hashlib.sha256(nfc(seed).encode()).hexdigest() if seed else ""


def _draft(
    desk: Desk, opened: OpenAudit, auditee: str, answer_by: date | None, requested: Sequence[str], reason: str
) -> Draft | None:
    """What is to be recorded for an auditee; None where the same is bound already."""
    recorded = plan_for(desk, opened, auditee)
    if recorded is None:
        raise UsageFault(
            _("There is no plan for {auditee} yet.").format(auditee=auditee), _("Make one with “tillsyn sample plan”.")
        )
    with speaking(opened.criteria.language):
        lines = tuple(one_line(line) for line in requested) or requested_lines(opened.criteria, recorded.plan)
    said = _said(desk, opened, auditee, recorded, answer_by)
    before = planned.commitments(desk.store, opened.audit.id).get(auditee)
    if before:
        told_before = {key: value for key, value in before.said.items() if key in said}
        if told_before == said and before.requested == lines:
            return None
        if not reason.strip():
            raise UsageFault(
                _("Something else is bound for {auditee} already.").format(auditee=auditee),
                _("Say with --reason why it is changed; the protocol will tell. Nothing was recorded."),
            )
    data = {**said, "check_code": store_code(desk), "reason": plain(reason).strip()}
    return Draft("commitment", subject("commitment", opened.audit.id, auditee), data, canonical(list(lines)))


def _said(
    desk: Desk, opened: OpenAudit, auditee: str, recorded: RecordedPlan, answer_by: date | None
) -> dict[str, Json]:
    frame = queries.frame_heads(desk.store, opened.audit.id).get(auditee)
    return {
        "criteria": opened.audit.criteria_hash,
        "plan": recorded.sha256,
        "plan_json": plan_json(recorded.plan),
        "seed_sha256": seed_hash(recorded.plan.seed),
        "frame": frame.sha256 if frame else "",
        "frame_cases": frame.cases if frame else 0,
        "answer_by": answer_by.isoformat() if answer_by else "",
    }


def requested_lines(criteria: CriteriaSet, plan: SamplePlan) -> tuple[str, ...]:
    """The documents that a plan needs, where the person names none."""
    facts = [fact for fact in criteria.facts_of(Unit.CASE_FILE) if fact.id in needed_facts(plan)]
    others = [fact for fact in criteria.facts_of(Unit.CASE_FILE) if fact.id not in needed_facts(plan)]
    lines = [
        _("A register of all files that the audit is about ({title}), one row each, with a neutral case code; no names "
          "and no identity numbers.").format(title=criteria.title)
    ]  # fmt: skip
    if facts:
        lines.append(_("The register must tell of each file: {facts}.").format(facts=_labels(facts)))
    if others:
        lines.append(_("The other columns of the annex may be left out: what they tell is read in the drawn files."))
    lines.append(_("After the draw: all documents in the drawn files."))
    return tuple(lines)


def needed_facts(plan: SamplePlan) -> set[str]:
    """The ids of the facts that the draw rests on."""
    asked = {name.id for chosen in plan.filters for name in parse_condition(chosen.condition).names}
    return {*plan.strata, *asked, *([plan.period.fact] if plan.period else [])}


def _labels(facts: Sequence[FactDefinition]) -> str:
    return ", ".join(fact.label for fact in facts)
