"""Which audits of a store a new edition would reach.

Owns finding them. Leaves what it would do to each to `upgrade_plan`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tillsyn.store import directory
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.editions import Edition
from tillsyn.workflow.upgrade_plan import UpgradePlan, plan_upgrade


@dataclass(frozen=True, slots=True)
class Reached:
    """An audit on some edition of a set; `plan` is None where it stands neither on the old edition nor the new."""

    id: str
    title: str
    version: str
    plan: UpgradePlan | None


def reached(desk: Desk, old: Edition, new: Edition, audit_id: str | None = None) -> tuple[Reached, ...]:
    """The audits (or the one named) that stand on the set of `new`, with what going over to it would do."""
    chosen = [open_audit(desk, audit_id).audit] if audit_id else directory.audits(desk.store)
    found = []
    for audit in chosen:
        opened = open_audit(desk, audit.id)
        if opened.criteria.id == new.criteria.id:
            planned = audit.criteria_hash in (old.sha256, new.sha256)
            plan = plan_upgrade(desk, opened, new) if planned else None
            found.append(Reached(audit.id, audit.title, opened.criteria.version, plan))
    return tuple(found)
