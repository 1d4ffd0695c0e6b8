"""Recording one change on a sheet, and taking it back: what every key of the seat goes through.

Owns what stood before a change, the new sheet that shows it, and undo and redo, which are new entries too. A change is
on disk before the new sheet is returned. Leaves which changes there are to `workflow.review`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, cast

from tillsyn.domain.answers import Answer, Evidence, Source
from tillsyn.domain.control import ControlState
from tillsyn.domain.entries import Entry, Json
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.store import queries, seat_queries
from tillsyn.store.journal import Draft, read_entry
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.sheet import Sheet, Step, reload_sheet

T = TypeVar("T")
_EMPTY: dict[str, tuple[dict[str, Json], str | None]] = {
    "answer": ({"code": ""}, None),
    "comment": ({}, ""),
    "evidence": ({"cited": False}, ""),
    "fact": ({"value": ""}, None),
    "seat_fact": ({"value": ""}, None),
    "good": ({"good": False}, None),
    "source": ({"sources": []}, None),
    "rating": ({"rating": ""}, ""),
}
"""What a kind says, in data and in words, where nothing stands: the change that takes a first one back."""
_ASK_AGAIN = frozenset({"fact", "seat_fact", "rating"})
"""Kinds where the store knows better what the sheet then shows: what the register says of an emptied fact."""


def change(
    desk: Desk,
    sheet: Sheet,
    kind: str,
    criterion: str,
    data: dict[str, Json],
    text: str | None = None,
    place: tuple[str, ...] = (),
) -> Sheet:
    """Record one change on the sheet and return the sheet that shows it; `place` ends its subject.

    Raises:
        UsageFault: when the file is with its controller, or approved.
    """
    parts = place if kind == "fact" else (sheet.seat.value, *([criterion] if criterion else []), *place)
    name = sheet.subject(kind, *parts)
    step = _before(desk, sheet, kind, name, criterion or place[0])
    entry = _record(desk, sheet, Draft(kind, name, data, text, sheet.seen.get(name, ())))
    steps = (*sheet.steps, step)
    differing = criterion in sheet.answers and sheet.answers[criterion].conflict
    if kind in _ASK_AGAIN or differing or queries.is_conflict(desk.store, name):
        return replace(reload_sheet(desk, sheet), steps=steps, undone=())
    changed = _shown(sheet, kind, criterion, data, text or "", place)
    changed = _signed(changed, criterion, entry.actor, entry.at) if kind == "answer" else changed
    return replace(changed, seen={**sheet.seen, name: (entry.hash,)}, steps=steps, undone=())


def undo(desk: Desk, sheet: Sheet) -> tuple[Sheet, str | None]:
    """Take back the latest change of this sitting, as a new entry; returns what criterion or fact it was about."""
    if not sheet.steps:
        return sheet, None
    changed, about, back = _turn(desk, sheet, sheet.steps[-1])
    return replace(changed, steps=sheet.steps[:-1], undone=(*sheet.undone, back)), about


def redo(desk: Desk, sheet: Sheet) -> tuple[Sheet, str | None]:
    """Make again what was last taken back, as a new entry too; nothing once something else was changed."""
    if not sheet.undone:
        return sheet, None
    changed, about, back = _turn(desk, sheet, sheet.undone[-1])
    return replace(changed, steps=(*sheet.steps, back), undone=sheet.undone[:-1]), about


def _turn(desk: Desk, sheet: Sheet, step: Step) -> tuple[Sheet, str, Step]:
    """Record what a step says in place of what stands; gives also the step that would turn it back."""
    back = _before(desk, sheet, step.kind, step.subject, step.criterion)
    _record(desk, sheet, Draft(step.kind, step.subject, step.data, step.text, sheet.seen.get(step.subject, ())))
    return reload_sheet(desk, sheet), step.criterion, back


def _record(desk: Desk, sheet: Sheet, draft: Draft) -> Entry:
    with desk.store.transaction():  # a colleague may have approved it since the sheet was read
        here = (sheet.opened.audit.id, sheet.auditee.id, sheet.case.code)
        expect_unlocked(replace(sheet, control=seat_queries.control_of(desk.store, *here)))
        return desk.record([draft])[0]


def changed_meanwhile() -> UsageFault:
    """What is told where something is not as it was when a person decided about it."""
    return UsageFault(
        _("Somebody has changed something meanwhile; nothing was recorded."), _("Look once more, then try again.")
    )


def expect_unlocked(sheet: Sheet) -> None:
    """Refuse a change of what is handed over or approved: nothing is edited silently.

    Raises:
        UsageFault: with the way there is to change it all the same.
    """
    if not sheet.locked:
        return
    if sheet.control.state is ControlState.APPROVED:
        raise UsageFault(
            put(sheet.unit, _("{The_row} is approved; nothing was changed.")),
            _("Open it again with S; it takes a reason."),
        )
    raise UsageFault(
        put(sheet.unit, _("{The_row} is handed over for control; nothing was changed.")),
        _("Its reader takes it back with S. Its controller writes a remark with R, and approves or returns it with S."),
    )


def _before(desk: Desk, sheet: Sheet, kind: str, name: str, about: str) -> Step:
    """What stood before: the entry the sheet shows, or the empty value of its kind."""
    shown = sheet.seen.get(name, ())
    found = read_entry(desk.store, shown[-1]) if shown else None
    if found:
        return Step(kind, name, about, json.loads(found.data), found.text)
    data, text = _EMPTY[kind]
    return Step(kind, name, about, {**data}, text)


def _shown(
    sheet: Sheet, kind: str, criterion: str, data: Mapping[str, Json], text: str, place: tuple[str, ...]
) -> Sheet:
    """The sheet with one change on it, without asking the store again."""
    comments, cited = dict(sheet.comments), dict(sheet.evidence)
    old = sheet.answers.get(criterion) or _unanswered(sheet, criterion)
    if kind == "comment":
        _put(comments, criterion, text)
        old = replace(old, comment=text)
    elif kind == "good":
        return replace(_with(sheet, replace(old, good=bool(data["good"]))), good=sheet.good ^ {criterion})
    elif kind == "source":
        named = tuple(Source(str(name)) for name in cast(list[str], data["sources"]))
        sources = dict(sheet.sources)
        _put(sources, criterion, named)
        return replace(_with(sheet, replace(old, sources=named)), sources=sources)
    elif kind == "answer":
        edition = str(data.get("criteria", ""))
        old = replace(old, code=str(data["code"]), conflict=False, edition=edition, reconsider=False)
    else:
        old = replace(old, evidence=_evidence_after(old.evidence, bool(data["cited"]), text, place))
        _put(cited, criterion, old.evidence)
    return replace(_with(sheet, old), comments=comments, evidence=cited)


def _with(sheet: Sheet, answer: Answer) -> Sheet:
    """The sheet with an answer on it, if it is one: what is said beside an answer may stand without it."""
    answers = {**sheet.answers, answer.criterion: answer}
    if not answer.code:
        del answers[answer.criterion]
    return replace(sheet, answers=answers)


def _unanswered(sheet: Sheet, criterion: str) -> Answer:
    said = (sheet.comments.get(criterion, ""), sheet.evidence.get(criterion, ()))
    return Answer(criterion, "", *said, sources=sheet.sources.get(criterion, ()), good=criterion in sheet.good)


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
