"""How far an audit has come, auditee by auditee.

Owns the figures of `tillsyn audit status`. Leaves the app's own overview to `workflow.overview`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tillsyn.domain.answers import GapKind
from tillsyn.domain.control import ControlCount
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.letters import LetterKind
from tillsyn.store import queries
from tillsyn.workflow.audits import AuditeeWork, OpenAudit, audit_work, standing_decisions
from tillsyn.workflow.control_state import controlled_files, count_of
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import findings_of


@dataclass(frozen=True, slots=True)
class AuditeeStatus:
    """One auditee: files sampled and done, gaps left (its own questions too), decisions, and the letter's kind.

    `reconsider` are those of the gaps that are answers given under another edition of the criteria. `approved` files
    were approved by a colleague; `in_control` are handed over, returned, open again or changed since (itself too);
    `remarks` are open.
    """

    auditee: str
    name: str
    files: int
    complete: int
    gaps: int
    reconsider: int
    requirements: int
    advice: int
    undecided: int
    letter: str
    approved: int
    in_control: int
    remarks: int


@dataclass(frozen=True, slots=True)
class AuditStatus:
    """A whole audit; the field names are the keys of --json."""

    audit: str
    title: str
    kind: str
    date: str
    criteria: str
    criteria_sha256: str
    conflicts: int
    outside: Mapping[str, int]
    """Answers kept outside the counting, by criteria that the present edition no longer asks."""
    auditees: tuple[AuditeeStatus, ...]


def audit_status(desk: Desk, opened: OpenAudit) -> AuditStatus:
    """The status of an audit."""
    decisions = standing_decisions(desk, opened)
    works = audit_work(desk, opened)
    controlled = controlled_files(desk, opened, works)
    kept = queries.letters(desk.store, opened.audit.id)
    in_turn = sorted(kept, key=lambda letter: (letter.kind != LetterKind.NOTICE, letter.at))
    letters = {letter.auditee: letter.kind for letter in in_turn}  # the latest decision, which stands before a notice
    audit, known = opened.audit, opened.criteria.criterion
    outside = Counter(c for work in works for case in work.all for c in case.answers if c not in known)
    return AuditStatus(
        audit.id,
        audit.title,
        audit.kind.value,
        audit.day.isoformat(),
        f"{opened.criteria.id} {opened.criteria.version}",
        audit.criteria_hash,
        len(queries.conflicts(desk.store)),
        dict(sorted(outside.items())),
        tuple(
            _status(opened, work, decisions, letters.get(work.auditee.id, ""), count_of(work, controlled))
            for work in works
        ),
    )


def _status(
    opened: OpenAudit,
    work: AuditeeWork,
    decisions: Mapping[tuple[str, str], Decision],
    letter: str,
    control: ControlCount,
) -> AuditeeStatus:
    found = findings_of(opened, work, decisions)
    decided = [finding.decision.disposition for finding in found if finding.decision]
    return AuditeeStatus(
        work.auditee.id,
        work.auditee.name,
        len(work.counted),
        work.complete,
        sum(len(case.progress.gaps) for case in work.all),
        sum(gap.kind is GapKind.RECONSIDER for case in work.all for gap in case.progress.gaps),
        decided.count(Disposition.REQUIREMENT),
        decided.count(Disposition.ADVICE),
        sum(finding.proposal.proposed and finding.decision is None for finding in found),
        letter,
        control.approved,
        control.under_way,
        control.remarks,
    )
