"""The notice before an inspection: when its register is due, and what keeps it from being sent.

Owns these rules. Leaves what is bound to `domain.commitments`, and what the notice says to `writing.notice`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tillsyn.domain.casefiles import Audit, Auditee
from tillsyn.domain.commitments import Commitment
from tillsyn.domain.deadlines import account_due
from tillsyn.domain.letters import DraftReason, Hindrance
from tillsyn.domain.supervision import ground, has_authority

DEFAULT_ANSWER_DAYS = 21
"""How long an auditee has to hand over its register, where neither what is bound nor the sender says."""


@dataclass(frozen=True, slots=True)
class NoticeState:
    """All that decides whether a notice may be sent on a day; `changed`: something else holds now than what is bound.

    `draws` says whether the criteria ask about rows of a register at all; without them nothing is drawn.
    """

    audit: Audit
    auditee: Auditee
    bound: Commitment | None
    day: date
    answer_by: date
    draws: bool = True
    drawn: bool = False
    changed: bool = False

    @property
    def hindrances(self) -> tuple[Hindrance, ...]:
        """Why the notice is a draft, empty when it may be sent."""
        audit, auditee = self.audit, self.auditee
        groundless = has_authority(audit.kind) and ground(audit.kind, auditee.kind, audit.day) is None
        stated = [
            (DraftReason.NOTHING_BOUND, self.bound is None),
            (DraftReason.BOUND_OTHERWISE, self.changed),
            (DraftReason.ALREADY_DRAWN, self.drawn),
            (DraftReason.ANSWER_DAY_PAST, self.answer_by < self.day),
            (DraftReason.SEED_TOO_EARLY, self._seed_is_early()),
            (DraftReason.NO_ADDRESS, not auditee.address or not auditee.dnr),
            (DraftReason.NO_GROUND, groundless),
        ]
        return tuple(Hindrance(reason) for reason, holds in stated if holds)

    def _seed_is_early(self) -> bool:
        """Whether a public seed is known before the register is here: codes could then be made to be drawn, or not."""
        source = self.bound.seed_source if self.bound else None
        return bool(source and source.when < self.answer_by)


def answer_day(bound: Commitment | None, day: date, within_days: int | None) -> date:
    """When the register is due: the day bound, otherwise so many days after the letter's own, on a working day."""
    if bound and bound.answer_by:
        return bound.answer_by
    return account_due(day, within_days or DEFAULT_ANSWER_DAYS)
