"""One case of the small audit with everything a protocol can tell, each thing once.

V-01 by hand: Anna Lind and Bo Ek read it together: PLA-01 yes, with evidence; PLA-02 partly, from the staff too, with a
personal number in the comment; PLA-03 no; MET-01 yes, as a good example. Cecilia Alm reads it a second time: PLA-01
cannot be judged, PLA-02 partly. Consensus by David Berg: PLA-01 partly, a good example too. Then *Barn berörs* is
filled in as no, so that PLA-03 is kept and not counted. PLA is rated as met instead of lacking; one remark is open,
with a reply, and one is resolved.
"""

from __future__ import annotations

from pathlib import Path

from tillsyn.domain.answers import Evidence, Source
from tillsyn.domain.control import Act, Weight
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat, together
from tillsyn.workflow import remarks, review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import Sheet, load_sheet

AUDITEE, CASE = "vik", "V-01"
PAIR = together(["Anna Lind", "Bo Ek"])
NUMBER = "19850101-2384"
QUOTE = "Planen är undertecknad av båda."
REASON = "Planen är enkel, men den räcker."


def judge(store: Path) -> None:
    """Read the case at every seat."""
    _first(store)
    with open_desk(store, "Cecilia Alm") as desk:
        sheet = load_sheet(desk, open_audit(desk), AUDITEE, CASE, Seat.SECOND)
        review.note_opening(desk, sheet)
        sheet = review.fill_fact(desk, sheet, "insatsform", "hvb")
        sheet = review.give_answer(desk, sheet, "PLA-01", "oklart")
        sheet = review.write_comment(desk, sheet, "PLA-01", "Är det en plan?")
        sheet = review.give_answer(desk, sheet, "PLA-02", "delvis")
        review.write_comment(desk, sheet, "PLA-02", "Målet går inte att mäta.")
    with open_desk(store, "David Berg") as desk:
        sheet = load_sheet(desk, open_audit(desk), AUDITEE, CASE, Seat.CONSENSUS)
        sheet = review.give_answer(desk, sheet, "PLA-01", "delvis")
        sheet = review.write_comment(desk, sheet, "PLA-01", "En plan, men ofullständig.")
        review.mark_good(desk, sheet, "PLA-01")


def rate_and_remark(store: Path) -> None:
    """Fill in that no child is concerned, rate the area otherwise, and remark on an answer twice."""
    with open_desk(store, PAIR) as desk:
        sheet = load_sheet(desk, open_audit(desk), AUDITEE, CASE)
        sheet = review.fill_fact(desk, sheet, "barn", "nej")
        review.rate_area(desk, sheet, "PLA", AreaRating.MET, REASON)
    with open_desk(store, "Eva Ton") as desk:
        opened = open_audit(desk)
        review.note_opening(desk, load_sheet(desk, opened, AUDITEE, CASE))
        place = (AUDITEE, CASE, Seat.FIRST.value)
        remarks.add_remark(desk, opened, place, "PLA-02", Weight.MUST_FIX, "Vilket mål avses?")
        remarks.add_remark(desk, opened, place, "PLA-01", Weight.INFORMATION, "Bra läst.")
        by_text = {one.text: one for one in load_sheet(desk, opened, AUDITEE, CASE).remarks}
        remarks.answer_remark(desk, opened, by_text["Bra läst."], Act.RESOLVE)
        remarks.answer_remark(desk, opened, by_text["Vilket mål avses?"], Act.REPLY, "Det första i planen.")


def _first(store: Path) -> None:
    with open_desk(store, PAIR) as desk:
        sheet: Sheet = load_sheet(desk, open_audit(desk), AUDITEE, CASE)
        review.note_opening(desk, sheet)
        review.note_opening(desk, sheet)
        sheet = review.give_answer(desk, sheet, "PLA-01", "ja")
        sheet = review.cite(desk, sheet, "PLA-01", Evidence("02-plan-2025-03-12", 4, QUOTE))
        sheet = review.give_answer(desk, sheet, "PLA-02", "delvis")
        sheet = review.write_comment(desk, sheet, "PLA-02", f"Gäller {NUMBER}.\nBara ett mål.")
        sheet = review.name_sources(desk, sheet, "PLA-02", (Source.FILE, Source.STAFF))
        sheet = review.give_answer(desk, sheet, "PLA-03", "nej")
        sheet = review.write_comment(desk, sheet, "PLA-03", "Barnen nämns inte.")
        sheet = review.give_answer(desk, sheet, "MET-01", "ja")
        review.mark_good(desk, sheet, "MET-01")
