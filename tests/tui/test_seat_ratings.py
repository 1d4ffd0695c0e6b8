"""Ratings of areas at the seat: computed and given side by side, a reason, undo; and the mark in the overview."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, press, rows, seat, shown, until, write
from tillsyn.tui.app import StartAt

pytestmark = pytest.mark.tui

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


async def _answer_planning(pilot: Pilot[None]) -> None:
    await press(pilot, "j", "j", "n")
    await write(pilot, "Barnen saknas")
    await press(pilot, "enter")


@SIZES
def test_a_rating_takes_a_reason_and_stands_beside_the_computed_one(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await _answer_planning(pilot)
        await press(pilot, "up", "A")
        assert "PLA: 1 av 3 frågor brister, 0 utan svar" in shown(pilot)
        assert "svar saknas" in shown(pilot), "the other area is not complete"
        await press(pilot, "u", "enter")
        assert "kräver ett skäl" in shown(pilot)
        assert rows(small, "SELECT * FROM rating") == []
        await write(pilot, "Barnet är vuxet")
        await press(pilot, "enter")
        line = next(line for line in shown(pilot).splitlines() if "PLA " in line and "→" in line)
        assert "brister  → uppfyllt" in line
        assert "Barnet är vuxet" in shown(pilot)
        await press(pilot, "escape", "u", "A")
        assert "→" not in shown(pilot)

    drive(small, scenario, StartAt("vik", "V-01"), size)
    assert rows(small, "SELECT * FROM rating") == []


def test_what_the_answers_come_to_is_no_override_and_delete_goes_back_to_it(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await _answer_planning(pilot)
        await press(pilot, "up", "A", "b")
        assert rows(small, "SELECT * FROM rating") == []
        await press(pilot, "e")
        await write(pilot, "Gäller inte")
        await press(pilot, "enter")
        assert rows(small, "SELECT area, rating, reason FROM rating") == [("PLA", "not_applicable", "Gäller inte")]
        await press(pilot, "delete")
        assert "→" not in shown(pilot)

    drive(small, scenario, StartAt("vik", "V-01"))
    assert rows(small, "SELECT * FROM rating") == []


def test_an_area_with_answers_missing_cannot_be_rated(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "A", "u")
        assert "kan inte bedömas än: svar saknas" in shown(pilot)
        await press(pilot, "escape")
        assert seat(pilot)

    drive(small, scenario, StartAt("vik", "V-01"))


@SIZES
def test_the_overview_marks_the_cell_and_says_what_was_computed(small: Path, size: tuple[int, int]) -> None:
    async def at_seat(pilot: Pilot[None]) -> None:
        await _answer_planning(pilot)
        await press(pilot, "up", "A", "u")
        await write(pilot, "Skäl")
        await press(pilot, "enter")

    async def in_overview(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "enter")
        assert await until(pilot, lambda text: "*" in text)
        line = next(line for line in shown(pilot).splitlines() if "Vik" in line)
        assert "0/1*" in line
        await press(pilot, "right", "right")
        assert "enligt svaren 1 av 1" in shown(pilot)
        assert "1 akt är bedömd på annat sätt" in shown(pilot) or size == NARROW
        await press(pilot, "right")
        assert "enligt svaren" not in shown(pilot)

    drive(small, at_seat, StartAt("vik", "V-01"))
    drive(small, in_overview, size=size, audit="liten")
