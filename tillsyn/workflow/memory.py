"""What an open app has worked out before, so that one answer more does not judge 500 files again.

Owns when what was worked out still holds: entries are only ever added, so the journal itself says which files have
changed since. What it does not know how to judge makes it forget everything. Leaves working it out to
`workflow.audits`. A desk without a memory, as that of every command, works everything out anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tillsyn.domain.entries import OF_A_FILE, SUBJECT_SEPARATOR

if TYPE_CHECKING:
    from tillsyn.store.engine import Store
    from tillsyn.store.journal import JournalMark
    from tillsyn.store.queries import CaseKey
    from tillsyn.workflow.audits import AuditeeWork, JudgedCase, OpenAudit

COUNTED = frozenset((*OF_A_FILE, "document"))
"""Kinds of entries that change what is known or judged of the one file they name, or what it was judged from."""
BESIDE = frozenset({"decision", "letter", "calibration", "opened", "remark", "reply", "control", "reread"})
"""Kinds that change nothing in it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The work of auditees as it stood at a place in the journal."""

    opened: OpenAudit
    mark: JournalMark
    works: Mapping[str, AuditeeWork]


@dataclass
class Memory:
    """What is remembered at the desks of one app; each of its threads may fill it, and none changes what is in it."""

    drawn: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """(SHA-256 of a register, case code) → what the register says of a case that was drawn."""
    changes: dict[CaseKey, tuple[JudgedCase, object, tuple[str, ...]]] = field(default_factory=dict)
    """What was found to have changed in a file since its control, and what that was found from."""
    _latest: Remembered | None = None

    def recall(self, store: Store, opened: OpenAudit) -> tuple[dict[str, AuditeeWork], frozenset[CaseKey]]:
        """What is remembered of auditees, and the files that have changed since; to be asked inside a snapshot."""
        from tillsyn.store.journal import subjects_since  # the app's first screen does without

        latest = self._latest
        if latest is None or latest.opened is not opened:
            return {}, frozenset()
        changed = [name.split(SUBJECT_SEPARATOR) for name in subjects_since(store, latest.mark)]
        if not {kind for kind, *_rest in changed} <= COUNTED | BESIDE:
            return {}, frozenset()
        stale = (parts[1:4] for parts in changed if parts[0] in COUNTED)
        return dict(latest.works), frozenset(
            (auditee, case) for audit, auditee, case in stale if audit == opened.audit.id
        )

    def keep(self, store: Store, opened: OpenAudit, works: Mapping[str, AuditeeWork]) -> None:
        """Remember work that is true of the journal as it stands; to be called inside the same snapshot."""
        from tillsyn.store.journal import mark_of

        self._latest = Remembered(opened, mark_of(store), works)
