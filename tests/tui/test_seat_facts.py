"""Facts first: they stand before the questions that wait for them, and say what comes and goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, press, rows, seat, shown, write
from tillsyn.domain.seats import Seat
from tillsyn.tui.app import StartAt
from tillsyn.tui.marks import marks_of

pytestmark = pytest.mark.tui

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


@SIZES
def test_a_file_where_a_deciding_fact_is_not_known_begins_with_the_facts(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        text = shown(pilot)
        assert "Barn berörs" in text
        assert "ärendelistan" in text
        assert "Finns en plan?" not in text
        assert "+ PLA-03" in text, "what each value would bring is said before it is chosen"
        await press(pilot, "j")
        assert "Barn berörs: + PLA-03" in shown(pilot)
        assert "ifyllt" in shown(pilot)
        await press(pilot, "escape")
        assert "Finns en plan?" in shown(pilot)
        await press(pilot, "j", "j", "j")
        assert seat(pilot).sitting.here == "MET-01"

    drive(small, scenario, StartAt("vik", "V-03"), size)
    assert rows(small, "SELECT criterion FROM answer ORDER BY 1") == [("PLA-01",), ("PLA-02",), ("PLA-03",)]


def test_where_everything_is_known_the_first_question_comes_first(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert "Finns en plan?" in shown(pilot)
        await press(pilot, "up")
        assert "Finns en plan?" not in shown(pilot)
        assert "Insatsform" in shown(pilot)
        await press(pilot, "down", "down", "down")
        assert "Finns en plan?" in shown(pilot)

    drive(small, scenario, StartAt("vik", "V-01"))


@SIZES
def test_answers_that_no_longer_apply_are_kept_and_count_again(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "down", "j")
        assert "klart 1 av 4" in shown(pilot)
        await press(pilot, "i", "up", "up", "up")
        assert "n f: − PLA-03 (1 svar behålls)" in shown(pilot)
        await press(pilot, "n")
        assert "Barn berörs: − PLA-03 (1 svar behålls)" in shown(pilot)
        await press(pilot, "escape", "up")
        assert seat(pilot).sitting.here == "PLA-03"
        assert "räknas inte" in shown(pilot)
        assert marks_of(seat(pilot).sitting)["PLA-03"] == "○"
        assert "klart 0 av 3" in shown(pilot)
        await press(pilot, "u", "g")
        assert "klart 1 av 4" in shown(pilot)
        assert marks_of(seat(pilot).sitting)["PLA-03"] == "✓"

    drive(small, scenario, StartAt("vik", "V-01"), size)
    assert rows(small, "SELECT criterion, code FROM answer") == [("PLA-03", "ja")]


def test_a_key_for_an_answer_never_reaches_the_question_behind_the_facts(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "i", "tab", "j", "d", "n")

    drive(small, scenario, StartAt("vik", "V-01"))
    assert rows(small, "SELECT * FROM answer") == []


def test_a_date_is_written_and_what_is_no_date_is_told(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "i", "end", "enter")
        await write(pilot, "igår")
        await press(pilot, "enter")
        assert "är inget värde" in shown(pilot) or "Möjliga värden" in shown(pilot)
        await press(pilot, *["backspace"] * 4)
        await write(pilot, "2025-07-02")
        await press(pilot, "enter", "escape")

    drive(small, scenario, StartAt("vik", "V-01"))
    assert rows(small, "SELECT fact, value FROM fact") == [("beslutsdatum", "2025-07-02")]


@pytest.mark.parametrize("written", ["2 juli 2025", "2/7 2025", "20250702"])
def test_a_date_is_taken_in_the_ways_people_write_one(small: Path, written: str) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "i", "end", "enter")
        await write(pilot, written)
        await press(pilot, "enter")

    drive(small, scenario, StartAt("vik", "V-01"))
    assert rows(small, "SELECT fact, value FROM fact") == [("beslutsdatum", "2025-07-02")]


def test_when_no_question_waits_for_a_fact_it_is_said(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j")
        assert "Ingen fråga väntar på fler uppgifter" in " ".join(shown(pilot).split())

    drive(small, scenario, StartAt("vik", "V-03"), NARROW)


def test_a_second_readers_facts_are_her_own(small: Path) -> None:
    async def first(pilot: Pilot[None]) -> None:
        await press(pilot, "j")

    async def second(pilot: Pilot[None]) -> None:
        assert "+ PLA-03" in shown(pilot), "the first reader's fact is not seen: it is asked for here too"
        await press(pilot, "n")

    drive(small, first, StartAt("vik", "V-03"))
    drive(small, second, StartAt("vik", "V-03", Seat.SECOND))
    assert rows(small, "SELECT value FROM fact") == [("ja",)]
    assert rows(small, "SELECT seat, value FROM seat_fact") == [("second", "nej")]


def test_escape_closes_the_line_first_and_then_the_facts(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "i", "enter", "escape")
        assert seat(pilot).has_class("-facts")
        await press(pilot, "escape")
        assert not seat(pilot).has_class("-facts")
        await press(pilot, "i", "i")
        assert "Finns en plan?" in shown(pilot)

    drive(small, scenario, StartAt("vik", "V-01"))
