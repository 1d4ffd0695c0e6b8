"""Remarks: a conversation that its reader answers and a colleague resolves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workflow.in_control import CASE, PLACE, control, fill
from tillsyn.domain.control import Act, Weight
from tillsyn.domain.entries import subject
from tillsyn.errors import UsageFault
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import OpenAudit, audit_work
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.remarks import add_remark, answer_remark, find_remark, remarks


def test_a_reader_does_not_settle_alone_what_a_colleague_says_must_be_fixed(
    desk: Desk, colleague: Desk, small: Path, liten: OpenAudit
) -> None:
    fill(desk)
    id_ = add_remark(colleague, liten, PLACE, "PLA-01", Weight.MUST_FIX, "Var?")
    with pytest.raises(UsageFault, match="Karin Kollega"):
        answer_remark(desk, liten, find_remark(desk, liten, id_), Act.RESOLVE)
    with open_desk(small, "Tove Tredje") as third:
        answer_remark(third, liten, find_remark(third, liten, id_), Act.RESOLVE, "Sett.")
    assert remarks(desk, liten) == ()
    answer_remark(desk, liten, find_remark(desk, liten, id_), Act.REOPEN, "Jag hittar det inte längre.")
    (open_,) = remarks(desk, liten)
    assert [reply.act.value for reply in open_.remark.replies] == ["resolve", "reopen"]


def test_a_remark_for_information_anybody_resolves(desk: Desk, colleague: Desk, liten: OpenAudit) -> None:
    fill(desk)
    id_ = add_remark(colleague, liten, PLACE, "PLA-01", Weight.INFORMATION, "Fint.")
    answer_remark(desk, liten, find_remark(desk, liten, id_[:5]), Act.RESOLVE)
    assert remarks(desk, liten) == ()
    assert [p.remark.id for p in remarks(desk, liten, resolved=True)] == [id_]


def test_remarks_come_in_the_order_of_files_and_criteria(desk: Desk, liten: OpenAudit) -> None:
    numbers = {c.case.code: c.case.number for c in audit_work(desk, liten, "vik")[0].cases}
    first, second = sorted(numbers, key=lambda code: numbers[code])[:2]
    for case, criterion in ((second, "PLA-02"), (second, "PLA-01"), ("", "MET-02"), (first, "MET-01")):
        add_remark(desk, liten, ("vik", case, "first"), criterion, Weight.INFORMATION, "Not.")
    found = [(p.number, p.remark.criterion) for p in remarks(desk, liten)]
    assert found == [
        (numbers[first], "MET-01"),
        (numbers[second], "PLA-01"),
        (numbers[second], "PLA-02"),
        (0, "MET-02"),
    ]


@pytest.mark.parametrize(
    ("place", "criterion", "weight", "text", "told"),
    [
        (PLACE, "PLA-01", Weight.INFORMATION, "  ", "ord"),
        (PLACE, "PLA-99", Weight.INFORMATION, "Not.", "PLA-99"),
        (("vik", CASE, "second"), "PLA-01", Weight.INFORMATION, "Not.", "andra läsning"),
    ],
)
def test_what_is_no_remark_is_told(
    desk: Desk, liten: OpenAudit, place: tuple[str, str, str], criterion: str, weight: Weight, text: str, told: str
) -> None:
    with pytest.raises(UsageFault, match=told):
        add_remark(desk, liten, place, criterion, weight, text)


def test_nothing_in_an_approved_file_waits_to_be_fixed(approved: Desk, liten: OpenAudit) -> None:
    with pytest.raises(UsageFault, match="godkänd"):
        add_remark(approved, liten, PLACE, "PLA-01", Weight.MUST_FIX, "Nej.")
    add_remark(approved, liten, PLACE, "PLA-01", Weight.INFORMATION, "Tack.")
    assert control(approved).controlled.approved


def test_a_remark_that_must_be_fixed_merged_in_later_undoes_the_approval(approved: Desk) -> None:
    name = subject("remark", "liten", *PLACE, "PLA-01", "fb01")
    approved.record([Draft("remark", name, {"weight": "must_fix"}, "Skrevs på en annan dator.")])
    assert not control(approved).controlled.approved


def test_remarks_are_not_found_by_what_fits_several_or_none(desk: Desk, liten: OpenAudit) -> None:
    for id_ in ("ab01", "ab02"):
        name = subject("remark", "liten", *PLACE, "PLA-01", id_)
        desk.record([Draft("remark", name, {"weight": "information"}, "Not.")])
    for id_ in ("ab", "", "x"):
        with pytest.raises(UsageFault):
            find_remark(desk, liten, id_)
    assert find_remark(desk, liten, "ab02").id == "ab02"
