"""Keys: one table, every key named and explained, in the foot, the help and the palette alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.driving import NARROW, drive, notices, press, seat, settle, shown, until
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.reading import criteria_values
from tillsyn.tui.app import StartAt
from tillsyn.tui.bindings import APP, PARTS, REVIEW, listed
from tillsyn.tui.dialogs.help import HelpDialog
from tillsyn.tui.keys import show_key
from tillsyn.tui.widgets.keyline import MOST, KeyLine

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")
EVERY = [binding for _title, table in PARTS for binding in table]


def test_every_key_has_an_id_of_its_own_and_a_swedish_name() -> None:
    own = {binding.id: binding for binding in EVERY}
    assert None not in own
    for binding in EVERY:
        assert own[binding.id] is binding
        assert binding.description
        said = _(binding.description)
        assert said != binding.description or said in ("Start", "{facts}", "{the_row}")


def test_every_key_in_the_palette_explains_itself() -> None:
    tables = [table for title, table in PARTS if title not in ("In the document",)]
    assert [b.id for table in tables for b in listed(table) if not b.tooltip] == []


def test_no_foot_has_more_than_seven_keys() -> None:
    for _title, table in PARTS:
        shown_keys = [b for b in (*table, *APP) if b.show] if table is not APP else []
        extra = 1 if table is REVIEW else 0
        assert len(shown_keys) + extra <= MOST


def test_the_seat_takes_no_key_that_a_scale_may_use() -> None:
    letters = {key for b in (*REVIEW, *APP) for key in b.key.split(",") if len(key) == 1}
    assert letters <= criteria_values._RESERVED_KEYS


def test_the_foot_fits_a_narrow_screen_and_can_be_clicked(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        line = shown(pilot).splitlines()[-1]
        assert "? hjälp" in line
        assert len(line) <= NARROW[0]
        await pilot.click(KeyLine, offset=(line.index("? hjälp"), 0))
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpDialog)

    drive(small, scenario, FIRST, NARROW)


def test_every_foot_fits_a_narrow_screen(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        for key in ("", "b", "l", "m", "enter"):
            await press(pilot, *([key] if key else []))
            foot = shown(pilot).splitlines()[-1]
            assert foot.endswith("? hjälp"), foot
            await press(pilot, *(["escape"] if key else []))

    drive(small, scenario, size=NARROW)


def test_help_lists_every_key_of_the_screen(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "question_mark")
        text = str(pilot.app.screen.query_one(".dialog-text Static", Static).content)
        for binding in listed((*REVIEW, *APP)):
            assert show_key(binding) in text
            assert put("case_file", _(binding.tooltip)) in text
        await press(pilot, "escape")
        assert seat(pilot)

    drive(small, scenario, FIRST)


def test_the_palette_speaks_swedish_and_does_what_it_says(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p")
        assert await until(pilot, lambda text: "Granska: belägg" in text)
        text = shown(pilot)
        assert "Sök bland allt" in text
        assert "Theme" not in text
        await pilot.press(*"aktuppg")
        assert await until(pilot, lambda text: "Granska: belägg" not in text)
        await pilot.press("enter")
        await settle(pilot)
        assert await until(pilot, lambda text: "Aktuppgifter" in text)

    drive(small, scenario, FIRST)


def test_what_no_command_is_called_is_said_in_swedish(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+p")
        await pilot.press(*"xqzw")
        assert await until(pilot, lambda text: "Inget kommando heter så." in text)
        await press(pilot, "enter", "ctrl+c")
        assert "Tryck q" in notices(pilot)[-1]

    drive(small, scenario, FIRST)


def test_marks_steps_and_tabs_can_be_clicked(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        lines = shown(pilot).splitlines()
        row = next(y for y, line in enumerate(lines) if "PLA ▸" in line)
        await pilot.click(offset=(lines[row].index("PLA ▸") + 6, row))
        await settle(pilot)
        assert seat(pilot).sitting.here == "PLA-03"
        row = next(y for y, line in enumerate(lines) if " ✓ Ja" in line)
        await pilot.click(offset=(lines[row].index("✓ Ja"), row))
        await settle(pilot)
        assert seat(pilot).sitting.sheet.answers["PLA-03"].code == "ja"
        await pilot.click(offset=(lines[1].index("1 Utredning"), 1))
        await settle(pilot)
        assert "▸1 Utredning" in shown(pilot)

    drive(small, scenario, FIRST)
