"""What is sent to an auditee, and what keeps a letter from being sent.

Owns the kinds of letter and the reasons why a letter is still a draft. Leaves what a letter says to
`writing.views` and its words to the templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.findings import Decision, Disposition, Proposal
from tillsyn.domain.law import Binding, Verified


class LetterKind(StrEnum):
    """What a letter does: give notice and ask for documents, demand an account of measures, or close the matter."""

    REQUIREMENT = "requirement"
    CLOSED = "closed"
    NOTICE = "notice"

    @classmethod
    def read(cls, word: str) -> LetterKind:
        """The kind that a Swedish or English word names.

        Raises:
            ValueError: when it names none.
        """
        folded = word.strip().casefold()
        words = {"krav": cls.REQUIREMENT, "avslut": cls.CLOSED, "underrättelse": cls.NOTICE}
        return words.get(folded) or cls(folded)


class DraftReason(StrEnum):
    """Why a letter is still a draft."""

    UNANSWERED = "unanswered"
    RECONSIDER = "reconsider"
    CONFLICTS = "conflicts"
    CONTROL = "control"
    UNDECIDED = "undecided"
    NO_DEMANDS = "no_demands"
    DEMANDS_LEFT_OUT = "demands_left_out"
    NO_BINDING_LAW = "no_binding_law"
    UNVERIFIED_LAW = "unverified_law"
    NOTHING_BOUND = "nothing_bound"
    BOUND_OTHERWISE = "bound_otherwise"
    ALREADY_DRAWN = "already_drawn"
    ANSWER_DAY_PAST = "answer_day_past"
    SEED_TOO_EARLY = "seed_too_early"
    NO_ADDRESS = "no_address"
    NO_GROUND = "no_ground"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason why a letter is a draft: how many files, or which requirements, it is about."""

    reason: DraftReason
    files: int = 0
    requirements: tuple[str, ...] = ()


Judged = tuple[Proposal, Decision | None]
"""What the rule says of a requirement, and what was decided, if anything."""


def demanded(findings: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those that were decided to be requirements."""
    return tuple(f for f in findings if disposition(f) is Disposition.REQUIREMENT)


def disposition(finding: Judged) -> Disposition | None:
    """What was decided, None where nothing was."""
    decision = finding[1]
    return decision.disposition if decision else None


def kind_for(findings: Iterable[Judged]) -> LetterKind:
    """The kind of letter that the decisions call for; what is proposed and undecided is not closed."""
    found = list(findings)
    undecided = any(p.proposed and p.binding is Binding.MUST and decision is None for p, decision in found)
    return LetterKind.REQUIREMENT if undecided or demanded(found) else LetterKind.CLOSED


def hindrances(
    kind: LetterKind, findings: Iterable[Judged], unanswered: int, conflicts: int, reconsider: int = 0, control: int = 0
) -> tuple[Hindrance, ...]:
    """Why a letter is a draft, empty when it may be sent.

    `unanswered` and `reconsider` count files where answers are missing, or were given under another edition;
    `conflicts` counts what is unsettled, and `control` files whose control has begun and is not at its end.
    """
    found = list(findings)
    demands = demanded(found)
    undecided = tuple(p.requirement.id for p, decision in found if p.proposed and decision is None)
    groundless = [p for p, _ in demands if p.binding is not Binding.MUST]
    unverified = tuple(p.requirement.id for p in groundless if _rests_on_unverified(p))
    unbinding = tuple(p.requirement.id for p in groundless if p.requirement.id not in unverified)
    wants_demands = kind is LetterKind.REQUIREMENT
    left_out = () if wants_demands else tuple(p.requirement.id for p, _ in demands)
    stated = [
        (Hindrance(DraftReason.UNANSWERED, unanswered), unanswered > 0),
        (Hindrance(DraftReason.RECONSIDER, reconsider), reconsider > 0),
        (Hindrance(DraftReason.CONFLICTS, conflicts), conflicts > 0),
        (Hindrance(DraftReason.CONTROL, control), control > 0),
        (Hindrance(DraftReason.UNDECIDED, requirements=undecided), bool(undecided)),
        (Hindrance(DraftReason.NO_DEMANDS), wants_demands and not demands),
        (Hindrance(DraftReason.DEMANDS_LEFT_OUT, requirements=left_out), bool(left_out)),
        (Hindrance(DraftReason.NO_BINDING_LAW, requirements=unbinding), bool(unbinding)),
        (Hindrance(DraftReason.UNVERIFIED_LAW, requirements=unverified), bool(unverified)),
    ]
    return tuple(hindrance for hindrance, holds in stated if holds)


def _rests_on_unverified(proposal: Proposal) -> bool:
    """Whether a binding provision was in force that nobody has verified yet."""
    return any(b.binding is Binding.MUST and b.verified is Verified.NO for b in proposal.law)
