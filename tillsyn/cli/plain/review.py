"""Going through the files line by line: which one is next, and how the conversation ends.

Owns the order of the files, coming back to the very place, and what is said last. Leaves one file to the conversation.
"""

from __future__ import annotations

from collections.abc import Iterator

from tillsyn.cli.base import Call
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import tell
from tillsyn.cli.plain.colleagues import COLLEAGUES
from tillsyn.cli.plain.conversation import Conversation, Left
from tillsyn.cli.plain.judging import JUDGING
from tillsyn.cli.plain.lines import EndOfInput, make_ready, say
from tillsyn.cli.plain.moving import MOVING
from tillsyn.cli.plain.papers import PAPERS
from tillsyn.cli.plain.seat import PlainSeat, progress_of
from tillsyn.domain.seats import Seat
from tillsyn.errors import ExitCode
from tillsyn.language import _
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.readings import ReadFile, read_files
from tillsyn.workflow.review import Bookmark, last_bookmark
from tillsyn.workflow.sheet import load_sheet

COMMANDS = (*MOVING, *JUDGING, *PAPERS, *COLLEAGUES)
"""Every command, in the order that “?” lists them."""

Place = tuple[str, str]
"""Auditee and case code; the code is empty where the auditee itself is judged."""


def review_plainly(call: Call, auditee: str | None, case: str | None, seat: Seat) -> int:
    """Go through the files that lack something, from where this person last was; returns the exit code."""
    call.expect_no_json()
    make_ready()
    with audit_of(call, sign=False) as (desk, opened):
        if auditee:
            opened.auditee(auditee)
        walk = _Walk(desk, opened, auditee, case, seat)
        try:
            walk.go()
        except (KeyboardInterrupt, EndOfInput) as end:
            say("")
            tell(_("Everything that was said to be saved is saved. The next time you are back here."))
            return ExitCode.INTERRUPTED if isinstance(end, KeyboardInterrupt) else ExitCode.DONE
    tell(_("Everything that was said to be saved is saved."))
    return ExitCode.DONE


class _Walk:
    """One person's way through the files."""

    def __init__(self, desk: Desk, opened: OpenAudit, auditee: str | None, case: str | None, seat: Seat) -> None:
        self.desk, self.opened, self.seat = desk, opened, seat
        self.auditee, self.case = auditee, case
        self.page = 0

    def go(self) -> None:
        """Talk through one file after the other."""
        mark = self._bookmark()
        place = (mark.auditee, mark.case) if mark else self._first()
        done: set[Place] = set()
        if place is None:
            say(_("Nothing is missing in any file."))
        while place is not None:
            done.add(place)
            left = self._hold(place, mark)
            mark = None
            if left.ended:
                return
            if left.case is not None:
                place = (place[0], left.case)
            else:
                place = None if self.case else next((found for found in self._places() if found not in done), None)

    def _hold(self, place: Place, mark: Bookmark | None) -> Left:
        sheet = load_sheet(self.desk, self.opened, *place, self.seat)
        seat = PlainSeat(self.desk, sheet, mark.criterion if mark else None)
        if mark:
            seat.come_back(mark.document, mark.line)
        seat.note_opening()
        talk = Conversation(seat, COMMANDS, self.page)
        try:
            talk.hold(returned=mark is not None and mark.criterion in seat.order)
        except Left as left:
            return left
        finally:
            seat.keep_where()
            self.page, self.desk = talk.page, seat.desk
        return Left(ended=True)

    def _bookmark(self) -> Bookmark | None:
        """Where this person was, if it is among the files that are meant now."""
        mark = last_bookmark(self.desk)
        if mark is None or (mark.audit, mark.seat) != (self.opened.audit.id, self.seat):
            return None
        if (self.auditee or mark.auditee) != mark.auditee or (self.case is not None and self.case != mark.case):
            return None
        there = {(read.auditee.id, read.case.code) for read in read_files(self.desk, self.opened, mark.auditee)}
        return mark if (mark.auditee, mark.case) in there else None

    def _first(self) -> Place | None:
        """The file of the code that was asked for, or the first that lacks something."""
        if self.case is None:
            return next(self._places(), None)
        for read in read_files(self.desk, self.opened, self.auditee):
            if read.case.code == self.case:
                return read.auditee.id, read.case.code
        owner = self.auditee or self.opened.auditees[0].id
        load_sheet(self.desk, self.opened, owner, self.case, self.seat)  # says that it is not in the sample
        return owner, self.case

    def _places(self) -> Iterator[Place]:
        """The files that lack something at this seat, in their order."""
        for auditee in [self.auditee] if self.auditee else [each.id for each in self.opened.auditees]:
            for read in read_files(self.desk, self.opened, auditee):
                if self._lacks(read):
                    yield read.auditee.id, read.case.code

    def _lacks(self, read: ReadFile) -> bool:
        """Whether a file lacks something here; there is a consensus on files that are read twice alone."""
        if self.seat is Seat.CONSENSUS and not read.read_twice:
            return False
        return not progress_of(self.desk, self.opened, read, self.seat).complete
