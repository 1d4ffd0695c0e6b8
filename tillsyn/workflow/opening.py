"""What can be shown before anything is judged: the names of the only audit that can be meant.

Owns that first look, with nothing heavy imported. Leaves opening the audit to `workflow.audits`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tillsyn.domain.casefiles import Audit
from tillsyn.store import directory
from tillsyn.store.local import read_place
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class FirstLook:
    """An audit and the names of its auditees, in Swedish order."""

    audit: Audit
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    """The kinds of auditee there are among them, each once."""


def first_look(desk: Desk, audit_id: str | None) -> FirstLook | None:
    """The audit that opens at once; None where there is a choice to make, or a place to go on from."""
    found = [audit for audit in directory.audits(desk.store) if audit_id in (None, audit.id)]
    if len(found) != 1 or read_place(desk.store, desk.person):
        return None
    listed = directory.auditees(desk.store, found[0].id)
    kinds = dict.fromkeys(auditee.kind.value for auditee in listed)
    return FirstLook(found[0], tuple(auditee.name for auditee in listed), tuple(kinds))
