"""Answer files: the judgements of one auditee and one seat, as text that people can write and read.

Owns the format both ways: `read_answer_file` and `write_answer_file` undo each other. A file that was exported says
what its author saw (`seen`); there, what stands empty is unanswered, and an answer is given whole, with its comment
and evidence. Leaves whether a case was drawn, and what is asked of it, to `workflow`. A missing comment hinders
nothing here: it stays a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tillsyn.domain.answers import Evidence, Source
from tillsyn.domain.criteria import CriteriaSet, Criterion
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType, FactValue
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.domain.units import Unit
from tillsyn.problems import Problem
from tillsyn.reading.answers_seen import read_seen
from tillsyn.reading.faults import nearest
from tillsyn.reading.fields import Fields, top_fields
from tillsyn.reading.leaving import check_format, warn_of_disclosures
from tillsyn.reading.textfile import read_text
from tillsyn.reading.tree import Mapping as Node
from tillsyn.reading.tree import Scalar, read_tree

MAX_BYTES = 20_000_000
"""A form for many cases repeats every question and its guidance, so it may be larger than what people write."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as a file gives it; an empty code, which an exported file may have, is no answer."""

    criterion: str
    code: str
    comment: str = ""
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()
    """Where the comment has it from; nothing means the file."""
    good: bool = False
    """Whether it is marked as a good example."""
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    cited_at: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    """Line and column of each piece of evidence."""


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """The facts and answers of one case file, and the line they begin on."""

    case: str
    facts: Mapping[str, FactValue]
    answers: tuple[GivenAnswer, ...]
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    emptied: tuple[str, ...] = ()
    """Facts that an exported file names without a value."""
    fact_places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    """Line and column of each fact."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What one file gives: answers about case files, and answers about the auditee itself."""

    audit: str
    auditee: str
    seat: Seat
    cases: tuple[CaseAnswers, ...]
    auditee_answers: tuple[GivenAnswer, ...] = ()
    auditee_facts: Mapping[str, FactValue] = field(default_factory=dict)
    edition: str = ""
    """The edition of the criteria it was judged under, where that is said."""
    seen: Mapping[str, int] | None = None
    """What its author saw: the last entry of each writer in the store when it was exported. None: by hand."""
    auditee_emptied: tuple[str, ...] = ()
    auditee_places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AnswerFileReading:
    """What could be read, None where the file does not say whose it is; with an error it is not to be used."""

    given: AnswerFile | None
    problems: tuple[Problem, ...]


def read_answer_file(path: Path, criteria: CriteriaSet) -> AnswerFileReading:
    """Read the answers in a file against the criteria they are given by."""
    problems: list[Problem] = []
    top = top_fields(read_tree(path, str(path), MAX_BYTES), problems)
    reader = AnswerReader(criteria)
    given = reader.file(top) if top else None
    if top and reader.bare:
        _warn_of_cut(top, reader.bare, read_text(path, str(path), MAX_BYTES)[0] or "")
    return AnswerFileReading(given, tuple(problems))


class AnswerReader:
    """Reads the parts of one answer file; the key to made-up cases is read as one with `case_keys` of its own."""

    case_keys: tuple[str, ...] = ("case", "facts", "answers")

    def __init__(self, criteria: CriteriaSet) -> None:
        self.criteria = criteria
        self.first_line: dict[str, int] = {}
        self.seen: dict[str, int] | None = None
        self.bare: list[Scalar] = []
        """People's words that stand without quotation marks, where a # would end them."""

    def file(self, top: Fields) -> AnswerFile | None:
        """A whole file."""
        top.done(("format", "audit", "auditee", "seat", "edition", "seen", "auditee_facts", "auditee_answers", "cases"))
        check_format(top)
        self.seen = read_seen(top)
        audit, auditee, seat = top.text("audit"), top.text("auditee"), top.choice("seat", Seat)
        about_auditee = top.fields("auditee_answers", required=False)
        own = self.answers(about_auditee, False) if about_auditee else ()
        known = top.fields("auditee_facts", required=False)
        facts = self.facts(known, False) if known else {}
        cases = tuple(case for each in top.list_of_fields("cases") or () if (case := self.case(each)))
        if audit is None or auditee is None or seat is None:
            return None
        edition = top.text("edition", required=False) or ""
        emptied, places = self.emptied(known), _places(known)
        return AnswerFile(audit, auditee, seat, cases, own, facts, edition, self.seen, emptied, places)

    def case(self, fields: Fields) -> CaseAnswers | None:
        """One case file."""
        fields.done(self.case_keys)
        code = fields.text("case")
        facts, answers = fields.fields("facts", required=False), fields.fields("answers", required=False)
        read_facts = self.facts(facts, True) if facts else {}
        read_answers = self.answers(answers, True) if answers else ()
        if code is None:
            return None
        if first := self.first_line.get(code.casefold()):
            fields.report("A007", fields.place("case"), case=code, first=first)
        self.first_line.setdefault(code.casefold(), fields.line)
        at = fields.place("case")
        return CaseAnswers(code, read_facts, read_answers, at.line, at.column, self.emptied(facts), _places(facts))

    def facts(self, fields: Fields, of_case: bool) -> dict[str, FactValue]:
        """Facts of a case or of the auditee."""
        found: dict[str, FactValue] = {}
        for key in fields.keys:
            fact = self.criteria.fact.get(key.text)
            if fact is None:
                fields.report("A004", key, fact=key.text, nearest=nearest(key.text, self.criteria.fact))
            elif fact.of_auditee == of_case:
                fields.report("A011" if of_case else "A012", key, fact=key.text)
            elif (value := self.fact(fields, fact)) is not None:
                found[fact.id] = value
        return found

    def emptied(self, fields: Fields | None) -> tuple[str, ...]:
        """The known facts that stand without a value in an exported file."""
        names = fields.keys if fields and self.seen is not None else ()
        return tuple(name.text for name in names if name.text in self.criteria.fact and _blank(fields, name.text))

    def fact(self, fields: Fields, fact: FactDefinition) -> FactValue | None:
        """The value of one fact."""
        if self.seen is not None and _blank(fields, fact.id):
            return None
        scalar = fields.scalar(fact.id)
        if scalar is None:
            return None
        try:
            return fact.read(scalar.text)
        except ValueError:
            known = [code for code, _ in fact.values] or ["ja", "nej", UNSTATED.value]
            code = "A006" if fact.type is FactType.DATE else "A005"
            near = "" if fact.type is FactType.DATE else nearest(scalar.text, known)
            fields.report(code, scalar, fact=fact.id, value=scalar.text, known=", ".join(known), nearest=near)
            return None

    def answers(self, fields: Fields, of_case: bool) -> tuple[GivenAnswer, ...]:
        """Answers about a case or about the auditee."""
        found = []
        for key in fields.keys:
            criterion = self.criterion(fields, key, of_case)
            given = self.answer(fields, key) if criterion else None
            if criterion and given and self.fits(fields, criterion, given):
                found.append(given)
        return tuple(found)

    def criterion(self, fields: Fields, key: Scalar, of_case: bool) -> Criterion | None:
        """The criterion a key names, None and a fault where it names none that is asked here."""
        criterion = self.criteria.criterion.get(key.text)
        if criterion is None:
            fields.report("A002", key, criterion=key.text, nearest=nearest(key.text, self.criteria.criterion))
        elif (criterion.unit is not Unit.AUDITEE) != of_case:
            fields.report("A008" if of_case else "A009", key, criterion=key.text)
            return None
        return criterion

    def answer(self, fields: Fields, key: Scalar) -> GivenAnswer | None:
        """What is given: a code alone, or keys with a code among them."""
        if not isinstance(fields.node.get(key.text), Node):
            code = self.code(fields, key.text)
            return None if code is None else GivenAnswer(key.text, code, line=key.line, column=key.column)
        inner = fields.fields(key.text)
        if inner is None:
            return None
        inner.done(("code", "comment", "evidence", "sources", "good"))
        code, comment = self.code(inner, "code"), _comment(inner)
        self.note_bare(inner, "comment")
        listed = (
            None if self.seen is not None and _blank(inner, "evidence") else inner.list_of_fields("evidence", False)
        )
        cited = [(e, (each.line, each.column)) for each in listed or () if (e := _evidence(each))]
        for each in listed or ():
            self.note_bare(each, "quote")
        evidence, places = tuple(e for e, _place in cited), tuple(place for _e, place in cited)
        sources, good = self.sources(inner), bool(inner.boolean("good", required=False))
        if code is None:
            return None
        return GivenAnswer(key.text, code, comment, evidence, sources, good, key.line, key.column, places)

    def sources(self, fields: Fields) -> tuple[Source, ...]:
        """Where the comment has it from."""
        known = [source.value for source in Source]
        named = set()
        for word in fields.scalars("sources", required=False) or ():
            if word.text in known:
                named.add(word.text)
            else:
                about = {"value": word.text, "known": ", ".join(known), "nearest": nearest(word.text, known)}
                fields.report("Y040", word, key="sources", **about)
        return tuple(source for source in Source if source.value in named)

    def note_bare(self, fields: Fields, key: str) -> None:
        """Note words that stand without quotation marks."""
        node = fields.node.get(key)
        if isinstance(node, Scalar) and not node.quoted:
            self.bare.append(node)

    def code(self, fields: Fields, key: str) -> str | None:
        """The code of an answer; in an exported file it may be empty."""
        return "" if self.seen is not None and _blank(fields, key) else fields.text(key)

    def fits(self, fields: Fields, criterion: Criterion, given: GivenAnswer) -> bool:
        """Whether the code is one of the criterion's scale; a demanded comment that is missing is a warning."""
        if not given.code:
            return True
        scale = self.criteria.scale_of(criterion)
        step = scale.step(given.code)
        if step is None:
            known = [each.code for each in scale.steps]
            about = {"known": ", ".join(known), "nearest": nearest(given.code, known)}
            fields.report("A003", fields.place(criterion.id), criterion=criterion.id, answer=given.code, **about)
            return False
        if "comment" in step.demands and not given.comment:
            fields.report("A010W", fields.place(criterion.id), criterion=criterion.id, answer=given.code)
        return True


def _warn_of_cut(fields: Fields, bare: Iterable[Scalar], text: str) -> None:
    """Warn where words are followed by a #, from which on nothing is read: they may have been meant to go on."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for words in bare:
        line, column = words.end or (0, 0)
        rest = lines[line - 1][column - 1 :] if 0 < line <= len(lines) else ""
        if rest.lstrip().startswith("#"):
            fields.report("A061W", (line, column + len(rest) - len(rest.lstrip())))


def _blank(fields: Fields | None, key: str) -> bool:
    """Whether a key stands there with nothing after it."""
    node = fields.node.get(key) if fields else None
    return isinstance(node, Scalar) and not node.text.strip()


def _places(fields: Fields | None) -> dict[str, tuple[int, int]]:
    return {key.text: (key.line, key.column) for key in fields.keys} if fields else {}


def _comment(fields: Fields) -> str:
    """The comment; a blank one is none."""
    node = fields.node.get("comment")
    if node is None or (isinstance(node, Scalar) and not node.text.strip()):
        return ""
    text = plain(fields.text("comment") or "").strip()
    warn_of_disclosures(fields, "comment", text)
    return text


def _evidence(fields: Fields) -> Evidence | None:
    fields.done(("document", "line", "quote"))
    document, quote, line = fields.text("document"), fields.text("quote"), fields.integer("line", required=False)
    if document is None or quote is None:
        return None
    warn_of_disclosures(fields, "quote", quote)
    return Evidence(plain(document).strip(), line or 0, plain(quote).strip())
