"""What is said of a file and its questions, one thing a line, positions in words.

Owns these sentences. Leaves when they are said to the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator

from tillsyn.cli.plain.seat import PlainSeat
from tillsyn.domain.answers import Evidence, Gap
from tillsyn.domain.applicability import Asked
from tillsyn.domain.facts import UNSTATED, FactDefinition, FactType
from tillsyn.domain.pages import pages_of
from tillsyn.domain.passages import quoted_lines, shown
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.nouns import put
from tillsyn.workflow.firstfacts import Effect, filled_in
from tillsyn.workflow.seat_words import gap_words, source_words

SEATS = {Seat.FIRST: "", Seat.SECOND: N_("Second reading."), Seat.CONSENSUS: N_("Consensus.")}


def file_lines(seat: PlainSeat) -> Iterator[str]:
    """Which file it is, and how far it has come."""
    sheet = seat.sheet
    who = sheet.kinds
    sentence = _("{Case} {number}, {code}.") if sheet.case.code else "{Kind_itself}."
    about = {"number": sheet.case.number, "code": sheet.case.code} if sheet.case.code else {}
    yield f"{sheet.auditee.name}."
    yield put(sheet.unit, sentence, who, **about)
    yield _(SEATS[sheet.seat]) if SEATS[sheet.seat] else ""
    if said := seat.about():
        yield f"{in_a_row(said)}."
    yield _("Done: {done} of {asked} questions.").format(done=seat.progress.done, asked=seat.progress.asked)
    yield sentence_of(seat.missing())
    if seat.note:
        yield _("Your note: {text}").format(text=one_line(seat.note))
    count = len(seat.documents)
    yield ngettext("{n} document.", "{n} documents.", count).format(n=count) if count else _("No documents here.")


def place_line(seat: PlainSeat) -> str:
    """Which question it is."""
    area = next((a.title for a in seat.sheet.opened.criteria.areas if a.id == seat.criterion.area), "")
    number, count = seat.order.index(seat.here) + 1, len(seat.order)
    return _("Question {number} of {count}, area {area}.").format(number=number, count=count, area=one_line(area))


def question_lines(seat: PlainSeat) -> Iterator[str]:
    """The question that is asked, what to go by, and what stands already."""
    criterion = seat.criterion
    day, _missing = seat.state.judged_on(criterion)
    yield place_line(seat)
    yield f"{criterion.id}. {one_line(criterion.question.on(day))}"
    if guidance := one_line(criterion.guidance.on(day)):
        yield _("Guidance: {text}").format(text=guidance)
    if criterion.look_in:
        kinds = ", ".join(one_line(seat.spelled.get(kind, kind)) for kind in criterion.look_in)
        yield _("Look in: {kinds}.").format(kinds=kinds)
    yield from seat.changed_here
    if seat.other_readings_here:
        yield _("The readings: {readings}.").format(readings=in_a_row(seat.other_readings_here))
    yield from standing_lines(seat)


def standing_lines(seat: PlainSeat) -> Iterator[str]:
    """What is answered here already."""
    answer = seat.answer_here
    if answer:
        yield _("Answered: {answer}.").format(answer=seat.label(answer.code))
        if answer.conflict:
            yield _("Differing answers both stand; this is the latest. Answer again to settle it.")
    if seat.comment_here:
        yield _("Comment: {text}").format(text=one_line(seat.comment_here))
    if seat.draft_here and seat.draft_here != seat.comment_here:
        yield _("A comment was begun and not finished: {text}").format(text=one_line(seat.draft_here))
    if named := seat.sheet.sources.get(seat.here):
        yield _("From: {sources}.").format(sources=source_words(named, seat.sheet.unit, seat.sheet.kinds))
    yield from evidence_lines(seat)
    if seat.here in seat.sheet.good:
        yield _("Marked as a good example.")
    yield from seat.warnings_here
    if where := seat.instead_of_steps():
        yield where


def how_to_answer(seat: PlainSeat) -> str:
    """Which answers there are, with their keys."""
    steps = ", ".join(f"{step.key} {one_line(step.label)}" for step in seat.scale.steps)
    return _("Answer with {steps}.").format(steps=steps)


def may_answer(seat: PlainSeat) -> bool:
    """Whether the question can be answered now."""
    return seat.asked_here.asked is Asked.YES


def fact_line(seat: PlainSeat, fact: FactDefinition) -> str:
    """A fact and its value, and whether somebody has filled it in or the register says it."""
    value, unit = seat.sheet.facts.get(fact.id), seat.sheet.unit
    if value is None:
        return _("{fact}: not filled in.").format(fact=one_line(fact.label))
    about = {"fact": one_line(fact.label), "value": one_line(fact.show(value))}
    if fact.id in filled_in(seat.desk, seat.sheet):
        return _("{fact}: {value}, filled in.").format(**about)
    return put(unit, _("{fact}: {value}, from {register}."), **about)


def fact_question(fact: FactDefinition) -> Iterator[str]:
    """How a fact is asked for."""
    yield _("{fact}?").format(fact=one_line(fact.label))
    if fact.help:
        yield one_line(fact.help)
    yield _("Answer with {values}.").format(values=fact_values(fact))


def fact_values(fact: FactDefinition) -> str:
    """What can be answered to a fact, with keys."""
    if fact.type is FactType.DATE:
        known = [_("a date as YYYY-MM-DD")]
    elif fact.values:
        known = [f"{number} {one_line(label)}" for number, (_code, label) in enumerate(fact.values, start=1)]
    else:
        known = ["j ja", "n nej"]
    return ", ".join([*known, f"f {UNSTATED.value}"])


def change_lines(effect: Effect) -> Iterator[str]:
    """Which questions come and go when a fact or an answer is changed, and what becomes of their answers."""
    said = (
        (_("Now asked: {criteria}."), effect.come),
        (_("Not asked: {criteria}."), effect.gone),
        (_("Not known yet whether they are asked: {criteria}."), effect.open),
        (_("What was answered is kept, but does not count: {criteria}."), effect.kept),
        (_("What was answered counts again: {criteria}."), effect.again),
    )
    yield from (sentence.format(criteria=", ".join(names)) for sentence, names in said if names)


def gap_line(seat: PlainSeat, gap: Gap) -> str:
    """One thing that is missing."""
    return _("{criterion}, {what}. {question}").format(
        criterion=gap.criterion, what=gap_words(seat.sheet, gap), question=question_of(seat, gap.criterion)
    )


def question_of(seat: PlainSeat, criterion_id: str) -> str:
    """The words of a question, as they are on the file's own day."""
    criterion = seat.sheet.opened.criteria.criterion[criterion_id]
    day, _missing = seat.state.judged_on(criterion)
    return one_line(criterion.question.on(day))


def place_of(seat: PlainSeat, document: int, line: int, last: int | None = None) -> str:
    """A place in a document, in words."""
    page = pages_of(shown(seat.documents[document].text)).of(line)
    name = one_line(seat.name(document))
    lines = (
        _("lines {first} to {last}").format(first=line, last=last)
        if last and last > line
        else _("line {line}").format(line=line)
    )
    return (
        f"{name}, {lines}"
        if page is None
        else _("{name}, page {page}, {lines}").format(name=name, page=page, lines=lines)
    )


def evidence_lines(seat: PlainSeat) -> Iterator[str]:
    """What is cited here, numbered."""
    for number, evidence in enumerate(seat.evidence_here, start=1):
        place = evidence_place(seat, evidence)
        yield _("Evidence {number}: {place}: {quote}").format(number=number, place=place, quote=evidence.quote)


def evidence_place(seat: PlainSeat, evidence: Evidence) -> str:
    """Where a quote stands, in words."""
    names = [document.name for document in seat.documents]
    if evidence.document not in names or not evidence.line:
        return one_line(evidence.document)
    number = names.index(evidence.document)
    first, last = quoted_lines(shown(seat.documents[number].text), evidence.line, evidence.quote)
    return place_of(seat, number, first, last)


def in_a_row(words: str) -> str:
    """Words with commas between them, where a screen puts dots in the middle of the line."""
    return words.replace(" · ", ", ")


def sentence_of(words: str) -> str:
    """Words as a sentence."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""
