"""Reading a case file and judging it: the seat of the inspector, by key, by command or by file.

Owns a sheet (one file, one seat) and every change to it. Each change is recorded, and on disk, before the new
sheet is returned. Leaves showing it to `tui`, and what is asked to `domain.applicability`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tillsyn.domain.answers import Answer, Evidence, Gap, Progress, counting, progress
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import Auditee, CaseFile, Document
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.entries import Json, subject
from tillsyn.domain.facts import FactType, FactValue, write_fact
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import auditees, put
from tillsyn.store import queries
from tillsyn.store.journal import Draft, read_entries
from tillsyn.store.local import keep_draft, keep_place, read_draft, read_place
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, case_files, kept_facts, unit_of
from tillsyn.workflow.desk import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be undone: what it was about, and what stood there before."""

    kind: str
    subject: str
    criterion: str
    data: Json
    text: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case file (or auditee) at one seat: what is known and judged, and what was changed in this sitting."""

    opened: OpenAudit
    auditee: Auditee
    case: CaseFile
    seat: Seat
    documents: tuple[Document, ...]
    facts: Mapping[str, FactValue]
    answers: Mapping[str, Answer]
    comments: Mapping[str, str]
    """Comments by criterion, also where no answer is given yet."""
    evidence: Mapping[str, tuple[Evidence, ...]]
    """Quoted places by criterion, also where no answer is given yet."""
    seen: Mapping[str, tuple[str, ...]]
    """Subject → hashes of the entries this sheet shows: what a new entry names as its base."""
    steps: tuple[Step, ...] = ()

    @property
    def state(self) -> CaseState:
        """What is asked, from the facts and answers on the sheet."""
        codes = counting(self.answers)
        return CaseState(self.opened.criteria, self.facts, codes, self.opened.audit.day, self.auditee.kind)

    @property
    def unit(self) -> Unit:
        """What the sheet is about."""
        return unit_of(self.opened.criteria, self.case.code)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of this sheet, in file order."""
        return self.opened.criteria.criteria_of(self.unit)

    @property
    def progress(self) -> Progress:
        """How far the sheet has come."""
        return progress(self.state, self.answers, self.unit)

    def subject(self, kind: str, *parts: str) -> str:
        """The journal's name for something on this sheet."""
        return subject(kind, self.opened.audit.id, self.auditee.id, self.case.code, *parts)


@dataclass(frozen=True, slots=True)
class Past:
    """One line of an answer's history: when, who, and what was given (a code, a comment, or nothing: withdrawn)."""

    at: str
    actor: str
    kind: str
    content: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where somebody was."""

    audit: str
    auditee: str
    case: str
    seat: Seat
    criterion: str


def load_sheet(
    desk: Desk, opened: OpenAudit, auditee_id: str, case: str = AUDITEE_LEVEL, seat: Seat = Seat.FIRST
) -> Sheet:
    """The sheet of a drawn file; without a case, that of the auditee itself.

    Raises:
        UsageFault: when the case is not in the sample.
    """
    with desk.store.snapshot():  # what is shown and what counts as seen must be of one moment
        return _load(desk, opened, auditee_id, case, seat)


def _load(desk: Desk, opened: OpenAudit, auditee_id: str, case: str, seat: Seat) -> Sheet:
    auditee = opened.auditee(auditee_id)
    store, audit = desk.store, opened.audit.id
    found = _case(desk, opened, auditee_id, case)
    answers = queries.answers(store, audit, auditee_id).get((auditee_id, case), {}).get(seat, {})
    return Sheet(
        opened,
        auditee,
        found,
        seat,
        queries.documents(store, audit, auditee_id, case),
        found.facts,
        opened.marked(answers),
        queries.loose_comments(store, audit, auditee_id, case, seat),
        queries.loose_evidence(store, audit, auditee_id, case, seat),
        queries.heads_of(store, [subject(kind, audit, auditee_id, case, "") for kind in _KINDS]),
    )


def reload_sheet(desk: Desk, sheet: Sheet) -> Sheet:
    """The sheet as it stands now, when others have written too; what can be undone stays."""
    fresh = load_sheet(desk, sheet.opened, sheet.auditee.id, sheet.case.code, sheet.seat)
    return replace(fresh, steps=sheet.steps)


def give_answer(desk: Desk, sheet: Sheet, criterion: str, code: str) -> Sheet:
    """Answer a criterion; the same answer again changes nothing, but confirms one that was to be reconsidered.

    Raises:
        UsageFault: when the code is not on the criterion's scale, or the criterion is not asked here.
    """
    _expect_askable(sheet, criterion)
    if sheet.opened.criteria.meaning(criterion, code) is None:
        raise UsageFault(_("“{code}” is no answer to {criterion}.").format(code=code, criterion=criterion), "")
    before = sheet.answers.get(criterion)
    if before and before.code == code and not (before.conflict or before.reconsider):
        return sheet
    return _change(desk, sheet, "answer", criterion, {"code": code, **sheet.opened.said_edition})


def withdraw_answer(desk: Desk, sheet: Sheet, criterion: str) -> Sheet:
    """Take an answer back, so that the criterion is unanswered."""
    return _change(desk, sheet, "answer", criterion, {"code": ""}) if criterion in sheet.answers else sheet


def write_comment(desk: Desk, sheet: Sheet, criterion: str, text: str) -> Sheet:
    """Write the comment of a criterion; an empty text removes it. Its draft is no longer needed."""
    cleaned = plain(text).strip()
    changed = sheet
    versions = sheet.seen.get(sheet.subject("comment", sheet.seat.value, criterion), ())
    if cleaned != sheet.comments.get(criterion, "") or len(versions) > 1:
        changed = _change(desk, sheet, "comment", criterion, {}, cleaned)
    keep_draft(desk.store, _draft_key(sheet, criterion), "")
    return changed


def cite(desk: Desk, sheet: Sheet, criterion: str, evidence: Evidence) -> Sheet:
    """Keep a quoted place as evidence; the same place again takes it away."""
    before = sheet.evidence.get(criterion, ())
    there = any((e.document, e.line) == (evidence.document, evidence.line) for e in before)
    place = (evidence.document, str(evidence.line))
    return _change(desk, sheet, "evidence", criterion, {"cited": not there}, plain(evidence.quote), place)


def fill_fact(desk: Desk, sheet: Sheet, fact: str, text: str) -> Sheet:
    """Fill in a fact of the file, as text (ja, nej, a date, a label, framgår inte); empty goes back to the register.

    Raises:
        UsageFault: when the text is no value of the fact.
    """
    definition = sheet.opened.criteria.fact.get(fact)
    if definition is None or definition not in sheet.opened.criteria.facts_of(sheet.unit):
        raise UsageFault(_("There is no fact “{fact}”.").format(fact=fact), "")
    try:
        written = write_fact(definition.read(text)) if text.strip() else ""
    except ValueError as error:
        date = _("a date as YYYY-MM-DD") if definition.type is FactType.DATE else "ja, nej"
        allowed = ", ".join(label for _code, label in definition.values) or date
        raise UsageFault(
            _("“{text}” is no value of {fact}.").format(text=plain(text)[:40], fact=definition.label),
            _("Possible values: {values}, framgår inte.").format(values=allowed),
        ) from error
    return _change(desk, sheet, "fact", "", {"value": written}, None, (fact,))


def undo(desk: Desk, sheet: Sheet) -> tuple[Sheet, str | None]:
    """Take back the latest change of this sitting, as a new entry; returns what criterion or fact it was about."""
    if not sheet.steps:
        return sheet, None
    step = sheet.steps[-1]
    desk.record([Draft(step.kind, step.subject, step.data, step.text, sheet.seen.get(step.subject, ()))])
    return replace(reload_sheet(desk, sheet), steps=sheet.steps[:-1]), step.criterion


def history(desk: Desk, sheet: Sheet, criterion: str) -> tuple[Past, ...]:
    """Everything ever recorded about an answer and its comment, oldest first."""
    names = {kind: sheet.subject(kind, sheet.seat.value, criterion) for kind in ("answer", "comment")}
    entries = read_entries(desk.store, "e.subject IN (:answer, :comment)", **names)
    return tuple(
        Past(e.at, e.actor, e.kind, json.loads(e.data).get("code", "") if e.kind == "answer" else e.text or "")
        for e in entries
    )


def gaps(sheet: Sheet) -> tuple[Gap, ...]:
    """What the sheet lacks, in file order."""
    return sheet.progress.gaps


def next_gap(sheet: Sheet, after: str | None) -> Gap | None:
    """The first gap after a criterion, round the end; None when nothing is missing."""
    order = [criterion.id for criterion in sheet.criteria]
    at = order.index(after) if after in order else -1
    found = sorted(gaps(sheet), key=lambda gap: (order.index(gap.criterion) <= at, order.index(gap.criterion)))
    return found[0] if found else None


def next_asked(sheet: Sheet, after: str) -> str | None:
    """The next criterion that is asked, or may be once something is filled in; None at the end."""
    order = [criterion.id for criterion in sheet.criteria]
    state = sheet.state
    rest = order[order.index(after) + 1 :]
    return next((c for c in rest if state.applicability(c).asked is not Asked.NO), None)


def keep_comment_draft(desk: Desk, sheet: Sheet, criterion: str, text: str) -> None:
    """Keep a comment as it is typed, so that nothing is lost if the power goes."""
    keep_draft(desk.store, _draft_key(sheet, criterion), text)


def comment_draft(desk: Desk, sheet: Sheet, criterion: str) -> str:
    """A comment that was being typed when the program ended, or an empty text."""
    return read_draft(desk.store, _draft_key(sheet, criterion))


def keep_bookmark(desk: Desk, sheet: Sheet, criterion: str) -> None:
    """Remember where this person is."""
    place = [sheet.opened.audit.id, sheet.auditee.id, sheet.case.code, sheet.seat.value, criterion]
    keep_place(desk.store, desk.pen.actor, json.dumps(place))


def last_bookmark(desk: Desk) -> Bookmark | None:
    """Where this person was when the program ended, or None."""
    kept = read_place(desk.store, desk.pen.actor)
    if not kept:
        return None
    audit, auditee, case, seat, criterion = json.loads(kept)
    return Bookmark(audit, auditee, case, Seat(seat), criterion)


_KINDS = ("answer", "comment", "evidence", "fact")
T = TypeVar("T")


def _change(
    desk: Desk,
    sheet: Sheet,
    kind: str,
    criterion: str,
    data: dict[str, Json],
    text: str | None = None,
    place: tuple[str, ...] = (),
) -> Sheet:
    """Record one change on the sheet and return the sheet that shows it."""
    parts = place if kind == "fact" else (sheet.seat.value, criterion, *place)
    name = sheet.subject(kind, *parts)
    step = _before(desk, sheet, kind, name, criterion or place[0])
    entry = desk.record([Draft(kind, name, data, text, sheet.seen.get(name, ()))])[0]
    steps = (*sheet.steps, step)
    differing = criterion in sheet.answers and sheet.answers[criterion].conflict
    if kind == "fact" or differing or queries.is_conflict(desk.store, name):
        # The store knows better: what the register says of an emptied fact, and what others wrote meanwhile.
        return replace(reload_sheet(desk, sheet), steps=steps)
    changed = _shown(sheet, kind, criterion, data, text or "", place)
    changed = _signed(changed, criterion, entry.actor, entry.at) if kind == "answer" else changed
    return replace(changed, seen={**sheet.seen, name: (entry.hash,)}, steps=steps)


def _before(desk: Desk, sheet: Sheet, kind: str, name: str, criterion: str) -> Step:
    """What stood before: the entry the sheet shows, or the empty value of its kind."""
    empty: dict[str, dict[str, Json]] = {
        "answer": {"code": ""},
        "comment": {},
        "evidence": {"cited": False},
        "fact": {"value": ""},
    }
    shown = sheet.seen.get(name, ())
    found = read_entries(desk.store, "e.hash = :hash", hash=shown[-1]) if shown else []
    if found:
        return Step(kind, name, criterion, json.loads(found[0].data), found[0].text)
    return Step(kind, name, criterion, {**empty[kind]}, "" if kind in ("comment", "evidence") else None)


def _shown(
    sheet: Sheet, kind: str, criterion: str, data: Mapping[str, Json], text: str, place: tuple[str, ...]
) -> Sheet:
    """The sheet with one change on it, without asking the store again."""
    answers, comments, cited = dict(sheet.answers), dict(sheet.comments), dict(sheet.evidence)
    old = answers.get(criterion, Answer(criterion, "", comments.get(criterion, ""), cited.get(criterion, ())))
    if kind == "comment":
        _put(comments, criterion, text)
        old = replace(old, comment=text)
    elif kind == "answer":
        edition = str(data.get("criteria", ""))
        old = replace(old, code=str(data["code"]), conflict=False, edition=edition, reconsider=False)
    else:
        old = replace(old, evidence=_evidence_after(old.evidence, bool(data["cited"]), text, place))
        _put(cited, criterion, old.evidence)
    if old.code:
        answers[criterion] = old
    else:
        answers.pop(criterion, None)
    return replace(sheet, answers=answers, comments=comments, evidence=cited)


def _put(by_criterion: dict[str, T], criterion: str, value: T) -> None:
    """Keep a value that holds something; an empty one is none."""
    if value:
        by_criterion[criterion] = value
    else:
        by_criterion.pop(criterion, None)


def _evidence_after(
    before: tuple[Evidence, ...], cited: bool, quote: str, place: tuple[str, ...]
) -> tuple[Evidence, ...]:
    document, line = place[0], int(place[1])
    kept = tuple(e for e in before if (e.document, e.line) != (document, line))
    after = (*kept, Evidence(document, line, quote)) if cited else kept
    return tuple(sorted(after, key=lambda e: (e.document, e.line)))


def _signed(sheet: Sheet, criterion: str, actor: str, at: str) -> Sheet:
    if criterion not in sheet.answers:
        return sheet
    return replace(sheet, answers={**sheet.answers, criterion: replace(sheet.answers[criterion], actor=actor, at=at)})


def _expect_askable(sheet: Sheet, criterion: str) -> None:
    if criterion not in {c.id for c in sheet.criteria}:
        raise UsageFault(_("There is no criterion “{criterion}” here.").format(criterion=criterion), "")
    where = sheet.state.applicability(criterion)
    if where.asked is Asked.YES:
        return
    if where.asked is Asked.NO:
        alone = _("{criterion} is put to {kinds} alone.").format(criterion=criterion, kinds=auditees(where.put_to))
        kind = sheet.auditee.kind.value
        unasked = put(sheet.unit, _("{criterion} is {not_asked_here}."), (kind,), criterion=criterion)
        raise UsageFault(unasked, alone if where.put_to else "")
    raise UsageFault(
        _("{criterion} cannot be answered yet: fill in {missing} first.").format(
            criterion=criterion, missing=", ".join(missing_labels(sheet, where.missing))
        ),
        "",
    )


def missing_labels(sheet: Sheet, missing: tuple[str, ...]) -> list[str]:
    """Facts by label and criteria by id, as a person reads them."""
    known = sheet.opened.criteria.fact
    return [known[name].label if name in known else name for name in missing]


def _case(desk: Desk, opened: OpenAudit, auditee: str, case: str) -> CaseFile:
    if case == AUDITEE_LEVEL:
        filled = queries.facts(desk.store, opened.audit.id, auditee).get((auditee, AUDITEE_LEVEL), {})
        return CaseFile(AUDITEE_LEVEL, auditee, 0, facts=kept_facts(opened.criteria, filled))
    for found in case_files(desk, opened, auditee).get(auditee, ()):
        if found.code == case:
            return found
    raise UsageFault(
        _("{case} is not in the sample of {auditee}.").format(case=case, auditee=auditee),
        _("See the sample with “tillsyn sample list”."),
    )


def _draft_key(sheet: Sheet, criterion: str) -> str:
    return sheet.subject("comment", sheet.seat.value, criterion)
