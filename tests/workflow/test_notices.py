"""Notices from a store: before anything is drawn, kept like any letter, and never with the seed in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.writing.a_letter import AGENCY
from tillsyn.domain.letters import DraftReason, LetterKind
from tillsyn.domain.plans import SeedSource
from tillsyn.errors import DocumentFault
from tillsyn.store import queries
from tillsyn.workflow import sample
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.correspondence import pending_letters
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.intake import import_frame
from tillsyn.workflow.letters import WrittenLetter, render_letters
from tillsyn.workflow.sampleplan import Choice, plan_of, record_plan
from tillsyn.workflow.sampleplan_commitment import commit
from tillsyn.workflow.status import audit_status

DAY, DUE = date(2026, 3, 16), date(2026, 4, 10)
SMALL = Path(__file__).resolve().parents[1] / "small"
SEED = "ett frö som ingen gissar"


def bind(desk: Desk, liten: OpenAudit, choice: Choice | None = None, requested: tuple[str, ...] = ()) -> None:
    record_plan(desk, liten, plan_of(liten, choice or Choice(seed=SEED, size=2, reserve=1)), "o-nas")
    commit(desk, liten, "o-nas", DUE, requested)


def written(desk: Desk, liten: OpenAudit, folder: Path, kind: LetterKind | None = LetterKind.NOTICE) -> WrittenLetter:
    agency = replace(AGENCY, answer_within_days=14)
    (letter,) = render_letters(desk, liten, agency, folder, ["o-nas"], kind, DAY, ("html",))
    return letter


def reasons(letter: WrittenLetter) -> set[DraftReason]:
    return {hindrance.reason for hindrance in letter.hindrances} - {DraftReason.NO_ADDRESS}


def test_it_is_written_before_any_draw_or_answer_and_says_what_is_bound(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    bind(desk, liten)
    letter = written(desk, liten, tmp_path)
    assert letter.kind is LetterKind.NOTICE
    assert reasons(letter) == set()
    assert letter.html is not None and letter.html.name == "o-nas-underrattelse.html"
    page = letter.html.read_text(encoding="utf-8")
    assert "10\u00a0april\u00a02026" in page
    assert liten.audit.criteria_hash[:4] + " " + liten.audit.criteria_hash[4:8] in page
    assert SEED not in page


def test_it_is_kept_like_any_letter_and_the_same_again_records_nothing(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    bind(desk, liten)
    first, again = written(desk, liten, tmp_path / "a"), written(desk, liten, tmp_path / "b")
    (kept,) = queries.letters(desk.store, liten.audit.id)
    assert (kept.auditee, kept.kind, kept.sha256) == ("o-nas", "notice", first.view_sha256)
    assert again.view_sha256 == first.view_sha256
    assert SEED not in kept.view


def test_without_a_plan_it_is_a_draft_with_the_senders_own_time_to_answer(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    letter = written(desk, liten, tmp_path)
    assert reasons(letter) == {DraftReason.NOTHING_BOUND}
    assert letter.html is not None
    assert "30\u00a0mars\u00a02026" in letter.html.read_text(encoding="utf-8")  # 14 days after the letter


def test_a_plan_that_is_changed_after_it_was_bound_holds_the_notice_back(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    bind(desk, liten)
    record_plan(desk, liten, plan_of(liten, Choice(seed=SEED, size=3, reserve=1)), "o-nas", "En akt till.")
    assert reasons(written(desk, liten, tmp_path)) == {DraftReason.BOUND_OTHERWISE}


def test_a_lottery_before_the_register_is_due_holds_it_back(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    bind(desk, liten, Choice(size=2, source=SeedSource("Lotto", date(2026, 4, 9), "lotto.example")))
    assert reasons(written(desk, liten, tmp_path)) == {DraftReason.SEED_TOO_EARLY}


def test_after_the_draw_the_kept_notice_stands_and_a_new_one_binds_nothing(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    bind(desk, liten)
    before = written(desk, liten, tmp_path)
    import_frame(desk, liten, "o-nas", SMALL / "vik.csv")
    sample.draw(desk, liten, sample.Choice(), "o-nas")
    assert written(desk, liten, tmp_path).view_sha256 == before.view_sha256
    (late,) = render_letters(desk, liten, AGENCY, tmp_path, ["vik"], LetterKind.NOTICE, DAY, ("html",))
    assert DraftReason.ALREADY_DRAWN in {hindrance.reason for hindrance in late.hindrances}


def test_personal_details_in_what_is_asked_for_stop_it(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    bind(desk, liten, requested=("Akten om 19900101-0017.",))
    with pytest.raises(DocumentFault, match="handlingarna som begärs"):
        written(desk, liten, tmp_path)
    assert list(tmp_path.glob("*.html")) == []


def test_the_screen_and_the_command_without_a_kind_agree_on_what_comes_next(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    kinds = {letter.auditee.id: letter.kind for letter in pending_letters(desk, liten)}
    assert kinds == {"vik": LetterKind.CLOSED, "o-nas": LetterKind.NOTICE}
    assert written(desk, liten, tmp_path, None).kind is LetterKind.NOTICE


def test_a_notice_is_no_decision_in_the_overview(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    bind(desk, liten)
    written(desk, liten, tmp_path)
    assert {a.auditee: a.letter for a in audit_status(desk, liten).auditees} == {"vik": "", "o-nas": "notice"}
    written(desk, liten, tmp_path, LetterKind.CLOSED)
    assert {a.auditee: a.letter for a in audit_status(desk, liten).auditees}["o-nas"] == "closed"
