"""Ratings given in place of computed ones count wherever files are counted by area, with a mark; findings never."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.writing.a_letter import AGENCY
from tillsyn.domain.ratings import AreaFiles, AreaRating
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.changing import undo
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import findings
from tillsyn.workflow.overview import case_rows, overview, region
from tillsyn.workflow.report import render_report
from tillsyn.workflow.sheet import Sheet, load_sheet
from tillsyn.workflow.summary import summary

ANSWERS = {"V-01": ("nej", "ja"), "V-02": ("ja", "ja"), "V-03": ("ja", "ja"), "V-04": ("nej", "ja")}


@pytest.fixture
def judged(desk: Desk, liten: OpenAudit) -> Desk:
    """PLA lacks in V-01 and V-04 by the answers; every question of every file is answered."""
    for case, (plan, rest) in ANSWERS.items():
        sheet = load_sheet(desk, liten, "vik", case)
        if case == "V-03":
            sheet = review.fill_fact(desk, sheet, "barn", "ja")
        sheet = review.give_answer(desk, sheet, "PLA-01", plan)
        for criterion in ("PLA-02", "PLA-03", "MET-01"):
            if sheet.state.applicability(criterion).asked.value == "yes":
                sheet = review.give_answer(desk, sheet, criterion, rest)
    return desk


def rate(desk: Desk, opened: OpenAudit, case: str, rating: AreaRating | None, reason: str = "Skäl.") -> Sheet:
    return review.rate_area(desk, load_sheet(desk, opened, "vik", case), "PLA", rating, reason)


def pla(desk: Desk, opened: OpenAudit) -> AreaFiles:
    (vik, _other) = overview(desk, opened).rows
    return vik.areas["PLA"]


def test_the_overview_and_the_whole_count_as_rated_and_keep_what_was_computed(judged: Desk, liten: OpenAudit) -> None:
    assert pla(judged, liten) == AreaFiles(4, 2, 0, 0, 4, 2)

    rate(judged, liten, "V-01", AreaRating.MET)
    rate(judged, liten, "V-02", AreaRating.NOT_APPLICABLE)

    assert pla(judged, liten) == AreaFiles(3, 1, 0, 2, 4, 2)
    (area, _rest) = region(judged, liten)
    assert area.files == AreaFiles(3, 1, 0, 2, 4, 2)


def test_the_files_behind_a_cell_are_those_that_count(judged: Desk, liten: OpenAudit) -> None:
    rate(judged, liten, "V-01", AreaRating.MET)
    rate(judged, liten, "V-02", AreaRating.LACKING)
    lacking = {row.code for row in case_rows(judged, liten, "vik") if row.lacks("PLA")}
    assert lacking == {"V-02", "V-04"}


def test_an_area_that_is_incomplete_later_counts_as_its_answers_do(judged: Desk, liten: OpenAudit) -> None:
    sheet = rate(judged, liten, "V-01", AreaRating.MET)
    sheet = review.withdraw_answer(judged, sheet, "PLA-03")
    assert pla(judged, liten) == AreaFiles(4, 2, 1, 0, 4, 2)
    sheet, _about = undo(judged, sheet)
    assert pla(judged, liten) == AreaFiles(4, 1, 0, 1, 4, 2)
    undo(judged, sheet)
    assert pla(judged, liten) == AreaFiles(4, 2, 0, 0, 4, 2)


def test_findings_count_answers_whatever_an_area_is_rated_as(judged: Desk, liten: OpenAudit) -> None:
    before = findings(judged, liten)
    for case in ANSWERS:
        rate(judged, liten, case, AreaRating.MET if case in ("V-01", "V-04") else AreaRating.LACKING)
    assert findings(judged, liten) == before


def test_tables_say_how_many_and_what_was_computed(judged: Desk, liten: OpenAudit) -> None:
    assert "otherwise" not in summary(judged, liten, "area").records[0]
    rate(judged, liten, "V-01", AreaRating.MET)

    row = summary(judged, liten, "area").records[0]
    assert (row["lacking"], row["applicable"], row["otherwise"]) == (1, 4, 1)
    assert (row["computed_lacking"], row["computed_applicable"]) == (2, 4)
    assert row["auditees_lacking"] == 1

    row = summary(judged, liten, "auditee").records[0]
    assert (row["PLA_lacking"], row["PLA_computed_lacking"], row["lacking"]) == (1, 2, 2)
    strata = {row["name"]: row for row in summary(judged, liten, "stratum").records}
    assert {name: row["PLA_lacking"] for name, row in strata.items()} == {"Öppenvård": 0, "HVB": 1}

    rate(judged, liten, "V-04", AreaRating.MET)
    row = summary(judged, liten, "area").records[0]
    assert (row["lacking"], row["auditees_lacking"], row["otherwise"]) == (0, 0, 2)


@contextmanager
def _report(desk: Desk, opened: OpenAudit, folder: Path) -> Iterator[str]:
    render_report(desk, opened, AGENCY, folder, ("html",))
    yield " ".join((folder / "rapport.html").read_text(encoding="utf-8").split())


def test_the_report_marks_and_explains(judged: Desk, liten: OpenAudit, tmp_path: Path) -> None:
    with _report(judged, liten, tmp_path / "utan") as page:
        assert "†" not in page
    rate(judged, liten, "V-01", AreaRating.MET)
    with _report(judged, liten, tmp_path / "med") as page:
        assert "1 av 4†" in page
        assert "Enligt svaren: Socialnämnden i Vik, planering 2 av 4; krav och råd bygger på svaren." in page
        assert "I 1 av 4 ärenden har granskarna bedömt området på annat sätt" in page
        assert "Skäl." not in page
