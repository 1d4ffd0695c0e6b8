"""Pictures of the screens on the small audit: look for what is cut, crowded or unreadable.

The clock stands still, no picture has a blinking cursor, and no path or version is shown. After a change of looks,
see the report first, then run this file with ``--snapshot-update``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, settle
from tests.workflow.a_second_reading import ANNA, BO, read
from tillsyn.domain.answers import Evidence
from tillsyn.domain.control import Weight
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.seats import Seat
from tillsyn.tui.app import StartAt, TillsynApp
from tillsyn.workflow import findings, review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.remarks import add_remark
from tillsyn.workflow.sheet import load_sheet

pytestmark = pytest.mark.tui

REPORT_SETTING = "TEXTUAL_SNAPSHOT_TEMPDIR"
REPORT = os.environ.get(REPORT_SETTING, "")
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def _the_folder_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the comparison leaves its report; every other setting of Textual's is taken away from every test."""
    if REPORT:
        monkeypatch.setenv(REPORT_SETTING, REPORT)


@pytest.fixture
def judged(small: Path) -> Iterator[Desk]:
    """The small audit, half judged: one file done, one begun, one requirement decided."""
    with open_desk(small) as desk:
        opened = open_audit(desk)
        one = load_sheet(desk, opened, "vik", "V-01", Seat.FIRST)
        for criterion, code in (("PLA-01", "nej"), ("PLA-03", "delvis"), ("MET-01", "nej")):
            one = review.give_answer(desk, one, criterion, code)
            one = review.write_comment(desk, one, criterion, f"Det framgår inte av akten ({criterion}).")
        review.cite(desk, one, "PLA-03", Evidence("01-utredning-2025-02-20", 3, "Paret har två barn, sju och nio år."))
        two = load_sheet(desk, opened, "vik", "V-02", Seat.FIRST)
        two = review.give_answer(desk, two, "PLA-01", "delvis")
        findings.decide(desk, opened, Decision("vik", "K-PLAN", Disposition.REQUIREMENT, "Bristen återkommer."))
        yield desk


@pytest.fixture
def twice(small: Path) -> Iterator[Desk]:
    """One file read by two who differ on the child, the goals and the method, and a colleague's remark."""
    read(small, ANNA, Seat.FIRST, {"V-01": "PLA-01 ja, PLA-02 delvis, PLA-03 ja, MET-01 nej", "V-02": "PLA-01 ja"})
    read(small, BO, Seat.SECOND, {"V-01": "barn=nej, PLA-01 ja, PLA-02 nej, MET-01 ja", "V-02": "PLA-01 nej"})
    with open_desk(small, "Karin Kollega") as desk:
        add_remark(desk, open_audit(desk), ("vik", "V-01", "first"), "MET-01", Weight.MUST_FIX, "Var står det [s. 2]?")
        yield desk


def _picture(
    snap_compare: Compare, desk: Desk, *keys: str, size: tuple[int, int] = WIDE, start: StartAt | None = None
) -> bool:
    async def before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return snap_compare(TillsynApp(desk, "liten", start), terminal_size=size, run_before=before)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_seat(snap_compare: Compare, judged: Desk, size: tuple[int, int]) -> None:
    """Question right (or on top), hits underlined in the document, the answer and its evidence, marks below."""
    assert _picture(snap_compare, judged, size=size, start=StartAt("vik", "V-01"))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_facts(snap_compare: Compare, judged: Desk, size: tuple[int, int]) -> None:
    """The facts in the question's place: where each comes from, what comes and goes, and what is kept."""
    assert _picture(snap_compare, judged, "up", size=size, start=StartAt("vik", "V-01"))


def test_the_timeline(snap_compare: Compare, judged: Desk) -> None:
    """Dates of the documents and of the facts in one order, with places to go to."""
    assert _picture(snap_compare, judged, "T", size=NARROW, start=StartAt("vik", "V-01"))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_differences(snap_compare: Compare, twice: Desk, size: tuple[int, int]) -> None:
    """Two readings side by side, with their comments; who is who is never in doubt."""
    assert _picture(snap_compare, twice, "enter", "down", "down", "d", "down", size=size)


def test_the_remarks(snap_compare: Compare, twice: Desk) -> None:
    """Open remarks of the whole audit: file, question, weight and the last that was said."""
    assert _picture(snap_compare, twice, "n")


def test_how_readers_judge(snap_compare: Compare, twice: Desk) -> None:
    """Each reader's rates beside the others', and what a mark means."""
    assert _picture(snap_compare, twice, "D")


def test_the_seat_in_light(snap_compare: Compare, judged: Desk) -> None:
    """The same on light ground: hits, chosen line and marks are still told apart."""
    assert _picture(snap_compare, judged, "t", "tab", "down", start=StartAt("vik", "V-01"))


def test_the_whole_question_on_a_narrow_screen(snap_compare: Compare, judged: Desk) -> None:
    """Guidance, law and steps with nothing cut."""
    assert _picture(snap_compare, judged, "tab", "tab", size=NARROW, start=StartAt("vik", "V-01"))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_overview(snap_compare: Compare, judged: Desk, size: tuple[int, int]) -> None:
    """Names in Swedish order, shares shaded and numbered, one line of what is next."""
    assert _picture(snap_compare, judged, size=size)


def test_the_files(snap_compare: Compare, judged: Desk) -> None:
    """Files in number order, the auditee itself last, what is missing in words."""
    assert _picture(snap_compare, judged, "enter")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_findings(snap_compare: Compare, judged: Desk, size: tuple[int, int]) -> None:
    """Proposals left (or on top), rule, decision and chain right."""
    assert _picture(snap_compare, judged, "b", size=size)


def test_the_letters(snap_compare: Compare, judged: Desk) -> None:
    """Every auditee's letter, and why the first is a draft."""
    assert _picture(snap_compare, judged, "l")


def test_the_summary(snap_compare: Compare, judged: Desk) -> None:
    """Areas in bold with their criteria, both levels."""
    assert _picture(snap_compare, judged, "m")


def test_the_help(snap_compare: Compare, judged: Desk) -> None:
    """Keys of the screen first, nothing in English."""
    assert _picture(snap_compare, judged, "question_mark", start=StartAt("vik", "V-01"))
