"""Help for what has the focus, and the palette that goes anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.driving import NARROW, WIDE, drive, press, rows, seat, settle, shown, until, write
from tillsyn.tui.app import StartAt
from tillsyn.tui.dialogs.here import HereDialog
from tillsyn.workflow.settings import kept_theme

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")


async def help_text(pilot: Pilot[None]) -> str:
    await press(pilot, "f1")
    assert isinstance(pilot.app.screen, HereDialog)
    text = str(pilot.app.screen.query_one(".dialog-text Static", Static).content)
    await press(pilot, "escape")
    return text


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_help_is_about_what_has_the_focus(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        question = await help_text(pilot)
        for words in ("Finns en plan?", "En plan är skriven och undertecknad.", "5 kap. 9 §", "Kan inte bedömas"):
            assert words in question
        await press(pilot, "tab")
        document = await help_text(pilot)
        assert "Välj flera rader" in document
        assert "Finns en plan?" not in document
        await press(pilot, "tab", "c")
        assert "F2 lägger in en fras" in await help_text(pilot)
        await press(pilot, "escape", "i")
        assert "avgör vad som ställs" in await help_text(pilot)

    drive(small, scenario, FIRST, size)


def test_help_in_a_dialog_tells_its_keys(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "k")
        text = await help_text(pilot)
        assert "väljer en eller flera" in text
        assert "Enter" in text and "Space" in text and "Esc" in text
        await press(pilot, "f1", "f1", "escape", "escape")
        assert seat(pilot)

    drive(small, scenario, FIRST)


def test_elsewhere_help_is_every_key(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "f1")
        assert "Tangenter och tecken" in shown(pilot)

    drive(small, scenario)


async def command(pilot: Pilot[None], words: str, expected: str) -> None:
    await press(pilot, "ctrl+p")
    await write(pilot, words)
    assert await until(pilot, lambda text: expected in text), shown(pilot)
    await pilot.press("enter")
    await settle(pilot)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_palette_goes_to_criteria_areas_documents_and_facts(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await command(pilot, "gå till pla-03", "Gå till PLA-03")
        assert await until(pilot, lambda _text: seat(pilot).sitting.here == "PLA-03")
        await command(pilot, "området met", "Gå till området MET")
        assert await until(pilot, lambda _text: seat(pilot).sitting.here == "MET-01")
        await command(pilot, "handlingen 2", "Visa handlingen 2 Plan")
        assert await until(pilot, lambda text: "▸2 Plan" in text)
        await command(pilot, "källa: personal", "Kommentarens källa: personal")
        assert await until(pilot, lambda _text: bool(rows(small, "SELECT * FROM source")))
        await command(pilot, "fyll i: barn", "Fyll i: Barn berörs")
        assert await until(pilot, lambda text: "Barn berörs." in text)

    drive(small, scenario, FIRST, size)


def test_the_palette_knows_the_keys_of_a_dialog(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "A", "ctrl+p")
        assert await until(pilot, lambda text: "som uträknat" in text)

    drive(small, scenario, FIRST)


def test_a_theme_is_chosen_and_kept_for_the_next_time(small: Path) -> None:
    async def choose(pilot: Pilot[None]) -> None:
        assert pilot.app.theme == "tillsyn-dark"
        await command(pilot, "tema: nord", "Tema: nord")
        assert await until(pilot, lambda _text: pilot.app.theme == "nord")

    async def again(pilot: Pilot[None]) -> None:
        assert pilot.app.theme == "nord"
        assert "Finns en plan?" in shown(pilot)
        await press(pilot, "t")
        assert pilot.app.theme == "tillsyn-light"

    drive(small, choose, FIRST)
    assert kept_theme() == "nord"
    drive(small, again, FIRST)
    assert kept_theme() == "tillsyn-light"


def test_auditees_and_files_can_be_gone_to_by_name(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await command(pilot, "gå till vik", "Gå till Socialnämnden i Vik")
        assert await until(pilot, lambda text: "V-02" in text)
        await command(pilot, "v-02", "(V-02)")
        assert await until(pilot, lambda text: "Finns en plan?" in text)

    drive(small, scenario)
