"""Quality control: how a case file stands with the colleague who goes through it, and the remarks on its answers.

Owns the states, the remarks, which step may follow which, and when a file counts as approved. Leaves recording them to
`workflow.quality`, and what a file lacks before it can be handed over to `domain.answers`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.entries import canonical


class ControlState(StrEnum):
    """Where a file is in its control."""

    OPEN = "open"
    """Being read; never handed over, or taken back."""
    SUBMITTED = "submitted"
    """Handed over: a colleague goes through it."""
    RETURNED = "returned"
    """Given back with remarks."""
    APPROVED = "approved"
    REOPENED = "reopened"
    """Opened again, with a reason, after it was approved: a new revision."""


LOCKED = frozenset({ControlState.SUBMITTED, ControlState.APPROVED})
"""States in which the answers that count are not changed."""
DOCUMENTS = "(documents)"
"""The part of a file that is its documents; no id of a criterion, fact or area can be written so."""


@dataclass(frozen=True, slots=True)
class Control:
    """The present step of a file's control; `revision` counts how often it was handed over anew after approval."""

    state: ControlState = ControlState.OPEN
    revision: int = 1
    reason: str = ""
    actor: str = ""
    at: str = ""
    judged: str = ""
    """The hash of the answers as they stood at this step, so that one merged in later is seen."""

    @property
    def locked(self) -> bool:
        """Whether the answers that count may not be changed now."""
        return self.state in LOCKED


class Move(StrEnum):
    """A step that somebody takes with a file."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    REOPEN = "reopen"


_FROM: dict[Move, frozenset[ControlState]] = {
    Move.SUBMIT: frozenset({ControlState.OPEN, ControlState.RETURNED, ControlState.REOPENED}),
    Move.TAKE_BACK: frozenset({ControlState.SUBMITTED}),
    Move.RETURN: frozenset({ControlState.SUBMITTED}),
    Move.APPROVE: frozenset({ControlState.SUBMITTED}),
    Move.REOPEN: frozenset({ControlState.APPROVED}),
}


def follows(move: Move, states: Collection[ControlState], changed: bool) -> bool:
    """Whether a step may be taken in any of the states that stand; several do where two controllers differ.

    Who differ may approve or return anew; so may who finds an approved file `changed` approve what stands now.
    """
    if move is Move.APPROVE and (changed or len(states) > 1) and ControlState.APPROVED in states:
        return True
    if move is Move.RETURN and len(states) > 1:
        return True
    return not _FROM[move].isdisjoint(states)


def digest(parts: Mapping[str, str]) -> str:
    """What is judged in a file as one hash, from that of each of its parts."""
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """The parts that are not as they were: those of now in their order, then those that are gone."""
    return tuple(name for name in {**now, **before} if before.get(name) != now.get(name))


class Weight(StrEnum):
    """How much a remark asks."""

    MUST_FIX = "must_fix"
    INFORMATION = "information"


class Act(StrEnum):
    """What a line of a remark's conversation does."""

    REPLY = "reply"
    RESOLVE = "resolve"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Reply:
    """One line of the conversation on a remark."""

    act: Act
    text: str
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A colleague's note on one answer, and what was said about it since, oldest first."""

    id: str
    auditee: str
    case: str
    seat: str
    criterion: str
    weight: Weight
    text: str
    actor: str
    at: str
    replies: tuple[Reply, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still waits: until it is resolved, and again once it is re-opened."""
        acts = [reply.act for reply in self.replies if reply.act is not Act.REPLY]
        return not acts or acts[-1] is Act.REOPEN


@dataclass(frozen=True, slots=True)
class Controlled:
    """How a file stands with its control now: the latest step, and all that keeps it from being approved."""

    control: Control
    changed: tuple[str, ...] = ()
    """Criteria, facts and areas that are not as they were when the file was handed over or approved."""
    disputed: bool = False
    """Whether two controllers took differing steps, and both stand."""
    must_fix: int = 0
    """Open remarks that something must be done about."""
    notes: int = 0
    """Open remarks for information."""

    @property
    def approved(self) -> bool:
        """Whether the file counts as approved, as it stands now."""
        waits = self.changed or self.disputed or self.must_fix
        return self.control.state is ControlState.APPROVED and not waits

    @property
    def under_way(self) -> bool:
        """Whether its control has begun and is not at its end; a file that was never handed over hinders nothing."""
        return (self.disputed or self.control.state is not ControlState.OPEN) and not self.approved

    @property
    def remarks(self) -> int:
        """How many remarks are open."""
        return self.must_fix + self.notes


@dataclass(frozen=True, slots=True)
class ControlCount:
    """How many files are where in their control, of how many there are."""

    files: int = 0
    approved: int = 0
    submitted: int = 0
    under_way: int = 0
    """Handed over, returned, opened again, or changed since they were approved: those that keep a letter a draft."""
    remarks: int = 0

    @property
    def used(self) -> bool:
        """Whether anything was handed over at all."""
        return bool(self.approved or self.under_way)

    def __add__(self, other: ControlCount) -> ControlCount:
        return ControlCount(
            self.files + other.files,
            self.approved + other.approved,
            self.submitted + other.submitted,
            self.under_way + other.under_way,
            self.remarks + other.remarks,
        )


def count_control(files: int, found: Collection[Controlled]) -> ControlCount:
    """How many of `files` are where; those that nobody handed over or remarked on are not among `found`."""
    return ControlCount(
        files,
        sum(one.approved for one in found),
        sum(one.control.state is ControlState.SUBMITTED for one in found),
        sum(one.under_way for one in found),
        sum(one.remarks for one in found),
    )
