"""Reading what control needs of the journal itself: what stands on a file, who has judged in it, and its steps so far.

Owns these SELECTs. Leaves the picture of control and remarks to `store.seat_queries`, and what follows to
`workflow.quality`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tillsyn.domain.control import ControlState
from tillsyn.domain.entries import OF_A_FILE, below, read_data, subject
from tillsyn.store.engine import Row, Store

JUDGING = tuple(kind for kind in OF_A_FILE if kind != "good")
"""Kinds that say what a file is judged as, and by whom; a good example is for others to learn from."""
# Words are known by their hash, so that a file stays approved when its words are purged.
_SAID = (
    "SELECT e.subject, e.data, CASE WHEN t.text = '' THEN '' ELSE e.text_hash END AS words FROM entry e "
    "LEFT JOIN entry_text t ON t.entry = e.hash LEFT JOIN entry_base b ON b.subject = e.subject AND b.base = e.hash "
    "WHERE b.base IS NULL AND e.subject >= :first AND e.subject < :past ORDER BY e.at, e.hash"
)
_ACTORS = "SELECT DISTINCT e.actor FROM entry e WHERE e.subject >= :first AND e.subject < :past"
_STEPS = (
    "SELECT e.hash, e.at, e.actor, e.data, t.text, b.base IS NULL AS stands FROM entry e "
    "LEFT JOIN entry_text t ON t.entry = e.hash LEFT JOIN entry_base b ON b.subject = e.subject AND b.base = e.hash "
    "WHERE e.subject = :subject ORDER BY e.at, e.hash"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on a subject: its data, and its words by their salted hash alone, empty where there are none."""

    subject: str
    data: dict[str, Any]
    words: str


@dataclass(frozen=True, slots=True)
class ControlStep:
    """One step of a file's control as it was recorded, by its hash; `stands` where no later one has seen it."""

    hash: str
    state: ControlState
    revision: int
    reason: str
    actor: str
    at: str
    parts: dict[str, str]
    """What was judged at that step: part → hash."""
    stands: bool


def said_of(store: Store, audit: str, auditee: str, case: str) -> dict[str, Said]:
    """What stands of a file's judgements, by subject; of several heads the latest."""
    rows = (row for kind in JUDGING for row in _within(store, _SAID, kind, audit, auditee, case))
    return {r["subject"]: Said(r["subject"], read_data(r["data"]), r["words"]) for r in rows}


def judges_of(store: Store, audit: str, auditee: str, case: str) -> tuple[str, ...]:
    """Every actor who ever recorded a judgement in a file, at any seat, also one that was taken back."""
    rows = (row for kind in JUDGING for row in _within(store, _ACTORS, kind, audit, auditee, case))
    return tuple(dict.fromkeys(row["actor"] for row in rows))


def steps_of(store: Store, audit: str, auditee: str, case: str) -> tuple[ControlStep, ...]:
    """Every step of a file's control, oldest first; those of a shape that is not known are left out."""
    rows = store.all(_STEPS, subject=subject("control", audit, auditee, case))
    return tuple(_steps(rows))


def _steps(rows: Iterable[Row]) -> Iterable[ControlStep]:
    for r in rows:
        data = read_data(r["data"])
        try:
            state, revision, parts = ControlState(data["state"]), int(data["revision"]), dict(data.get("parts", {}))
        except (LookupError, TypeError, ValueError):
            continue
        yield ControlStep(r["hash"], state, revision, r["text"] or "", r["actor"], r["at"], parts, bool(r["stands"]))


def _within(store: Store, sql: str, kind: str, audit: str, auditee: str, case: str) -> Sequence[Row]:
    first, past = below(kind, audit, auditee, case)
    return store.all(sql, first=first, past=past)
