"""Answer files taken in and written out: facts, answers, comments and evidence of one auditee and seat.

Owns the two intentions. Leaves the format to `reading.answers`, what of a file is new to `workflow.answers_intake`,
the words of a form to `workflow.answers_form`, and judging by key to `workflow.review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tillsyn.domain.answers import Answer
from tillsyn.domain.casefiles import CaseFile, SampleRole
from tillsyn.domain.facts import FactDefinition, FactValue
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.answerfile import write_answer_file
from tillsyn.reading.answers import AnswerFile, CaseAnswers, GivenAnswer, read_answer_file
from tillsyn.reading.faults import nearest
from tillsyn.workflow.answers_form import notes_of
from tillsyn.workflow.answers_intake import Intake
from tillsyn.workflow.answers_standing import Standings, drawn_files, seen_now
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, kept_facts, unit_of
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.plan import expect_same_audit, refuse_faults


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What an answer file came to: how many answers it gives, what was recorded of it, and what is worth knowing."""

    auditee: str
    answers: int
    recorded: int
    problems: tuple[Problem, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)
    """Kind of entry → how many were recorded, or would be."""


def import_answers(desk: Desk, opened: OpenAudit, path: Path, dry_run: bool = False) -> AnswersTaken:
    """Take in an answer file, all or nothing; what stands already is not recorded again.

    With `dry_run` nothing is recorded, and the same is told.

    Raises:
        InputFaults: when anything in it has a fault.
    """
    reading = read_answer_file(path, opened.criteria)
    refuse_faults(_("The answers have faults; nothing was taken in."), reading.problems)
    assert reading.given is not None
    given = reading.given
    expect_same_audit(opened, given.audit, path)
    opened.auditee(given.auditee)
    with desk.store.transaction():  # nobody may write between the comparison and the taking in
        intake = Intake(desk, opened, given, str(path))
        drafts = list(intake.drafts())
        problems = (*reading.problems, *intake.problems)
        refuse_faults(_("The answers have faults; nothing was taken in."), problems)
        if not dry_run:
            desk.record(drafts)
    counted = sum(bool(a.code) for case in given.cases for a in case.answers)
    counted += sum(bool(a.code) for a in given.auditee_answers)
    return AnswersTaken(given.auditee, counted, len(drafts), problems, Counter(draft.kind for draft in drafts))


def export_answers(
    desk: Desk, opened: OpenAudit, auditee_id: str, seat: Seat = Seat.FIRST, cases: Collection[str] = ()
) -> str:
    """The answers of one auditee and seat (or of some of its cases) as an answer file, in short.

    Raises:
        UsageFault: when the auditee, or a case of it, is not there.
    """
    return _Export(desk, opened, auditee_id, seat, cases).short()


def export_form(
    desk: Desk, opened: OpenAudit, auditee_id: str, seat: Seat = Seat.FIRST, cases: Collection[str] = ()
) -> str:
    """The same as a form to fill in: every question with its guidance and the answers it takes, answered or not.

    Raises:
        UsageFault: when the auditee, or a case of it, is not there.
    """
    return _Export(desk, opened, auditee_id, seat, cases).form()


class _Export:
    """One auditee at one seat, of one moment."""

    def __init__(self, desk: Desk, opened: OpenAudit, auditee_id: str, seat: Seat, cases: Collection[str]) -> None:
        self.opened, self.auditee, self.seat = opened, opened.auditee(auditee_id), seat
        with desk.store.snapshot():
            self.standing = Standings(desk, opened, auditee_id, seat)
            self.seen = seen_now(desk)
            drawn = drawn_files(desk, opened, auditee_id, seat)
        self.itself = drawn.pop(AUDITEE_LEVEL)
        self.cases = self._chosen(drawn, cases)
        self.with_itself = not cases

    def _chosen(self, known: Mapping[str, CaseFile], wanted: Collection[str]) -> tuple[CaseFile, ...]:
        for code in wanted:
            if code not in known:
                near = nearest(code, known)
                raise UsageFault(
                    _("{case} is not in the sample of {auditee}.").format(case=code, auditee=self.auditee.id),
                    _("Did you mean “{nearest}”?").format(nearest=near) if near else "",
                )
        return tuple(case for case in known.values() if not wanted or case.code in wanted)

    def short(self) -> str:
        """Only what is answered and filled in."""
        listed = tuple(CaseAnswers(case.code, self._filled(case.code), self._given(case.code)) for case in self.cases)
        return write_answer_file(self._file(listed, self._given(AUDITEE_LEVEL), self._filled(AUDITEE_LEVEL)))

    def form(self) -> str:
        """Everything that is asked or may be, each with a place to write in."""
        listed = []
        for case in self.cases:
            if case.role is SampleRole.SAMPLE or self.standing.answers(case.code):
                known = {**case.facts, **self._filled(case.code)}
                listed.append(
                    CaseAnswers(case.code, known, self._blanks(case.code), emptied=self._open(case.code, known))
                )
        own = {**self.itself.facts, **self._filled(AUDITEE_LEVEL)}
        file = self._file(tuple(listed), self._blanks(AUDITEE_LEVEL), own, self._open(AUDITEE_LEVEL, own))
        return write_answer_file(file, notes_of(self.opened, self.auditee, file, self.standing, self.cases))

    def _file(
        self,
        cases: tuple[CaseAnswers, ...],
        own: tuple[GivenAnswer, ...],
        facts: Mapping[str, FactValue],
        emptied: tuple[str, ...] = (),
    ) -> AnswerFile:
        if not self.with_itself:
            own, facts, emptied = (), {}, ()
        audit = self.opened.audit.id
        edition = self._edition()
        return AnswerFile(audit, self.auditee.id, self.seat, cases, own, facts, edition, self.seen, emptied)

    def _edition(self) -> str:
        """Taken in again, a file that names the edition confirms what stands in it: not where that is left to do."""
        codes = [AUDITEE_LEVEL, *(case.code for case in self.cases)]
        found = [a for code in codes for a in self.opened.marked(self.standing.answers(code)).values() if a.code]
        said = self.opened.audit.edition and not any(answer.reconsider for answer in found)
        return self.opened.criteria.version if said else ""

    def _given(self, case: str) -> tuple[GivenAnswer, ...]:
        found = self.standing.answers(case)
        return tuple(_given(found[c.id]) for c in self.opened.criteria.criteria if c.id in found)

    def _blanks(self, case: str) -> tuple[GivenAnswer, ...]:
        """Every criterion of the case, answered or not; those put to other kinds of auditee only if answered."""
        found = self.standing.answers(case)
        asked = self.opened.criteria.criteria_of(unit_of(self.opened.criteria, case))
        return tuple(
            _given(found.get(c.id) or Answer(c.id, "")) for c in asked if c.id in found or c.put_to(self.auditee.kind)
        )

    def _facts(self, case: str) -> tuple[FactDefinition, ...]:
        return self.opened.criteria.facts_of(unit_of(self.opened.criteria, case))

    def _filled(self, case: str) -> dict[str, FactValue]:
        written = {fact.id: self.standing.fact(case, fact.id) for fact in self._facts(case)}
        return kept_facts(self.opened.criteria, {name: text for name, text in written.items() if text})

    def _open(self, case: str, known: Mapping[str, FactValue]) -> tuple[str, ...]:
        return tuple(fact.id for fact in self._facts(case) if fact.id not in known)


def _given(answer: Answer) -> GivenAnswer:
    return GivenAnswer(answer.criterion, answer.code, answer.comment, answer.evidence, answer.sources, answer.good)
