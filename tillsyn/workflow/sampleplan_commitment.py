"""Commit before you look: criteria, plan and seed bound in the journal, so that nobody can say they were chosen after.

Owns binding and what the notice letter is made from. Leaves the plan to `workflow.sampleplan`, whether a draw kept to
what was bound to `workflow.protocol`, and the letter to `writing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.commitments import Commitment
from tillsyn.domain.conditions import parse_condition
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.entries import Entry, Json, canonical, subject
from tillsyn.domain.facts import FactDefinition
from tillsyn.domain.plans import SamplePlan, plan_hash, plan_json, read_plan
from tillsyn.domain.text import nfc, one_line, plain
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _, speaking
from tillsyn.nouns import put
from tillsyn.store import planned, queries
from tillsyn.store.journal import Draft, entries_on
from tillsyn.workflow.audits import OpenAudit, pinned_criteria
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.material import store_code
from tillsyn.workflow.sampleplan import plan_for
from tillsyn.workflow.sampleplan_words import plan_words, population_words, seed_words

NOTHING_DRAWN = SamplePlan(1, 0, (), "")
"""The plan of an audit whose questions are about the auditees themselves."""
_REGISTER = {
    Unit.CASE_FILE: N_(
        "A register of all files that the audit is about ({title}), one row each, with a neutral case code; no names "
        "and no identity numbers."
    ),
    Unit.AGREEMENT: N_(
        "A register of all agreements that the audit is about ({title}), one row each, with a short name of its own."
    ),
}
_AFTER_THE_DRAW = {
    Unit.CASE_FILE: N_("After the draw: all documents in the drawn files."),
    Unit.AGREEMENT: N_("After the draw: the drawn agreements with their appendices."),
}


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
    return entries_on(desk.store, subject("commitment", opened.audit.id, auditee_id))


def seed_hash(seed: str) -> str:
    """What a seed is sealed by: SHA-256 of its normal form C; empty for one that has not come yet."""
    return hashlib.sha256(nfc(seed).encode()).hexdigest() if seed else ""


def _draft(
    desk: Desk, opened: OpenAudit, auditee: str, answer_by: date | None, requested: Sequence[str], reason: str
) -> Draft | None:
    """What is to be recorded for an auditee; None where the same is bound already."""
    plan, digest = _planned(desk, opened, auditee)
    kind = opened.auditee(auditee).kind
    with speaking(opened.criteria.language):
        lines = tuple(one_line(line) for line in requested) or requested_lines(opened.criteria, plan, kind)
    said = _said(desk, opened, auditee, (plan, digest), answer_by)
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


def _planned(desk: Desk, opened: OpenAudit, auditee: str) -> tuple[SamplePlan, str]:
    """The plan that is bound, with its hash; where nothing is drawn one of nothing, which needs no recording."""
    if not opened.criteria.asks_of_rows:
        return NOTHING_DRAWN, plan_hash(NOTHING_DRAWN)
    recorded = plan_for(desk, opened, auditee)
    if recorded is None:
        raise UsageFault(
            _("There is no plan for {auditee} yet.").format(auditee=auditee), _("Make one with “tillsyn sample plan”.")
        )
    return recorded.plan, recorded.sha256


def _said(
    desk: Desk, opened: OpenAudit, auditee: str, planned_: tuple[SamplePlan, str], answer_by: date | None
) -> dict[str, Json]:
    plan, digest = planned_
    frame = queries.frame_heads(desk.store, opened.audit.id).get(auditee)
    return {
        "criteria": opened.audit.criteria_hash,
        "plan": digest,
        "plan_json": plan_json(plan),
        "seed_sha256": seed_hash(plan.seed),
        "frame": frame.sha256 if frame else "",
        "frame_cases": frame.cases if frame else 0,
        "answer_by": answer_by.isoformat() if answer_by else "",
    }


def requested_lines(criteria: CriteriaSet, plan: SamplePlan, kind: AuditeeKind) -> tuple[str, ...]:
    """What a plan, and the questions about an auditee of a kind itself, need where the person names nothing."""
    lines = _register_lines(criteria, plan) if criteria.asks_of_rows else []
    if any(criterion.put_to(kind) for criterion in criteria.criteria_of(Unit.AUDITEE)):
        lines += [
            _("Documents that show how the work as a whole is planned, done and followed up, such as plans, routines, "
              "decisions, agreements and compilations."),
            _("Who can be interviewed: somebody who is responsible for the work, and some who do it."),
        ]  # fmt: skip
    return tuple(lines)


def _register_lines(criteria: CriteriaSet, plan: SamplePlan) -> list[str]:
    unit, needed = criteria.row_unit, needed_facts(plan)
    facts = [fact for fact in criteria.facts_of(unit) if fact.id in needed]
    others = [fact for fact in criteria.facts_of(unit) if fact.id not in needed]
    lines = [_(_REGISTER[unit]).format(title=criteria.title)]
    if facts:
        lines.append(put(unit, _("The register must tell of each {case}: {needed}."), needed=_labels(facts)))
    if others:
        sentence = _("The other columns of the annex may be left out: what they tell is read in {the_rows} drawn.")
        lines.append(put(unit, sentence))
    return [*lines, _(_AFTER_THE_DRAW[unit])]


def needed_facts(plan: SamplePlan) -> set[str]:
    """The ids of the facts that the draw rests on."""
    asked = {name.id for chosen in plan.filters for name in parse_condition(chosen.condition).names}
    return {*plan.strata, *asked, *([plan.period.fact] if plan.period else [])}


def _labels(facts: Sequence[FactDefinition]) -> str:
    return ", ".join(fact.label for fact in facts)
