"""Drift: rates side by side with the cases behind them; what is worth looking at stands first in the eye."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, press, seat, settle, shown
from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.seats import Seat
from tillsyn.tui.screens.drift import DriftScreen

pytestmark = pytest.mark.tui


@pytest.fixture
def judged(small: Path) -> Path:
    """Anna holds the method as lacking in three files of four; Bo in one of two."""
    read(small, ANNA, Seat.FIRST, {case: "MET-01 nej" for case in ("V-01", "V-02", "V-03")})  # noqa: C420
    read(small, ANNA, Seat.FIRST, {"V-04": "MET-01 ja, PLA-01 ja"})
    read(small, BO, Seat.SECOND, {"V-01": "MET-01 nej", "V-04": "MET-01 oklart"})
    return small


async def to_drift(pilot: Pilot[None]) -> None:
    pilot.app.push_screen(DriftScreen(pilot.app.screen.opened))  # type: ignore[attr-defined]
    await settle(pilot)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_rates_stand_beside_the_others_with_the_cases_behind(judged: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_drift(pilot)
        text = shown(pilot)
        row = next(line for line in text.splitlines() if "MET-01" in line and ANNA in line)
        assert "3/4 mot 1/2" in row and "0/4 mot 1/2" in row
        assert "Används en bedömningsmetod?" in text
        assert "minst 5 akter" in text and "skäl att tala" in " ".join(text.split())
        assert "PLA-01" not in text  # judged by one reader alone
        await press(pilot, "down")
        assert next(line for line in shown(pilot).splitlines() if "Kan inte bedömas" in line and BO in line)

    drive(judged, scenario, size=size)


def test_enter_opens_the_file_at_the_judgement(judged: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_drift(pilot)
        await press(pilot, "down", "tab", "enter")
        assert (seat(pilot).sitting.here, seat(pilot).sitting.sheet.seat) == ("MET-01", Seat.SECOND)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, DriftScreen)

    drive(judged, scenario)


def test_one_reader_alone_does_not_drift(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await to_drift(pilot)
        assert "mer än en läsare" in shown(pilot)
        await press(pilot, "v", "enter", "tab")
        assert isinstance(pilot.app.screen, DriftScreen)

    drive(small, scenario)
