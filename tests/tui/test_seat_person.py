"""Those who sit at the seat: sharing it, a break, coming back, what is opened, and a person in danger."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.driving import NARROW, drive, notices, press, rows, seat, shown, write
from tillsyn.tui.app import StartAt
from tillsyn.tui.widgets.document import DocumentView

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")
QUOTE = "Målet är nykterhet"


def test_two_at_one_seat_both_stand_by_what_follows(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "W")
        await write(pilot, "Bo Ek")
        await press(pilot, "enter")
        assert "Prov Granskare och Bo Ek" in shown(pilot).splitlines()[0]
        assert "Prov Granskare och Bo Ek står bakom allt" in notices(pilot)[-1]
        await press(pilot, "j", "up")
        assert "Prov Granskare och Bo Ek 2026" in shown(pilot)
        await press(pilot, "h")
        assert "Prov Granskare och Bo Ek  Ja" in shown(pilot)
        await press(pilot, "escape", "W")
        field = pilot.app.screen.query_one(Input)
        assert field.value == "Bo Ek"
        field.value = ""
        await press(pilot, "enter", "down", "j")
        assert "och Bo Ek" not in shown(pilot).splitlines()[0]

    drive(small, scenario, FIRST)
    signed = rows(small, "SELECT criterion, actor FROM answer ORDER BY criterion")
    both = "Prov Granskare + Bo Ek"
    assert signed == [("PLA-01", "Prov Granskare"), ("PLA-02", both), ("PLA-03", "Prov Granskare")]
    writers = rows(small, "SELECT DISTINCT writer FROM entry WHERE kind = 'answer'")
    assert len(writers) == 2


def test_undo_works_across_a_change_of_company(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "W")
        await write(pilot, "Bo Ek")
        await press(pilot, "enter", "u")
        assert seat(pilot).sitting.answer_here is None

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT * FROM conflict") == []


def test_a_name_that_is_two_is_refused_with_a_sentence(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "W")
        await write(pilot, "Bo + Ek")
        await press(pilot, "enter")
        assert "står mellan dem som delar plats" in notices(pilot)[-1]

    drive(small, scenario, FIRST)


@pytest.mark.parametrize("size", [(120, 40), NARROW], ids=["wide", "narrow"])
def test_a_break_covers_everything_and_returns_to_the_very_place(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "c")
        await write(pilot, "Halvt skri")
        before = shown(pilot)
        await press(pilot, "escape", "z")
        covered = shown(pilot)
        assert "z leder tillbaka" in covered
        assert not [word for word in ("Vik", "V-01", "Utredning", "PLA-", "Halvt") if word in covered]
        await press(pilot, "j", "n", "escape", "question_mark", "t", "b")
        assert shown(pilot) == covered
        await press(pilot, "z", "c")
        assert shown(pilot) == before

    drive(small, scenario, FIRST, size)
    assert rows(small, "SELECT criterion FROM answer") == [("PLA-01",)]


def test_leaving_keeps_the_line_of_the_document_and_the_comment_begun(small: Path) -> None:
    async def leave(pilot: Pilot[None]) -> None:
        await press(pilot, "d")
        await write(pilot, "Målet finns, men")
        await press(pilot, "escape", "up", "2", "tab", "home", "down", "down")
        await pilot.press("q")

    async def come_back(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-01"
        assert seat(pilot).query_one(DocumentView).line == 3
        assert "▸2 Plan" in shown(pilot)
        assert seat(pilot).query_one("#comment", Input).value == "Målet finns, men"
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-02"

    drive(small, leave, FIRST)
    drive(small, come_back)
    assert rows(small, "SELECT text FROM comment") == [("Målet finns, men",)]


def test_who_opened_which_file_is_recorded_each_time(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "escape", "enter")

    drive(small, scenario, FIRST)
    opened = rows(small, "SELECT auditee, case_code, seat, actor FROM opened")
    assert opened == [("vik", case, "first", "Prov Granskare") for case in ("V-01", "V-02")]


@pytest.mark.parametrize("size", [(120, 40), NARROW], ids=["wide", "narrow"])
def test_the_routine_opens_with_one_key_and_nothing_is_recorded(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        before = rows(small, "SELECT COUNT(*) FROM entry")
        await press(pilot, "exclamation_mark")
        assert "ring 112" in shown(pilot)
        await press(pilot, "escape")
        assert rows(small, "SELECT COUNT(*) FROM entry") == before

    drive(small, scenario, FIRST, size)
