"""Remarks on answers: a colleague's note, the conversation about it, and settling it.

Owns who may resolve what, and recording. Leaves the values to `domain.control`, and handing over and approving to
`workflow.quality`.

A remark that must be fixed is resolved by who wrote it, or by somebody who has judged nothing in the file: its reader
answers, but does not decide alone that the answer will do. A remark for information anybody resolves.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from tillsyn.domain.control import Act, ControlState, Remark, Weight
from tillsyn.domain.entries import subject
from tillsyn.domain.seats import Seat, persons_of
from tillsyn.domain.text import one_line, plain
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.store import seat_queries
from tillsyn.store.control_queries import judges_of
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit, case_files, unit_of
from tillsyn.workflow.desk import Desk

ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class PlacedRemark:
    """A remark with where it is, as a list of many files tells it; number 0 is the auditee itself."""

    remark: Remark
    number: int


def add_remark(
    desk: Desk, opened: OpenAudit, place: tuple[str, str, str], criterion: str, weight: Weight, text: str
) -> str:
    """Write a remark on the answer to a criterion at a `place`: auditee, case and seat; returns its id.

    Raises:
        UsageFault: without words, on a second reading, or where the file is approved and something must be fixed.
    """
    auditee, case, seat = place
    cleaned = _words(text)
    if criterion not in {c.id for c in opened.criteria.criteria_of(unit_of(opened.criteria, case))}:
        raise UsageFault(_("There is no criterion “{criterion}” here.").format(criterion=criterion), "")
    if seat == Seat.SECOND:
        raise UsageFault(
            _("A second reading has no remarks: it is compared, not controlled."), _("Remark on the first reading.")
        )
    if weight is Weight.MUST_FIX:
        _expect_not_approved(desk, opened, auditee, case)
    id_ = secrets.token_hex(ID_BYTES)
    name = subject("remark", opened.audit.id, auditee, case, seat, criterion, id_)
    desk.record([Draft("remark", name, {"weight": weight.value}, cleaned)])
    return id_


def answer_remark(desk: Desk, opened: OpenAudit, remark: Remark, act: Act, text: str = "") -> None:
    """Reply to a remark, resolve it, or open it again; only a resolution may be without words.

    Raises:
        UsageFault: when words are missing, the act does nothing now, or this person may not resolve it.
    """
    cleaned = plain(text).strip() if act is Act.RESOLVE else _words(text)
    if act is Act.RESOLVE:
        _expect_open(remark)
        expect_may_resolve(desk, opened, remark)
    if act is Act.REOPEN:
        if remark.is_open:
            raise UsageFault(_("The remark is open already; nothing was changed."), "")
        if remark.weight is Weight.MUST_FIX:
            _expect_not_approved(desk, opened, remark.auditee, remark.case)
    place = (opened.audit.id, remark.auditee, remark.case, remark.seat, remark.criterion, remark.id)
    name = subject("reply", *place, secrets.token_hex(ID_BYTES))
    desk.record([Draft("reply", name, {"act": act.value}, cleaned)])


def expect_may_resolve(desk: Desk, opened: OpenAudit, remark: Remark) -> None:
    """Refuse that a reader alone settles what a colleague says must be fixed in her own file.

    Raises:
        UsageFault: with who resolves it.
    """
    if remark.weight is not Weight.MUST_FIX:
        return
    mine = persons_of([desk.pen.actor])
    judges = persons_of(judges_of(desk.store, opened.audit.id, remark.auditee, remark.case))
    if mine & persons_of([remark.actor]) or not mine & judges:
        return
    raise UsageFault(
        _("{author} says that it must be fixed, and resolves it; nothing was changed.").format(
            author=one_line(remark.actor)
        ),
        put(unit_of(opened.criteria, remark.case), _("Reply what you did. Whoever has judged nothing in {the_row} may "
            "resolve it too.")),
    )  # fmt: skip


def remarks(
    desk: Desk, opened: OpenAudit, auditee: str | None = None, case: str | None = None, resolved: bool = False
) -> tuple[PlacedRemark, ...]:
    """Open remarks (with `resolved`, all of them) in the order of auditees, files and criteria, then of time."""
    found = [r for r in seat_queries.remarks(desk.store, opened.audit.id, auditee, case) if resolved or r.is_open]
    numbers = _numbers(desk, opened, {remark.auditee for remark in found})
    who = [one.id for one in opened.auditees]
    order = [criterion.id for criterion in opened.criteria.criteria]
    placed = [PlacedRemark(r, numbers.get((r.auditee, r.case), 0)) for r in found if r.auditee in who]
    return tuple(
        sorted(
            placed,
            key=lambda p: (
                who.index(p.remark.auditee), not p.remark.case, p.number, _place(order, p.remark.criterion), p.remark.at
            ),
        )
    )  # fmt: skip


def find_remark(desk: Desk, opened: OpenAudit, id_: str) -> Remark:
    """The remark of an id, or of the beginning of one.

    Raises:
        UsageFault: when there is none, or several.
    """
    found = [r for r in seat_queries.remarks(desk.store, opened.audit.id) if id_ and r.id.startswith(id_)]
    if len(found) == 1:
        return found[0]
    said = _("There is no remark “{id}”.") if not found else _("Several remarks begin with “{id}”.")
    raise UsageFault(said.format(id=id_), _("See them with “tillsyn remarks list --all”."))


def _words(text: str) -> str:
    cleaned = plain(text).strip()
    if not cleaned:
        raise UsageFault(_("A remark takes words; nothing was recorded."), _("Write what it is about."))
    return cleaned


def _expect_open(remark: Remark) -> None:
    if not remark.is_open:
        raise UsageFault(_("The remark is resolved already; nothing was changed."), "")


def _expect_not_approved(desk: Desk, opened: OpenAudit, auditee: str, case: str) -> None:
    control = seat_queries.control_of(desk.store, opened.audit.id, auditee, case)
    if control.state is ControlState.APPROVED:
        unit = unit_of(opened.criteria, case)
        raise UsageFault(
            put(unit, _("{The_row} is approved, so nothing in it waits to be fixed.")),
            put(unit, _("Open {the_row} again first, with a reason, or remark for information.")),
        )


def _numbers(desk: Desk, opened: OpenAudit, auditees: Collection[str]) -> dict[tuple[str, str], int]:
    only = next(iter(auditees)) if len(auditees) == 1 else None
    files = case_files(desk, opened, only) if auditees else {}
    return {(auditee, case.code): case.number for auditee, cases in files.items() for case in cases}


def _place(order: list[str], criterion: str) -> int:
    return order.index(criterion) if criterion in order else len(order)
