"""The access log: who opened which file at which seat and when, and who wrote in one without having opened it.

Owns the log as a data protection officer asks for it. Openings are recorded where a seat is opened
(`review.note_opening`); what was taken in from a file of answers was written without any, and is told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tillsyn.domain.seats import Seat, people
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store import seat_queries
from tillsyn.store.seat_queries import Opening
from tillsyn.store.writings import Writing, writings
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class AccessLog:
    """Openings, oldest first, and writings by persons who never opened the file at that seat."""

    openings: tuple[Opening, ...]
    unopened: tuple[Writing, ...]


def access_log(desk: Desk, opened: OpenAudit, auditee: str | None = None, case: str | None = None) -> AccessLog:
    """The log of an audit, of one auditee, or of one of its cases (an empty code: the auditee itself).

    Raises:
        UsageFault: when there is no such auditee, or a case is named without one.
    """
    if auditee is not None:
        opened.auditee(auditee)
    elif case is not None:
        raise UsageFault(_("A case is known by its auditee too."), _("Say whose with --auditee."))
    with desk.store.snapshot():
        found = seat_queries.openings(desk.store, opened.audit.id, auditee)
        wrote = writings(desk.store, opened.audit.id, auditee, case)
    openings = tuple(one for one in found if case in (None, one.case))
    return AccessLog(openings, _without(openings, wrote))


def _without(openings: Sequence[Opening], wrote: Sequence[Writing]) -> tuple[Writing, ...]:
    """The writings where none of those who signed has opened the file: at that seat, or anywhere if none is told."""
    seen: set[tuple[str, str, Seat | None, str]] = set()
    for one in openings:
        for person in people(one.actor):
            seen |= {(one.auditee, one.case, one.seat, person), (one.auditee, one.case, None, person)}
    return tuple(
        one
        for one in wrote
        if not any((one.auditee, one.case, one.seat, person) in seen for person in people(one.actor))
    )
