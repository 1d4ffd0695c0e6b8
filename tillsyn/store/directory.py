"""Which audits there are, and whom they are about: all that the first screen shows.

Owns these two SELECTs apart from `store.queries`, whose values take 50 ms to import. Imports little, so that the
names are on the screen at once.
"""

from __future__ import annotations

import json
from datetime import date

from tillsyn.domain.casefiles import Audit, Auditee, AuditeeKind, AuditKind
from tillsyn.domain.text import swedish_key
from tillsyn.store.engine import Store


def audits(store: Store) -> tuple[Audit, ...]:
    """Every audit, by title in Swedish order."""
    rows = store.all("SELECT a.*, u.criteria AS later FROM audit a LEFT JOIN upgrade u ON u.audit = a.audit")
    found = [
        Audit(
            r["audit"],
            r["title"],
            AuditKind(r["kind"]),
            date.fromisoformat(r["day"]),
            r["later"] or r["criteria"],
            r["criteria"],
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda audit: swedish_key(audit.title)))


def auditees(store: Store, audit: str) -> tuple[Auditee, ...]:
    """The auditees of an audit, by name in Swedish order."""
    rows = store.all("SELECT * FROM auditee WHERE audit = :audit", audit=audit)
    found = [
        Auditee(r["auditee"], r["name"], AuditeeKind(r["kind"]), r["body"], tuple(json.loads(r["address"])), r["dnr"])
        for r in rows
    ]
    return tuple(sorted(found, key=lambda auditee: swedish_key(auditee.name)))
