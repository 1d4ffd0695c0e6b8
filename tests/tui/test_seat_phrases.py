"""The phrase bank: from the set, the authority and the reader's own comments, into the comment with few keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.driving import NARROW, WIDE, drive, press, rows, seat, shown, write
from tillsyn.tui.app import StartAt

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")
BANK = """\
format: 1
set: liten
phrases:
  - {text: "Mål finns för … men inte för ….", for: [PLA-01]}
  - {text: "Akten visar inte detta.", answers: [nej]}
  - {text: "[bold]Hakar[/bold] är bara tecken.", for: [MET]}
"""


@pytest.fixture
def bank(tmp_path: Path, small: Path) -> Path:
    path = small.with_name("fraser.yaml")
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_phrase_is_searched_and_put_into_the_comment(small: Path, bank: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "p")
        assert "Mål finns för" in shown(pilot)
        await write(pilot, "akt inte")
        assert "Mål finns för" not in shown(pilot)
        await press(pilot, "enter")
        assert seat(pilot).query_one("#comment", Input).value == "Akten visar inte detta."
        await write(pilot, " Se r. 4.")
        await press(pilot, "enter")

    drive(small, scenario, FIRST, size)
    assert rows(small, "SELECT text FROM comment") == [("Akten visar inte detta. Se r. 4.",)]


def test_what_is_to_be_filled_in_is_replaced_by_typing(small: Path, bank: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "d")
        await write(pilot, "Kort")
        await press(pilot, "f2", "enter")
        await write(pilot, "boende")
        assert seat(pilot).query_one("#comment", Input).value == "Kort Mål finns för boende men inte för …."
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-02"

    drive(small, scenario, FIRST)


def test_own_words_used_twice_are_offered_first_where_they_were_used(small: Path, bank: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        for keys in (("c",), ("down", "down", "c")):
            await press(pilot, *keys)
            await write(pilot, "Bara muntligt.")
            await press(pilot, "enter")
        await press(pilot, "p")
        lines = [line for line in shown(pilot).splitlines() if "Bara muntligt. " in line or "Mål finns" in line]
        assert "dina egna, 2 gånger" in lines[0]
        assert "Mål finns" in lines[1]
        await press(pilot, "enter")
        assert seat(pilot).query_one("#comment", Input).value == "Bara muntligt. Bara muntligt."

    drive(small, scenario, FIRST)


def test_marks_in_a_phrase_are_only_marks_and_nothing_found_is_said(small: Path, bank: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "p")
        assert "[bold]Hakar[/bold]" in shown(pilot)
        await write(pilot, "xqz")
        assert "Ingen fras innehåller de orden" in shown(pilot)
        await press(pilot, "enter", "escape")
        assert not seat(pilot).has_class("-commenting")

    drive(small, scenario, FIRST)


def test_a_fault_in_the_file_is_told_with_its_place(small: Path, bank: Path) -> None:
    bank.write_text(BANK.replace("Akten visar inte detta.", "Ring 070-123 45 67."), encoding="utf-8")

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "p")
        assert "fraser.yaml:5:12: P002" in "".join(line.strip(" │▕") for line in shown(pilot).splitlines())
        assert "070" not in shown(pilot)

    drive(small, scenario, FIRST)


def test_without_any_phrases_it_is_said(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "p", "enter")
        assert "Det finns inga fraser än." in shown(pilot)
        await press(pilot, "escape")

    drive(small, scenario, FIRST)


def test_a_comment_that_is_opened_again_is_gone_on_with_not_replaced(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "c")
        await write(pilot, "Först")
        await press(pilot, "enter", "c")
        await write(pilot, " och sedan")
        await press(pilot, "enter")

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT text FROM comment") == [("Först och sedan",)]
