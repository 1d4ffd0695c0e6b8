"""Who wrote in which file: the entries about a file added up by person.

Owns reading that out of the journal, whatever stands today. Leaves who opened a file to `store.seat_queries`, and what
follows from the two to `workflow.access_log`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tillsyn.domain.entries import AT_A_SEAT, SUBJECT_SEPARATOR, below
from tillsyn.domain.seats import Seat
from tillsyn.store.engine import Store

OTHER = ("fact", "control", "remark", "reply")
"""Kinds that do not name the seat their author sat at. Facts of that kind are those of the first seat."""
NAMED = 4
"""So many parts of a subject name a file: its kind, audit, auditee and case."""
_SELECT = "SELECT e.subject, e.actor, e.at FROM entry e WHERE e.subject >= :first AND e.subject < :past"


@dataclass(frozen=True, slots=True)
class Writing:
    """What one person (or several together) wrote in one file; `seat` is None where the entries do not tell it."""

    auditee: str
    case: str
    seat: Seat | None
    actor: str
    entries: int
    first: str
    last: str


def writings(store: Store, audit: str, auditee: str | None = None, case: str | None = None) -> tuple[Writing, ...]:
    """Everybody who wrote in the files of an audit, of one auditee or of one case, by the first time."""
    found: dict[tuple[str, str, str, str], Writing] = {}
    for kind in (*AT_A_SEAT, *OTHER):
        first, past = below(kind, audit, *([auditee] if auditee is not None else []))
        for row in store.all(_SELECT, first=first, past=past):
            parts = str(row["subject"]).split(SUBJECT_SEPARATOR)
            whose, code, seat = (*parts[2:5], "", "", "")[:3]
            if len(parts) < NAMED or case not in (None, code):
                continue
            seat = _seat(kind, seat)
            key = (whose, code, seat, row["actor"])
            one = Writing(whose, code, Seat(seat) if seat else None, row["actor"], 1, row["at"], row["at"])
            found[key] = _joined(found[key], one) if key in found else one
    return tuple(sorted(found.values(), key=lambda w: (w.first, w.auditee, w.case, w.actor)))


def _seat(kind: str, named: str) -> str:
    """The seat that an entry was written at; empty where it does not tell, or names one that only others know."""
    if kind == "fact":
        return Seat.FIRST.value
    return named if kind in AT_A_SEAT and named in set(Seat) else ""


def _joined(before: Writing, one: Writing) -> Writing:
    return replace(
        before,
        entries=before.entries + one.entries,
        first=min(before.first, one.first),
        last=max(before.last, one.last),
    )
