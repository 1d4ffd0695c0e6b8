"""A case file with 40 applicable questions and 8 comments takes at most 60 keystrokes beyond the comments' own text."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.journeys.a_long_case import AUDITEE, CASE, COMMENTED, QUOTED, build_long_case, inspect
from tests.tui.driving import drive, seat
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

MOST = 60


@pytest.mark.tui
def test_a_whole_file_takes_no_more_than_sixty_keys(tmp_path: Path) -> None:
    store = tmp_path / "lang.tillsyn"
    build_long_case(store)
    counted: list[int] = []

    async def scenario(pilot: Pilot[None]) -> None:
        counted.append(await inspect(pilot))
        done = seat(pilot).sitting.progress
        assert (done.done, done.asked) == (40, 40)

    drive(store, scenario)

    (strokes,) = counted
    assert strokes <= MOST, strokes
    with open_desk(store) as desk:
        answers = load_sheet(desk, open_audit(desk), AUDITEE, CASE).answers
    assert len(answers) == 40
    assert sum(bool(answer.comment) for answer in answers.values()) == len(COMMENTED) == 8
    assert sum(bool(answer.evidence) for answer in answers.values()) == len(QUOTED)
