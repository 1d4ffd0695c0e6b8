"""What each auditee is to be sent as things stand: the kind of letter, and what still makes it a draft.

Owns that question for the screens. Leaves the rules to `domain.letters` and writing to `workflow.letters`, which
brings heavy libraries along.
"""

from __future__ import annotations

from dataclasses import dataclass

from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.letters import Hindrance, LetterKind
from tillsyn.store import queries
from tillsyn.workflow import clock
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.material import auditee_materials
from tillsyn.workflow.notices import kind_now, notice_state


@dataclass(frozen=True, slots=True)
class PendingLetter:
    """One auditee's letter as it would be written now."""

    auditee: Auditee
    kind: LetterKind
    hindrances: tuple[Hindrance, ...]
    kept_at: str
    """When a letter of this kind was last written, in UTC; empty when it never was."""


def pending_letters(desk: Desk, opened: OpenAudit) -> tuple[PendingLetter, ...]:
    """The letter of every auditee, in Swedish order."""
    kept = {(letter.auditee, letter.kind): letter.at for letter in queries.letters(desk.store, opened.audit.id)}
    pending = []
    for about in auditee_materials(desk, opened):
        kind = kind_now(about)
        if kind is LetterKind.NOTICE:
            found = notice_state(desk, opened, about.auditee, clock.today()).hindrances
        else:
            found = about.hindrances(kind)
        pending.append(PendingLetter(about.auditee, kind, found, kept.get((about.auditee.id, kind.value), "")))
    return tuple(pending)
