"""How far somebody's judgements of made-up case files stand from the key (facit).

Owns the key, the comparison and what it adds up to. Leaves reading the key to `reading.calibration`, and when it may
be shown to `workflow.calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tillsyn.domain.criteria import CriteriaSet, Meaning
from tillsyn.domain.facts import FactValue


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """What the key answers to one criterion, and why."""

    criterion: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class KeyCase:
    """The key to one made-up case file; `title` says what it is about, for those who have judged it."""

    case: str
    title: str
    facts: Mapping[str, FactValue]
    answers: tuple[KeyAnswer, ...]


@dataclass(frozen=True, slots=True)
class CalibrationKey:
    """The key to all made-up case files of a set; `sha256` is that of its file."""

    audit_date: date
    cases: tuple[KeyCase, ...]
    sha256: str


class Nearness(StrEnum):
    """How near an answer is to the key: the same; another, but as lacking or not; or lacking against not lacking."""

    SAME = "same"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One answer beside the key's; `given` is empty where the person's facts left the question out."""

    criterion: str
    given: str
    key: str
    nearness: Nearness
    why: str


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """A fact that was filled in otherwise than the key has it; `given` is None where it was left empty."""

    fact: str
    given: FactValue | None
    key: FactValue


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A case file that somebody has judged, beside the key: every criterion of the key, and the facts that differ."""

    case: str
    title: str
    answers: tuple[ComparedAnswer, ...]
    facts: tuple[ComparedFact, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of judgements beside the key."""

    same: int
    near: int
    far: int

    @property
    def of(self) -> int:
        """How many judgements were compared."""
        return self.same + self.near + self.far


@dataclass(frozen=True, slots=True)
class Calibrated:
    """How many people have calibrated for an audit, and what their first attempts came to together."""

    people: int
    agreement: Agreement


def compare_case(
    criteria: CriteriaSet, key: KeyCase, facts: Mapping[str, FactValue], codes: Mapping[str, str]
) -> ComparedCase:
    """Facts and codes (by criterion, of those that are asked) beside the key to their case."""
    answers = [_compared(criteria, one, codes.get(one.criterion, "")) for one in key.answers]
    differing = [
        ComparedFact(fact, facts.get(fact), value) for fact, value in key.facts.items() if facts.get(fact) != value
    ]
    return ComparedCase(key.case, key.title, tuple(answers), tuple(differing))


def agreement(answers: Iterable[ComparedAnswer]) -> Agreement:
    """How many of `answers` are the same as the key's, near it and far from it."""
    found: Sequence[Nearness] = [answer.nearness for answer in answers]
    return Agreement(found.count(Nearness.SAME), found.count(Nearness.NEAR), found.count(Nearness.FAR))


def _compared(criteria: CriteriaSet, key: KeyAnswer, given: str) -> ComparedAnswer:
    if given == key.code:
        nearness = Nearness.SAME
    elif _lacking(criteria, key.criterion, given) == _lacking(criteria, key.criterion, key.code):
        nearness = Nearness.NEAR
    else:
        nearness = Nearness.FAR
    return ComparedAnswer(key.criterion, given, key.code, nearness, key.why)


def _lacking(criteria: CriteriaSet, criterion: str, code: str) -> bool:
    """Whether an answer says that something is lacking; a question that was not put says nothing."""
    meaning: Meaning | None = criteria.meaning(criterion, code)
    return meaning is not None and meaning.lacking
