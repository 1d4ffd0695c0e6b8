"""The access log: every opening once, by whom at which seat, and what was written without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflow.a_whole_case import AUDITEE, CASE, PAIR, judge
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.workflow import answers, review
from tillsyn.workflow.access_log import AccessLog, access_log
from tillsyn.workflow.audits import AUDITEE_LEVEL, open_audit
from tillsyn.workflow.desk import open_desk
from tillsyn.workflow.sheet import load_sheet

ANSWERS = """\
format: 1
audit: liten
auditee: vik
seat: first
auditee_answers: {MET-02: ja}
cases:
  - {case: V-02, facts: {barn: ja}, answers: {PLA-01: ja, MET-01: ja}}
"""


def logged(path: Path, auditee: str | None = None, case: str | None = None) -> AccessLog:
    with open_desk(path) as desk:
        return access_log(desk, open_audit(desk), auditee, case)


def test_openings_stand_with_person_seat_and_file(small: Path) -> None:
    judge(small)
    found = logged(small)
    assert [(o.case, o.seat, o.actor) for o in found.openings] == [
        (CASE, Seat.FIRST, PAIR),
        (CASE, Seat.FIRST, PAIR),
        (CASE, Seat.SECOND, "Cecilia Alm"),
    ]
    assert [(w.case, w.seat, w.actor, w.entries) for w in found.unopened] == [
        (CASE, Seat.CONSENSUS, "David Berg", 3)  # answer, comment, good example: and never opened
    ]


def test_a_file_of_answers_writes_without_opening(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "svar.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    with open_desk(small, "Ivar Import") as desk:
        answers.import_answers(desk, open_audit(desk), file)
    found = logged(small)
    assert found.openings == ()
    assert [(w.case, w.seat, w.entries) for w in found.unopened] == [
        ("V-02", Seat.FIRST, 3),  # a fact and two answers
        (AUDITEE_LEVEL, Seat.FIRST, 1),
    ]
    with open_desk(small, "Ivar Import") as desk:
        review.note_opening(desk, load_sheet(desk, open_audit(desk), AUDITEE, "V-02"))
    assert [w.case for w in logged(small).unopened] == [AUDITEE_LEVEL]


def test_one_of_two_who_share_a_seat_has_opened_it_for_both(small: Path) -> None:
    with open_desk(small, "Anna Lind") as desk:
        review.note_opening(desk, load_sheet(desk, open_audit(desk), AUDITEE, CASE))
    with open_desk(small, PAIR) as desk:
        review.give_answer(desk, load_sheet(desk, open_audit(desk), AUDITEE, CASE), "PLA-01", "ja")
    assert logged(small).unopened == ()


def test_opening_at_one_seat_is_not_opening_at_another(small: Path) -> None:
    with open_desk(small, "Anna Lind") as desk:
        opened = open_audit(desk)
        review.note_opening(desk, load_sheet(desk, opened, AUDITEE, CASE))
        review.give_answer(desk, load_sheet(desk, opened, AUDITEE, CASE, Seat.SECOND), "PLA-01", "ja")
    assert [w.seat for w in logged(small).unopened] == [Seat.SECOND]


def test_it_is_told_of_one_auditee_or_one_file(small: Path) -> None:
    judge(small)
    assert len(logged(small, AUDITEE, CASE).openings) == 3
    assert logged(small, AUDITEE, "V-02") == AccessLog((), ())
    assert logged(small, "o-nas") == AccessLog((), ())
    with pytest.raises(UsageFault, match="ingenstans"):
        logged(small, "ingenstans")
    with pytest.raises(UsageFault, match="tillsammans"):
        logged(small, None, CASE)
