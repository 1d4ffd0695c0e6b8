"""Start, overview and files: names at once, counts after, and what is behind a cell one key away."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable

from tests.tui.driving import NARROW, WIDE, drive, press, seat, settle, shown
from tillsyn.tui.app import StartAt
from tillsyn.tui.screens.cases import CasesScreen
from tillsyn.tui.screens.findings import FindingsScreen
from tillsyn.tui.screens.overview import OverviewScreen
from tillsyn.tui.screens.start import StartScreen
from tillsyn.workflow.desk import open_desk

pytestmark = pytest.mark.tui


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_only_audit_opens_with_every_auditee_and_what_is_next(small: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, OverviewScreen)
        text = shown(pilot)
        assert text.index("Socialnämnden i Vik") < text.index("Socialnämnden i Önäs")
        assert "0/4" in text
        assert "Närmast: 4 akter kvar hos Socialnämnden i Vik" in text

    drive(small, scenario, size=size)


def test_names_are_shown_before_anything_is_counted(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OverviewScreen, "action_reload", lambda self: None)

    async def scenario(pilot: Pilot[None]) -> None:
        assert "Socialnämnden i Vik" in shown(pilot)
        assert "0/4" not in shown(pilot)

    drive(small, scenario)


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "tom.tillsyn"
    open_desk(path, create=True).close()

    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, StartScreen)
        assert "Gör en med ”tillsyn audit new”" in shown(pilot)

    drive(path, scenario)


def test_several_audits_are_chosen_between(county: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app.screen, StartScreen)
        assert "16 som granskas" in shown(pilot)
        await press(pilot, "enter")
        assert "Socialnämnden i Almviken" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, StartScreen)

    drive(county, scenario)


def test_a_cell_opens_the_files_behind_it(county: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        table = pilot.app.screen.query_one(DataTable)
        row = table.get_row_index("ljusfors")
        table.move_cursor(row=row, column=2)
        lacking, applicable = str(table.get_cell("ljusfors", "BEH")).split("/")
        assert (lacking, applicable) == ("4", "8")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CasesScreen)
        assert pilot.app.screen.query_one(DataTable).row_count == int(lacking)
        await press(pilot, "a")
        assert pilot.app.screen.query_one(DataTable).row_count == 8 + 1
        await press(pilot, "enter")
        assert seat(pilot).sitting.sheet.auditee.id == "ljusfors"
        await press(pilot, "escape", "b")
        assert isinstance(pilot.app.screen, FindingsScreen)

    drive(county, scenario, audit="exempellan")


def test_sorting_goes_by_share_and_back_by_name_with_swedish_letters_last(county: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        table = pilot.app.screen.query_one(DataTable)
        table.move_cursor(row=0, column=3)
        await press(pilot, "s")
        shares = [str(table.get_cell_at((row, 3))).split("/") for row in range(table.row_count)]
        values = [int(lacking) / int(applicable) for lacking, applicable in shares]
        assert values == sorted(values, reverse=True)
        table.move_cursor(row=0, column=0)
        await press(pilot, "s")
        names = [str(table.get_cell_at((row, 0))) for row in range(table.row_count)]
        assert [name.split()[-1][0] for name in names[-3:]] == ["Å", "Ä", "Ö"]

    drive(county, scenario, audit="exempellan")


def test_the_counts_follow_what_was_answered(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "j", "j", "j")
        await press(pilot, "escape")
        assert "4/4" in shown(pilot)
        assert "Akter 1/4" in shown(pilot)
        await press(pilot, "escape")
        await settle(pilot)
        assert "1/4" in shown(pilot)

    drive(small, scenario, StartAt("vik", "V-01"))
