"""Two readers of one file, from the draw to what counts: nothing but keys and commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import drive, press, rows, seat, shown, write
from tests.workflow.a_second_reading import ANNA, read
from tillsyn.cli.main import main
from tillsyn.domain.seats import Seat
from tillsyn.tui.screens.differences import DifferencesScreen

STANDING = "SELECT seat, criterion, code, actor FROM answer WHERE case_code = 'V-01' ORDER BY criterion, seat"


async def second_reader(pilot: Pilot[None]) -> None:
    """Read V-01 a second time, and settle the one difference."""
    await press(pilot, "enter")
    lines = [line for line in shown(pilot).splitlines() if "V-0" in line]
    assert all("²" in line for line in lines)  # all four are drawn
    place = next(n for n, line in enumerate(lines) if "V-01" in line)
    await press(pilot, *(["down"] * place), "2")
    assert seat(pilot).sitting.sheet.seat is Seat.SECOND
    await press(pilot, "j", "j", "j", "n")  # plan, goals, child: yes; method: no
    await write(pilot, "Ingen metod namngiven.")
    await press(pilot, "enter", "escape", "d")
    assert isinstance(pilot.app.screen, DifferencesScreen)
    assert "1 att avgöra" in shown(pilot)
    await press(pilot, "1")
    assert "0 att avgöra" in shown(pilot)
    await press(pilot, "escape")
    assert "²" in shown(pilot)


@pytest.mark.tui
def test_a_file_is_read_twice_and_settled(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(small)]
    read(small, ANNA, Seat.FIRST, {"V-01": "PLA-01 ja, PLA-02 delvis, PLA-03 ja, MET-01 nej"})
    assert main([*store, "second", "draw", "--share", "100 %", "--seed", "frö", "--reader", "Bo Två"]) == 0
    monkeypatch.setenv("TILLSYN_ACTOR", "Bo Två")

    drive(small, second_reader)

    settled = [row for row in rows(small, STANDING) if row[0] == "consensus"]
    assert settled == [("consensus", "PLA-02", "delvis", "Bo Två")]
    assert [row[2:] for row in rows(small, STANDING) if row[1] == "PLA-02"] == [
        ("delvis", "Bo Två"),
        ("delvis", ANNA),
        ("ja", "Bo Två"),
    ]
    capsys.readouterr()
    assert main([*store, "agreement", "--by", "area"]) == 0
    said = capsys.readouterr()
    assert "3 av 4 bedömningar är lika" in said.err
    assert "delvis–ja 1" in said.out
    assert main([*store, "second", "list"]) == 0
    assert "V-01 Anna Ett 4/4 Bo Två 4/4" in " ".join(capsys.readouterr().out.split())
