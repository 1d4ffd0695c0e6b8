"""The summary shows the county's counts at both levels, and the question in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable

from tests.tui.driving import NARROW, WIDE, drive, press, shown
from tillsyn.domain.seats import Seat
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.tui


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_counts_by_area_and_criterion(small: Path, size: tuple[int, int]) -> None:
    with open_desk(small) as desk:
        opened = open_audit(desk)
        for case, code in (("V-01", "nej"), ("V-02", "ja"), ("V-03", "oklart")):
            sheet = load_sheet(desk, opened, "vik", case, Seat.FIRST)
            review.give_answer(desk, sheet, "PLA-01", code)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "m")
        table = pilot.app.screen.query_one(DataTable)
        row = [str(cell).strip() for cell in table.get_row("PLA-01")]
        assert row[2:] == ["1/3", "1", "1", "1/1"]
        await press(pilot, "down")
        assert "PLA-01: Finns en plan?" in shown(pilot)

    drive(small, scenario, size=size)
