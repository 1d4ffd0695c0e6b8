"""Judgements: an answer, its comment and its evidence, by a seat.

Owns the values of a judgement and what a case file still lacks before it is done (klar). Leaves which criteria
are asked to `domain.applicability`, and adding up to `domain.counting`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.criteria import Meaning
from tillsyn.domain.seats import PRECEDENCE, Seat
from tillsyn.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quoted place in a document; `line` counts from 1, 0 where the document is not at hand."""

    document: str
    line: int
    quote: str


class Source(StrEnum):
    """Where a comment has what it says from."""

    FILE = "file"
    PERSON = "person"
    """A talk with the person the file is about."""
    STAFF = "staff"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """The judgement of one criterion: a code of its scale, the reasons in words, and where it was found."""

    criterion: str
    code: str
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    actor: str = ""
    at: str = ""
    conflict: bool = False
    """Whether two people's differing answers both stand; the latest counts until a person settles it."""
    edition: str = ""
    """The hash of the criteria it was given under; empty for those the audit was set up with."""
    reconsider: bool = False
    """Whether the criterion has materially changed since: it does not count until it is confirmed or changed."""
    sources: tuple[Source, ...] = ()
    """Where the comment has it from; empty means the file."""
    good: bool = False
    """Whether it is marked as a good example."""


class GapKind(StrEnum):
    """What is missing."""

    ANSWER = "answer"
    COMMENT = "comment"
    FACT = "fact"
    RECONSIDER = "reconsider"
    SOURCE = "source"
    """The answer rests on other sources than the file, though what is not in the file is not met."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing a case file still lacks: an answer, a comment, or the facts that decide whether it is asked."""

    kind: GapKind
    criterion: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one case file has come: `done` of `asked` criteria, and the gaps in file order."""

    done: int
    asked: int
    gaps: tuple[Gap, ...]

    @property
    def complete(self) -> bool:
        """Whether the file is done (klar): nothing is missing."""
        return not self.gaps


def progress(state: CaseState, answers: Mapping[str, Answer], unit: Unit | None = None) -> Progress:
    """How far the answering of `state` has come; it is about a row of the register unless `unit` says otherwise."""
    about = unit or state.criteria.row_unit
    asked = [c.id for c in state.criteria.criteria_of(about) if state.applicability(c.id).asked is not Asked.NO]
    gaps = [gap for criterion in asked if (gap := gap_of(state, answers, criterion))]
    return Progress(len(asked) - len(gaps), len(asked), tuple(gaps))


def gap_of(state: CaseState, answers: Mapping[str, Answer], criterion: str) -> Gap | None:
    """What one asked criterion lacks, or None."""
    where = state.applicability(criterion)
    if where.asked is Asked.UNKNOWN:
        return Gap(GapKind.FACT, criterion, where.missing)
    answer = answers.get(criterion)
    if answer is None:
        return Gap(GapKind.ANSWER, criterion)
    if answer.reconsider:
        return Gap(GapKind.RECONSIDER, criterion)
    asked = state.criteria.criterion[criterion]
    step = state.criteria.scale_of(asked).step(answer.code)
    if step is None:
        return None
    if "comment" in step.demands and not answer.comment.strip():
        return Gap(GapKind.COMMENT, criterion)
    elsewhere = bool(answer.sources) and Source.FILE not in answer.sources
    found = step.meaning in (Meaning.MET, Meaning.PARTLY)
    return Gap(GapKind.SOURCE, criterion) if elsewhere and found and not asked.other_sources else None


def counting(answers: Mapping[str, Answer]) -> dict[str, str]:
    """The codes that count, by criterion: of all answers but those that are to be reconsidered."""
    return {criterion: answer.code for criterion, answer in answers.items() if not answer.reconsider}


def standing(readings: Mapping[Seat, Mapping[str, Answer]], order: Sequence[Seat] = PRECEDENCE) -> dict[str, Answer]:
    """The answers that count: for each criterion the one of the seat that stands highest."""
    chosen: dict[str, Answer] = {}
    for seat in reversed(order):
        chosen.update(readings.get(seat, {}))
    return chosen
