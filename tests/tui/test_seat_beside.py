"""What is said beside an answer: redo, good examples, sources and a note to oneself."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.tui.driving import NARROW, drive, notices, press, rows, seat, shown, write
from tillsyn.domain.seats import Seat
from tillsyn.tui.app import StartAt
from tillsyn.tui.marks import marks_of

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")


def test_what_was_undone_is_made_again_until_something_else_is_done(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert seat(pilot).check_action("redo", ()) is None
        await press(pilot, "j", "u", "U")
        assert seat(pilot).sitting.sheet.answers["PLA-01"].code == "ja"
        assert seat(pilot).sitting.here == "PLA-01"
        await press(pilot, "u", "down", "down", "j")
        assert seat(pilot).check_action("redo", ()) is None

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT criterion, code FROM answer") == [("PLA-03", "ja")]


def test_a_good_example_is_marked_seen_and_taken_away(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert seat(pilot).check_action("good", ()) is None
        await press(pilot, "j", "up", "asterisk")
        assert "★ gott exempel" in shown(pilot)
        assert "aldrig kommentaren" in notices(pilot)[-1]
        assert rows(small, "SELECT criterion FROM good_example") == [("PLA-01",)]
        await press(pilot, "asterisk")
        assert "★" not in shown(pilot)
        await press(pilot, "u")
        assert "★ gott exempel" in shown(pilot)

    drive(small, scenario, FIRST)


@pytest.mark.parametrize("size", [(120, 40), NARROW], ids=["wide", "narrow"])
def test_what_stands_in_no_file_is_a_gap_that_says_what_to_do(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "up", "k", "a", "p")
        assert "stå i akten" in shown(pilot) or "står i akten" in shown(pilot)
        await press(pilot, "enter")
        assert "Källor: personal" in shown(pilot)
        assert "Det som inte står i akten" in shown(pilot)
        assert marks_of(seat(pilot).sitting)["PLA-01"] == "!"
        assert "1 som inte står i akten" in seat(pilot).sitting.missing()
        await press(pilot, "k", "a", "enter")
        assert "Källor: akten, personal" in shown(pilot)
        assert "Det som inte står i akten" not in shown(pilot)
        assert marks_of(seat(pilot).sitting)["PLA-01"] == "✓"

    drive(small, scenario, FIRST, size)
    assert rows(small, "SELECT criterion, sources FROM source") == [("PLA-01", '["file", "staff"]')]


def test_the_file_alone_need_not_be_named_and_escape_changes_nothing(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "k", "enter", "k", "p", "escape")

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT * FROM source") == []


def test_a_note_to_oneself_is_kept_here_seen_by_its_sign_and_never_journalled(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "N")
        assert "bara på den här datorn" in " ".join(shown(pilot).split())
        await write(pilot, "fråga om juni")
        await press(pilot, "escape")
        assert "✎ klart" in shown(pilot).splitlines()[0]
        await press(pilot, "N")
        assert pilot.app.screen.query_one(TextArea).text == "fråga om juni"
        await press(pilot, "escape", "j")

    async def at_another_file(pilot: Pilot[None]) -> None:
        assert "✎" not in shown(pilot)

    drive(small, scenario, FIRST)
    drive(small, at_another_file, StartAt("vik", "V-02"))
    texts = [str(text) for (text,) in rows(small, "SELECT text FROM entry_text")]
    assert not [text for text in texts if "juni" in text]
    assert ("fråga om juni",) in rows(small, "SELECT text FROM draft")


def test_a_second_reader_marks_and_names_for_herself(small: Path) -> None:
    async def first(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "up", "asterisk", "k", "p", "enter")

    async def second(pilot: Pilot[None]) -> None:
        assert "★" not in shown(pilot)
        assert "personal" not in shown(pilot)

    drive(small, first, FIRST)
    drive(small, second, StartAt("vik", "V-01", Seat.SECOND))
