"""Differences: two readings side by side, settled with one key each; shown only when both are done."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, notices, press, rows, seat, shown, write
from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.answers import Evidence
from tillsyn.domain.seats import Seat
from tillsyn.tui.screens.differences import DifferencesScreen
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.tui

CONSENSUS = "SELECT criterion, code FROM answer WHERE seat = 'consensus' ORDER BY criterion"
FACTS = "SELECT seat, fact, value FROM seat_fact ORDER BY seat"


@pytest.fixture
def twice(small: Path) -> Path:
    """V-01 is read by two, who differ on the child, the goals and the method; V-02 is half read a second time."""
    read(small, ANNA, Seat.FIRST, {"V-01": "PLA-01 ja, PLA-02 delvis, PLA-03 ja, MET-01 nej", "V-02": "PLA-01 ja"})
    read(small, BO, Seat.SECOND, {"V-01": "barn=nej, PLA-01 ja, PLA-02 nej, MET-01 ja", "V-02": "PLA-01 nej"})
    with open_desk(small, ANNA) as desk:
        sheet = load_sheet(desk, open_audit(desk), "vik", "V-01")
        review.cite(desk, sheet, "PLA-02", Evidence("02-plan-2025-03-12", 3, "Målet är [b]nykterhet[/b]."))
    return small


async def to_differences(pilot: Pilot[None], case: str = "V-01") -> None:
    """From the overview to the differences of a file."""
    await press(pilot, "enter")
    lines = shown(pilot).splitlines()
    place = next(y for y, line in enumerate(lines) if case in line) - next(
        y for y, line in enumerate(lines) if "V-0" in line
    )
    await press(pilot, *(["down"] * place), "d")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_both_readings_stand_side_by_side(twice: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot)
        assert "4 att avgöra" in shown(pilot)
        await press(pilot, "down")
        text = shown(pilot)
        assert "Är målen i planen uppföljbara?" in text
        row = next(line for line in text.splitlines() if "Första läsningen" in line)
        assert "Anna Ett" in row and "Andra läsningen" in row and "Bo Två" in row
        row = next(line for line in text.splitlines() if "Anna Ett om PLA-02 i V-01." in line)
        assert "Bo Två om PLA-02 i V-01." in row
        assert "Målet är [b]nykterhet[/b]." in text  # people's words are never markup
        assert "PLA-01" not in text  # both agree

    drive(twice, scenario, size=size)


def test_one_key_each_settles_a_file(twice: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot)
        await press(pilot, "2", "1", "2")  # no child; partly; a method: the question about the child has fallen away
        text = shown(pilot)
        assert "0 att avgöra" in text and "Allt är avgjort för akten." in "".join(notices(pilot))
        assert "frågan inte ställd till den här akten" in text or "→ ✓ Ja" in text

    drive(twice, scenario)
    assert rows(twice, CONSENSUS) == [("MET-01", "ja"), ("PLA-02", "delvis")]
    assert ("consensus", "barn", "nej") in rows(twice, FACTS)


def test_an_answer_of_its_own_asks_for_its_comment(twice: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot)
        await press(pilot, "down", "o")
        await write(pilot, "Planen är oläslig")
        await press(pilot, "enter")
        assert "→ ? Kan inte" in shown(pilot)

    drive(twice, scenario)
    assert rows(twice, "SELECT text FROM comment WHERE seat = 'consensus'") == [("Planen är oläslig",)]


def test_a_gap_may_be_left_and_all_can_be_taken_back(twice: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot)
        await press(pilot, "down", "o", "escape")
        assert isinstance(pilot.app.screen, DifferencesScreen)
        await press(pilot, "u")
        assert "4 att avgöra" in shown(pilot)
        await press(pilot, "2", "up", "delete")
        assert "4 att avgöra" in shown(pilot)

    drive(twice, scenario)
    assert rows(twice, CONSENSUS) == []


def test_what_cannot_be_taken_is_told(twice: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot)
        await press(pilot, "down", "down", "2")
        assert "Det finns inget att ta: inte ställd." in notices(pilot)[-1]

    drive(twice, scenario)
    assert rows(twice, CONSENSUS) == []


def test_enter_opens_the_question_at_the_seat_of_consensus(twice: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot)
        await press(pilot, "down", "enter")
        assert (seat(pilot).sitting.sheet.seat, seat(pilot).sitting.here) == (Seat.CONSENSUS, "PLA-02")
        assert "det första: Delvis" in shown(pilot) or "Delvis" in shown(pilot)
        await press(pilot, "j", "escape")
        assert "→ ✓ Ja" in shown(pilot) and "3 att avgöra" in shown(pilot)

    drive(twice, scenario)


@pytest.mark.parametrize(("case", "told"), [("V-02", "läsningen har"), ("V-03", "inte läst en andra gång")])
def test_nothing_is_shown_before_both_have_read(twice: Path, case: str, told: str) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_differences(pilot, case)
        assert told in notices(pilot)[-1]
        assert not isinstance(pilot.app.screen, DifferencesScreen)
        assert "om PLA-01" not in shown(pilot)

    drive(twice, scenario)


def test_the_foot_fits(twice: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert shown(pilot).splitlines()[-1].endswith("? hjälp")
        await press(pilot, "escape")
        await to_differences(pilot)
        assert shown(pilot).splitlines()[-1].endswith("? hjälp")
        await press(pilot, "down")
        assert shown(pilot).splitlines()[-1].endswith("? hjälp")

    drive(twice, scenario, size=NARROW)
