"""An answer file against what stands in the store: what of it is new, and on what each new entry rests.

Owns that comparison. A file that says what its author saw changes only what its author changed, and where somebody
has changed the same since, both stand as a conflict. A file written by hand adds to what stands, or replaces it, which
is told. Leaves the format to `reading.answers`, recording to `workflow.answers`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from tillsyn.domain.answers import Answer, Evidence, Source
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import Document
from tillsyn.domain.entries import SUBJECT_SEPARATOR, Json
from tillsyn.domain.facts import FactValue, write_fact
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line, plain
from tillsyn.language import _
from tillsyn.nouns import auditees
from tillsyn.problems import Problem
from tillsyn.reading.answers import AnswerFile, CaseAnswers, GivenAnswer
from tillsyn.reading.faults import nearest
from tillsyn.store import queries, seat_queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.answers_standing import Standings, Version, drawn_files, lacks, sources_of
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, kept_facts
from tillsyn.workflow.desk import Desk

Place = tuple[int, int]


class Intake:
    """One answer file; `drafts` finds what is new in it, and `problems` everything to be told."""

    def __init__(self, desk: Desk, opened: OpenAudit, given: AnswerFile, file: str) -> None:
        self.desk, self.opened, self.given, self.file = desk, opened, given, file
        self.problems: list[Problem] = []
        self.standing = Standings(desk, opened, given.auditee, given.seat, given.seen)
        self.drawn = drawn_files(desk, opened, given.auditee, given.seat)
        self.handwritten = given.seen is None

    def drafts(self) -> Iterable[Draft]:
        """Every new entry, in the order of the file."""
        self._look_at_the_head()
        for case in self.given.cases:
            if case.case in self.drawn:
                yield from self._unlocked(case, list(self._case(case)))
                continue
            near = nearest(case.case, self.drawn)
            about = {"case": one_line(case.case), "auditee": self.given.auditee, "nearest": near}
            self._tell("A040", (case.line, case.column), **about)
        own = self.given
        itself = CaseAnswers(
            AUDITEE_LEVEL, own.auditee_facts, own.auditee_answers, 0, 0, own.auditee_emptied, own.auditee_places
        )
        yield from self._unlocked(itself, list(self._case(itself)))

    def _look_at_the_head(self) -> None:
        version, said = self.opened.criteria.version, self.given.edition
        if said != version and (said or self.opened.audit.edition):
            self._tell("A044", (1, 1), version=version)
        if self.given.seen and lacks(self.desk, self.given.seen):
            self._tell("A049W", (1, 1))

    def _unlocked(self, case: CaseAnswers, drafts: list[Draft]) -> Iterable[Draft]:
        """The drafts of a case that may be changed; a fault where it is handed over or approved."""
        place = (self.opened.audit.id, self.given.auditee, case.case)
        blind = self.given.seat is Seat.SECOND
        if drafts and not blind and seat_queries.control_of(self.desk.store, *place).locked:
            self._tell("A060", (case.line or 1, case.column or 1), case=case.case or self.given.auditee)
            return
        yield from drafts

    def _case(self, case: CaseAnswers) -> Iterable[Draft]:
        register = self.drawn[case.case].facts
        yield from self._facts(case, register)
        filled = {name: self.standing.fact(case.case, name) for name in self.opened.criteria.fact}
        known = {**register, **kept_facts(self.opened.criteria, {name: text for name, text in filled.items() if text})}
        self._warn_of_unasked(case.case, {**known, **case.facts}, case.answers)
        place = (self.opened.audit.id, self.given.auditee, case.case)
        documents = {d.name: d for d in queries.documents(self.desk.store, *place)} if case.case else {}
        standing = self.opened.marked(self.standing.answers(case.case))
        for given in case.answers:
            old = standing.get(given.criterion) or Answer(given.criterion, "")
            yield from self._answer(case.case, given, old)
            yield from self._comment(case.case, given)
            yield from self._beside(case.case, given)
            yield from self._evidence(case.case, given, documents)

    def _facts(self, case: CaseAnswers, register: Mapping[str, FactValue]) -> Iterable[Draft]:
        wanted = {name: write_fact(value) for name, value in case.facts.items()}
        wanted.update(dict.fromkeys(case.emptied, ""))
        for fact, value in wanted.items():
            name = self.standing.subject(self.standing.facts_kind, case.case, fact)
            listed = write_fact(register[fact]) if fact in register else ""
            if self.handwritten and self.given.seat is Seat.CONSENSUS:
                listed = ""  # who writes a fact into a consensus settles it, also as the first reader has it

            def says(version: Version, listed: str = listed) -> str:
                return str(version.data.get("value", "")) or listed

            wants = value or listed  # what is emptied goes back to the register
            if says(self.standing.then(name)) != wants and says(self.standing.now(name)) != wants:
                about = {"name": fact, "case": case.case or self.given.auditee}
                base = self._base(name, case.fact_places.get(fact, (case.line, 1)), about)
                yield Draft(self.standing.facts_kind, name, {"value": value}, None, base)

    def _answer(self, case: str, given: GivenAnswer, old: Answer) -> Iterable[Draft]:
        name = self.standing.subject("answer", case, given.criterion)
        then, now = (str(v.data.get("code", "")) for v in (self.standing.then(name), self.standing.now(name)))
        again = bool(old.code) and old.code == given.code and (old.reconsider or (self.handwritten and old.conflict))
        if again or (given.code != then and given.code != now):
            place = (given.line, given.column)
            base = self._base(name, place, {"name": given.criterion, "case": case or self.given.auditee}, again)
            said = self.opened.said_edition if given.code else {}
            yield Draft("answer", name, {"code": given.code, **said}, None, base)

    def _comment(self, case: str, given: GivenAnswer) -> Iterable[Draft]:
        if self.handwritten and not given.comment:
            return
        name = self.standing.subject("comment", case, given.criterion)
        stood = {plain(version.text).strip() for version in (self.standing.then(name), self.standing.now(name))}
        if given.comment not in stood:
            about = self._about(case, given, _("The comment to {criterion}"))
            base = self._base(name, (given.line, given.column), about)
            yield Draft("comment", name, {}, given.comment, base)

    def _beside(self, case: str, given: GivenAnswer) -> Iterable[Draft]:
        """What is said beside an answer: that it is a good example, and where its comment has it from."""
        wanted: tuple[tuple[str, dict[str, Json], bool | tuple[Source, ...]], ...] = (
            ("good", {"good": given.good}, given.good),
            ("source", {"sources": [source.value for source in given.sources]}, given.sources),
        )
        for kind, data, value in wanted:
            if self.handwritten and not value:
                continue
            name = self.standing.subject(kind, case, given.criterion)
            versions = (self.standing.then(name), self.standing.now(name))
            stood = [bool(v.data.get("good")) if kind == "good" else sources_of(v) for v in versions]
            if value not in stood:
                about = self._about(case, given, _("What is said beside {criterion}"))
                base = self._base(name, (given.line, given.column), about)
                yield Draft(kind, name, data, None, base)

    def _evidence(self, case: str, given: GivenAnswer, documents: Mapping[str, Document]) -> Iterable[Draft]:
        then, now = (self.standing.cited(case, given.criterion, then) for then in (True, False))
        placed = self._placed(given, documents, (*then.values(), *now.values()))
        for where, evidence in placed.items():
            if where not in then and where not in now:
                yield self._cite(case, given, evidence, True)
        for where, evidence in then.items():
            if not self.handwritten and where in now and where not in placed:
                yield self._cite(case, given, evidence, False)

    def _cite(self, case: str, given: GivenAnswer, evidence: Evidence, cited: bool) -> Draft:
        name = self.standing.subject("evidence", case, given.criterion, evidence.document, str(evidence.line))
        about = self._about(case, given, _("The evidence for {criterion}"))
        base = self._base(name, (given.line, given.column), about)
        return Draft("evidence", name, {"cited": cited}, evidence.quote, base)

    def _base(
        self, name: str, place: Place, about: Mapping[str, object], again: bool = False
    ) -> tuple[str, ...] | None:
        """What a new entry rests on: what the author saw; by hand all that stands, which is told where it differs."""
        now = self.standing.now(name)
        if self.handwritten:
            if not again and now.stands:
                self._tell("A047W", place, **about)
            return None
        then = self.standing.then(name)
        if now.hashes == then.hashes or now.says_as(then):
            return now.hashes
        self._tell("A046W", place, **about)
        return then.hashes

    def _about(self, case: str, given: GivenAnswer, what: str) -> dict[str, object]:
        return {"name": what.format(criterion=given.criterion), "case": case or self.given.auditee}

    def _placed(
        self, given: GivenAnswer, documents: Mapping[str, Document], known: Sequence[Evidence]
    ) -> dict[tuple[str, int], Evidence]:
        """The quotes by document and line; two on one line become the whole line. Those `known` already may stay."""
        found: dict[tuple[str, int], Evidence] = {}
        for number, evidence in enumerate(given.evidence):
            at = given.cited_at[number] if number < len(given.cited_at) else (given.line, given.column)
            if SUBJECT_SEPARATOR in evidence.document:  # which no document's name holds
                self._report("A042", given, evidence, at, documents)
                continue
            stays = evidence in known
            line = evidence.line if evidence.line or stays else self._line_of(evidence, given, documents, at)
            where, quote = (evidence.document, line), evidence.quote
            if line and where in found and evidence.document in documents:
                lines = _lines(documents[evidence.document])
                quote = lines[line - 1].strip() if line <= len(lines) else f"{found[where].quote} … {quote}"
            found[where] = Evidence(evidence.document, line, quote)
        return found

    def _line_of(self, evidence: Evidence, given: GivenAnswer, documents: Mapping[str, Document], at: Place) -> int:
        """The line a quote begins on; a fault where the document is at hand but does not hold it."""
        document = documents.get(evidence.document)
        if document is None:
            if documents:
                self._report("A042", given, evidence, at, documents)
            return 0
        if line := _line_with(_lines(document), evidence.quote):
            return line
        self._report("A043", given, evidence, at)
        return 0

    def _report(
        self, code: str, given: GivenAnswer, evidence: Evidence, at: Place, documents: Iterable[str] = ()
    ) -> None:
        near = nearest(evidence.document, documents)
        self._tell(code, at, criterion=given.criterion, document=one_line(evidence.document), nearest=near)

    def _warn_of_unasked(self, case: str, facts: Mapping[str, FactValue], answers: Sequence[GivenAnswer]) -> None:
        codes = {given.criterion: given.code for given in answers if given.code}
        auditee = self.opened.auditee(self.given.auditee)
        state = CaseState(self.opened.criteria, facts, codes, self.opened.audit.day, auditee.kind)
        for given in answers:
            where = state.applicability(given.criterion)
            if not given.code:
                continue
            if where.put_to:
                alone = {"criterion": given.criterion, "kinds": auditees(where.put_to), "auditee": auditee.id}
                self._tell("A045W", (given.line, given.column), **alone)
            elif where.asked is Asked.NO:
                about = {"criterion": given.criterion, "case": case or auditee.id}
                self._tell("A041W", (given.line, given.column), **about)

    def _tell(self, code: str, place: Place, **about: object) -> None:
        self.problems.append(Problem(code, self.file, *place, about))


def _line_with(lines: Sequence[str], quote: str) -> int:
    """The line (from 1) that a quote begins on: on it alone, else going on over the next ones; 0 where nowhere."""
    for number, line in enumerate(lines, start=1):
        if quote in line:
            return number
    words = [" ".join(line.split()) for line in lines]
    starts = list(accumulate((len(line) + bool(line) for line in words), initial=0))
    at = " ".join(filter(None, words)).find(" ".join(quote.split()))
    return bisect_right(starts, at, 0, len(words)) if at >= 0 else 0


def _lines(document: Document) -> list[str]:
    """The lines of a document as they are shown and counted."""
    return plain(document.text).split("\n")
