"""Letters: what each is as things stand, why it is a draft, and that writing goes on beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, notices, press, shown
from tillsyn.errors import DocumentFault
from tillsyn.tui.screens.cases import CasesScreen
from tillsyn.workflow import letters, profile

pytestmark = pytest.mark.tui


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_draft_says_why(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "l")
        text = shown(pilot)
        assert "! utkast" in text
        assert "Brevet är ett utkast, för" in text
        assert "! svar saknas i 5 akter" in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CasesScreen)

    drive(small, scenario, size=size)


def test_a_letter_is_written_beside_the_store(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, tuple[str, ...]]] = []

    def render(*args: object, progress: Callable[[int, int, str], None]) -> tuple[object, ...]:
        desk, _opened, _agency, folder, auditees = args
        assert isinstance(folder, Path)
        assert isinstance(auditees, list)
        asked.append((folder, tuple(auditees)))
        progress(0, 1, "Socialnämnden i Vik")
        return ("brev",)

    monkeypatch.setattr(letters, "render_letters", render)
    monkeypatch.setattr(profile, "read_profile", lambda **_where: None)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "l", "w")
        assert "1 brev är skrivet i" in shown(pilot)
        await press(pilot, "W")
        assert "2 brev" in shown(pilot) or len(asked) == 2

    drive(small, scenario)
    assert asked[0] == (small.parent / "brev liten", ("vik",))
    assert asked[1][1] == ("vik", "o-nas")


def test_a_letter_that_cannot_be_made_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise DocumentFault("Inget brev skrevs.", "Ändra orden.")

    monkeypatch.setattr(letters, "render_letters", refuse)
    monkeypatch.setattr(profile, "read_profile", lambda **_where: None)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "l", "w")
        assert notices(pilot)[-1] == "Inget brev skrevs.\nÄndra orden."
        assert "Skriver" not in shown(pilot)

    drive(small, scenario)
