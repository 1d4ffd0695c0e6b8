"""Handing out copies and putting them together again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tillsyn.domain.entries import subject
from tillsyn.errors import StoreFault, UsageFault
from tillsyn.store.journal import Draft
from tillsyn.workflow import review
from tillsyn.workflow.answers import export_answers
from tillsyn.workflow.audits import audit_work, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.exchange import backup, conflicts, merge_stores
from tillsyn.workflow.findings import findings
from tillsyn.workflow.journals import journal_code, log, rebuild_tables, verify_journal
from tillsyn.workflow.sheet import load_sheet


def judge(desk: Desk, case: str, code: str) -> None:
    sheet = load_sheet(desk, open_audit(desk), "vik", case)
    review.give_answer(desk, sheet, "MET-01", code)


def test_a_team_hands_out_works_and_gathers(desk: Desk, tmp_path: Path) -> None:
    copies = [tmp_path / "ada.tillsyn", tmp_path / "bo.tillsyn"]
    for copy in copies:
        backup(desk, copy)
    judge(desk, "V-01", "ja")  # the leader goes on meanwhile
    for copy, case in zip(copies, ("V-02", "V-03"), strict=True):
        with open_desk(copy, copy.stem) as at:
            judge(at, case, "nej")

    assert [m.taken for m in merge_stores(desk, copies)] == [1, 1]
    assert [m.taken for m in merge_stores(desk, copies)] == [0, 0]

    assert conflicts(desk) == ()
    answered = [load_sheet(desk, open_audit(desk), "vik", c).answers for c in ("V-01", "V-02", "V-03")]
    assert [a["MET-01"].code for a in answered] == ["ja", "nej", "nej"]
    assert verify_journal(desk).ok
    with open_desk(copies[0], "ada") as ada:
        assert [m.taken for m in merge_stores(ada, [desk.store.path, copies[1]])] == [2, 0]
        assert journal_code(ada) == journal_code(desk)  # the very same journal


def test_a_copy_that_was_only_moved_is_the_same_work(desk: Desk, tmp_path: Path) -> None:
    backup(desk, tmp_path / "kopia.tillsyn")
    moved = Path(shutil.move(tmp_path / "kopia.tillsyn", tmp_path / "annat namn.tillsyn"))

    assert [m.taken for m in merge_stores(desk, [moved])] == [0]


def test_nothing_is_written_over(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "kopia").write_text("viktigt", encoding="utf-8")

    with pytest.raises(UsageFault, match="finns redan"):
        backup(desk, tmp_path / "kopia")

    assert (tmp_path / "kopia").read_text(encoding="utf-8") == "viktigt"


def test_a_store_is_not_merged_into_itself(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "länk").symlink_to(desk.store.path)
    for itself in (desk.store.path, tmp_path / "länk"):
        with pytest.raises(UsageFault):
            merge_stores(desk, [itself])


def test_those_before_a_source_that_is_refused_stay_merged(desk: Desk, tmp_path: Path) -> None:
    backup(desk, tmp_path / "ada.tillsyn")
    with open_desk(tmp_path / "ada.tillsyn", "ada") as at:
        judge(at, "V-02", "nej")

    with pytest.raises(StoreFault, match="borta"):
        merge_stores(desk, [tmp_path / "ada.tillsyn", tmp_path / "borta.tillsyn"])

    assert load_sheet(desk, open_audit(desk), "vik", "V-02").answers["MET-01"].code == "nej"


def test_the_log_tells_what_and_never_the_words(desk: Desk) -> None:
    sheet = load_sheet(desk, open_audit(desk), "vik", "V-01")
    review.write_comment(desk, sheet, "MET-01", "Hemliga ord.")

    lines = log(desk, last=1)

    assert [(x.kind, x.actor, x.has_text) for x in lines] == [("comment", "Prov Granskare", True)]
    assert "Hemliga" not in repr(log(desk))
    assert {x.subject.split("|")[2] for x in log(desk, "liten|vik")} == {"vik"}
    assert log(desk, "borta") == ()


def test_rebuilding_changes_nothing_that_is_seen(desk: Desk) -> None:
    judge(desk, "V-01", "ja")
    before = load_sheet(desk, open_audit(desk), "vik", "V-01")

    rebuild_tables(desk)

    assert load_sheet(desk, open_audit(desk), "vik", "V-01") == before


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"writers": [{}]}', '{"writers": 5}', "\x00", "nej"])
def test_what_holds_no_heads_is_told(desk: Desk, tmp_path: Path, text: str) -> None:
    path = tmp_path / "heads.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageFault, match="heads.json"):
        verify_journal(desk, path)


def test_what_was_written_by_another_edition_of_the_criteria_is_left_out_and_breaks_nothing(desk: Desk) -> None:
    place = ("liten", "vik", "V-01")
    desk.record(
        [
            Draft("fact", subject("fact", *place, "insatsform"), {"value": "husbåt"}),
            Draft("fact", subject("fact", *place, "borttagen"), {"value": "ja"}),
            Draft("answer", subject("answer", *place, "first", "PLA-01"), {"code": "kanske"}),
            Draft("answer", subject("answer", *place, "first", "OLD-01"), {"code": "ja"}),
        ]
    )
    opened = open_audit(desk)

    sheet = load_sheet(desk, opened, "vik", "V-01")

    assert "insatsform" not in sheet.facts
    assert audit_work(desk, opened)
    assert findings(desk, opened) == ()
    assert "OLD-01" not in export_answers(desk, opened, "vik")
