"""A second reader sees nothing of the first: her seat is the same, letter by letter, as if there were no first reading.

Every key of the seat and every command of the line are tried in two stores, one of which a first reader has filled with
all that can be recorded. What they show may not differ.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, notices, settle, shown
from tillsyn.cli.main import main
from tillsyn.cli.plain.review import COMMANDS
from tillsyn.domain.answers import Evidence, Source
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import Seat
from tillsyn.language import _
from tillsyn.tui.app import StartAt
from tillsyn.tui.bindings import REVIEW, listed
from tillsyn.tui.screens.review import ReviewScreen
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

CANARY = "Kanariefågel"
SECOND = StartAt("vik", "V-01", Seat.SECOND)
LEAVES = ("back", "paper", "app.leave", "pause")
"""Keys that leave the seat, write a file, or cover the screen until they are pressed again."""
PLACES = (".quit", ".break", ".protocol", ".onward")


@pytest.fixture
def stores(small: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A store without a first reading, and one with all that a first reader can record of V-01."""
    read = Path(shutil.copy(small, tmp_path / "last.tillsyn"))
    with open_desk(read, f"{CANARY} Ett") as desk:
        sheet = load_sheet(desk, open_audit(desk), "vik", "V-01")
        review.note_opening(desk, sheet)
        sheet = review.fill_fact(desk, sheet, "barn", "nej")
        sheet = review.fill_fact(desk, sheet, "beslutsdatum", "2025-03-11")
        for criterion, code in (("PLA-01", "ja"), ("PLA-02", "delvis"), ("MET-01", "nej")):
            sheet = review.give_answer(desk, sheet, criterion, code)
            sheet = review.write_comment(desk, sheet, criterion, f"{CANARY} om {criterion}.")
            sheet = review.name_sources(desk, sheet, criterion, [Source.PERSON])
        sheet = review.cite(desk, sheet, "PLA-01", Evidence("02-plan-2025-03-12", 3, f"{CANARY}citat"))
        sheet = review.mark_good(desk, sheet, "PLA-01")
        sheet = review.rate_area(desk, sheet, "PLA", AreaRating.MET, f"{CANARY}skäl")
        review.keep_comment_draft(desk, sheet, "PLA-02", f"{CANARY}utkast")
    return small, read


def seat_shown(store: Path, size: tuple[int, int]) -> list[str]:
    """Every question of the second seat, and (on a wide screen) what every key shows at the first of them."""
    pictures: list[str] = []

    async def scenario(pilot: Pilot[None]) -> None:
        keys = [key for key in listed(REVIEW) if not key.action.startswith(LEAVES)]
        for question in range(4):
            pictures.append(shown(pilot))
            for binding in keys if question == 0 and size == WIDE else ():
                await pilot.press(binding.key.split(",")[0])
                await settle(pilot)
                told = notices(pilot)  # apart from the picture: how long a notice stays is chance
                pilot.app.clear_notifications()
                await settle(pilot)
                pictures.append("\n".join([binding.key, *told, shown(pilot)]))
                while not isinstance(pilot.app.screen, ReviewScreen) or len(pilot.app.screen.classes & _OPEN):
                    await pilot.press("escape")
                    await settle(pilot)
            await pilot.press("down")
            await settle(pilot)

    drive(store, scenario, SECOND, size)
    return pictures


_OPEN = {"-commenting", "-finding"}


@pytest.mark.tui
@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_seat_is_as_if_there_were_no_first_reading(stores: tuple[Path, Path], size: tuple[int, int]) -> None:
    without, after = (seat_shown(store, size) for store in stores)

    for plain, blind in zip(without, after, strict=True):
        assert CANARY not in blind
        assert blind == plain
    assert len(set(after)) > (20 if size == WIDE else 3)  # the keys did show something


@pytest.mark.tui
def test_the_first_seat_does_show_it(stores: tuple[Path, Path]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert CANARY in shown(pilot)

    drive(stores[1], scenario, StartAt("vik", "V-01"))


def test_so_are_the_lines(
    stores: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    words = [_(command.word) for command in COMMANDS if command.word not in PLACES]
    lines = [line for question in range(1, 5) for line in (f"{_('.to')} {question}", *words)]
    for store in stores:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n.\n" for line in lines)))
        where = ("--auditee", "vik", "--case", "V-01", "--seat", "second")
        main(["--store", str(store), "review", "--plain", *where])
        said.append(capsys.readouterr().out)

    assert "PLA-02. " in said[1] and CANARY not in said[1]
    assert said[0] == said[1]


def test_nothing_leaves_with_what_is_exported(stores: tuple[Path, Path], tmp_path: Path) -> None:
    files = []
    for number, store in enumerate(stores):
        file = tmp_path / f"{number}.yaml"
        seat = ["--auditee", "vik", "--seat", "second"]
        assert main(["--store", str(store), "answers", "export", *seat, "-o", str(file)]) == 0
        files.append(file.read_text(encoding="utf-8"))
        paper = tmp_path / f"{number}.html"
        assert main(["--store", str(store), "case", "protocol", *seat, "--case", "V-01", "-o", str(paper)]) == 0
        assert CANARY not in paper.read_text(encoding="utf-8")

    assert CANARY not in files[1]
    assert _told(files[0]) == _told(files[1])


def _told(file: str) -> list[str]:
    """An answer file without what it says of the moment it was written."""
    return [line for line in file.splitlines() if not re.match(r'seen:|#|  "[0-9a-f]{16}": \d+$', line)]
