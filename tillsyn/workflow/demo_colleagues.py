"""What colleagues do with the sample county's files: read them a second time, agree, go through and approve.

Owns who they are, their days and their words, each step through the workflow that people use. What they judged lies in
`sample_cases/` as answer files. Leaves drawing, the first reading and decisions to `workflow.demo_county`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from tillsyn.domain.answers import Evidence, Source
from tillsyn.domain.control import Act, Move, Weight
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.domain.subsample import HowMany
from tillsyn.language import _
from tillsyn.workflow import answers, review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.demo_county import COUNTY, OWN, Step
from tillsyn.workflow.desk import Desk, signed_by, with_others
from tillsyn.workflow.quality import file_control, take_step
from tillsyn.workflow.remarks import add_remark, answer_remark, remarks
from tillsyn.workflow.second_reading import Asked, draw_second
from tillsyn.workflow.sheet import Sheet, load_sheet

SECOND, THIRD = "Siv Mallgren", "Ove Mönsterlund"
"""The inspectors beside the one who reads every file; each controls only what she or he has not read."""
MANAGER = "Bo Granskholm"
"""Who goes through what the committee judges of itself."""
SEED = "exempellan-tva-lasare"
TWICE = {"ljusfors": THIRD, "norrskog": THIRD}
"""Committees half of whose files are read twice: those whose documents there are to read. The others' by the seed."""
DAYS = {
    "own": date(2026, 4, 13),
    "drawn": date(2026, 4, 22),
    "second": date(2026, 4, 28),
    "agreed": date(2026, 5, 5),
    "controlled": date(2026, 5, 6),
    "mended": date(2026, 5, 8),
    "reopened": date(2026, 5, 12),
}
"""When: after the first reading, and before anything is decided upon."""
APPROVED = (
    ("mossberga", "MO-012", THIRD),
    ("tallmo", "TA-019", THIRD),
    ("norrskog", "NO-006", SECOND),
    ("norrskog", "NO-026", SECOND),
)
"""Files that are approved as they were handed over, and by whom."""
RETURNED, REOPENED = ("norrskog", "NO-015"), ("norrskog", "NO-021")
"""One file that was mended before it was approved, and one that was opened again after."""
RATED = ("hedvik", "HE-010", "UPF")
OWN_APPROVED, OWN_RETURNED = ("ljusfors", "LJ-021"), ("ljusfors", "LJ-003")


def colleague_steps() -> Iterator[Step]:
    """Everything that colleagues do, in the order of the days."""
    yield Step(COUNTY.days.read, _("an area rated by hand"), _rate)
    yield Step(DAYS["own"], _("the committee's own control"), _own_control)
    yield Step(DAYS["drawn"], _("second readings: the draw"), _draw)
    for file in _files("second"):
        about = _("second readings: {name}").format(name=file.stem)
        yield Step(DAYS["second"], about, partial(_answers, file, _second_reader))
    for file in _files("consensus"):
        yield Step(DAYS["agreed"], _("consensus: {name}").format(name=file.stem), partial(_answers, file, _both))
    yield Step(DAYS["controlled"], _("files handed over and gone through"), _control)
    yield Step(DAYS["mended"], _("a file mended and approved"), _mend)
    yield Step(DAYS["reopened"], _("a file opened again"), _open_again)


def _files(sort: str) -> list[Path]:
    return sorted((COUNTY.place / sort).glob("*.yaml"))


def _second_reader(desk: Desk, auditee: str) -> Desk:
    return signed_by(desk, TWICE.get(auditee, SECOND))


def _both(desk: Desk, auditee: str) -> Desk:
    return with_others(desk, [TWICE.get(auditee, SECOND)])


def _answers(file: Path, who: Callable[[Desk, str], Desk], desk: Desk) -> None:
    answers.import_answers(who(desk, file.stem), open_audit(desk, COUNTY.id), file)


def _draw(desk: Desk) -> None:
    opened = open_audit(desk, COUNTY.id)
    why = "Var tionde akt i länet läses av två."
    draw_second(desk, opened, Asked(HowMany(share=Fraction(1, 10)), SEED, reader=SECOND, reason=why))
    for auditee, reader in TWICE.items():
        why = "Hälften av akterna i de nämnder vars handlingar finns här."
        draw_second(desk, opened, Asked(HowMany(size=4), SEED, auditee, reader, why))


def _rate(desk: Desk) -> None:
    auditee, case, area = RATED
    reason = (
        "Det enda som brister är att AUDIT inte gjordes om, och den frågan kan bara leda till råd. I övrigt håller "
        "uppföljningen i januari ihop."
    )
    review.rate_area(desk, _sheet(desk, auditee, case), area, AreaRating.MET, reason)


def _control(desk: Desk) -> None:
    for auditee, case, approver in APPROVED:
        _take(desk, auditee, case, Move.SUBMIT)
        _take(signed_by(desk, approver), auditee, case, Move.APPROVE)
    for auditee, case in (RETURNED, REOPENED):
        _take(desk, auditee, case, Move.SUBMIT)
    controller = signed_by(desk, SECOND)
    must = "Belägget visar mötet i juli, som hölls. Citera var mötet i juni var planerat, för det var det som uteblev."
    _remark(controller, "UPF-02", Weight.MUST_FIX, must)
    told = "Samma tomma rad om huvudansvar har jag sett hos andra nämnder. Är det värt ett stycke i rapporten?"
    _remark(controller, "SIP-06", Weight.INFORMATION, told)
    _take(controller, *RETURNED, Move.RETURN)
    _take(controller, *REOPENED, Move.APPROVE)


def _mend(desk: Desk) -> None:
    sheet = _sheet(desk, *RETURNED)
    review.cite(desk, sheet, "UPF-02", _place(sheet, "04-vardplan-2025-03-10", "24 april, 5 juni och 16 juli"))
    _reply(desk, "UPF-02", Act.REPLY, "Vårdplanens tre datum är citerade nu.")
    _reply(desk, "SIP-06", Act.REPLY, "Ja, jag tar med det när vi skriver. Låt noten stå öppen till dess.")
    _take(desk, *RETURNED, Move.SUBMIT)
    controller = signed_by(desk, SECOND)
    _reply(controller, "UPF-02", Act.RESOLVE, "Bra, då går det att följa.")
    _take(controller, *RETURNED, Move.APPROVE)


def _open_again(desk: Desk) -> None:
    reason = (
        "Nämnden svarade den 11 maj att någon plan för boendestödet inte finns. Det ska stå i kommentaren till PLA-01."
    )
    _take(desk, *REOPENED, Move.REOPEN, reason)
    sheet = _sheet(desk, *REOPENED)
    said = f"{sheet.comments['PLA-01']} Nämnden bekräftade det på vår fråga den 11 maj."
    sheet = review.write_comment(desk, sheet, "PLA-01", said)
    review.name_sources(desk, sheet, "PLA-01", [Source.FILE, Source.STAFF])
    _take(desk, *REOPENED, Move.SUBMIT)
    _take(signed_by(desk, SECOND), *REOPENED, Move.APPROVE)


def _own_control(desk: Desk) -> None:
    reader, manager = signed_by(desk, OWN.reader), signed_by(desk, MANAGER)
    for auditee, case in (OWN_APPROVED, OWN_RETURNED):
        _take(reader, auditee, case, Move.SUBMIT, audit=OWN.id)
    _take(manager, *OWN_APPROVED, Move.APPROVE, audit=OWN.id)
    must = "Bilagan med avtalskontrollen ligger inte i akten. Vi ska svara på vad akten visar, inte på vad vi vet."
    _remark(manager, "UPD-10", Weight.MUST_FIX, must, OWN_RETURNED, OWN.id)
    _take(manager, *OWN_RETURNED, Move.RETURN, audit=OWN.id)
    _reply(reader, "UPD-10", Act.REPLY, "Jag har bett upphandlingsenheten om bilagan och väntar på den.", OWN.id)


def _take(desk: Desk, auditee: str, case: str, move: Move, reason: str = "", audit: str = COUNTY.id) -> None:
    take_step(desk, file_control(desk, open_audit(desk, audit), auditee, case), move, reason)


def _remark(
    desk: Desk,
    criterion: str,
    weight: Weight,
    text: str,
    file: tuple[str, str] = RETURNED,
    audit: str = COUNTY.id,
) -> None:
    add_remark(desk, open_audit(desk, audit), (*file, Seat.FIRST.value), criterion, weight, text)


def _reply(desk: Desk, criterion: str, act: Act, text: str, audit: str = COUNTY.id) -> None:
    opened = open_audit(desk, audit)
    (placed,) = (one for one in remarks(desk, opened) if one.remark.criterion == criterion)
    answer_remark(desk, opened, placed.remark, act, text)


def _sheet(desk: Desk, auditee: str, case: str) -> Sheet:
    return load_sheet(desk, open_audit(desk, COUNTY.id), auditee, case)


def _place(sheet: Sheet, document: str, quote: str) -> Evidence:
    (lines,) = (one.text.splitlines() for one in sheet.documents if one.name == document)
    (line,) = (number for number, text in enumerate(lines, start=1) if quote in text)
    return Evidence(document, line, quote)
