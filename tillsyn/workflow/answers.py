"""Answer files taken in and written out: facts, answers, comments and evidence of one auditee and seat.

Owns what of a file is new, and where a quote stands in its document. Leaves the format to `reading.answers`,
judging by key to `workflow.review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tillsyn.domain.answers import Answer, Evidence
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import Document
from tillsyn.domain.entries import SUBJECT_SEPARATOR, subject
from tillsyn.domain.facts import FactValue, write_fact
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.nouns import auditees
from tillsyn.problems import Problem
from tillsyn.reading.answerfile import write_answer_file
from tillsyn.reading.answers import AnswerFile, CaseAnswers, GivenAnswer, read_answer_file
from tillsyn.store import queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, case_files, kept_facts
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.plan import expect_same_audit, refuse_faults


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What an answer file came to: how many answers it gives, how many entries were new, and what is worth knowing."""

    auditee: str
    answers: int
    recorded: int
    problems: tuple[Problem, ...]


def import_answers(desk: Desk, opened: OpenAudit, path: Path) -> AnswersTaken:
    """Take in an answer file, all or nothing; what stands already is not recorded again.

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
        intake = _Intake(desk, opened, given, str(path))
        drafts = list(intake.drafts())
        refuse_faults(_("The answers have faults; nothing was taken in."), (*reading.problems, *intake.problems))
        desk.record(drafts)
    counted = sum(len(case.answers) for case in given.cases) + len(given.auditee_answers)
    return AnswersTaken(given.auditee, counted, len(drafts), (*reading.problems, *intake.problems))


def export_answers(desk: Desk, opened: OpenAudit, auditee_id: str, seat: Seat = Seat.FIRST) -> str:
    """The answers of one auditee and seat as an answer file, facts that were filled in included."""
    opened.auditee(auditee_id)
    readings = queries.answers(desk.store, opened.audit.id, auditee_id)
    filled = queries.facts(desk.store, opened.audit.id, auditee_id)

    def answers(case: str) -> tuple[GivenAnswer, ...]:
        found = readings.get((auditee_id, case), {}).get(seat, {})
        order = [c.id for c in opened.criteria.criteria if c.id in found]
        return tuple(GivenAnswer(c, found[c].code, found[c].comment, found[c].evidence) for c in order)

    def facts(case: str) -> dict[str, FactValue]:
        return kept_facts(opened.criteria, filled.get((auditee_id, case), {}))

    cases = case_files(desk, opened, auditee_id).get(auditee_id, ())
    listed = tuple(CaseAnswers(c.code, facts(c.code), answers(c.code)) for c in cases)
    own = facts(AUDITEE_LEVEL)
    given = AnswerFile(opened.audit.id, auditee_id, seat, listed, answers(AUDITEE_LEVEL), own)
    found = [a for (_who, _case), seats in readings.items() for a in opened.marked(seats.get(seat, {})).values()]
    # Taken in again, a file that names the edition confirms what stands in it.
    said = opened.audit.edition and not any(answer.reconsider for answer in found)
    return write_answer_file(replace(given, edition=opened.criteria.version) if said else given)


class _Intake:
    """One answer file against what stands in the store."""

    def __init__(self, desk: Desk, opened: OpenAudit, given: AnswerFile, file: str) -> None:
        self.desk, self.opened, self.given, self.file = desk, opened, given, file
        self.problems: list[Problem] = []
        audit, auditee = opened.audit.id, given.auditee
        self.cases = {case.code: case for case in case_files(desk, opened, auditee).get(auditee, ())}
        self.standing = queries.answers(desk.store, audit, auditee)
        self.filled = queries.facts(desk.store, audit, auditee)

    def drafts(self) -> Iterable[Draft]:
        version, said = self.opened.criteria.version, self.given.edition
        if said != version and (said or self.opened.audit.edition):
            self.problems.append(Problem("A044", self.file, 1, 1, {"version": version}))
        for case in self.given.cases:
            if case.case not in self.cases:
                about = {"case": one_line(case.case), "auditee": self.given.auditee}
                self.problems.append(Problem("A040", self.file, case.line, 1, about))
                continue
            yield from self._case(case)
        known = kept_facts(self.opened.criteria, self.filled.get((self.given.auditee, AUDITEE_LEVEL), {}))
        yield from self._facts(AUDITEE_LEVEL, self.given.auditee_facts, known)
        self._warn_of_unasked(AUDITEE_LEVEL, {**known, **self.given.auditee_facts}, self.given.auditee_answers)
        yield from self._answers(AUDITEE_LEVEL, self.given.auditee_answers, {})

    def _case(self, case: CaseAnswers) -> Iterable[Draft]:
        drawn = self.cases[case.case]
        yield from self._facts(case.case, case.facts, drawn.facts)
        self._warn_of_unasked(case.case, {**drawn.facts, **case.facts}, case.answers)
        documents = queries.documents(self.desk.store, self.opened.audit.id, self.given.auditee, case.case)
        yield from self._answers(case.case, case.answers, {document.name: document for document in documents})

    def _facts(self, case: str, facts: Mapping[str, FactValue], known: Mapping[str, FactValue]) -> Iterable[Draft]:
        for fact, value in facts.items():
            if known.get(fact) != value:
                yield Draft("fact", self._name("fact", case, fact), {"value": write_fact(value)})

    def _answers(self, case: str, answers: Iterable[GivenAnswer], documents: Mapping[str, Document]) -> Iterable[Draft]:
        seat = self.given.seat
        before = self.opened.marked(self.standing.get((self.given.auditee, case), {}).get(seat, {}))
        for given in answers:
            old = before.get(given.criterion) or Answer(given.criterion, "")
            place = (case, seat.value, given.criterion)
            if old.code != given.code or old.conflict or old.reconsider:  # the same again settles or confirms it
                data = {"code": given.code, **self.opened.said_edition}
                yield Draft("answer", self._name("answer", *place), data)
            if given.comment and old.comment != given.comment:
                yield Draft("comment", self._name("comment", *place), {}, given.comment)
            for evidence in self._placed(given, documents):
                if not any((e.document, e.line) == (evidence.document, evidence.line) for e in old.evidence):
                    name = self._name("evidence", *place, evidence.document, str(evidence.line))
                    yield Draft("evidence", name, {"cited": True}, evidence.quote)

    def _placed(self, given: GivenAnswer, documents: Mapping[str, Document]) -> Iterable[Evidence]:
        """The quotes with their lines; two on one line become the whole line."""
        found: dict[tuple[str, int], Evidence] = {}
        for evidence in given.evidence:
            if SUBJECT_SEPARATOR in evidence.document:  # which no document's name holds
                self._report("A042", given, evidence)
                continue
            line = evidence.line or self._line_of(evidence, given, documents)
            quote = evidence.quote
            if line and (evidence.document, line) in found and evidence.document in documents:
                quote = documents[evidence.document].text.splitlines()[line - 1].strip()
            found[evidence.document, line] = Evidence(evidence.document, line, quote)
        return found.values()

    def _line_of(self, evidence: Evidence, given: GivenAnswer, documents: Mapping[str, Document]) -> int:
        """The line a quote stands on; a fault where the document is at hand but does not hold it."""
        document = documents.get(evidence.document)
        if document is None:
            if documents:
                self._report("A042", given, evidence)
            return 0
        for number, line in enumerate(document.text.splitlines(), start=1):
            if evidence.quote in line:
                return number
        self._report("A043", given, evidence)
        return 0

    def _report(self, code: str, given: GivenAnswer, evidence: Evidence) -> None:
        about = {"criterion": given.criterion, "document": one_line(evidence.document)}
        self.problems.append(Problem(code, self.file, given.line, 1, about))

    def _warn_of_unasked(self, case: str, facts: Mapping[str, FactValue], answers: Sequence[GivenAnswer]) -> None:
        codes = {given.criterion: given.code for given in answers}
        auditee = self.opened.auditee(self.given.auditee)
        state = CaseState(self.opened.criteria, facts, codes, self.opened.audit.day, auditee.kind)
        for given in answers:
            where = state.applicability(given.criterion)
            if where.put_to:
                alone = {"criterion": given.criterion, "kinds": auditees(where.put_to), "auditee": auditee.id}
                self.problems.append(Problem("A045W", self.file, given.line, 1, alone))
            elif where.asked is Asked.NO:
                about = {"criterion": given.criterion, "case": case or auditee.id}
                self.problems.append(Problem("A041W", self.file, given.line, 1, about))

    def _name(self, kind: str, *parts: str) -> str:
        return subject(kind, self.opened.audit.id, self.given.auditee, *parts)
