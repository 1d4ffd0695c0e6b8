"""Quality control: from klar to granskas, returned or approved; nothing locked twice, nothing edited silently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tillsyn.domain.answers import Evidence
from tillsyn.domain.control import Act, Controlled, ControlState, Move, Weight
from tillsyn.domain.entries import subject
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.store.journal import Draft
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit, audit_work, open_audit
from tillsyn.workflow.changing import undo
from tillsyn.workflow.control_state import controlled_files, count_of
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.exchange import backup, merge_stores
from tillsyn.workflow.quality import FileControl, file_control, take_step
from tillsyn.workflow.remarks import add_remark, answer_remark, find_remark, remarks
from tillsyn.workflow.sheet import Sheet, load_sheet

CASE = "V-01"
PLACE = ("vik", CASE, "first")


def fill(desk: Desk, seat: Seat = Seat.FIRST, case: str = CASE) -> Sheet:
    """The file with every question answered."""
    sheet = load_sheet(desk, open_audit(desk), "vik", case, seat)
    while gap := review.next_gap(sheet, None):
        if gap.needs:
            sheet = review.fill_fact(desk, sheet, gap.needs[0], "nej")
        else:
            sheet = review.give_answer(desk, sheet, gap.criterion, "ja")
    return sheet


def control(desk: Desk, case: str = CASE) -> FileControl:
    return file_control(desk, open_audit(desk), "vik", case)


def step(desk: Desk, move: Move, reason: str = "") -> FileControl:
    return take_step(desk, control(desk), move, reason)


def state(desk: Desk) -> ControlState:
    return control(desk).controlled.control.state


@pytest.fixture
def colleague(desk: Desk, small: Path) -> Iterator[Desk]:
    """A colleague at the same store."""
    with open_desk(small, "Karin Kollega") as other:
        yield other


@pytest.fixture
def approved(desk: Desk, colleague: Desk) -> Desk:
    """The file, filled in by one and approved by the other."""
    fill(desk)
    step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)
    return desk


def test_from_done_to_returned_mended_approved_opened_again_and_approved(desk: Desk, colleague: Desk) -> None:
    opened = open_audit(desk)
    with pytest.raises(UsageFault, match="luck"):
        step(desk, Move.SUBMIT)
    sheet = fill(desk)
    step(desk, Move.SUBMIT)
    assert load_sheet(desk, opened, "vik", CASE).locked
    with pytest.raises(UsageFault, match="lämnad till granskning"):
        review.give_answer(desk, load_sheet(desk, opened, "vik", CASE), "PLA-01", "nej")

    id_ = add_remark(colleague, opened, PLACE, "PLA-01", Weight.MUST_FIX, "Var står planen?")
    with pytest.raises(UsageFault, match="måste åtgärdas"):
        step(colleague, Move.APPROVE)
    step(colleague, Move.RETURN)
    assert state(desk) is ControlState.RETURNED

    sheet = load_sheet(desk, opened, "vik", CASE)
    sheet = review.cite(desk, sheet, "PLA-01", Evidence("02-plan-2025-03-12", 3, "Målet är nykterhet."))
    answer_remark(desk, opened, find_remark(desk, opened, id_), Act.REPLY, "På rad 3.")
    step(desk, Move.SUBMIT)
    answer_remark(colleague, opened, find_remark(desk, opened, id_), Act.RESOLVE)
    step(colleague, Move.APPROVE)
    assert control(desk).controlled.approved

    with pytest.raises(UsageFault, match="skäl"):
        step(desk, Move.REOPEN)
    step(desk, Move.REOPEN, "Personen har hört av sig.")
    again = control(desk).controlled.control
    assert (again.state, again.revision, again.reason) == (ControlState.REOPENED, 2, "Personen har hört av sig.")
    review.give_answer(desk, load_sheet(desk, opened, "vik", CASE), "PLA-01", "oklart")
    review.write_comment(desk, load_sheet(desk, opened, "vik", CASE), "PLA-01", "Två planer.")
    step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)

    last = control(desk)
    assert last.controlled.approved
    assert [(s.state.value, s.revision) for s in last.steps] == [
        ("submitted", 1), ("returned", 1), ("submitted", 1), ("approved", 1),
        ("reopened", 2), ("submitted", 2), ("approved", 2),
    ]  # fmt: skip
    assert len({s.hash for s in last.steps}) == 7
    assert sheet.steps


def test_no_step_is_taken_twice_or_out_of_turn(desk: Desk, colleague: Desk) -> None:
    fill(desk)
    for move in (Move.TAKE_BACK, Move.RETURN, Move.APPROVE, Move.REOPEN):
        with pytest.raises(UsageFault, match="inte lämnad"):
            step(colleague, move, "Skäl.")
    step(desk, Move.SUBMIT)
    with pytest.raises(UsageFault, match="väntar"):
        step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)
    for move in (Move.SUBMIT, Move.TAKE_BACK, Move.RETURN, Move.APPROVE):
        with pytest.raises(UsageFault, match="redan godkänd"):
            step(colleague, move, "Skäl.")


@pytest.mark.parametrize("actor", ["Prov Granskare", "prov  granskare", "Karin Kollega + Prov Granskare"])
def test_who_has_judged_in_a_file_does_not_approve_it(desk: Desk, small: Path, actor: str) -> None:
    fill(desk)
    step(desk, Move.SUBMIT)
    with open_desk(small, actor) as same, pytest.raises(UsageFault, match=r"har bedömt i akten"):
        step(same, Move.APPROVE)
    assert state(desk) is ControlState.SUBMITTED


def test_each_who_shared_a_seat_has_judged_also_where_it_was_taken_back(desk: Desk, small: Path) -> None:
    with open_desk(small, "Anna Lind + Bo Ek") as both:
        sheet = review.give_answer(both, load_sheet(both, open_audit(both), "vik", CASE), "PLA-01", "ja")
        undo(both, sheet)
    fill(desk)
    step(desk, Move.SUBMIT)
    with open_desk(small, "Bo Ek") as one, pytest.raises(UsageFault, match="Bo Ek har bedömt"):
        step(one, Move.APPROVE)


def test_the_reader_takes_back_without_reason_and_the_file_is_where_it_was(desk: Desk, colleague: Desk) -> None:
    fill(desk)
    step(desk, Move.SUBMIT)
    with pytest.raises(UsageFault, match="Bara den som har läst"):
        step(colleague, Move.TAKE_BACK)
    step(desk, Move.TAKE_BACK)
    assert state(desk) is ControlState.OPEN
    step(desk, Move.SUBMIT)
    with pytest.raises(UsageFault, match="skäl, eller en not"):
        step(colleague, Move.RETURN)
    step(colleague, Move.RETURN, "Kommentarerna är för korta.")
    step(desk, Move.SUBMIT)
    step(desk, Move.TAKE_BACK)
    assert state(desk) is ControlState.RETURNED


def test_a_second_reading_is_never_locked_and_does_not_see_the_control(approved: Desk) -> None:
    sheet = load_sheet(approved, open_audit(approved), "vik", CASE, Seat.SECOND)
    assert sheet.control.state is ControlState.OPEN
    review.give_answer(approved, sheet, "PLA-01", "nej")
    assert control(approved).controlled.approved
    assert load_sheet(approved, open_audit(approved), "vik", CASE, Seat.CONSENSUS).locked


def test_an_answer_merged_in_after_the_approval_is_seen(desk: Desk, colleague: Desk, tmp_path: Path) -> None:
    fill(desk)
    backup(desk, tmp_path / "ada.tillsyn")
    step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)
    with open_desk(tmp_path / "ada.tillsyn", "Ada") as ada:
        sheet = load_sheet(ada, open_audit(ada), "vik", CASE)
        sheet = review.give_answer(ada, sheet, "MET-01", "nej")
        review.write_comment(ada, sheet, "MET-01", "Ingen metod är namngiven.")
    merge_stores(desk, [tmp_path / "ada.tillsyn"])

    found = control(desk).controlled
    assert found.control.state is ControlState.APPROVED
    assert found.changed == ("MET-01",)
    assert not found.approved
    assert found.under_way

    step(colleague, Move.APPROVE)  # seen, and approved as it now stands: no new revision
    assert control(desk).controlled.approved
    assert control(desk).controlled.control.revision == 1


def test_a_consensus_added_after_the_approval_is_seen(approved: Desk) -> None:
    place = ("liten", "vik", CASE, "consensus", "PLA-01")
    approved.record([Draft("answer", subject("answer", *place), {"code": "oklart"})])
    approved.record([Draft("comment", subject("comment", *place), {}, "Planen är ett utkast.")])
    assert control(approved).controlled.changed == ("PLA-01",)


def test_a_fact_and_what_it_makes_asked_are_seen(approved: Desk) -> None:
    barn = load_sheet(approved, open_audit(approved), "vik", CASE).facts["barn"]
    other = "nej" if barn is True else "ja"
    approved.record([Draft("fact", subject("fact", "liten", "vik", CASE, "barn"), {"value": other})])
    assert control(approved).controlled.changed == ("barn", "PLA-03")


def test_what_is_taken_away_after_the_approval_is_seen(approved: Desk) -> None:
    name = subject("answer", "liten", "vik", CASE, "first", "MET-01")
    approved.record([Draft("answer", name, {"code": ""})])
    assert control(approved).controlled.changed == ("MET-01",)
    approved.record([Draft("answer", name, {"code": "ja"})])
    assert control(approved).controlled.approved  # as it was judged


def test_two_controllers_at_once_are_a_conflict_that_a_third_step_settles(
    desk: Desk, colleague: Desk, tmp_path: Path
) -> None:
    fill(desk)
    step(desk, Move.SUBMIT)
    backup(desk, tmp_path / "bo.tillsyn")
    step(colleague, Move.APPROVE)
    with open_desk(tmp_path / "bo.tillsyn", "Bo Ek") as bo:
        step(bo, Move.RETURN, "Jag är inte övertygad.")
    merge_stores(desk, [tmp_path / "bo.tillsyn"])

    file = control(desk)
    assert file.controlled.disputed
    assert file.states == {ControlState.APPROVED, ControlState.RETURNED}
    assert not file.controlled.approved
    assert len(file.heads) == 2

    step(colleague, Move.APPROVE)
    assert not control(desk).controlled.disputed
    assert control(desk).controlled.approved


def test_a_step_on_what_has_changed_since_it_was_seen_is_refused(desk: Desk, colleague: Desk) -> None:
    fill(desk)
    step(desk, Move.SUBMIT)
    seen = control(colleague)
    step(desk, Move.TAKE_BACK)
    with pytest.raises(UsageFault, match="under tiden"):
        take_step(colleague, seen, Move.RETURN, "Skäl.")


def test_differing_versions_hinder(desk: Desk, tmp_path: Path) -> None:
    backup(desk, tmp_path / "ada.tillsyn")
    fill(desk)
    with open_desk(tmp_path / "ada.tillsyn", "Ada") as ada:
        review.give_answer(ada, load_sheet(ada, open_audit(ada), "vik", CASE), "MET-01", "oklart")
        review.write_comment(ada, load_sheet(ada, open_audit(ada), "vik", CASE), "MET-01", "Oklart vilken.")
    merge_stores(desk, [tmp_path / "ada.tillsyn"])
    with pytest.raises(UsageFault, match="MET-01"):
        step(desk, Move.SUBMIT)


def test_counts_of_an_auditee(approved: Desk, colleague: Desk, liten: OpenAudit) -> None:
    for case in ("V-02", "V-03"):
        fill(approved, case=case)
        take_step(approved, control(approved, case), Move.SUBMIT)
    take_step(colleague, control(colleague, "V-03"), Move.RETURN, "Se över.")
    add_remark(colleague, liten, ("vik", "V-04", "first"), "PLA-01", Weight.INFORMATION, "Bra exempel.")

    (work, _other) = audit_work(approved, liten)
    count = count_of(work, controlled_files(approved, liten, [work]))
    assert (count.files, count.approved, count.submitted, count.under_way, count.remarks) == (4, 1, 1, 2, 1)


def test_nothing_is_said_of_an_audit_that_uses_no_control(desk: Desk, liten: OpenAudit) -> None:
    fill(desk)
    assert controlled_files(desk, liten, audit_work(desk, liten)) == {}
    assert Controlled(control(desk).controlled.control) == control(desk).controlled


# Remarks


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
