"""What gives an authority the right to supervise and to ask for documents, by the day and by who is supervised.

Owns the provisions on supervision itself: they belong to no criteria set, since they are the same whatever is looked
at. Leaves what is asked of the auditee to the criteria.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tillsyn.domain.casefiles import AuditeeKind, AuditKind
from tillsyn.domain.law import Binding, LegalBasis, Verified

_LAST_OF_2001 = date(2025, 6, 30)
_FIRST_OF_2025 = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Ground:
    """The provisions a supervision rests on, and the one among them that says that documents are to be handed over."""

    supervision: LegalBasis
    handing_over: LegalBasis


def _ground(sfs: str, chapter: str, start: date | None, end: date | None) -> Ground:
    def basis(sections: str) -> LegalBasis:
        return LegalBasis("SoL", sfs, f"{chapter} {sections}", Binding.MUST, Verified.TEXT, start, end)

    return Ground(basis("1–6 §§"), basis("5 §"))


_SOCIAL_SERVICES = (
    _ground("2001:453", "13 kap.", None, _LAST_OF_2001),
    _ground("2025:400", "28 kap.", _FIRST_OF_2025, None),
)
_UNDER_THEM = (AuditeeKind.COMMITTEE, AuditeeKind.PROVIDER)


def has_authority(kind: AuditKind) -> bool:
    """Whether an undertaking is one that the auditee must submit to."""
    return kind is AuditKind.SUPERVISION


def ground(kind: AuditKind, auditee: AuditeeKind, day: date) -> Ground | None:
    """What a supervision rests on; None without authority, and for a region, where no provision has been read."""
    if not has_authority(kind) or auditee not in _UNDER_THEM:
        return None
    return next(found for found in _SOCIAL_SERVICES if found.supervision.in_force(day))
