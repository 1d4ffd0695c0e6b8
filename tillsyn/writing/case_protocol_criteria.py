"""What the protocol of one case tells of each criterion: question, law, answer, words, quotes, and each reading.

Owns that part of the view. Leaves the rest of it to `writing.case_protocol_view`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tillsyn.domain.answers import Answer, Evidence
from tillsyn.domain.applicability import Asked
from tillsyn.domain.casefiles import Document
from tillsyn.domain.criteria import Area, Criterion
from tillsyn.domain.entries import Json
from tillsyn.domain.law import LegalBasis, in_reading_order
from tillsyn.domain.moments import local_day
from tillsyn.domain.pages import pages_of
from tillsyn.domain.seats import PRECEDENCE, Seat, people
from tillsyn.nouns import auditees
from tillsyn.writing.case_protocol_material import CaseMaterial
from tillsyn.writing.conditions import in_words
from tillsyn.writing.views import View


class Telling:
    """Tells the criteria of one case, one after the other."""

    def __init__(self, material: CaseMaterial) -> None:
        self.material = material
        self.state = material.state
        self.documents: Mapping[str, Document] = {one.name: one for one in material.documents}
        self.named = len({answer.actor for answer in material.answers.values()}) > 1
        self.dated = len({local_day(answer.at) for answer in material.answers.values()}) > 1

    def criteria_of(self, area: Area) -> list[Json]:
        """Every criterion of an area that is about such a thing, in file order."""
        criteria = self.state.criteria.criteria_of(self.material.unit)
        return [self._criterion(criterion) for criterion in criteria if criterion.area == area.id]

    def not_counted(self) -> list[Json]:
        """Answers that are kept but do not count, with the reason."""
        criteria = self.state.criteria.criteria_of(self.material.unit)
        found = [(criterion, self.material.answers.get(criterion.id)) for criterion in criteria]
        return [
            {**self._head(criterion), "why": why, **self._because(criterion), **self._answer(criterion, answer)}
            for criterion, answer in found
            if answer and (why := self._why_not(criterion, answer))
        ]

    def _criterion(self, criterion: Criterion) -> View:
        answer = self.material.answers.get(criterion.id)
        asked = self.state.applicability(criterion.id).asked
        kept = bool(answer and self._why_not(criterion, answer))
        told = {**self._head(criterion), "asked": asked.value, "kept": kept}
        if asked is not Asked.YES:
            return {**told, **self._because(criterion)}
        day, missing = self.state.judged_on(criterion)
        counting = None if kept else answer
        return {
            **told,
            "judged_on": day.isoformat(),
            "date_missing": missing,
            "law": [_basis(basis) for basis in in_reading_order(self.state.law(criterion))],
            **self._answer(criterion, counting),
            **({} if kept else self._loose(criterion, answer)),
            **self._readings(criterion),
        }

    def _head(self, criterion: Criterion) -> View:
        day, _missing = self.state.judged_on(criterion)
        return {"id": criterion.id, "question": criterion.question.on(day)}

    def _because(self, criterion: Criterion) -> View:
        """Why a criterion is not asked, or not yet: whom it is put to, when it is asked, what is still missing."""
        where = self.state.applicability(criterion.id)
        known = self.state.criteria.fact
        facts: list[Json] = [known[name].label for name in where.missing if name in known]
        answers: list[Json] = [name for name in where.missing if name not in known]
        when = in_words(self.state.criteria, criterion.applies_when) if criterion.applies_when else ""
        return {"put_to": auditees(where.put_to), "when": when, "missing": facts, "unanswered": answers}

    def _why_not(self, criterion: Criterion, answer: Answer) -> str:
        """Why an answer does not count, or an empty text."""
        asked = self.state.applicability(criterion.id).asked
        if asked is not Asked.YES:
            return "not_asked" if asked is Asked.NO else "unknown"
        return "reconsider" if answer.reconsider else ""

    def _answer(self, criterion: Criterion, answer: Answer | None) -> View:
        """An answer with its words and quotes; an empty label where there is none."""
        if answer is None:
            return {
                "answer": "",
                "comment": "",
                "sources": [],
                "evidence": [],
                "good": False,
                "conflict": False,
                "by": [],
                "day": "",
            }
        step = self.state.criteria.scale_of(criterion).step(answer.code)
        return {
            "answer": step.label if step else answer.code,
            "comment": answer.comment,
            "sources": [source.value for source in answer.sources],
            "evidence": [self._quoted(one) for one in answer.evidence],
            "good": answer.good,
            "conflict": answer.conflict,
            "by": list(people(answer.actor)) if self.named and answer.actor else [],
            "day": local_day(answer.at) if self.dated else "",
        }

    def _loose(self, criterion: Criterion, answer: Answer | None) -> View:
        """Words and quotes that stand though no answer is given."""
        if answer is not None:
            return {}
        quotes = self.material.evidence.get(criterion.id, ())
        comment = self.material.comments.get(criterion.id, "")
        return {"comment": comment, "evidence": [self._quoted(one) for one in quotes]}

    def _readings(self, criterion: Criterion) -> View:
        """Where more than one seat has read: whose answer stands, and what the others came to."""
        name = criterion.id
        answered = {r.seat: r.answers[name] for r in self.material.readings if name in r.answers}
        stands = next((seat for seat in PRECEDENCE if seat in answered), None)
        others: list[Json] = [
            self._reading(criterion, r.seat, answered.get(r.seat))
            for r in self.material.readings
            if r.seat is not stands and (r.seat in answered or (r.seat is not Seat.CONSENSUS and name in r.unasked))
        ]
        return {"stands": stands.value if stands and others else "", "readings": others}

    def _reading(self, criterion: Criterion, seat: Seat, answer: Answer | None) -> View:
        told = self._answer(criterion, answer)
        return {"seat": seat.value, **told, "by": list(people(answer.actor)) if answer else []}

    def _quoted(self, evidence: Evidence) -> View:
        """A quoted place: the document by title (its file name where it is not at hand), page where it has pages."""
        document = self.documents.get(evidence.document)
        return {
            "document": document.title or document.name if document else evidence.document,
            "dated": document.day.isoformat() if document and document.day else "",
            "page": (pages_of(document.text).of(evidence.line) if document and evidence.line else None) or 0,
            "line": evidence.line,
            "quote": evidence.quote,
        }


def _basis(basis: LegalBasis) -> View:
    return {"citation": basis.citation, "binding": basis.binding.value, "verified": basis.verified.value}
