"""The disk fills up while somebody judges: she is told calmly what is safe, and `r` goes on once there is room."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

pytest.importorskip("pty")

from bench.terminal import Terminal
from tests.faults.app_kills import ENVIRONMENT, PROGRAM
from tests.faults.places import fill, small_disk_with
from tests.faults.sitting import PLACE
from tests.store.making import NOW
from tests.tui.driving import drive, notices, press, seat
from tillsyn.store import faults
from tillsyn.store.engine import Store, open_store
from tillsyn.store.verify import verify
from tillsyn.tui.app import StartAt

pytestmark = pytest.mark.tui
FULL = "Disken är full. Alla svar till och med PLA-02 är sparade."


@pytest.fixture
def app(small: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The app at the seat, its store on a disk of two mebibytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["--store", str(disk / small.name), "review", "--auditee", PLACE[0], "--case", PLACE[1]]
    prefix = small_disk_with(small, disk)
    unshare = shutil.which(prefix[0])
    assert unshare
    terminal = Terminal(unshare, *prefix[1:], PROGRAM, *words, size=(100, 30), env=ENVIRONMENT)
    try:
        terminal.wait(lambda text: "klart 0 av" in text)
        terminal.settle(0.6)
        yield terminal
    finally:
        terminal.close()


@pytest.mark.slow
def test_what_is_safe_is_told_and_r_goes_on(app: Terminal, small: Path, tmp_path: Path) -> None:
    disk = Path(f"/proc/{app.pid}/root{tmp_path}/disk")  # as the app sees it: nobody else has this disk
    for key in ("j", "j"):
        app.answered(key)
    filler = fill(disk)

    app.type("j")
    app.wait(lambda text: FULL in " ".join(text.split()) or "Disken är full" in text)
    assert "Frigör utrymme och tryck r." in " ".join(app.text.split())
    assert "klart 3 av" not in app.text  # nothing is shown that is not kept

    app.type("r")  # still full: it is told again
    app.wait(lambda text: "Frigör utrymme" in text)
    filler.unlink()
    app.type("r")
    app.wait(lambda text: "klart 3 av 4" in text)
    app.answered("j")

    kept = Path(shutil.copy(disk / small.name, tmp_path / "efter.tillsyn"))
    for end in ("-wal",):
        if os.path.exists(f"{disk / small.name}{end}"):
            shutil.copy(f"{disk / small.name}{end}", f"{kept}{end}")
    with open_store(kept) as store:
        answered = [tuple(row) for row in store.all("SELECT criterion, code FROM answer ORDER BY criterion")]
        assert answered == [("MET-01", "ja"), ("PLA-01", "ja"), ("PLA-02", "ja"), ("PLA-03", "ja")]
        assert verify(store, NOW).ok


def test_the_sentence_names_what_is_safe_where_no_disk_can_be_mounted(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Store.run_many

    def full(self: Store, *arguments: object) -> None:
        raise faults.store_fault(sqlite3.OperationalError("database or disk is full"), self.path)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "j")
        monkeypatch.setattr(Store, "run_many", full)
        await press(pilot, "j")
        assert notices(pilot) == [f"{FULL}\nFrigör utrymme och tryck r."]
        assert seat(pilot).sitting.here == "PLA-03"
        assert "PLA-03" not in seat(pilot).sitting.sheet.answers
        monkeypatch.setattr(Store, "run_many", real)
        await press(pilot, "r")
        assert seat(pilot).sitting.sheet.answers["PLA-03"].code == "ja"

    drive(small, scenario, StartAt(*PLACE))
