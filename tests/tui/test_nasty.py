"""People's text is text: brackets, markup, control codes and bidi signs in every place that shows any."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, press, seat, shown, write
from tillsyn.domain.answers import Evidence
from tillsyn.domain.casefiles import AuditKind
from tillsyn.domain.entries import canonical, subject
from tillsyn.domain.seats import Seat
from tillsyn.store.journal import Draft
from tillsyn.tui.app import StartAt
from tillsyn.workflow import intake, review, sample
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.plan import AuditPlan, new_audit
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.tui

NASTY = "[/] [red] [b Dnr [KS 2024/17] [@click=app.leave]klicka[/] \x1b[2J\x9b\u202e"
ACTOR = f"Bo {NASTY}"
SEEN = "[/] [red] [b Dnr [KS"
SMALL = Path(__file__).resolve().parents[1] / "small"


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """A store where everything that people write is nasty."""
    path = tmp_path / "elak.tillsyn"
    with open_desk(path, ACTOR, create=True) as desk:
        plan = AuditPlan(
            "elak", NASTY, AuditKind.SUPERVISION, date(2026, 3, 2), str(SMALL / "criteria"), SMALL / "auditees.csv"
        )
        new_audit(desk, plan)
        opened = open_audit(desk)
        intake.import_frame(desk, opened, "vik", SMALL / "vik.csv")
        sample.draw(desk, opened, sample.Choice("frö", size=4, reserve=0), "vik")
        _write_all(desk)
    return path


def _write_all(desk: Desk) -> None:
    auditee = {"name": NASTY, "kind": "committee", "body": NASTY, "address": [NASTY], "dnr": NASTY}
    document = canonical({"title": NASTY, "text": f"# {NASTY}\n\nplan {NASTY}\n" * 3})
    desk.record(
        [
            Draft("auditee", subject("auditee", "elak", "vik"), auditee),
            Draft("document", subject("document", "elak", "vik", "V-01", "1"), {"kind": "", "day": ""}, document),
        ]
    )
    opened = open_audit(desk)
    sheet = load_sheet(desk, opened, "vik", "V-01", Seat.FIRST)
    sheet = review.give_answer(desk, sheet, "PLA-01", "nej")
    sheet = review.write_comment(desk, sheet, "PLA-01", NASTY)
    review.cite(desk, sheet, "PLA-01", Evidence("1", 3, NASTY))
    review.keep_bookmark(desk, sheet, "PLA-01")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_seat_and_its_dialogs(nasty: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert SEEN in shown(pilot)
        for key in ("h", "v", "G", "i", "question_mark", "C", "N", "A", "k", "p", "f1"):
            await press(pilot, key)
            assert pilot.app.screen.is_modal or key == "i"
            assert "\x1b" not in shown(pilot)
            await press(pilot, "escape")
        await press(pilot, "c")
        await write(pilot, "[/")
        await press(pilot, "enter", "slash")
        await write(pilot, "[/]")
        assert "[/]" in shown(pilot)
        await press(pilot, "escape", "f", "b", "u", "tab", "down")
        assert pilot.app.is_running

    drive(nasty, scenario, StartAt("vik", "V-01"), size)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_other_screen(nasty: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        text = shown(pilot)
        assert "\x1b" not in text
        assert "\u202e" not in text
        for key in ("b", "l", "m", "enter"):
            await press(pilot, key)
            text = shown(pilot)
            assert "\x1b" not in text
            assert "[/]" in text or key == "m"
            await press(pilot, "escape")
        await press(pilot, "b", "x")
        await write(pilot, "[/")
        await press(pilot, "enter")
        assert "[/" in shown(pilot)

    drive(nasty, scenario, size=size)


def test_the_start_and_the_way_back(nasty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLSYN_ACTOR", ACTOR)

    async def scenario(pilot: Pilot[None]) -> None:
        assert SEEN in shown(pilot)
        assert "Fortsätt där du var" in shown(pilot)
        await press(pilot, "enter")
        assert SEEN in shown(pilot)

    drive(nasty, scenario)


def test_a_comment_of_several_long_lines_is_opened_in_the_larger_editor(nasty: Path) -> None:
    """On one line it would neither show nor answer to a key for minutes."""
    text = "ord " * 10_000 + "\nslut"

    async def scenario(pilot: Pilot[None]) -> None:
        seat(pilot).sitting.keep_draft(text)
        await press(pilot, "d")
        assert "slut" in shown(pilot) and pilot.app.screen.is_modal
        await press(pilot, "escape")
        assert seat(pilot).sitting.here == "PLA-02"
        await press(pilot, "up", "c", "x", "ctrl+s")
        assert seat(pilot).sitting.comment_here == f"{text}x"

    drive(nasty, scenario, StartAt("vik", "V-02"))
