"""One file of the small audit to control: filled in, handed over by one and approved by another."""

from __future__ import annotations

from tillsyn.domain.seats import Seat
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.quality import FileControl, file_control
from tillsyn.workflow.sheet import Sheet, load_sheet

CASE = "V-01"
PLACE = ("vik", CASE, "first")


def fill(desk: Desk, seat: Seat = Seat.FIRST, case: str = CASE) -> Sheet:
    """The file with every question answered."""
    sheet = load_sheet(desk, open_audit(desk), "vik", case, seat)
    while gap := review.next_gap(sheet, None):
        if gap.needs:
            sheet = review.fill_fact(desk, sheet, gap.needs[0], "nej")
        else:
            sheet = review.give_answer(desk, sheet, gap.criterion, "ja")
    return sheet


def control(desk: Desk, case: str = CASE) -> FileControl:
    return file_control(desk, open_audit(desk), "vik", case)
