"""Quality control: from klar to granskas, returned or approved; nothing locked twice, nothing edited silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.workflow.in_control import CASE, PLACE, control, fill
from tests.workflow.test_upgrade import edition
from tillsyn.domain.answers import Evidence
from tillsyn.domain.casefiles import Document
from tillsyn.domain.control import Act, Controlled, ControlState, Move, Weight
from tillsyn.domain.entries import subject
from tillsyn.domain.letters import DraftReason
from tillsyn.domain.seats import Seat
from tillsyn.errors import UsageFault
from tillsyn.store.journal import Draft
from tillsyn.workflow import review, upgrade
from tillsyn.workflow.audits import OpenAudit, audit_work, open_audit
from tillsyn.workflow.changing import undo
from tillsyn.workflow.control_state import controlled_files, count_of
from tillsyn.workflow.control_words import named_parts
from tillsyn.workflow.correspondence import pending_letters
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.documents import document_draft
from tillsyn.workflow.exchange import backup, merge_stores
from tillsyn.workflow.memory import Memory
from tillsyn.workflow.quality import FileControl, take_step
from tillsyn.workflow.remarks import add_remark, answer_remark, find_remark
from tillsyn.workflow.sheet import load_sheet
from tillsyn.workflow.status import audit_status


def step(desk: Desk, move: Move, reason: str = "") -> FileControl:
    return take_step(desk, control(desk), move, reason)


def state(desk: Desk) -> ControlState:
    return control(desk).controlled.control.state


def test_from_done_to_returned_mended_approved_opened_again_and_approved(desk: Desk, colleague: Desk) -> None:
    opened = open_audit(desk)
    with pytest.raises(UsageFault, match="luck"):
        step(desk, Move.SUBMIT)
    fill(desk)
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
    review.cite(desk, sheet, "PLA-01", Evidence("02-plan-2025-03-12", 3, "Målet är nykterhet."))
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
    assert [(s.state.value, s.revision) for s in last.steps] == [
        ("submitted", 1), ("returned", 1), ("submitted", 1), ("approved", 1),
        ("reopened", 2), ("submitted", 2), ("approved", 2),
    ]  # fmt: skip
    assert last.controlled.approved


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


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (("planering.yaml", "question: Finns en plan?", "question: Finns en aktuell plan?"), ("PLA-01", "PLA-02")),
        (("planering.yaml", "search: [plan]", "search: [plan, planering]"), ()),
    ],
)  # fmt: skip
def test_a_new_edition_undoes_an_approval_only_where_it_asks_otherwise(
    approved: Desk, tmp_path: Path, edit: tuple[str, str, str], changed: tuple[str, ...]
) -> None:
    upgrade.upgrade(approved, open_audit(approved), edition(tmp_path, edit), "Ny lag.")
    assert control(approved).controlled.changed == changed  # PLA-02 hangs on what PLA-01 is answered
    assert control(approved).controlled.approved == (not changed)


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


def test_a_document_that_comes_after_approval_is_told(approved: Desk) -> None:
    added = document_draft("liten", "vik", Document(CASE, "03-journal", "journal", "Journal", "Ett möte hölls."))
    approved.record([added])

    found = control(approved).controlled
    assert found.changed == ("(documents)",)
    assert not found.approved
    assert named_parts(found.changed, open_audit(approved)) == "handlingarna"


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


# What it means for letters


def test_a_letter_waits_for_files_in_control_and_not_for_those_never_handed_over(
    desk: Desk, colleague: Desk, liten: OpenAudit
) -> None:
    def waits() -> int:
        (letter, _other) = pending_letters(desk, liten)
        return sum(h.files for h in letter.hindrances if h.reason is DraftReason.CONTROL)

    fill(desk)
    assert waits() == 0
    step(desk, Move.SUBMIT)
    assert waits() == 1
    step(colleague, Move.RETURN, "Se över.")
    assert waits() == 1
    step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)
    assert waits() == 0
    desk.record([Draft("answer", subject("answer", "liten", "vik", CASE, "first", "MET-01"), {"code": ""})])
    assert waits() == 1


def test_status_tells_how_many_are_approved(approved: Desk, liten: OpenAudit) -> None:
    told = audit_status(approved, liten).auditees[0]
    assert (told.files, told.approved, told.in_control, told.remarks) == (4, 1, 0, 0)


def test_a_desk_with_a_memory_finds_the_same_changes(approved: Desk, liten: OpenAudit) -> None:
    remembering = replace(approved, memory=Memory())

    def changed(at: Desk) -> tuple[str, ...]:
        return controlled_files(at, liten, audit_work(at, liten))["vik", CASE].changed

    assert changed(remembering) == ()
    approved.record([Draft("answer", subject("answer", "liten", "vik", CASE, "first", "MET-01"), {"code": ""})])
    assert changed(remembering) == changed(approved) == ("MET-01",)
    name = subject("rating", "liten", "vik", CASE, "first", "PLA")
    approved.record([Draft("rating", name, {"rating": "lacking"}, "Planen är gammal.")])
    assert changed(remembering) == changed(approved) == ("MET-01", "PLA")


def test_who_read_the_file_before_it_was_approved_changes_nothing_in_it(desk: Desk, colleague: Desk) -> None:
    sheet = fill(desk)
    for code in ("oklart", "ja"):
        sheet = review.give_answer(desk, sheet, "PLA-01", code)
    step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)

    with pytest.raises(UsageFault, match="godkänd"):
        review.give_answer(desk, sheet, "PLA-01", "nej")
    with pytest.raises(UsageFault, match="godkänd"):
        undo(desk, sheet)
    assert control(desk).controlled.approved


def test_where_the_second_answer_alone_stands_its_words_are_part_of_the_file(desk: Desk, colleague: Desk) -> None:
    sheet = fill(desk, Seat.SECOND)
    step(desk, Move.SUBMIT)
    step(colleague, Move.APPROVE)

    review.write_comment(desk, sheet, "PLA-01", "Ändrat i efterhand.")

    assert control(desk).controlled.changed == ("PLA-01",)
