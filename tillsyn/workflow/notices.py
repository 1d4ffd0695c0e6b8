"""Notices: who is to get one as things stand, what keeps it from being sent, and its view.

Owns gathering what a notice rests on. Leaves the rules to `domain.notices`, what it says to `writing.notice`, and
writing and freezing it to `workflow.letters`, as with any letter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tillsyn.domain.agency import AgencyProfile
from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.commitments import Commitment
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.entries import Json, canonical
from tillsyn.domain.letters import Hindrance, LetterKind, kind_for
from tillsyn.domain.notices import NoticeState, answer_day
from tillsyn.store import planned, queries
from tillsyn.workflow.audits import OpenAudit, pinned_criteria
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sampleplan import plan_for
from tillsyn.workflow.sampleplan_commitment import commitment, needed_facts
from tillsyn.writing.material import AuditeeMaterial
from tillsyn.writing.notice import NoticeMaterial, notice_view


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as plain values, and why it is a draft."""

    view: dict[str, Json]
    hindrances: tuple[Hindrance, ...]


def kind_now(about: AuditeeMaterial) -> LetterKind:
    """What an auditee is to get as things stand: notice until its files are drawn or something is judged.

    What does not apply by itself, such as a question put to other kinds of auditee, is no judgement.
    """
    meanings = {meaning for file in about.files for meaning in file.judgements.values()}
    before = about.draw is None and meanings <= {None, Meaning.NOT_APPLICABLE} and not about.findings
    return LetterKind.NOTICE if before else kind_for(about.findings)


def notice_state(
    desk: Desk, opened: OpenAudit, auditee: Auditee, day: date, within_days: int | None = None
) -> NoticeState:
    """What decides whether the notice of one auditee may be sent on a day."""
    bound = _bound(desk, opened, auditee.id)
    return NoticeState(
        opened.audit,
        auditee,
        bound,
        day,
        answer_day(bound, day, within_days),
        _draws(opened),
        auditee.id in queries.draws(desk.store, opened.audit.id),
        bound is not None and _changed(desk, opened, bound),
    )


def make_notice(
    desk: Desk, opened: OpenAudit, agency: AgencyProfile, auditee: Auditee, day: date, kept: str = ""
) -> Notice:
    """The notice of one auditee. One that was `kept` (canonical JSON) before the draw is the same after it."""
    state = notice_state(desk, opened, auditee, day, agency.answer_within_days)
    before = _notice(desk, opened, agency, replace(state, drawn=False))
    return before if not state.drawn or canonical(before.view) == kept else _notice(desk, opened, agency, state)


def _notice(desk: Desk, opened: OpenAudit, agency: AgencyProfile, state: NoticeState) -> Notice:
    sha256 = state.bound.criteria_sha256 if state.bound else opened.audit.criteria_hash
    criteria = pinned_criteria(desk, replace(opened.audit, criteria_hash=sha256))
    needed = needed_facts(state.bound.plan) if state.bound else ()
    return Notice(notice_view(NoticeMaterial(state, criteria, sha256, agency, needed)), state.hindrances)


def _bound(desk: Desk, opened: OpenAudit, auditee: str) -> Commitment | None:
    return commitment(desk, opened, auditee) if auditee in planned.commitments(desk.store, opened.audit.id) else None


def _changed(desk: Desk, opened: OpenAudit, bound: Commitment) -> bool:
    """Whether the audit stands on other criteria, or the auditee on another plan, than what is bound."""
    plan = plan_for(desk, opened, bound.auditee)
    replanned = _draws(opened) and (plan is None or plan.sha256 != bound.plan_sha256)
    return opened.audit.criteria_hash != bound.criteria_sha256 or replanned


def _draws(opened: OpenAudit) -> bool:
    """Whether the criteria ask about rows of a register."""
    return opened.criteria.asks_of_rows
