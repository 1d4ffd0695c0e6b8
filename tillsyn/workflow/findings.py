"""Findings: what the rules propose from the answers, why, and what the inspector decided.

Owns gathering proposals for an audit, their explanation, and recording decisions. Leaves the rule to
`domain.findings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tillsyn.domain.answers import Answer
from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.criteria import Criterion, Requirement
from tillsyn.domain.entries import subject
from tillsyn.domain.findings import Decision, Disposition, JudgedFile, Proposal, propose
from tillsyn.domain.law import Binding, LegalBasis
from tillsyn.domain.pages import Place
from tillsyn.domain.text import plain
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.decisions import read_decisions
from tillsyn.stats.intervals import Interval
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import (
    AuditeeWork,
    JudgedCase,
    OpenAudit,
    audit_work,
    recorded_draw,
    standing_decisions,
    unit_of,
)
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.finder import evidence_places
from tillsyn.workflow.plan import expect_same_audit, refuse_faults
from tillsyn.workflow.reach import among_all


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement for one auditee: what the rule says and what was decided, if anything."""

    auditee: Auditee
    proposal: Proposal
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Link:
    """One lacking judgement behind a finding: the file, the answer with its words, and the law on the file's date."""

    number: int
    case: str
    criterion: Criterion
    answer: Answer
    judged_on: date
    date_missing: bool
    law: tuple[LegalBasis, ...]
    places: tuple[Place, ...] = ()
    """Where each quote of the answer stands."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole chain: requirement → rule → files → answers → evidence → law."""

    finding: Finding
    criteria: tuple[Criterion, ...]
    links: tuple[Link, ...]
    among_all: Interval | None
    """Files lacking among all of the register; None while answers are missing, or where no sample was drawn."""


def findings(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> tuple[Finding, ...]:
    """Every requirement that some file lacks, for each auditee: proposed or not, decided or not; in file order."""
    decisions = standing_decisions(desk, opened)
    return tuple(
        finding for work in audit_work(desk, opened, auditee_id) for finding in findings_of(opened, work, decisions)
    )


def findings_of(
    opened: OpenAudit, work: AuditeeWork, decisions: Mapping[tuple[str, str], Decision]
) -> tuple[Finding, ...]:
    """The findings of one auditee whose work is at hand."""
    found = []
    for requirement in opened.criteria.requirements:
        proposal = proposal_for(opened, work, requirement)
        decision = decisions.get((work.auditee.id, requirement.id))
        if proposal.count.lacking or decision:
            found.append(Finding(work.auditee, proposal, decision))
    return tuple(found)


def proposal_for(opened: OpenAudit, work: AuditeeWork, requirement: Requirement) -> Proposal:
    """What the rule of one requirement says of one auditee."""
    criteria = opened.criteria.criteria_for(requirement.id)
    units = {criterion.unit for criterion in criteria}
    judged = [*(work.cases if units - {Unit.AUDITEE} else ()), *((work.itself,) if Unit.AUDITEE in units else ())]
    return propose(requirement, criteria, work.auditee.id, [_seen_by_rule(case, requirement) for case in judged])


def explain(desk: Desk, opened: OpenAudit, auditee_id: str, requirement_id: str) -> Explanation:
    """The chain behind one requirement for one auditee.

    Raises:
        UsageFault: when there is no such requirement or auditee.
    """
    requirement = _requirement(opened, requirement_id)
    opened.auditee(auditee_id)
    (work,) = audit_work(desk, opened, auditee_id)
    proposal = proposal_for(opened, work, requirement)
    decision = standing_decisions(desk, opened).get((auditee_id, requirement_id))
    cases = {case.case.code: case for case in work.all}
    links = (_link(cases[code], opened.criteria.criterion[c]) for _, code, c in proposal.lacking)
    placed = tuple(_placed(desk, opened, auditee_id, link) for link in links)
    finding = Finding(work.auditee, proposal, decision)
    reach = _among_all(desk, opened, work, proposal)
    return Explanation(finding, opened.criteria.criteria_for(requirement_id), placed, reach)


def decide(desk: Desk, opened: OpenAudit, decision: Decision) -> None:
    """Record what the inspector decided about one requirement.

    Raises:
        UsageFault: when the names are unknown, the reason is missing, or a demand would rest on advice alone.
    """
    decide_all(desk, opened, [decision])


def decide_all(desk: Desk, opened: OpenAudit, decisions: Sequence[Decision]) -> None:
    """Record several decisions, all or none."""
    decisions = [replace(decision, reason=plain(decision.reason).strip()) for decision in decisions]
    standing = standing_decisions(desk, opened)
    works: dict[str, AuditeeWork] = {}
    for decision in decisions:
        opened.auditee(decision.auditee)
        if decision.auditee not in works:
            (works[decision.auditee],) = audit_work(desk, opened, decision.auditee)
        _expect_allowed(opened, works[decision.auditee], decision)
    desk.record([_draft(opened, d) for d in decisions if not _same(standing.get((d.auditee, d.requirement)), d)])


def decide_from_file(desk: Desk, opened: OpenAudit, path: Path) -> tuple[int, tuple[Problem, ...]]:
    """Record the decisions of a file, all or none; returns how many, and what is worth knowing.

    Raises:
        InputFaults: when the file has faults.
    """
    reading = read_decisions(path, opened.criteria)
    expect_same_audit(opened, reading.audit, path)
    refuse_faults(_("The decisions have faults; nothing was taken in."), reading.problems)
    given = [Decision(d.auditee, d.requirement, d.disposition, d.reason) for d in reading.decisions]
    decide_all(desk, opened, given)
    return len(given), reading.problems


def judged_file(judged: JudgedCase, criteria: Sequence[Criterion]) -> JudgedFile:
    """A file (or the auditee itself) as counting sees it: what each criterion about it comes to, and its law."""
    asked = [c for c in criteria if c.unit is unit_of(judged.state.criteria, judged.case.code)]
    return JudgedFile(
        judged.case.code,
        judged.case.number,
        {c.id: judged.state.meaning(c.id) for c in asked},
        {c.id: judged.state.law(c) for c in asked},
        {c.id: judged.state.judged_on(c)[0] for c in asked},
        judged.ratings,
    )


def _seen_by_rule(judged: JudgedCase, requirement: Requirement) -> JudgedFile:
    """As `judged_file`, but with law where something lacks alone: a rule asks for no other, of thousands of answers."""
    if requirement.id not in judged.seen:
        code, state = judged.case.code, judged.state
        unit = unit_of(state.criteria, code)
        asked = [c for c in state.criteria.criteria_for(requirement.id) if c.unit is unit]
        found = {c.id: state.meaning(c.id) for c in asked}
        lacking = [c for c in asked if (meaning := found[c.id]) and meaning.lacking]
        law = {c.id: state.law(c) for c in lacking}
        days = {c.id: state.judged_on(c)[0] for c in lacking}
        judged.seen[requirement.id] = JudgedFile(code, judged.case.number, found, law, days)
    return judged.seen[requirement.id]


def _among_all(desk: Desk, opened: OpenAudit, work: AuditeeWork, proposal: Proposal) -> Interval | None:
    """What the sample says of the whole register, for a requirement about case files that is fully judged."""
    data = queries.draws(desk.store, opened.audit.id).get(work.auditee.id)
    about_files = any(c.unit is not Unit.AUDITEE for c in opened.criteria.criteria_for(proposal.requirement.id))
    if data is None or proposal.preliminary or not work.cases or not about_files:
        return None
    found = {code for _number, code, _criterion in proposal.lacking}
    draw = recorded_draw(data, work.auditee.id)
    return among_all(draw, {case.case.code: case.case.code in found for case in work.cases})


def _link(judged: JudgedCase, criterion: Criterion) -> Link:
    day, missing = judged.state.judged_on(criterion)
    answer = judged.answers[criterion.id]
    return Link(judged.case.number, judged.case.code, criterion, answer, day, missing, judged.state.law(criterion))


def _placed(desk: Desk, opened: OpenAudit, auditee: str, link: Link) -> Link:
    """With the places of its quotes; documents are read only where something is quoted."""
    if not link.answer.evidence:
        return link
    documents = queries.documents(desk.store, opened.audit.id, auditee, link.case)
    return replace(link, places=evidence_places(documents, link.answer.evidence))


def _requirement(opened: OpenAudit, requirement_id: str) -> Requirement:
    requirement = opened.criteria.requirement.get(requirement_id)
    if requirement is None:
        raise UsageFault(
            _("There is no requirement “{id}” in the criteria.").format(id=requirement_id),
            _("There are: {ids}.").format(ids=", ".join(opened.criteria.requirement)),
        )
    return requirement


def _expect_allowed(opened: OpenAudit, work: AuditeeWork, decision: Decision) -> None:
    requirement = _requirement(opened, decision.requirement)
    if not decision.reason:
        raise UsageFault(
            _("A decision needs a reason ({requirement}, {auditee}).").format(
                requirement=decision.requirement, auditee=decision.auditee
            ),
            _("Say in a sentence why."),
        )
    if decision.disposition is Disposition.REQUIREMENT and not _may_demand(opened, work, requirement):
        raise UsageFault(
            _("{requirement} cannot be a requirement for {auditee}: no verified, binding provision carries it.").format(
                requirement=decision.requirement, auditee=decision.auditee
            ),
            _("Decide on advice instead."),
        )


def _may_demand(opened: OpenAudit, work: AuditeeWork, requirement: Requirement) -> bool:
    return bool(requirement.text) and proposal_for(opened, work, requirement).binding is Binding.MUST


def _same(before: Decision | None, now: Decision) -> bool:
    """Whether a decision says what stands already; confirming one of several that differ settles them."""
    if before is None or before.conflict:
        return False
    return (before.disposition, before.reason) == (now.disposition, now.reason)


def _draft(opened: OpenAudit, decision: Decision) -> Draft:
    name = subject("decision", opened.audit.id, decision.auditee, decision.requirement)
    return Draft("decision", name, {"disposition": decision.disposition.value, **opened.said_edition}, decision.reason)
