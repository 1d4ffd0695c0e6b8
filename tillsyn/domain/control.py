"""Quality control: how a case file stands with the colleague who goes through it, and the remarks on its answers.

Owns the states, the remarks and which step may follow which. Leaves recording them to `workflow.quality`, and
what a file lacks before it can be handed over to `domain.answers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
