"""Every reading of every file, each with its own facts: what readers are compared by.

Owns gathering them. A second reader's facts are those of the register and her own; what counts in the end is gathered
by `workflow.audits`. Leaves figures to `workflow.agreement` and `workflow.drift`, and settling to
`workflow.differences`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tillsyn.domain.answers import Answer, Gap, GapKind, Progress, counting, progress
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import Auditee, CaseFile, SampleRole
from tillsyn.domain.counting import Judgement
from tillsyn.domain.seats import Seat
from tillsyn.domain.units import Unit
from tillsyn.store import queries, seat_queries
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, case_files, kept_facts, unit_of
from tillsyn.workflow.desk import Desk

WAITING = (GapKind.ANSWER, GapKind.FACT, GapKind.RECONSIDER)
"""Gaps without which a reading says nothing of a question; comments and sources may still be missing."""
READERS = (Seat.FIRST, Seat.SECOND)
"""The two seats that read for themselves."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as one seat has read it."""

    seat: Seat
    answers: Mapping[str, Answer]
    state: CaseState
    unit: Unit

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return progress(self.state, self.answers, self.unit)

    @property
    def begun(self) -> bool:
        """Whether anything is answered."""
        return bool(self.answers)

    @property
    def unanswered(self) -> tuple[Gap, ...]:
        """Questions that wait for an answer, or for a fact."""
        return tuple(gap for gap in self.progress.gaps if gap.kind in WAITING)

    @property
    def reader(self) -> str:
        """Who has read it: whoever gave most of the answers; empty where nothing is answered."""
        found = Counter(answer.actor for answer in self.answers.values())
        return min(found, key=lambda name: (-found[name], name), default="")

    def asks(self, criterion: str) -> bool:
        """Whether a criterion is asked by the facts and answers of this reading, or may still be."""
        return self.state.applicability(criterion).asked is not Asked.NO

    def judgement(self, criterion: str) -> Judgement:
        """What the reading says of a criterion: not applicable also where it is not asked; None is unanswered."""
        return self.state.meaning(criterion)

    def reader_of(self, criterion: str) -> str:
        """Who judged a criterion here; of one that was not put, who has read the file."""
        return self.answers[criterion].actor if criterion in self.answers else self.reader


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One sampled file, or the auditee itself, with the readings of both readers, whether begun or not."""

    auditee: Auditee
    case: CaseFile
    readings: Mapping[Seat, Reading]

    @property
    def key(self) -> tuple[str, str]:
        """Auditee id and case code."""
        return self.auditee.id, self.case.code

    @property
    def read_twice(self) -> bool:
        """Whether two readers have begun to answer."""
        return all(self.readings[seat].begun for seat in READERS)


def read_files(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> tuple[ReadFile, ...]:
    """Every sampled file of every auditee (or of one) in number order, then the auditee itself."""
    store, audit = desk.store, opened.audit.id
    with store.snapshot():  # two readings of different moments would differ where their readers do not
        files = case_files(desk, opened, auditee_id, {})
        given = queries.answers(store, audit, auditee_id)
        filled = {seat: seat_queries.facts_of_seat(store, audit, seat, auditee_id) for seat in READERS}
    found = []
    for auditee in opened.auditees:
        if auditee_id not in (None, auditee.id):
            continue
        sampled = [case for case in files.get(auditee.id, ()) if case.role is SampleRole.SAMPLE]
        for case in (*sampled, *_itself(opened, auditee)):
            key = (auditee.id, case.code)
            said = {seat: (filled[seat].get(key, {}), given.get(key, {}).get(seat, {})) for seat in READERS}
            readings = {seat: _reading(opened, auditee, case, seat, *said[seat]) for seat in READERS}
            found.append(ReadFile(auditee, case, readings))
    return tuple(found)


def _itself(opened: OpenAudit, auditee: Auditee) -> tuple[CaseFile, ...]:
    asked = opened.criteria.criteria_of(Unit.AUDITEE)
    return (CaseFile(AUDITEE_LEVEL, auditee.id, 0),) if asked else ()


def _reading(
    opened: OpenAudit,
    auditee: Auditee,
    case: CaseFile,
    seat: Seat,
    filled: Mapping[str, str],
    given: Mapping[str, Answer],
) -> Reading:
    answers = opened.marked(given)
    facts = {**case.facts, **kept_facts(opened.criteria, filled)}
    state = CaseState(opened.criteria, facts, counting(answers), opened.audit.day, auditee.kind)
    return Reading(seat, answers, state, unit_of(opened.criteria, case.code))
