"""Letters from a store: which kind, what stops them, and that the journal keeps what was said."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from tests.county import SMALL_CASES
from tests.writing.a_letter import AGENCY
from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.letters import DraftReason, LetterKind
from tillsyn.errors import DocumentFault, UsageFault
from tillsyn.store import queries
from tillsyn.store.journal import read_entries
from tillsyn.workflow import letters
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import decide
from tillsyn.workflow.letters import WrittenLetter, render_letters
from tillsyn.workflow.review import give_answer, write_comment
from tillsyn.workflow.sheet import load_sheet

DAY = date(2026, 3, 16)
HTML = ("html",)


def answer(desk: Desk, liten: OpenAudit, case: str, **codes: str) -> None:
    """Answer the committee *vik*'s file; a code but ja gets a comment."""
    sheet = load_sheet(desk, liten, "vik", case)
    for name, code in codes.items():
        criterion = name.replace("_", "-")
        sheet = give_answer(desk, sheet, criterion, code)
        if code != "ja":
            sheet = write_comment(desk, sheet, criterion, "Det framgår inte.")


def two_without_plan(desk: Desk, liten: OpenAudit) -> None:
    for case in SMALL_CASES[:2]:
        answer(desk, liten, case, PLA_01="nej")


def decided(desk: Desk, liten: OpenAudit, reason: str = "Planer saknas.", requirement: str = "K-PLAN") -> None:
    decide(desk, liten, Decision("vik", requirement, Disposition.REQUIREMENT, reason))


def written(desk: Desk, liten: OpenAudit, folder: Path, kind: LetterKind | None = None) -> WrittenLetter:
    (letter,) = render_letters(desk, liten, AGENCY, folder, ["vik"], kind, DAY, HTML)
    return letter


def reasons(letter: WrittenLetter) -> set[DraftReason]:
    return {hindrance.reason for hindrance in letter.hindrances}


def test_the_decisions_choose_the_kind(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    assert written(desk, liten, tmp_path).kind is LetterKind.CLOSED
    two_without_plan(desk, liten)
    proposed = written(desk, liten, tmp_path)
    assert proposed.kind is LetterKind.REQUIREMENT  # what is proposed and undecided is not closed
    assert {DraftReason.UNDECIDED, DraftReason.NO_DEMANDS, DraftReason.UNANSWERED} == reasons(proposed)
    decided(desk, liten)
    assert reasons(written(desk, liten, tmp_path)) == {DraftReason.UNANSWERED}


def test_a_closing_that_leaves_a_demand_out_is_a_draft(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    two_without_plan(desk, liten)
    decided(desk, liten)
    assert DraftReason.DEMANDS_LEFT_OUT in reasons(written(desk, liten, tmp_path, LetterKind.CLOSED))


def test_the_file_says_it_and_bears_the_auditees_name(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    two_without_plan(desk, liten)
    decided(desk, liten)
    letter = written(desk, liten, tmp_path / "nya" / "brev")
    assert letter.html is not None
    assert letter.pdf is None
    assert letter.html.name == "vik-krav.html"
    page = letter.html.read_text(encoding="utf-8")
    assert "16\u00a0mars\u00a02026" in page
    assert "Planer saknas." in page
    assert not [case for case in SMALL_CASES if case in page]
    assert [path.name for path in letter.html.parent.iterdir()] == ["vik-krav.html"]  # nothing half is left


def test_the_view_is_frozen_under_its_hash(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    letter = written(desk, liten, tmp_path)
    (kept,) = queries.letters(desk.store, liten.audit.id)
    assert kept.sha256 == letter.view_sha256 == hashlib.sha256(kept.view.encode()).hexdigest()
    assert json.loads(kept.view)["date"] == "2026-03-16"


def test_the_same_letter_again_records_nothing_and_is_the_same_file(
    desk: Desk, liten: OpenAudit, tmp_path: Path
) -> None:
    first, second = written(desk, liten, tmp_path / "a"), written(desk, liten, tmp_path / "b")
    assert first.html is not None
    assert second.html is not None
    assert first.view_sha256 == second.view_sha256
    assert first.html.read_bytes() == second.html.read_bytes()
    assert sum(e.kind == "letter" for e in read_entries(desk.store)) == 1


def test_a_changed_letter_is_another(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    before = written(desk, liten, tmp_path)
    answer(desk, liten, SMALL_CASES[0], PLA_01="ja")
    assert written(desk, liten, tmp_path).view_sha256 != before.view_sha256


@pytest.mark.parametrize("words", ["Ring 070-123 45 67.", "Se 19900101-0017.", "Skriv till a@b.example."])
def test_personal_details_stop_every_letter_and_are_not_repeated(
    desk: Desk, liten: OpenAudit, tmp_path: Path, words: str
) -> None:
    two_without_plan(desk, liten)
    decided(desk, liten, words)
    with pytest.raises(DocumentFault) as caught:
        render_letters(desk, liten, AGENCY, tmp_path, formats=HTML)
    assert "Planering" in caught.value.message
    assert "skälet till ställningstagandet" in caught.value.message
    assert not [word for word in words.rstrip(".").split()[1:] if len(word) > 4 and word in caught.value.message]
    assert list(tmp_path.glob("*.html")) == []
    assert queries.letters(desk.store, liten.audit.id) == ()


def test_without_the_pdf_library_the_html_is_written_first(
    desk: Desk, liten: OpenAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise DocumentFault("Pango saknas")

    monkeypatch.setattr(letters, "expect_available", missing)
    with pytest.raises(DocumentFault, match="Pango"):
        render_letters(desk, liten, AGENCY, tmp_path)
    assert len(list(tmp_path.glob("*.html"))) == len(liten.auditees)
    assert len(queries.letters(desk.store, liten.audit.id)) == len(liten.auditees)


def test_progress_is_told_before_each_and_at_the_end(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    render_letters(desk, liten, AGENCY, tmp_path, formats=HTML, progress=lambda *step: told.append(step))
    assert [step[:2] for step in told] == [(n, len(liten.auditees)) for n in range(len(liten.auditees) + 1)]


def test_an_unknown_auditee_is_refused(desk: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    with pytest.raises(UsageFault):
        render_letters(desk, liten, AGENCY, tmp_path, ["finns-inte"])
