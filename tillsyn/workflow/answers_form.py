"""The words of a form: what stands above every place to write in an answer file that is to be filled in.

Owns these words. Leaves where they stand in the file to `reading.answerfile`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tillsyn.domain.answers import Answer, counting
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import Auditee, CaseFile
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.reading.answerfile import Notes
from tillsyn.reading.answers import AnswerFile, CaseAnswers
from tillsyn.workflow.answers_standing import Standings
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, unit_of
from tillsyn.workflow.seat_words import READINGS


def notes_of(
    opened: OpenAudit, auditee: Auditee, given: AnswerFile, standing: Standings, cases: Sequence[CaseFile]
) -> Notes:
    """What the form for these answers tells, at its head and above every fact and criterion."""
    about: dict[tuple[str, str], tuple[str, ...]] = {("", "seen:"): (_("What stood when this was written. Leave it."),)}
    itself = CaseAnswers(AUDITEE_LEVEL, given.auditee_facts, given.auditee_answers, emptied=given.auditee_emptied)
    numbers = {case.code: case for case in cases}
    for case in (itself, *given.cases):
        words = _Words(opened, auditee, case, standing)
        about[case.case, ""] = words.heading(numbers.get(case.case))
        about.update({(case.case, fact.id): words.fact(fact) for fact in words.facts})
        about.update({(case.case, a.criterion): words.criterion(a.criterion) for a in case.answers})
    return Notes(tuple(_head(opened, auditee, given)), about)


def _head(opened: OpenAudit, auditee: Auditee, given: AnswerFile) -> Iterator[str]:
    reading = _(READINGS[given.seat])
    yield _("Answers: {auditee}, {audit}, {reading}.").format(
        auditee=auditee.name, audit=opened.audit.title, reading=reading
    )
    yield _("Write one of the codes after code:, and the comment on lines of its own below comment: |, indented.")
    yield _(
        "What you leave empty stays unanswered; what you empty is taken away. Lines that begin with # are not read."
    )
    yield _("Take the file in with: tillsyn answers import FILE (add --dry-run to look first).")
    if opened.audit.edition and not given.edition:
        yield _(
            "The criteria have changed since some of this was answered. When you have looked it through, write on a "
            'line of its own, below seat: edition: "{version}"'
        ).format(version=opened.criteria.version)


class _Words:
    """The words about one case, or about the auditee itself."""

    def __init__(self, opened: OpenAudit, auditee: Auditee, case: CaseAnswers, standing: Standings) -> None:
        self.opened, self.auditee, self.case = opened, auditee, case
        self.unit = unit_of(opened.criteria, case.case)
        self.facts = opened.criteria.facts_of(self.unit)
        self.answers: Mapping[str, Answer] = opened.marked(standing.answers(case.case))
        codes = counting({name: answer for name, answer in self.answers.items() if answer.code})
        self.state = CaseState(opened.criteria, case.facts, codes, opened.audit.day, auditee.kind)

    def heading(self, case: CaseFile | None) -> tuple[str, ...]:
        """Which case it is."""
        rule = "-" * 60
        sentence = _("{Case} {number}, {code}") if case else "{Kind_itself}"
        about = {"number": case.number, "code": case.code} if case else {}
        return (rule, put(self.unit, sentence, (self.auditee.kind.value,), **about))

    def fact(self, fact: FactDefinition) -> tuple[str, ...]:
        """What a fact is called, and what can be written."""
        said = _("{label}: {values}.").format(label=one_line(fact.label), values=allowed_values(fact))
        return (said, *([f"  {one_line(fact.help)}"] if fact.help else []))

    def criterion(self, criterion_id: str) -> tuple[str, ...]:
        """The question, its guidance, the answers it takes, and whether it is asked."""
        criterion = self.opened.criteria.criterion[criterion_id]
        day, _missing = self.state.judged_on(criterion)
        lines = [f"{criterion.id}  {one_line(criterion.question.on(day))}"]
        if guidance := one_line(criterion.guidance.on(day)):
            lines.append(f"  {guidance}")
        lines.append(f"  {self._codes(criterion)}")
        return (*lines, *(f"  {line}" for line in self._remarks(criterion)))

    def _codes(self, criterion: Criterion) -> str:
        steps = self.opened.criteria.scale_of(criterion).steps
        codes = ", ".join(f"{s.code}{'*' if 'comment' in s.demands else ''} ({one_line(s.label)})" for s in steps)
        demanded = any("comment" in step.demands for step in steps)
        return (
            _("Answers: {codes}. * wants a comment.").format(codes=codes)
            if demanded
            else _("Answers: {codes}.").format(codes=codes)
        )

    def _remarks(self, criterion: Criterion) -> Iterator[str]:
        where, answer = self.state.applicability(criterion.id), self.answers.get(criterion.id)
        who = (self.auditee.kind.value,)
        if where.asked is Asked.NO:
            yield put(self.unit, _("{Not_asked_here} now: leave it empty."), who)
        elif where.asked is Asked.UNKNOWN:
            known = self.opened.criteria.fact
            needs = ", ".join(one_line(known[name].label) if name in known else name for name in where.missing)
            yield _("Whether it is asked depends on: {needs}.").format(needs=needs)
        if criterion.applies_when is not None:
            yield _("Asked where: {condition}").format(condition=one_line(criterion.applies_when.source))
        if answer and answer.reconsider:
            yield _("To be reconsidered: the criterion has changed since it was answered.")
        if answer and answer.conflict:
            yield _("Differing answers both stand; this is the latest. Another one here settles it.")


def allowed_values(fact: FactDefinition) -> str:
    """What can be written as the value of a fact, in words."""
    if fact.type is FactType.DATE:
        known = [_("a date as YYYY-MM-DD")]
    elif fact.values:
        known = [f"{code} ({one_line(label)})" for code, label in fact.values]
    else:
        known = ["ja", "nej"]
    return ", ".join([*known, UNSTATED.value])
