"""Remarks and control at the seat: every key of them at 80×24, and the walk from list to answer and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.driving import NARROW, WIDE, drive, notices, press, rows, seat, shown, write
from tests.workflow.in_control import fill
from tillsyn.domain.control import Act, Move, Weight
from tillsyn.domain.entries import subject
from tillsyn.domain.seats import Seat
from tillsyn.store.journal import Draft
from tillsyn.tui.app import StartAt
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.quality import file_control, take_step
from tillsyn.workflow.remarks import add_remark, answer_remark, find_remark

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")
REMARKS = "SELECT criterion, weight, text, actor FROM remark ORDER BY at"
REPLIES = "SELECT act, text FROM reply ORDER BY at"
STATES = "SELECT state, revision FROM control"
ANSWER = "SELECT actor, code FROM answer WHERE criterion = 'PLA-01'"


@pytest.fixture
def filled(small: Path) -> Path:
    """The small audit with one file answered by somebody else."""
    with open_desk(small, "Lena Läsare") as desk:
        fill(desk)
    return small


def remark(path: Path, criterion: str, weight: Weight, text: str, actor: str = "Karin Kollega") -> str:
    """A colleague's remark; returns its id."""
    with open_desk(path, actor) as desk:
        return add_remark(desk, open_audit(desk), ("vik", "V-01", "first"), criterion, weight, text)


def steps(path: Path, *taken: tuple[str, Move]) -> None:
    """Steps taken by persons, one after the other."""
    for actor, move in taken:
        with open_desk(path, actor) as desk:
            take_step(desk, file_control(desk, open_audit(desk), "vik", "V-01"), move, "Skäl.")


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_a_remark_is_written_and_its_sign_stands_in_strip_and_answer(filled: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "R")
        assert "Ingen not än" in shown(pilot)
        await press(pilot, "m")
        await write(pilot, "Var?")
        await press(pilot, "enter", "escape")
        assert "¶ 1 öppen not (R)" in shown(pilot)
        await press(pilot, "down")
        assert "PLA ¶▸" in shown(pilot)

    drive(filled, scenario, FIRST, size)
    assert rows(filled, REMARKS) == [("PLA-01", "must_fix", "Var?", "Prov Granskare")]


def test_a_conversation_is_shown_answered_resolved_and_opened_again(filled: Path) -> None:
    remark(filled, "PLA-01", Weight.INFORMATION, "Ser [b]bra[/b] ut")

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "R")
        assert "Karin Kollega  Ser [b]bra[/b] ut" in shown(pilot)
        await press(pilot, "s")
        await write(pilot, "Tack m l")  # keys of the dialog are words while one writes
        await press(pilot, "enter")
        assert "Prov Granskare  Tack m l" in shown(pilot)
        await press(pilot, "l")
        assert "✓ löst (för kännedom)" in shown(pilot)
        await press(pilot, "o", "enter")
        assert "Skriv en mening" in shown(pilot)
        await write(pilot, "Igen")
        await press(pilot, "enter")
        assert "¶ för kännedom" in shown(pilot)
        await press(pilot, "s", "escape")
        assert pilot.app.screen.query("#remarks-here")  # Esc closed the line alone
        await press(pilot, "escape")
        assert seat(pilot).sitting.remarked["PLA-01"] == 1

    drive(filled, scenario, FIRST, NARROW)
    assert rows(filled, REPLIES) == [("reply", "Tack m l"), ("resolve", ""), ("reopen", "Igen")]


def test_who_may_not_resolve_is_told_and_nothing_is_recorded(filled: Path) -> None:
    remark(filled, "PLA-01", Weight.MUST_FIX, "Var?")
    with open_desk(filled) as desk:
        fill(desk, case="V-01")
        desk.record([Draft("answer", subject("answer", "liten", "vik", "V-01", "first", "PLA-01"), {"code": "ja"})])

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "R", "l")
        assert "Karin Kollega har skrivit att det måste åtgärdas" in notices(pilot)[0]

    drive(filled, scenario, FIRST, NARROW)
    assert rows(filled, REPLIES) == []


def test_the_walk_goes_through_open_remarks_round_the_end(filled: Path) -> None:
    remark(filled, "MET-01", Weight.INFORMATION, "Ett.")
    remark(filled, "PLA-02", Weight.MUST_FIX, "Två.")
    with open_desk(filled, "Karin Kollega") as desk:
        id_ = add_remark(desk, open_audit(desk), ("vik", "V-01", "first"), "PLA-01", Weight.INFORMATION, "Löst.")
        answer_remark(desk, open_audit(desk), find_remark(desk, open_audit(desk), id_), Act.RESOLVE)

    async def scenario(pilot: Pilot[None]) -> None:
        been = []
        for _turn in range(3):
            await press(pilot, "m")
            been.append(seat(pilot).sitting.here)
        assert been == ["PLA-02", "MET-01", "PLA-02"]

    drive(filled, scenario, FIRST, NARROW)


def test_the_list_leads_to_the_very_answer_and_shows_resolved_ones_on_request(filled: Path) -> None:
    remark(filled, "MET-01", Weight.MUST_FIX, "Vilken [i]metod[/i]?")
    with open_desk(filled, "Karin Kollega") as desk:
        opened = open_audit(desk)
        id_ = add_remark(desk, opened, ("vik", "", "first"), "MET-02", Weight.INFORMATION, "Fint.")
        answer_remark(desk, opened, find_remark(desk, opened, id_), Act.RESOLVE, "Klart så.")

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "n")
        text = shown(pilot)
        assert "! måste åtgärdas" in text
        assert "Karin Kollega: Vilken [i]metod[/i]?" in text
        assert "MET-02" not in text
        await press(pilot, "v")
        assert "✓ löst" in shown(pilot)
        assert "Klart så." in shown(pilot)
        await press(pilot, "enter")
        assert (seat(pilot).sitting.sheet.case.code, seat(pilot).sitting.here) == ("V-01", "MET-01")
        await press(pilot, "escape")
        assert "Granskningsnoter" in shown(pilot)

    drive(filled, scenario, size=NARROW)


def test_the_files_of_an_auditee_lead_to_their_remarks(filled: Path) -> None:
    remark(filled, "MET-01", Weight.MUST_FIX, "Vilken metod?")

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "n")
        assert "Granskningsnoter" in shown(pilot).splitlines()[0]
        assert "Vilken metod?" in shown(pilot)

    drive(filled, scenario, size=NARROW)


# Control


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_a_colleague_approves_and_the_seat_is_locked_and_says_so(filled: Path, size: tuple[int, int]) -> None:
    steps(filled, ("Lena Läsare", Move.SUBMIT))

    async def scenario(pilot: Pilot[None]) -> None:
        assert "[granskas]" in shown(pilot).splitlines()[0]
        await press(pilot, "S")
        assert "Lena Läsare  granskas" in shown(pilot)
        moves = pilot.app.screen.query_one("#moves", OptionList)
        moves.highlighted = list(Move).index(Move.APPROVE)
        await press(pilot, "enter")
        assert "Godkänd." in notices(pilot)
        assert "[godkänd]" in shown(pilot).splitlines()[0]
        await press(pilot, "n")
        assert "är godkänd; inget har ändrats" in notices(pilot)[0]
        for key in ("c", "C", "p"):  # nobody is let write in vain
            await press(pilot, key)
            assert "är godkänd; inget har ändrats" in notices(pilot)[0]
            assert pilot.app.screen is seat(pilot) and not seat(pilot).has_class("-commenting")

    drive(filled, scenario, FIRST, size)
    assert rows(filled, STATES) == [("approved", 1)]


def test_opening_again_takes_a_reason_and_shows_a_new_revision_everywhere(filled: Path) -> None:
    steps(filled, ("Lena Läsare", Move.SUBMIT), ("Karin Kollega", Move.APPROVE))

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "S", "enter", "enter")
        assert "kräver ett skäl" in shown(pilot)
        await write(pilot, "Ny uppgift")
        await press(pilot, "enter")
        assert "[öppnad igen · rev. 2]" in shown(pilot).splitlines()[0]
        await press(pilot, "j", "escape")
        assert "«2" in shown(pilot)
        assert "öppnad igen, revision 2" in shown(pilot)

    drive(filled, scenario, FIRST, WIDE)
    assert rows(filled, STATES) == [("reopened", 2)]


def test_a_controllers_first_change_in_a_returned_file_waits_for_a_second_key(filled: Path) -> None:
    steps(filled, ("Lena Läsare", Move.SUBMIT), ("Prov Granskare", Move.RETURN))

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "n")
        assert "kan inte godkänna den" in notices(pilot)[-1]
        assert rows(filled, ANSWER) == [("Lena Läsare", "ja")]
        await press(pilot, "n")

    drive(filled, scenario, FIRST, NARROW)
    assert rows(filled, ANSWER) == [("Prov Granskare", "nej")]


def test_what_hinders_is_said_where_one_stands_and_enter_does_nothing(filled: Path) -> None:
    steps(filled, ("Lena Läsare", Move.SUBMIT))

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "S")
        moves = pilot.app.screen.query_one("#moves", OptionList)
        moves.highlighted = list(Move).index(Move.SUBMIT)
        await press(pilot, "enter")
        assert "väntar på en kollega" in shown(pilot)
        moves.highlighted = list(Move).index(Move.RETURN)
        await press(pilot, "enter", "escape")
        assert pilot.app.screen.query("#moves")  # Esc closed the line alone
        await press(pilot, "escape")

    drive(filled, scenario, FIRST, NARROW)
    assert rows(filled, STATES) == [("submitted", 1)]


def test_changed_after_the_approval_is_said_in_the_list_and_at_the_seat(filled: Path) -> None:
    steps(filled, ("Lena Läsare", Move.SUBMIT), ("Karin Kollega", Move.APPROVE))
    with open_desk(filled, "Ada") as desk:
        desk.record([Draft("answer", subject("answer", "liten", "vik", "V-01", "first", "MET-01"), {"code": "oklart"})])
        desk.record([Draft("comment", subject("comment", "liten", "vik", "V-01", "first", "MET-01"), {}, "Sent.")])

    async def scenario(pilot: Pilot[None]) -> None:
        assert "[godkänd · ändrad]" in shown(pilot).splitlines()[0]
        await press(pilot, "S")
        assert "ändrad efter godkännandet: MET-01" in " ".join(shown(pilot).split())
        await press(pilot, "escape", "escape")
        assert "✓Δ" in shown(pilot)

    drive(filled, scenario, FIRST, NARROW)


def test_a_second_reader_sees_nothing_of_it(filled: Path) -> None:
    remark(filled, "PLA-01", Weight.MUST_FIX, "Hemlig not")
    steps(filled, ("Lena Läsare", Move.SUBMIT))

    async def scenario(pilot: Pilot[None]) -> None:
        before = shown(pilot)
        for key in ("R", "m", "S"):
            await press(pilot, key)
            assert not pilot.app.screen.query("#moves, #remarks-here")
        assert "¶" not in before
        assert "granskas" not in before
        assert "Hemlig not" not in shown(pilot)

    drive(filled, scenario, StartAt("vik", "V-01", Seat.SECOND), NARROW)


def test_the_overview_tells_what_waits_between_colleagues(filled: Path) -> None:
    remark(filled, "PLA-01", Weight.INFORMATION, "Not.")
    steps(filled, ("Lena Läsare", Move.SUBMIT))

    async def scenario(pilot: Pilot[None]) -> None:
        assert "1 väntar på granskning · 1 öppen not (n)" in shown(pilot)
        assert "0 av 4 akter är godkända" in shown(pilot)

    drive(filled, scenario, size=WIDE)
