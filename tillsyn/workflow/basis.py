"""What the numbers of a table stand on: which audit, how many files, by which criteria, counted by which program.

Owns that it is said alike by every table that leaves. Leaves where it stands in a file to `writing.exports`.
"""

from __future__ import annotations

from tillsyn import __version__
from tillsyn.domain.units import Unit
from tillsyn.workflow.audits import OpenAudit
from tillsyn.writing.method import SHORT_HASH

ROWS = {Unit.CASE_FILE: "n_files", Unit.AGREEMENT: "n_agreements", Unit.AUDITEE: "n_auditees"}
"""The key under which rows of each kind are counted."""


def basis(*audits: OpenAudit, **counts: int) -> tuple[tuple[str, str], ...]:
    """The basis of a table about one audit, or of two set beside each other, with what was counted by its key."""
    criteria = (f"{a.criteria.id} {a.criteria.version} {a.audit.criteria_hash[:SHORT_HASH]}" for a in audits)
    return (
        ("audit", " – ".join(a.audit.id for a in audits)),
        *((name, str(n)) for name, n in counts.items()),
        ("criteria", " – ".join(dict.fromkeys(criteria))),
        ("program", f"tillsyn {__version__}"),
    )
