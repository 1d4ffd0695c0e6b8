"""Findings: the chain is shown, a decision needs its reason, and Enter opens the file at the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.driving import NARROW, WIDE, drive, notices, press, rows, seat, shown, write
from tillsyn.domain.seats import Seat
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.tui

DECISIONS = "SELECT requirement, disposition, reason FROM decision"


@pytest.fixture
def lacking(small: Path) -> Path:
    """The small audit with a plan missing in two of four files."""
    with open_desk(small) as desk:
        opened = open_audit(desk)
        for case in ("V-01", "V-02"):
            sheet = load_sheet(desk, opened, "vik", case, Seat.FIRST)
            sheet = review.give_answer(desk, sheet, "PLA-01", "nej")
            review.write_comment(desk, sheet, "PLA-01", f"Ingen plan i {case}.")
    return small


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_chain_goes_from_rule_to_law(lacking: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "b")
        text = shown(pilot)
        assert "2 av 2 akter" in text
        assert "Föreslås när minst 2 akter brister" in text
        assert "Ingen plan i V-0" in text
        assert "5 kap. 9 § SoL (2001:453) ✓" in text or "13 kap. 10 § SoL (2025:400) ✓" in text

    drive(lacking, scenario, size=size)


def test_a_decision_is_recorded_with_its_reason(lacking: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "k", "enter")
        assert "Säg i en mening varför" in shown(pilot)
        await write(pilot, "Bristen återkommer")
        await press(pilot, "enter")
        assert "▸ Krav" in shown(pilot)
        assert "0 att avgöra" in shown(pilot)

    drive(lacking, scenario)
    assert rows(lacking, DECISIONS) == [("K-PLAN", "requirement", "Bristen återkommer")]


def test_escape_decides_nothing(lacking: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "x", "escape")

    drive(lacking, scenario)
    assert rows(lacking, DECISIONS) == []


def test_a_demand_that_no_law_carries_is_refused_calmly(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "k")
        await write(pilot, "Vill")
        await press(pilot, "enter")
        assert "R-METOD" in notices(pilot)[-1]

    with open_desk(small) as desk:
        sheet = load_sheet(desk, open_audit(desk), "vik", "V-01", Seat.FIRST)
        review.give_answer(desk, sheet, "MET-01", "nej")
    drive(small, scenario)
    assert rows(small, DECISIONS) == []


def test_everybodys_findings_are_listed_with_their_names(lacking: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "B")
        assert "Socialnämnden i Vik · 2 av 2 akter" in shown(pilot)

    drive(lacking, scenario)


def test_enter_opens_the_file_at_the_judgement(lacking: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "tab", "down")
        links = pilot.app.screen.query_one("#links", OptionList)
        assert links.has_focus
        await press(pilot, "enter")
        assert seat(pilot).sitting.here == "PLA-01"
        await press(pilot, "u", "j", "escape")
        assert "1 av 2 akter" in shown(pilot)

    drive(lacking, scenario)
