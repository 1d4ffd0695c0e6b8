"""Where two readings of a file differ, and settling that into a consensus; both readings stay as they are.

Owns the differences of one file and every way to settle one. Leaves recording to `workflow.review`, which of the three
counts to `domain.answers`, and showing it to `tui`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tillsyn.domain.answers import Evidence
from tillsyn.domain.applicability import Asked
from tillsyn.domain.facts import FactValue, write_fact
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.store import seat_queries
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.changing import undo
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.readings import READERS, WAITING
from tillsyn.workflow.sheet import Sheet, load_sheet


@dataclass(frozen=True, slots=True)
class Said:
    """What one seat says of a fact or a question; `code` is empty where it says nothing."""

    code: str
    words: str
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """A fact or a question of which two readings say different things, and what was settled."""

    id: str
    is_fact: bool
    first: Said
    second: Said
    settled: Said | None
    needed: bool
    """Whether it needs a consensus: not where the question falls away, or where only the words differ."""
    only_words: bool = False

    @property
    def waits(self) -> bool:
        """Whether it still has to be settled."""
        return self.needed and self.settled is None

    def side(self, seat: Seat) -> Said:
        """What one of the two readers says."""
        return self.first if seat is Seat.FIRST else self.second


@dataclass(frozen=True, slots=True)
class FileDifferences:
    """The two readings of a file, its consensus, and all they differ in: facts first, then questions in file order."""

    first: Sheet
    second: Sheet
    sheet: Sheet
    """The seat of consensus."""
    settled_facts: frozenset[str]
    found: tuple[Differing, ...]
    done: tuple[int, ...] = ()
    """How many entries each settling of this sitting was, so that it is taken back as one."""

    @property
    def waiting(self) -> int:
        """How many still have to be settled."""
        return sum(one.waits for one in self.found)

    @property
    def main(self) -> tuple[Differing, ...]:
        """Those where more than the words differ."""
        return tuple(one for one in self.found if not one.only_words)


def differences(desk: Desk, opened: OpenAudit, auditee: str, case: str) -> FileDifferences:
    """Set the two readings of a file side by side.

    Raises:
        UsageFault: while either is unfinished: what its reader saw now would make it a blind reading no longer.
    """
    with desk.store.snapshot():
        first, second = (load_sheet(desk, opened, auditee, case, seat) for seat in READERS)
        _expect_read(first, second)
        return _found(desk, first, second, load_sheet(desk, opened, auditee, case, Seat.CONSENSUS))


def waiting(desk: Desk, sheets: Mapping[Seat, Sheet]) -> tuple[str, ...]:
    """The facts and criteria of a file, by id, that wait to be settled; nothing while either reading is unfinished."""
    first, second = (sheets[seat] for seat in READERS)
    if not second.answers or _left(first) or _left(second):
        return ()
    return tuple(one.id for one in _found(desk, first, second, sheets[Seat.CONSENSUS]).found if one.waits)


def take(desk: Desk, found: FileDifferences, one: Differing, seat: Seat) -> FileDifferences:
    """Settle a difference as one of the readers has it, with comment and evidence.

    Raises:
        UsageFault: when that reader says nothing of it, or another difference must be settled first.
    """
    said = one.side(seat)
    if not said.code:
        raise UsageFault(
            _("There is nothing to take: {words}.").format(words=said.words),
            _("Take the other one, or settle first the difference it hangs on."),
        )
    if one.is_fact:
        return _recorded(desk, found, lambda sheet: review.fill_fact(desk, sheet, one.id, said.code))

    def taken(sheet: Sheet) -> Sheet:
        sheet = review.give_answer(desk, sheet, one.id, said.code)
        sheet = review.write_comment(desk, sheet, one.id, said.comment)
        return _with_evidence(desk, sheet, one.id, said.evidence)

    return _recorded(desk, found, taken)


def settle(desk: Desk, found: FileDifferences, one: Differing, code: str) -> FileDifferences:
    """Settle a question with an answer of its scale; one that a reader gave is taken with that reader's words.

    Raises:
        UsageFault: when the question cannot be answered, or only another difference decides whether it is put.
    """
    for seat in READERS:
        if one.side(seat).code == code:
            return take(desk, found, one, seat)
    return _recorded(desk, found, lambda sheet: review.give_answer(desk, sheet, one.id, code))


def comment(desk: Desk, found: FileDifferences, one: Differing, text: str) -> FileDifferences:
    """Write the comment of a settled question."""
    return _recorded(desk, found, lambda sheet: review.write_comment(desk, sheet, one.id, text))


def unsettle(desk: Desk, found: FileDifferences, one: Differing) -> FileDifferences:
    """Take a settlement away, so that the difference waits again."""

    def taken_away(sheet: Sheet) -> Sheet:
        if one.is_fact:
            return review.fill_fact(desk, sheet, one.id, "")
        sheet = review.withdraw_answer(desk, sheet, one.id)
        sheet = review.write_comment(desk, sheet, one.id, "")
        return _with_evidence(desk, sheet, one.id, ())

    return _recorded(desk, found, taken_away) if one.settled else found


def take_back(desk: Desk, found: FileDifferences) -> tuple[FileDifferences, str | None]:
    """Take back the latest settling of this sitting, as one; returns what it was about, or None."""
    if not found.done:
        return found, None
    sheet, about = found.sheet, None
    with desk.store.transaction():
        for _step in range(found.done[-1]):
            sheet, about = undo(desk, sheet)
    return replace(_found(desk, found.first, found.second, sheet), done=found.done[:-1]), about


def lacks_comment(found: FileDifferences, one: Differing) -> bool:
    """Whether what was settled demands a comment that is not there yet."""
    answer = found.sheet.answers.get(one.id)
    if one.is_fact or answer is None or answer.comment.strip():
        return False
    criteria = found.sheet.opened.criteria
    step = criteria.scale_of(criteria.criterion[one.id]).step(answer.code)
    return step is not None and "comment" in step.demands


def _recorded(desk: Desk, found: FileDifferences, change: Callable[[Sheet], Sheet]) -> FileDifferences:
    with desk.store.transaction():  # an answer without its comment would be half a settlement
        sheet = change(found.sheet)
    steps = len(sheet.steps) - len(found.sheet.steps)
    after = _found(desk, found.first, found.second, sheet)
    return replace(after, done=(*found.done, steps) if steps else found.done)


def _with_evidence(desk: Desk, sheet: Sheet, criterion: str, wanted: tuple[Evidence, ...]) -> Sheet:
    """The sheet with just this evidence: citing a place once more takes it away."""
    there = sheet.evidence.get(criterion, ())
    for one in (*(e for e in there if e not in wanted), *(e for e in wanted if e not in there)):
        sheet = review.cite(desk, sheet, criterion, one)
    return sheet


def _expect_read(first: Sheet, second: Sheet) -> None:
    if not second.answers:
        raise UsageFault(put(second.unit, _("{The_row} is not read a second time yet.")), "")
    for sheet, sentence in (
        (
            first,
            ngettext(
                "The first reading has {n} question left.", "The first reading has {n} questions left.", _left(first)
            ),
        ),
        (
            second,
            ngettext(
                "The second reading has {n} question left.", "The second reading has {n} questions left.", _left(second)
            ),
        ),
    ):
        if _left(sheet):
            raise UsageFault(
                sentence.format(n=_left(sheet)),
                _("The differences are shown when both readings are done; until then neither is to see the other."),
            )


def _left(sheet: Sheet) -> int:
    return sum(gap.kind in WAITING for gap in sheet.progress.gaps)


def _found(desk: Desk, first: Sheet, second: Sheet, sheet: Sheet) -> FileDifferences:
    filled = seat_queries.facts_of_seat(desk.store, sheet.opened.audit.id, Seat.CONSENSUS, sheet.auditee.id)
    settled = frozenset(filled.get((sheet.auditee.id, sheet.case.code), {}))
    found = FileDifferences(first, second, sheet, settled, ())
    return replace(found, found=(*_facts(found), *_questions(found)))


def _facts(found: FileDifferences) -> Iterator[Differing]:
    for definition in found.sheet.opened.criteria.facts_of(found.sheet.unit):
        values = [sheet.facts.get(definition.id) for sheet in (found.first, found.second, found.sheet)]
        if values[0] != values[1]:
            first, second, together = (
                Said("" if value is None else write_fact(value), _fact_words(definition.show, value))
                for value in values
            )
            settled = together if definition.id in found.settled_facts else None
            yield Differing(definition.id, True, first, second, settled, True)


def _fact_words(show: Callable[[FactValue], str], value: FactValue | None) -> str:
    return _("not filled in") if value is None else show(value)


def _questions(found: FileDifferences) -> Iterator[Differing]:
    for criterion in found.sheet.criteria:
        first, second = _said(found.first, criterion.id), _said(found.second, criterion.id)
        settled = _said(found.sheet, criterion.id) if criterion.id in found.sheet.answers else None
        if (first.code, first.words) != (second.code, second.words):
            asked = found.sheet.state.applicability(criterion.id).asked is not Asked.NO
            yield Differing(criterion.id, False, first, second, settled, asked)
        elif (first.comment, first.evidence) != (second.comment, second.evidence):
            yield Differing(criterion.id, False, first, second, settled, False, only_words=True)


def _said(sheet: Sheet, criterion: str) -> Said:
    said = (sheet.comments.get(criterion, ""), sheet.evidence.get(criterion, ()))
    if sheet.state.applicability(criterion).asked is Asked.NO:
        return Said("", _("not asked"), *said)
    answer = sheet.answers.get(criterion)
    if answer is None:
        return Said("", _("not answered"), *said)
    step = sheet.opened.criteria.scale_of(sheet.opened.criteria.criterion[criterion]).step(answer.code)
    return Said(answer.code, step.label if step else answer.code, *said, answer.actor)
