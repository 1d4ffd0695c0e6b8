"""The key to a set's made-up case files: ``calibration/facit.yaml``, and the folders of documents beside it.

Owns the key's format and that it answers exactly what is asked of each case. Answers and facts are written as in
answer files, with a reason (``why``) instead of comment and evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.calibration import CalibrationKey, KeyAnswer, KeyCase
from tillsyn.domain.casefiles import Document
from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.text import plain
from tillsyn.problems import Problem, errors
from tillsyn.reading.answers import AnswerReader, CaseAnswers, GivenAnswer
from tillsyn.reading.documents import read_cases
from tillsyn.reading.faults import fault
from tillsyn.reading.fields import Fields, top_fields
from tillsyn.reading.leaving import check_format
from tillsyn.reading.tree import Mapping, Scalar, read_tree

FOLDER = "calibration"
KEY_FILE = "facit.yaml"


@dataclass(frozen=True, slots=True)
class KeyReading:
    """The key and the documents of its cases, None where there is none to be had, and every fault."""

    key: CalibrationKey | None
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read_key(set_folder: Path, criteria: CriteriaSet) -> KeyReading:
    """Read the made-up case files of the set in `set_folder`, and the key to them. Never raises."""
    folder = set_folder / FOLDER
    file = folder / KEY_FILE
    if not file.is_file():
        return KeyReading(None, (), (fault("A057", str(file)),))
    problems: list[Problem] = []
    top = top_fields(read_tree(file, str(file)), problems)
    cases = read_cases(folder)
    key = _KeyReader(criteria, file, [document.case for document in cases.documents]).key(top) if top else None
    problems += cases.problems
    return KeyReading(None if errors(problems) else key, cases.documents, tuple(problems))


class _KeyReader(AnswerReader):
    """Reads one key, as an answer file with reasons."""

    case_keys = ("case", "title", "facts", "answers")

    def __init__(self, criteria: CriteriaSet, file: Path, cases: Sequence[str]) -> None:
        super().__init__(criteria)
        self.path = file
        self.documented = frozenset(cases)
        self.titles: dict[str, str] = {}

    def key(self, top: Fields) -> CalibrationKey | None:
        top.done(("format", "set", "audit_date", "cases"))
        check_format(top)
        named = top.scalar("set")
        if named and named.text != self.criteria.id:
            top.report("A050", named, named=named.text, set=self.criteria.id)
        day = top.date("audit_date")
        read = [case for each in top.list_of_fields("cases") or () if (case := self.key_case(each, day))]
        for stranger in sorted(self.documented - {case.case for case in read}):
            top.report("A055", top.place("cases"), case=stranger)
        if day is None:
            return None
        return CalibrationKey(day, tuple(read), sha256(self.path.read_bytes()).hexdigest())

    def key_case(self, fields: Fields, day: date | None) -> KeyCase | None:
        title = fields.text("title") or ""
        given = self.case(fields)
        if given is None:
            return None
        if given.case not in self.documented:
            fields.report("A054", fields.place("case"), case=given.case)
        if day:
            self.check_asked(fields, given, day)
        answers = tuple(KeyAnswer(one.criterion, one.code, one.comment) for one in given.answers)
        return KeyCase(given.case, title, given.facts, answers)

    def check_asked(self, fields: Fields, given: CaseAnswers, day: date) -> None:
        """Report criteria that the key should answer and does not, and the other way round."""
        codes = {one.criterion: one.code for one in given.answers}
        state = CaseState(self.criteria, given.facts, codes, day)
        answers = fields.fields("answers", required=False)
        places = {key.text: key for key in answers.keys} if answers else {}
        for criterion in self.criteria.criteria_of(self.criteria.row_unit):
            where = state.applicability(criterion.id)
            if where.asked is Asked.UNKNOWN:
                needs = ", ".join(name for name in where.missing if name not in places)
                fields.report("A056", fields.place("facts"), criterion=criterion.id, case=given.case, needs=needs)
            elif where.asked is Asked.YES and criterion.id not in places:
                fields.report("A051", fields.place("answers"), criterion=criterion.id, case=given.case)
            elif where.asked is Asked.NO and criterion.id in places:
                fields.report("A052", places[criterion.id], criterion=criterion.id, case=given.case)

    def answer(self, fields: Fields, key: Scalar) -> GivenAnswer | None:
        """A code and why; the reason stands where an answer file has its comment."""
        node = fields.node.get(key.text)
        inner = fields.fields(key.text) if isinstance(node, Mapping) else None
        if inner is None:
            fields.report("A053", key, criterion=key.text)
            return None
        inner.done(("code", "why"))
        if not inner.has("why"):
            inner.report("A053", key, criterion=key.text)
            return None
        code, why = inner.text("code"), inner.text("why")
        return GivenAnswer(key.text, code, plain(why).strip(), line=key.line) if code and why else None
