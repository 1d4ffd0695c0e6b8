"""Reading what was decided before a draw: plans, and what was bound (committed) of them.

Owns the SELECTs over these two tables, and over the history of what was bound. Leaves the other tables to
`store.queries`, and what the plans mean to `domain.plans`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tillsyn.store.engine import Store


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A recorded plan as plain values, with its SHA-256, why it replaced another, by whom and when."""

    sha256: str
    plan: Mapping[str, Any]
    reason: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptCommitment:
    """What was bound for one auditee (docs/formats.md), and the documents asked for, with who and when."""

    said: Mapping[str, Any]
    requested: tuple[str, ...]
    actor: str
    at: str


def plans(store: Store, audit: str) -> dict[str, KeptPlan]:
    """The plans of an audit by auditee; the one for all has an empty id."""
    rows = store.all("SELECT * FROM plan WHERE audit = :audit", audit=audit)
    return {r["auditee"]: KeptPlan(r["sha256"], json.loads(r["plan"]), r["reason"], r["actor"], r["at"]) for r in rows}


def commitments(store: Store, audit: str) -> dict[str, KeptCommitment]:
    """What stands bound before the draw, by auditee."""
    rows = store.all("SELECT * FROM commitment WHERE audit = :audit", audit=audit)
    return {
        r["auditee"]: KeptCommitment(json.loads(r["said"]), tuple(json.loads(r["requested"])), r["actor"], r["at"])
        for r in rows
    }
