"""Judging at the seat: everything a person does to a sheet, by key, by command or by file.

Owns the changes there are and when they are allowed. Each is recorded, and on disk, before the new sheet is returned.
Leaves the sheet to `workflow.sheet`, recording and taking back to `workflow.changing`, showing to `tui`, and what is
asked to `domain.applicability`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from tillsyn.domain.answers import Evidence, Gap, Source
from tillsyn.domain.applicability import Asked
from tillsyn.domain.counting import Judgement
from tillsyn.domain.entries import read_data
from tillsyn.domain.facts import FactType, write_fact
from tillsyn.domain.ratings import CHOOSABLE, AreaRating, area_rating
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import plain
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import auditees, put
from tillsyn.store.journal import Draft, entries_on
from tillsyn.store.local import keep_draft, keep_place, read_draft, read_place
from tillsyn.workflow.changing import change
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import Sheet, facts_kind


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
    document: str = ""
    """The document that was shown, where one was; its line counts from 1."""
    line: int = 1


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
    return change(desk, sheet, "answer", criterion, {"code": code, **sheet.opened.said_edition})


def withdraw_answer(desk: Desk, sheet: Sheet, criterion: str) -> Sheet:
    """Take an answer back, so that the criterion is unanswered."""
    return change(desk, sheet, "answer", criterion, {"code": ""}) if criterion in sheet.answers else sheet


def write_comment(desk: Desk, sheet: Sheet, criterion: str, text: str) -> Sheet:
    """Write the comment of a criterion; an empty text removes it. Its draft is no longer needed."""
    cleaned = plain(text).strip()
    changed = sheet
    versions = sheet.seen.get(sheet.subject("comment", sheet.seat.value, criterion), ())
    if cleaned != sheet.comments.get(criterion, "") or len(versions) > 1:
        changed = change(desk, sheet, "comment", criterion, {}, cleaned)
    keep_draft(desk.store, _draft_key(sheet, criterion), "")
    return changed


def cite(desk: Desk, sheet: Sheet, criterion: str, evidence: Evidence) -> Sheet:
    """Keep a quoted place as evidence; the same place again takes it away."""
    before = sheet.evidence.get(criterion, ())
    there = any((e.document, e.line) == (evidence.document, evidence.line) for e in before)
    place = (evidence.document, str(evidence.line))
    return change(desk, sheet, "evidence", criterion, {"cited": not there}, plain(evidence.quote), place)


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
    return change(desk, sheet, facts_kind(sheet.seat), "", {"value": written}, None, (fact,))


def mark_good(desk: Desk, sheet: Sheet, criterion: str) -> Sheet:
    """Mark an answer as a good example, for others to learn from; once more takes the mark away."""
    return change(desk, sheet, "good", criterion, {"good": criterion not in sheet.good})


def name_sources(desk: Desk, sheet: Sheet, criterion: str, sources: Sequence[Source]) -> Sheet:
    """Say where a comment has it from; nothing means the file. The same again changes nothing."""
    named = tuple(source for source in Source if source in sources)
    if named == sheet.sources.get(criterion, ()):
        return sheet
    return change(desk, sheet, "source", criterion, {"sources": [source.value for source in named]})


def computed_ratings(sheet: Sheet) -> dict[str, AreaRating]:
    """What each area comes to in the file by its criteria alone, areas in the order of the set."""
    state = sheet.state
    judged: dict[str, list[Judgement]] = {}
    for criterion in sheet.criteria:
        judged.setdefault(criterion.area, []).append(state.meaning(criterion.id))
    return {area: area_rating(found) for area, found in judged.items()}


def rate_area(desk: Desk, sheet: Sheet, area: str, rating: AreaRating | None, reason: str = "") -> Sheet:
    """Rate an area of the file otherwise than its criteria come to; None goes back to what is computed.

    Raises:
        UsageFault: when there is no such area, an answer is missing in it, or no reason is given.
    """
    computed = computed_ratings(sheet).get(area)
    if computed is None:
        raise UsageFault(_("There is no area “{area}” here.").format(area=area), "")
    if rating is None:
        return change(desk, sheet, "rating", "", {"rating": ""}, "", (area,)) if area in sheet.overrides else sheet
    if computed is AreaRating.INCOMPLETE or rating not in CHOOSABLE:
        raise UsageFault(
            _("{area} cannot be rated yet: answers are missing.").format(area=area), _("Answer them first.")
        )
    cleaned = plain(reason).strip()
    if not cleaned:
        raise UsageFault(
            _("A rating other than the computed one takes a reason; nothing was changed."), _("Write why.")
        )
    return change(desk, sheet, "rating", "", {"rating": rating.value}, cleaned, (area,))


def note_opening(desk: Desk, sheet: Sheet) -> None:
    """Record that this person opened the file, at this seat and now."""
    opening = secrets.token_hex(8)  # two may open it in the same moment, on two computers
    desk.record([Draft("opened", sheet.subject("opened", sheet.seat.value, opening), {}, None, ())])


def history(desk: Desk, sheet: Sheet, criterion: str) -> tuple[Past, ...]:
    """Everything ever recorded about an answer and its comment, oldest first."""
    names = (sheet.subject(kind, sheet.seat.value, criterion) for kind in ("answer", "comment"))
    return tuple(
        Past(e.at, e.actor, e.kind, str(read_data(e.data).get("code", "")) if e.kind == "answer" else e.text or "")
        for e in entries_on(desk.store, *names)
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


def keep_bookmark(desk: Desk, sheet: Sheet, criterion: str, document: str = "", line: int = 1) -> None:
    """Remember where this person is: the question, and the line of the document that is shown."""
    place = [sheet.opened.audit.id, sheet.auditee.id, sheet.case.code, sheet.seat.value, criterion, document, line]
    keep_place(desk.store, desk.person, json.dumps(place))


def last_bookmark(desk: Desk) -> Bookmark | None:
    """Where this person was when the program ended, or None."""
    kept = read_place(desk.store, desk.person)
    if not kept:
        return None
    audit, auditee, case, seat, criterion, *place = json.loads(kept)  # those of earlier versions name no document
    return Bookmark(audit, auditee, case, Seat(seat), criterion, *place)


def keep_note(desk: Desk, sheet: Sheet, text: str) -> None:
    """Keep a person's note to herself on the file: in this store alone, never merged, never told to others."""
    keep_draft(desk.store, _note_key(desk, sheet), plain(text))


def note(desk: Desk, sheet: Sheet) -> str:
    """The note that this person wrote to herself on the file, or an empty text."""
    return read_draft(desk.store, _note_key(desk, sheet))


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


def _draft_key(sheet: Sheet, criterion: str) -> str:
    return sheet.subject("comment", sheet.seat.value, criterion)


def _note_key(desk: Desk, sheet: Sheet) -> str:
    return f"note:{desk.person}:{sheet.subject('note')}"
