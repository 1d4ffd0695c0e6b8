"""Conflicts on the screen: both versions side by side, settled with one key, at 80×24 and 120×40."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, notices, press, rows, seat, shown, write
from tillsyn.domain.entries import subject
from tillsyn.store.journal import Draft
from tillsyn.workflow.desk import open_desk

pytestmark = pytest.mark.tui

PLACE = ("liten", "vik", "V-01", "first", "MET-01")
ANSWERS = "SELECT code FROM answer"
CONFLICTS = "SELECT kind FROM conflict ORDER BY kind"


@pytest.fixture
def differing(small: Path) -> Path:
    """Two who answered and commented differently without seeing each other."""
    for actor, code, text in (("Ada", "nej", "Ingen [b]metod[/b]."), ("Bo", "oklart", "Oklart vilken.")):
        with open_desk(small, actor) as desk:
            desk.record([Draft("answer", subject("answer", *PLACE), {"code": code}, None, ())])
            desk.record([Draft("comment", subject("comment", *PLACE), {}, text, ())])
    return small


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_both_stand_side_by_side_and_one_key_chooses(differing: Path, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        assert "2 konflikter (K)" in shown(pilot)
        await press(pilot, "K")
        text = shown(pilot)
        (row,) = [line for line in text.splitlines() if "1  Ada" in line]
        assert "2  Bo" in row
        assert "gäller tills det är avgjort" in text
        assert "Används en bedömningsmetod?" in text
        assert "Ingen [b]metod[/b]." in text  # Ada's comment beside her answer, as it was written
        await press(pilot, "1")
        assert "1 konflikt" in shown(pilot).splitlines()[0]
        assert rows(differing, ANSWERS) == [("nej",)]
        await press(pilot, "2")
        assert "Inget är antecknat olika" in shown(pilot)

    drive(differing, scenario, size=size)
    assert rows(differing, CONFLICTS) == []
    assert rows(differing, "SELECT text FROM comment") == [("Oklart vilken.",)]
    assert len(rows(differing, "SELECT 1 FROM entry WHERE subject LIKE '%MET-01'")) == 6


def test_a_key_of_the_scale_answers_anew_and_c_writes_another_comment(differing: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "K", "j", "c")
        await write(pilot, " Och mer.")
        await press(pilot, "ctrl+s")

    drive(differing, scenario, size=NARROW)
    assert rows(differing, ANSWERS) == [("ja",)]
    assert rows(differing, "SELECT text FROM comment") == [("Oklart vilken. Och mer.",)]
    assert rows(differing, CONFLICTS) == []


def test_enter_opens_the_place_where_a_new_answer_settles_it_too(differing: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "K", "enter")
        assert seat(pilot).sitting.here == "MET-01"
        await press(pilot, "j", "escape")
        assert "Konflikter" in shown(pilot).splitlines()[0]
        assert "1 konflikt" in shown(pilot).splitlines()[0]

    drive(differing, scenario, size=NARROW)


def test_a_number_without_version_and_keys_that_do_nothing_change_nothing(differing: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "K", "9", "c", "w", "escape")
        assert "2 konflikter (K)" in shown(pilot)

    drive(differing, scenario, size=NARROW)
    assert rows(differing, CONFLICTS) == [("answer",), ("comment",)]


def test_a_decision_is_opened_among_the_findings(small: Path) -> None:
    name = subject("decision", "liten", "vik", "K-PLAN")
    for actor, disposition in (("Ada", "none"), ("Bo", "advice")):
        with open_desk(small, actor) as desk:
            desk.record([Draft("decision", name, {"disposition": disposition}, f"{actor}s skäl.", ())])

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "K")
        assert "råd: Bos skäl." in shown(pilot)
        await press(pilot, "enter")
        assert "Brister" in shown(pilot).splitlines()[0]

    drive(small, scenario, size=WIDE)


def test_nothing_to_settle_is_said(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "K")
        assert "Inget är antecknat olika av olika personer." in shown(pilot)
        await press(pilot, "1", "enter", "escape")
        assert not notices(pilot)

    drive(small, scenario, size=NARROW)
