"""Quality control: handing a file over, taking it back, returning, approving and opening it again.

Owns who may take which step and when, and recording it with what was judged then. Leaves the order of steps to
`domain.control`, remarks to `workflow.remarks`, and what stands to `workflow.control_state`.

Nothing is approved by anyone who has judged in the file, at any seat and also where that was taken back; of those who
shared a seat, each has. A name is what somebody says it is: this keeps honest people apart, it does not stop a forger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tillsyn.domain.control import LOCKED, Control, Controlled, ControlState, Move, digest, follows
from tillsyn.domain.entries import SUBJECT_SEPARATOR, subject
from tillsyn.domain.seats import Seat, known_as, people, persons_of
from tillsyn.domain.text import one_line, plain
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import _, ngettext
from tillsyn.nouns import put
from tillsyn.store import queries
from tillsyn.store.control_queries import JUDGING, ControlStep, judges_of, steps_of
from tillsyn.store.journal import Draft
from tillsyn.store.queries import CaseKey
from tillsyn.workflow.audits import AUDITEE_LEVEL, JudgedCase, OpenAudit, audit_work, not_in_sample, unit_of
from tillsyn.workflow.changing import changed_meanwhile
from tillsyn.workflow.control_state import controlled_files, parts_of
from tillsyn.workflow.desk import Desk

REASONED = frozenset({Move.REOPEN})
"""Steps that take a reason; a return takes one or an open remark."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file (or the auditee itself) as lists tell how it stands, with every step so far, oldest first."""

    opened: OpenAudit
    auditee: str
    judged: JudgedCase
    controlled: Controlled
    steps: tuple[ControlStep, ...]


@dataclass(frozen=True, slots=True)
class FileControl(ListedFile):
    """One file as its controller sees it: with what decides which steps may be taken, and by whom."""

    judges: frozenset[str]
    """Everybody who has judged in it, by name as `known_as` writes it."""
    parts: dict[str, str]
    unsettled: tuple[str, ...]
    """What is recorded differently by different people, by criterion, fact or area."""

    @property
    def unit(self) -> Unit:
        """What it is."""
        return unit_of(self.opened.criteria, self.judged.case.code)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of auditee it is about, for sentences."""
        return (self.opened.auditee(self.auditee).kind.value,)

    @property
    def states(self) -> frozenset[ControlState]:
        """The states that stand: several where two controllers differ."""
        return frozenset(step.state for step in self.steps if step.stands) or frozenset({ControlState.OPEN})

    @property
    def heads(self) -> tuple[str, ...]:
        """The steps that stand, by hash."""
        return tuple(step.hash for step in self.steps if step.stands)


def file_control(desk: Desk, opened: OpenAudit, auditee_id: str, case: str = AUDITEE_LEVEL) -> FileControl:
    """How a file stands with its control, and what led there.

    Raises:
        UsageFault: when the case is not in the sample, or nothing is asked of the auditee itself.
    """
    opened.auditee(auditee_id)
    with desk.store.snapshot():
        (work,) = audit_work(desk, opened, auditee_id)
        judged = next((one for one in work.all if one.case.code == case), None)
        if judged is None or (case == AUDITEE_LEVEL and not opened.criteria.criteria_of(Unit.AUDITEE)):
            raise not_in_sample(case, auditee_id)
        return _gathered(desk, opened, judged, controlled_files(desk, opened, [work]))


def files_in_control(desk: Desk, opened: OpenAudit, auditee_id: str | None = None) -> tuple[ListedFile, ...]:
    """Every file that was ever handed over or has an open remark, by auditee and number, the auditee itself last."""
    if auditee_id is not None:
        opened.auditee(auditee_id)
    with desk.store.snapshot():
        works = audit_work(desk, opened, auditee_id)
        found = controlled_files(desk, opened, works)
        return tuple(
            ListedFile(opened, key[0], judged, found[key], steps_of(desk.store, opened.audit.id, *key))
            for work in works
            for judged in work.all
            if (key := (work.auditee.id, judged.case.code)) in found
        )


def _gathered(desk: Desk, opened: OpenAudit, judged: JudgedCase, found: Mapping[CaseKey, Controlled]) -> FileControl:
    auditee, case = judged.case.auditee, judged.case.code
    place = (opened.audit.id, auditee, case)
    return FileControl(
        opened,
        auditee,
        judged,
        found.get((auditee, case)) or Controlled(Control()),
        steps_of(desk.store, *place),
        persons_of(judges_of(desk.store, *place)),
        parts_of(desk, opened, judged),
        _unsettled(desk, *place),
    )


def take_step(desk: Desk, seen: FileControl, move: Move, reason: str = "") -> FileControl:
    """Take a step with a file as it was `seen`; on disk when this returns.

    Raises:
        UsageFault: when the step may not be taken now, or by this person, or something has changed since it was seen.
    """
    cleaned = plain(reason).strip()
    with desk.store.transaction():  # between looking and recording nobody else gets in
        now = file_control(desk, seen.opened, seen.auditee, seen.judged.case.code)
        if (now.heads, now.parts) != (seen.heads, seen.parts):
            raise changed_meanwhile()
        expect_allowed(desk, now, move)
        if not cleaned and (move in REASONED or (move is Move.RETURN and not now.controlled.remarks)):
            raise UsageFault(_missing_reason(now, move), _("Write why."))
        desk.record([_draft(now, move, cleaned)])
    return file_control(desk, seen.opened, seen.auditee, seen.judged.case.code)


def expect_allowed(desk: Desk, file: FileControl, move: Move) -> None:
    """Refuse a step that may not be taken now, or not by the person at this desk.

    Raises:
        UsageFault: with why, and what to do instead.
    """
    if not follows(move, file.states, bool(file.controlled.changed)):
        raise UsageFault(_out_of_turn(file), _("See how it stands with “tillsyn control status”, or press S."))
    if move in (Move.SUBMIT, Move.APPROVE):
        _expect_complete(file)
    if move is Move.TAKE_BACK:
        _expect_own(desk, file)
    if move is Move.APPROVE:
        _expect_colleague(desk, file)
        _expect_mended(file)


def _draft(file: FileControl, move: Move, reason: str) -> Draft:
    standing = [step for step in file.steps if step.stands]
    revision = max((step.revision for step in standing), default=1) + (move is Move.REOPEN)
    data = {
        "state": _after(file, move).value,
        "revision": revision,
        "judged": digest(file.parts),
        "parts": file.parts,
    }
    name = subject("control", file.opened.audit.id, file.auditee, file.judged.case.code)
    return Draft("control", name, data, reason, file.heads)


def _after(file: FileControl, move: Move) -> ControlState:
    """The state that a step leads to; what is taken back is where it was before it was handed over."""
    if move is Move.TAKE_BACK:
        earlier = [step.state for step in file.steps if step.state not in LOCKED]
        return earlier[-1] if earlier else ControlState.OPEN
    return {
        Move.SUBMIT: ControlState.SUBMITTED,
        Move.RETURN: ControlState.RETURNED,
        Move.APPROVE: ControlState.APPROVED,
        Move.REOPEN: ControlState.REOPENED,
    }[move]


def _expect_complete(file: FileControl) -> None:
    """Only what is done (klar) is handed over or approved, and only where readers do not differ."""
    gaps = len(file.judged.progress.gaps)
    if gaps:
        told = ngettext(
            "{The_row} has {n} gap; nothing was changed.", "{The_row} has {n} gaps; nothing was changed.", gaps
        )
        raise UsageFault(put(file.unit, told, file.kinds, n=gaps), _("Fill the gaps first: g goes to the next one."))
    if file.unsettled:
        raise UsageFault(
            _("Differing versions both stand: {which}. Nothing was changed.").format(which=", ".join(file.unsettled)),
            _("Settle them first, under Conflicts or by answering again."),
        )


def _expect_own(desk: Desk, file: FileControl) -> None:
    handed_over = persons_of(step.actor for step in file.steps[-1:])
    if not persons_of([desk.pen.actor]) & (handed_over | file.judges):
        raise UsageFault(
            put(file.unit, _("Only who has read {the_row} or handed it over takes it back."), file.kinds),
            _("Return it instead, with a reason or a remark."),
        )


def _expect_colleague(desk: Desk, file: FileControl) -> None:
    if name := _shared(desk, file):
        raise UsageFault(
            put(file.unit, _("{name} has judged in {the_row} and cannot approve it; nothing was changed."), file.kinds,
                name=one_line(name)),
            _("A colleague who has answered nothing in it approves."),
        )  # fmt: skip


def _expect_mended(file: FileControl) -> None:
    n = file.controlled.must_fix
    if n:
        told = ngettext(
            "{n} remark that must be fixed is open; nothing was changed.",
            "{n} remarks that must be fixed are open; nothing was changed.",
            n,
        )
        raise UsageFault(told.format(n=n), put(file.unit, _("Resolve them, or return {the_row}."), file.kinds))


def _out_of_turn(file: FileControl) -> str:
    sentence = {
        ControlState.OPEN: _("{The_row} is not handed over; nothing was changed."),
        ControlState.SUBMITTED: _("{The_row} is handed over and waits for its controller; nothing was changed."),
        ControlState.RETURNED: _("{The_row} is returned to its reader; nothing was changed."),
        ControlState.APPROVED: _("{The_row} is approved already; nothing was changed."),
        ControlState.REOPENED: _("{The_row} is open again; nothing was changed."),
    }[file.controlled.control.state]
    return put(file.unit, sentence, file.kinds)


def _missing_reason(file: FileControl, move: Move) -> str:
    if move is Move.RETURN:
        return _("A return takes a reason, or a remark on an answer; nothing was changed.")
    return put(file.unit, _("Opening {the_row} again takes a reason; nothing was changed."), file.kinds)


def _unsettled(desk: Desk, audit: str, auditee: str, case: str) -> tuple[str, ...]:
    """The criteria, facts and areas of a file that are recorded differently at the seats that count."""
    split = (name.split(SUBJECT_SEPARATOR) for name, _heads in queries.conflicts(desk.store))
    here = [parts for parts in split if parts[0] in JUDGING and parts[1:4] == [audit, auditee, case]]
    counting = [parts for parts in here if parts[0] == "fact" or parts[4] != Seat.SECOND]
    return tuple(dict.fromkeys(parts[4] if parts[0] == "fact" else parts[5] for parts in counting))


def has_judged(desk: Desk, file: FileControl) -> bool:
    """Whether somebody at this desk has judged in the file, and so cannot approve it."""
    return bool(_shared(desk, file))


def _shared(desk: Desk, file: FileControl) -> str:
    """The name of somebody at this desk who has judged in the file, or an empty text."""
    return next((name for name in people(desk.pen.actor) if known_as(name) in file.judges), "")
