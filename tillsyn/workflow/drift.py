"""How each reader judges against the others, criterion by criterion, with the cases behind a difference.

Owns the rates and the rule for which differences are worth looking at. Different readers have read different files: a
difference is a reason to talk, not a fault. Leaves showing it to the screen and the command; persons' names go nowhere
else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tillsyn.domain.criteria import Criterion, Meaning
from tillsyn.domain.seats import Seat, people
from tillsyn.domain.subsample import FileKey
from tillsyn.domain.text import one_line, swedish_key
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.readings import READERS, read_files

ENOUGH = 5
"""So many judgements on either side are needed before a difference is marked."""
APART = 4
"""A difference is marked from one part in so many: a fourth, 25 per cent units."""


class Rate(StrEnum):
    """What is counted of a reader's judgements."""

    LACKING = "lacking"
    """Lacking, of those that were judged applicable."""
    CANNOT_JUDGE = "cannot_judge"
    """Cannot be judged, of the same."""
    NOT_APPLICABLE = "not_applicable"
    """Held not applicable, of all answers given."""


@dataclass(frozen=True, slots=True)
class DriftCase:
    """One judgement behind a rate: whose file, at which seat, and what it came to."""

    file: FileKey
    number: int
    seat: Seat
    actors: tuple[str, ...]
    meaning: Meaning
    code: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Against:
    """One rate of a reader beside that of all others."""

    own: Share
    others: Share

    @property
    def marked(self) -> bool:
        """Whether it is worth looking at: five judgements or more on either side, shares a fourth apart or more."""
        if min(self.own.of, self.others.of) < ENOUGH:
            return False
        apart = abs(self.own.count * self.others.of - self.others.count * self.own.of)
        return APART * apart >= self.own.of * self.others.of


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One reader's judgements of one criterion against the others'."""

    criterion: Criterion
    reader: str
    rates: dict[Rate, Against]
    own: tuple[DriftCase, ...]
    others: tuple[DriftCase, ...]

    @property
    def marked(self) -> bool:
        """Whether any of its rates is worth looking at."""
        return any(against.marked for against in self.rates.values())


def drift(desk: Desk, opened: OpenAudit, only: str | None = None) -> tuple[DriftRow, ...]:
    """Every reader's rates of every criterion (or of one) that others have judged too, in the order of the set.

    Raises:
        UsageFault: when there is no such criterion.
    """
    if only is not None and only not in opened.criteria.criterion:
        raise UsageFault(
            _("There is no criterion “{id}” in {set}.").format(id=one_line(only), set=opened.criteria.id), ""
        )
    judged = _judged(desk, opened)
    rows = []
    for criterion in opened.criteria.criteria if only is None else (opened.criteria.criterion[only],):
        cases = judged.get(criterion.id, [])
        for reader in sorted({name for case in cases for name in case.actors}, key=swedish_key):
            own = tuple(case for case in cases if reader in case.actors)
            others = tuple(case for case in cases if reader not in case.actors)
            if others:
                rows.append(DriftRow(criterion, reader, rates(own, others), own, others))
    return tuple(rows)


def readers_of(rows: Iterable[DriftRow]) -> tuple[str, ...]:
    """The readers there are, by name."""
    return tuple(sorted({row.reader for row in rows}, key=swedish_key))


def rates(own: Iterable[DriftCase], others: Iterable[DriftCase]) -> dict[Rate, Against]:
    """Each rate of some judgements beside that of others."""
    mine, theirs = [case.meaning for case in own], [case.meaning for case in others]
    return {rate: Against(_share(rate, mine), _share(rate, theirs)) for rate in Rate}


def _share(rate: Rate, meanings: list[Meaning]) -> Share:
    applicable = [meaning for meaning in meanings if meaning is not Meaning.NOT_APPLICABLE]
    if rate is Rate.LACKING:
        return Share(sum(meaning.lacking for meaning in applicable), len(applicable))
    if rate is Rate.CANNOT_JUDGE:
        return Share(applicable.count(Meaning.CANNOT_JUDGE), len(applicable))
    return Share(len(meanings) - len(applicable), len(meanings))


def _judged(desk: Desk, opened: OpenAudit) -> dict[str, list[DriftCase]]:
    """What readers have answered themselves, by criterion: a question that was not put to them says nothing of them."""
    found: dict[str, list[DriftCase]] = {}
    for file in read_files(desk, opened):
        for seat in READERS:
            reading = file.readings[seat]
            for name, answer in reading.answers.items():
                meaning = opened.criteria.meaning(name, answer.code) if name in opened.criteria.criterion else None
                if meaning is None or answer.reconsider:
                    continue
                case = DriftCase(file.key, file.case.number, seat, people(answer.actor), meaning, answer.code)
                found.setdefault(name, []).append(case)
    return found
