"""A key that does nothing now says why, and nothing is answered where the question cannot be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, drive, notices, press, rows, seat, shown, write
from tillsyn.domain.seats import Seat
from tillsyn.tui.app import StartAt
from tillsyn.tui.widgets.document import DocumentView

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")


@pytest.mark.parametrize(
    ("key", "told"),
    [("u", "inget att ta tillbaka"), ("U", "Inget har just"), ("asterisk", "Svara på frågan först"), ("m", "Ingen")],
)
def test_a_key_in_vain_says_why(small: Path, key: str, told: str) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, key)
        assert told in notices(pilot)[-1]

    drive(small, scenario, FIRST)


def test_at_the_second_seat_the_keys_of_control_say_why_they_do_nothing(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "S")
        assert "jämförs med den första" in notices(pilot)[-1]

    drive(small, scenario, StartAt("vik", "V-01", Seat.SECOND))


def test_taking_back_and_making_again_say_what_it_was(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "u")
        assert "Taget tillbaka: svaret på PLA-01" in notices(pilot)[-1]
        await press(pilot, "U")
        assert "Gjort om: svaret på PLA-01" in notices(pilot)[-1]

    drive(small, scenario, FIRST)


def test_after_an_answer_the_next_question_is_seen_also_where_the_document_was_alone(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "tab")
        assert "Finns en plan?" not in shown(pilot)
        await press(pilot, "j")
        assert "PLA-02" in shown(pilot)
        assert seat(pilot).query_one("#side").size.height == 6
        await press(pilot, "tab", "c")
        await write(pilot, "syns")
        assert "syns" in shown(pilot)

    drive(small, scenario, FIRST, NARROW)
    assert rows(small, "SELECT criterion, code FROM answer") == [("PLA-01", "ja")]


def test_the_key_of_the_facts_shows_them_also_from_a_document_that_was_alone(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "i", "tab")
        assert "Barn berörs" not in shown(pilot)
        await press(pilot, "i", "end", "n")
        assert "n svarar inte här" in " ".join(shown(pilot).split())

    drive(small, scenario, FIRST, NARROW)
    assert rows(small, "SELECT * FROM answer") == []


def test_escape_gives_both_sides_their_room_again_before_it_leaves(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "tab", "escape")
        assert seat(pilot).query_one(DocumentView).size.height < 16
        assert "Finns en plan?" in shown(pilot)

    drive(small, scenario, FIRST, NARROW)


def test_a_comment_that_is_demanded_is_said_to_be_missing_where_it_is_to_stand(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "n", "escape")
        seat(pilot).go_to("PLA-01")
        await press(pilot)
        assert "Kommentar: ! saknas, c skriver den" in shown(pilot)

    drive(small, scenario, FIRST, NARROW)


def test_a_word_that_stands_nowhere_is_told_while_it_is_written(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "slash")
        await write(pilot, "zebra")
        assert "inga träffar för ”zebra”" in shown(pilot)

    drive(small, scenario, FIRST, NARROW)


def test_the_second_reading_is_named_in_full_on_a_narrow_screen(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert "[andra läsningen]" in shown(pilot).splitlines()[0]

    drive(small, scenario, StartAt("vik", "V-01", Seat.SECOND), NARROW)


def test_the_foot_shows_the_keys_of_the_line_that_is_written_on(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert "kommentar" in shown(pilot).splitlines()[-1]
        await press(pilot, "c")
        assert "Esc lämna en lucka" in shown(pilot).splitlines()[-1]
        await press(pilot, "escape", "i")
        assert "till frågorna" in shown(pilot).splitlines()[-1]
        await press(pilot, "escape")
        assert "kommentar" in shown(pilot).splitlines()[-1]

    drive(small, scenario, FIRST, NARROW)
